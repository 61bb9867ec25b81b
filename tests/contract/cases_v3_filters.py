"""Filters of V3 prospecting: what is typed, and where and how it is sent."""

from typing import Any

LINK = "https://www.linkedin.com/in/ada-byrne"
PAGE = "https://www.linkedin.com/company/engines"
MUNICH = "country=Germany,state=Bavaria,city=Munich,continent=Europe,country_grouping=emea"
IN_MUNICH = {
    "country": "Germany", "state": "Bavaria", "city": "Munich", "continent": "Europe",
    "countryGrouping": "emea", "region": "Bavaria", "countryIso2": "DE",
}  # fmt: skip
LOCATION = f"{MUNICH},region=Bavaria,country_iso2=DE"
RADIUS = "country=Germany,zipcode=10115,distance=50"
RADIUS_BODY = {"country": "Germany", "zipcode": "10115", "distance": 50}
ZIP = "country_iso2=DE,zipcode=10115"
IS_ZIP = {"countryIso2": "DE", "zipcode": "10115"}

# Flag, what is typed, and where it is sent; a list for several values.
PEOPLE: list[tuple[str, str, str, Any]] = [
    ("name", "Ada", "names", ["Ada"]),
    ("department", "sales", "departments", ["Sales"]),
    ("seniority-id", "vp", "seniorityIds", [8]),
    ("job-title", "Buyer", "jobTitles", ["Buyer"]),
    ("job-title-exact-match", "Buyer", "jobTitlesExactMatch", ["Buyer"]),
    ("normalized-job-title", "Buyer", "normalizedJobTitles", ["Buyer"]),
    ("previous-job-title", "Clerk", "previousJobTitle", ["Clerk"]),
    ("country", "us", "countries", ["United States"]),
    ("location", LOCATION, "locations", [IN_MUNICH]),
    ("geographic-detail", RADIUS, "geographicDetails", [RADIUS_BODY]),
    ("existing-data-point", "mobile", "existingDataPoints", ["mobile_phone"]),
    ("existing-data-points-condition", "and", "existingDataPointsCondition", "and"),
    ("search-text", "ada b", "searchText", "ada b"),
    ("linkedin-url", f"{LINK}/", "linkedinUrls", [LINK]),
    ("email", "A@b.example", "emails", ["a@b.example"]),
    ("previous-email", "A@c.example", "previousEmails", ["a@c.example"]),
    ("id", "4100000000", "ids", ["4100000000"]),
    ("skill", "SQL", "skills", ["SQL"]),
    ("certification", "Project Lead", "certifications", ["Project Lead"]),
    ("award", "Founders' Prize", "awards", ["Founders' Prize"]),
    ("education-degree", "Master", "education.degrees", ["Master"]),
    ("education-field-of-study", "Law", "education.fieldsOfStudy", ["Law"]),
    ("education-school", "Meadow College", "education.schools", ["Meadow College"]),
    ("education-start-year-gte", "1999", "education.startYearGte", 1999),
    ("education-graduation-year-lte", "2010", "education.graduationYearLte", 2010),
    ("min-score", "40", "score.minScore", 40),
    ("max-score", "90", "score.maxScore", 90),
    ("job-changed-after-date", "2026-01-31", "jobChangedAfterDate", "2026-01-31"),
    ("job-changed-last-view-date", "2026-01-30", "jobChangedLastViewDate", "2026-01-30"),
    ("signal", "companychange", "signals.types", ["companyChange"]),
    ("signal-start-date", "2026-01-31", "signals.startDate", "2026-01-31"),
]
# The flag starts with `company-` in searches for contacts.
FIRMS: list[tuple[str, str, str, Any]] = [
    ("[company-]name", "Engines", "names", ["Engines"]),
    ("[company-]domain", "www.A.example", "domains", ["a.example"]),
    ("[company-]id", "30000000", "ids", ["30000000"]),
    ("[company-]linkedin-url", f"{PAGE}/about", "linkedinUrls", [PAGE]),
    ("[company-]location", LOCATION, "locations", [IN_MUNICH]),
    ("[company-]geographic-detail", RADIUS, "geographicDetails", [RADIUS_BODY]),
    ("location-zipcode", ZIP, "locationsZipcodes", [IS_ZIP]),
    ("headquarter-zipcode", ZIP, "headquarterZipcodes", [IS_ZIP]),
    ("size", "11-50", "sizes", [{"min": 11, "max": 50}]),
    ("revenue", "1M-10M", "revenues", [{"min": 1_000_000, "max": 10_000_000}]),
    ("founded-year", "1990-2020", "foundedYear", [{"min": 1990, "max": 2020}]),
    ("business-model", "b2b", "businessModel", ["B2B"]),
    ("company-type", "public company", "companyType", ["Public Company"]),
    ("main-industry-id", "Finance", "mainIndustriesIds", [3]),
    ("sub-industry-id", "103", "subIndustriesIds", [103]),
    ("sic-code", "5112", "sicCodes", ["5112"]),
    ("naics-code", "511210", "naicsCodes", ["511210"]),
    ("technology", "aws", "technologies", ["aws"]),
    ("technologies-condition", "and", "technologiesCondition", "and"),
    ("intent-topic", "data privacy", "intentTopics", ["Data Privacy"]),
    ("intent-topics-operator", "all", "intentTopicsOperator", "all"),
    ("intent-topics-condition", "or", "intentTopicsCondition", "or"),
    ("intent-min-score", "60", "intentMinScore", 60),
    ("intent-max-score", "99", "intentMaxScore", 99),
    ("topic-count-threshold", "1-3", "topicCountThreshold", [{"min": 1, "max": 3}]),
    ("keyword", "design", "keywords", ["design"]),
    ("exact-keyword", "design", "exactKeywords", ["design"]),
    ("keywords-search-field", "name", "keywordsSearchFields", ["name"]),
    ("speciality", "design", "specialities", ["design"]),
    ("exact-speciality", "design", "exactSpecialities", ["design"]),
    ("previous-company-domain", "B.example", "previousCompanyDomains", ["b.example"]),
    ("previous-company-name", "Foods", "previousCompanyNames", ["Foods"]),
]
OF_EMPLOYERS: list[tuple[str, str, str, Any]] = [
    ("industry-label", "finance", "industriesLabels", ["Finance"]),
    ("funding-is-ipo", "", "funding.isIpo", True),
    ("funding-range", "last_round:1M-2M", "funding.ranges",
     [{"coverage": "last_round", "min": 1_000_000, "max": 2_000_000}]),
    ("funding-date", "2020-01-31", "funding.date.date", "2020-01-31"),
    ("funding-date-coverage", "any_round", "funding.date.coverage", "any_round"),
    ("funding-round", "any-round:Seed", "funding.rounds",
     [{"coverage": "any_round", "round": "seed"}]),
    ("funding-name", "last-funding:venture", "funding.names",
     [{"coverage": "last_funding", "name": "venture"}]),
    ("funding-investor", "Fund I", "funding.investors", ["Fund I"]),
    ("funding-type", "Series A", "funding.types", ["Series A"]),
]  # fmt: skip
OF_FIRMS: list[tuple[str, str, str, Any]] = [
    ("[company-]search-text", "health", "searchText", "health"),
    ("[company-]signal", "risknews", "signals.types", ["riskNews"]),
    ("[company-]signal-start-date", "2026-01-31", "signals.startDate", "2026-01-31"),
    ("filter-by-location", "country=us,state=Texas,start_date=2026-01-31",
     "signals.filterByLocation",
     [{"country": "United States", "state": "Texas", "startDate": "2026-01-31"}]),
    ("filter-by-department", "department=Sales,start_date=2026-01-31",
     "signals.filterByDepartment", [{"department": "Sales", "startDate": "2026-01-31"}]),
    ("filter-by-intent-category", "Data", "signals.filterByIntentCategory", ["Data"]),
]  # fmt: skip
IN_FIRMS: list[tuple[str, str, str, Any]] = [
    ("contact-job-title", "Buyer", "jobTitles", ["Buyer"]),
    ("contact-department", "sales", "departments", ["Sales"]),
    ("contact-seniority-id", "vp", "seniorityIds", [8]),
    ("contact-skill", "SQL", "skills", ["SQL"]),
    ("contact-location", LOCATION, "locations", [IN_MUNICH]),
    ("contact-existing-data-point", "mobile", "existingDataPoints", ["mobile_phone"]),
]
# Company filters that cannot be combined with contact filters.
ALONE = ("searchText", "signals", "intent", "technologies")

Filters = list[tuple[str, str, str, Any]]


def _argv(filters: Filters, *, prefix: str = "", exclude: bool = False) -> tuple[str, ...]:
    """Return the options of filters, with `prefix` in place of the bracketed part."""
    names = [(flag.replace("[company-]", prefix), typed) for flag, typed, _, _ in filters]
    side = "--exclude-" if exclude else "--"
    return tuple(word for name, typed in names for word in (f"{side}{name}", typed) if word)


def _body(filters: Filters) -> dict[str, Any]:
    created: dict[str, Any] = {}
    for _, _, location, value in filters:
        *outer, last = location.split(".")
        holder = created
        for name in outer:
            holder = holder.setdefault(name, {})
        holder[last] = value
    return created


def _both(filters: Filters) -> dict[str, Any]:
    return {"include": _body(filters), "exclude": _body(filters)}


def _everywhere(filters: Filters, *, prefix: str = "") -> tuple[str, ...]:
    return (*_argv(filters, prefix=prefix), *_argv(filters, prefix=prefix, exclude=True))


EMPLOYERS = FIRMS + OF_EMPLOYERS
COMPANIES = FIRMS + OF_FIRMS
BESIDE_PEOPLE = [item for item in FIRMS if not item[2].startswith(ALONE)]
PEOPLE_URL, COMPANIES_URL = "/v3/contacts/prospecting", "/v3/companies/prospecting"

V3_PROSPECTING: dict[str, list[tuple[Any, ...]]] = {
    "contacts prospecting": [
        (
            (*_everywhere(PEOPLE), *_everywhere(EMPLOYERS, prefix="company-"),
             "--no-include-partial-profiles", "--exclude-dnc", "--max-contacts-per-company", "3",
             "--table-id", "7", "--page", "2", "--page-size", "30"),
            ("POST", PEOPLE_URL),
            {},
            {
                "filters": {"contacts": _both(PEOPLE), "companies": _both(EMPLOYERS)},
                "options": {"includePartialProfiles": False, "excludeDnc": True},
                "maxContactsPerCompany": 3,
                "tableId": "7",
                "pagination": {"page": 2, "size": 30},
            },
            0,
        ),
        (
            ("--exclude-location", "Japan", "--limit", "12"),
            ("POST", PEOPLE_URL),
            {},
            {
                "filters": {"contacts": {"exclude": {"locations": [{"country": "Japan"}]}}},
                "pagination": {"page": 0, "size": 12},
            },
            0,
        ),
        (
            ("--seniority", "director", "--company-name", "Copper Engines", "--revenue", "1M-",
             "--funding-name", "venture", "--all"),
            ("POST", PEOPLE_URL),
            {},
            {
                "filters": {
                    "contacts": {"include": {"seniorityIds": [6]}},
                    "companies": {
                        "include": {
                            "names": ["Copper Engines"],
                            "revenues": [{"min": 1_000_000}],
                            "funding": {"names": [{"name": "venture"}]},
                        }
                    },
                },
                "pagination": {"page": 0, "size": 100},
            },
            0,
        ),
    ],
    "companies prospecting": [
        (
            (*_everywhere(COMPANIES, prefix=prefix), "--include-partial-profiles", "--table-id",
             "7", "--page", "1", "--page-size", "10"),
            ("POST", COMPANIES_URL),
            {},
            {
                "filters": {"companies": _both(COMPANIES)},
                "options": {"includePartialProfiles": True},
                "tableId": "7",
                "pagination": {"page": 1, "size": 10},
            },
            0,
        )
        for prefix in ("", "company-")
    ]
    + [
        (
            (*_everywhere(BESIDE_PEOPLE), *_everywhere(IN_FIRMS)),
            ("POST", COMPANIES_URL),
            {},
            {
                "filters": {"companies": _both(BESIDE_PEOPLE), "contacts": _both(IN_FIRMS)},
                "pagination": {"page": 0, "size": 25},
            },
            0,
        ),
        (
            ("--name", "Engines", "--all"),
            ("POST", COMPANIES_URL),
            {},
            {
                "filters": {"companies": {"include": {"names": ["Engines"]}}},
                "pagination": {"page": 0, "size": 100},
            },
            0,
        ),
        (
            ("--name", "Engines", "--limit", "12"),
            ("POST", COMPANIES_URL),
            {},
            {
                "filters": {"companies": {"include": {"names": ["Engines"]}}},
                "pagination": {"page": 0, "size": 12},
            },
            0,
        ),
    ],
}  # fmt: skip
