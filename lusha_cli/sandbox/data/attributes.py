"""Attributes that only V3 filters use; computed from the seed and part of no response."""

from functools import lru_cache
from random import Random

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, Company, company_data
from lusha_cli.sandbox.data.names import LOCATIONS
from lusha_cli.sandbox.data.people import PERSON_COUNT, Person, profile

SKILLS = (
    "Negotiation", "Python", "Public Speaking", "Budgeting", "SQL", "Copywriting", "Recruiting",
    "Project Management",
)  # fmt: skip
CERTIFICATIONS = ("Project Lead", "Cloud Architect", "Chartered Accountant")
AWARDS = ("Employee of the Year", "Founders' Prize")
DEGREES = ("Bachelor", "Master", "Doctorate")
FIELDS = ("Computer Science", "Economics", "Law", "Physics", "Design")
SCHOOLS = ("Harbour University", "Granite Institute", "Meadow College")
BUSINESS_MODELS = ("B2B", "B2C", "B2G")


@lru_cache(maxsize=PERSON_COUNT)
def person_attributes(person: Person) -> Json:
    """Return skills, education and career of a person. Callers must not modify it."""
    # A generator of its own: drawing from that of the profile would change existing data.
    random = Random(f"{person.company.seed}:traits:{person.number}")
    start_year = random.randint(1990, 2015)
    previous = signals.known_previous_employer(person)
    return {
        "skills": random.sample(SKILLS, k=2),
        "certifications": random.sample(CERTIFICATIONS, k=random.randrange(2)),
        "awards": random.sample(AWARDS, k=int(random.random() < 0.1)),
        "degrees": [random.choice(DEGREES)],
        "fieldsOfStudy": [random.choice(FIELDS)],
        "schools": [random.choice(SCHOOLS)],
        "began": start_year,
        "graduated": start_year + random.randint(3, 6),
        "previousTitle": f"Junior {profile(person)['title']}",
        "previousEmail": f"{person.slug}@{previous.domain}" if previous else "",
        "previousCompany": previous,
        "score": random.randint(20, 99),
    }


@lru_cache(maxsize=COMPANY_COUNT)
def company_attributes(company: Company) -> Json:
    """Return keywords and business model of a company. Callers must not modify it."""
    random = Random(f"{company.seed}:traits:{company.number}")
    data = company_data(company)
    return {
        "businessModel": random.sample(BUSINESS_MODELS, k=random.randint(1, 2)),
        "keywords": [*data["specialities"], data["subIndustry"].lower()],
    }


def zip_code(city: str) -> str:
    """Return the only postal code of a city."""
    return f"{10115 + 37 * [location.city for location in LOCATIONS].index(city):05}"
