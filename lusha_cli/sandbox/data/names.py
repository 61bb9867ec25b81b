"""The word lists from which people, companies and locations are composed."""

from typing import NamedTuple


class Location(NamedTuple):
    """A city with its region, country and continent."""

    city: str
    state: str
    state_code: str
    country: str
    country_iso2: str
    continent: str
    in_eu: bool


FIRST_NAMES = (
    "Ada Noor Mateo Ingrid Kofi Mei Søren Leila Tomás Aiko Pavel Zanele Jonas Priya Élodie Omar "
    "Hana Luca Freya Diego Amara Björn Yuki Nadia Stefan Chiara Ravi Sofia Kwame Marta Elif Hugo "
    "Anaïs Dmitri Thandi Rafael Linnea Hassan Giulia Arjun Maja Youssef Clara Emeka Ines Viktor "
    "Salma Felix Naomi Andrei Carmen Idris Astrid Bruno Farah Gustav Ximena Karim Lucía Oskar Rosa "
    "Samir Tilda Uri Vera Wei Yara Zoltan Amal Bianca Cyrus Dana Emil Fatima Goran Helga Ivo Jana"
).split()
LAST_NAMES = (
    "Byrne Okafor Lindqvist Haddad Tanaka Moreau Kowalski Mensah Novák Silva Petersen Rahman "
    "Schäfer García Ivanova Dlamini Rossi Chen Fischer Nakamura Oliveira Larsen Khoury Horvat "
    "Banerjee Dubois Eriksson Farouk Greco Hansen Ibáñez Jansen Kaplan Laurent Mbeki Nilsson "
    "Ortega Popescu Quist Romero Sato Torres Ueda Vargas Weber Xu Yilmaz Zhang Adeyemi Bianchi "
    "Castillo Demir Esposito Fontaine Gupta Hoffmann Ishikawa Jovanović Kumar Lopes Marino Nguyen"
).split()
ADJECTIVES = (
    "Analytical Northern Copper Bright Quiet Harbour Silver Amber Granite Willow Cobalt Meadow "
    "Summit Lantern Coastal Velvet Orchard Pioneer Crimson Maple Juniper Beacon Indigo Prairie "
    "Falcon Marble Saffron Timber Violet Cedar Aurora Basalt Clover Delta Ember Fjord Glacier "
    "Heron Ivory Jasper"
).split()
NOUNS = (
    "Engines Systems Logistics Foods Robotics Energy Health Software Materials Networks Textiles "
    "Media Labs Motors Finance Optics Instruments Analytics Freight Security Studios Pharma Cloud "
    "Devices Partners"
).split()
# The cities of people and companies; no two have the same name.
LOCATIONS = (
    Location("London", "England", "ENG", "United Kingdom", "GB", "Europe", False),
    Location("Boston", "Massachusetts", "MA", "United States", "US", "North America", False),
    Location("Austin", "Texas", "TX", "United States", "US", "North America", False),
    Location("Seattle", "Washington", "WA", "United States", "US", "North America", False),
    Location("Chicago", "Illinois", "IL", "United States", "US", "North America", False),
    Location("Denver", "Colorado", "CO", "United States", "US", "North America", False),
    Location("Toronto", "Ontario", "ON", "Canada", "CA", "North America", False),
    Location("Berlin", "Berlin", "BE", "Germany", "DE", "Europe", True),
    Location("Munich", "Bavaria", "BY", "Germany", "DE", "Europe", True),
    Location("Paris", "Île-de-France", "IDF", "France", "FR", "Europe", True),
    Location("Lyon", "Auvergne-Rhône-Alpes", "ARA", "France", "FR", "Europe", True),
    Location("Madrid", "Madrid", "MD", "Spain", "ES", "Europe", True),
    Location("Milan", "Lombardy", "LOM", "Italy", "IT", "Europe", True),
    Location("Amsterdam", "North Holland", "NH", "Netherlands", "NL", "Europe", True),
    Location("Stockholm", "Stockholm County", "AB", "Sweden", "SE", "Europe", True),
    Location("Warsaw", "Masovia", "MZ", "Poland", "PL", "Europe", True),
    Location("Tel Aviv", "Tel Aviv District", "TA", "Israel", "IL", "Asia", False),
    Location("Singapore", "Singapore", "SG", "Singapore", "SG", "Asia", False),
    Location("Bengaluru", "Karnataka", "KA", "India", "IN", "Asia", False),
    Location("Tokyo", "Tokyo", "13", "Japan", "JP", "Asia", False),
    Location("Sydney", "New South Wales", "NSW", "Australia", "AU", "Oceania", False),
    Location("São Paulo", "São Paulo", "SP", "Brazil", "BR", "South America", False),
    Location("Mexico City", "Mexico City", "CMX", "Mexico", "MX", "North America", False),
    Location("Cape Town", "Western Cape", "WC", "South Africa", "ZA", "Africa", False),
    Location("Lagos", "Lagos", "LA", "Nigeria", "NG", "Africa", False),
)
# Longitude and latitude in degrees.
COORDINATES = {
    "London": (-0.13, 51.51), "Boston": (-71.06, 42.36), "Austin": (-97.74, 30.27),
    "Seattle": (-122.33, 47.61), "Chicago": (-87.63, 41.88), "Denver": (-104.99, 39.74),
    "Toronto": (-79.38, 43.65), "Berlin": (13.4, 52.52), "Munich": (11.58, 48.14),
    "Paris": (2.35, 48.86), "Lyon": (4.84, 45.76), "Madrid": (-3.7, 40.42),
    "Milan": (9.19, 45.46), "Amsterdam": (4.9, 52.37), "Stockholm": (18.07, 59.33),
    "Warsaw": (21.01, 52.23), "Tel Aviv": (34.78, 32.08), "Singapore": (103.82, 1.35),
    "Bengaluru": (77.59, 12.97), "Tokyo": (139.69, 35.69), "Sydney": (151.21, -33.87),
    "São Paulo": (-46.63, -23.55), "Mexico City": (-99.13, 19.43), "Cape Town": (18.42, -33.92),
    "Lagos": (3.38, 6.52),
}  # fmt: skip
# Department, and the job titles in it.
DEPARTMENTS = (
    ("Engineering & Technical", ("Software Engineer", "Systems Architect", "Data Engineer")),
    ("Sales", ("Account Executive", "Sales Representative", "Solutions Consultant")),
    ("Marketing", ("Content Strategist", "Growth Specialist", "Brand Designer")),
    ("Finance", ("Financial Analyst", "Controller", "Accountant")),
    ("Human Resources", ("Recruiter", "People Partner", "Benefits Specialist")),
    ("Operations", ("Operations Analyst", "Supply Planner", "Process Engineer")),
    ("Product", ("Product Owner", "Product Designer", "Product Analyst")),
    ("Information Technology", ("Network Engineer", "IT Specialist", "Security Engineer")),
    ("Customer Service", ("Support Specialist", "Customer Advocate", "Service Engineer")),
    ("Legal", ("Counsel", "Compliance Officer", "Contract Specialist")),
)
# Seniority, its id in filters, and its title pattern for a department ("" keeps the titles
# above).
SENIORITIES = (
    ("C-Suite", 9, "Chief Officer, {}"),
    ("Vice President", 8, "Vice President of {}"),
    ("Director", 6, "Director of {}"),
    ("Manager", 5, "{} Manager"),
    ("Senior", 4, ""),
    ("Non-manager", 3, ""),
)
# The seniorities in filters: responses say `Non-manager` where filters say `entry`.
SENIORITY_NAMES = {
    10: "founder", 9: "c-suite", 8: "vice president", 7: "partner", 6: "director", 5: "manager",
    4: "senior", 3: "entry", 2: "intern", 1: "other",
}  # fmt: skip
DATA_POINTS = ("phone", "work_email", "mobile_phone", "direct_phone")
GROUPINGS = {
    "North America": "na", "South America": "latam", "Europe": "emea", "Africa": "emea",
    "Asia": "apac", "Oceania": "apac",
}  # fmt: skip
INDUSTRIES = (
    ("Technology, Information & Media", "Software Development", 5112, 511210),
    ("Manufacturing", "Industrial Machinery", 3559, 333249),
    ("Finance", "Financial Services", 6282, 523930),
    ("Hospitals & Healthcare", "Biotechnology Research", 8731, 541714),
    ("Transportation & Logistics", "Freight & Package Transportation", 4731, 488510),
    ("Wholesale & Retail", "Food & Beverage Retail", 5411, 445110),
)
SIZES = ((1, 10), (11, 50), (51, 200), (201, 500), (501, 1000), (1001, 5000), (5001, 10000))
REVENUES = (
    (1, 1_000_000), (1_000_000, 10_000_000), (10_000_000, 50_000_000), (50_000_000, 100_000_000),
    (100_000_000, 250_000_000), (250_000_000, 1_000_000_000), (1_000_000_000, 10_000_000_000),
)  # fmt: skip
TECHNOLOGIES = "salesforce hubspot aws kubernetes python react snowflake slack figma sap".split()
INTENT_CATEGORIES = ("Business", "Data", "Infrastructure", "Manufacturing")
TOPICS = ("Remote Sales", "Data Privacy", "Cloud Migration", "Predictive Maintenance")

# Sub-industries are numbered from here, main ones from 1.
FIRST_SUB_INDUSTRY = 101
