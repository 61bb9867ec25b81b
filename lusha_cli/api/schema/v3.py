"""What each operation of V3 takes, as data."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    DAY,
    NUMBER,
    TEXT,
    WHOLE,
    Spec,
    list_of,
    object_of,
    text,
    texts,
    whole,
)
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS

# Tables: who asks is named in the body, or in the query where there is none.
_OWNER = object_of(("email",), email=TEXT)
_ASKER = object_of(email=TEXT)
_VISIBILITY = Spec(choices=("private", "shared"))
TABLES = {
    "create": object_of(
        ("name", "owner"), name=TEXT, owner=_OWNER, visibility=_VISIBILITY, ids=list_of(TEXT)
    ),
    "list": object_of(
        ("owner",), owner=_OWNER, page=whole(0, 100), size=whole(1, 1000), name=TEXT,
        status=Spec(choices=("active", "archived")),
    ),
    "get": _ASKER,
    "update": object_of(
        ("owner",), owner=_OWNER, name=TEXT, visibility=_VISIBILITY, archived=BOOLEAN
    ),
    "delete": _ASKER,
    "rows": object_of(email=TEXT, page=whole(0, 100), size=whole(1, 1000)),
    "add": object_of(
        ("entityIds", "owner"), entityIds=list_of(TEXT, most=500),
        companyIds=list_of(TEXT), owner=_OWNER,
    ),
    "remove": object_of(("entityIds", "owner"), entityIds=texts(), owner=_OWNER),
    "columns": _ASKER,
    "remove-column": _ASKER,
    "run-column": object_of(
        ("runScope", "owner"), runScope=Spec(choices=("all", "missing", "specific")),
        entityIds=list_of(TEXT), owner=_OWNER,
    ),
}  # fmt: skip

# Lookups of V3.
_OPTIONS = object_of(includePartialProfiles=BOOLEAN)


def _v3_signals(*names: str) -> Spec:
    return object_of(
        ("types",), types=texts(*names), startDate=DAY, maxResultsPerSignal=whole(1, 100)
    )


def _v3_people(reference: Spec) -> Spec:
    return list_of(
        object_of(
            clientReferenceId=reference, id=TEXT, linkedinUrl=TEXT, email=TEXT, firstName=TEXT,
            lastName=TEXT, companyName=TEXT, companyDomain=TEXT,
        ),
        least=1, most=100,
    )  # fmt: skip


_V3_PEOPLE = _v3_people(TEXT)
_V3_FIRMS = list_of(
    object_of(clientReferenceId=TEXT, id=TEXT, name=TEXT, domain=TEXT), least=1, most=100
)
_REFERENCE = text(0, 256)
_IDS = list_of(TEXT, least=1, most=100)
_REVEAL = texts("emails", "phones")
_REVEAL_OF_FIRMS = texts(
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic",
)  # fmt: skip

# Filters of the prospecting of V3.
_RANGES = list_of(object_of(min=WHOLE, max=WHOLE))
_V3_PLACES = list_of(
    object_of(city=TEXT, state=TEXT, country=TEXT, continent=TEXT, countryGrouping=TEXT,
              region=TEXT, countryIso2=TEXT)
)  # fmt: skip
_AROUND = list_of(object_of(country=TEXT, zipcode=TEXT, distance=WHOLE))
_ZIPCODES = list_of(object_of(countryIso2=TEXT, zipcode=TEXT))
_WORDS = text(0, 200)
_OR_AND = Spec(choices=("or", "and"))
_WHOLES = list_of(WHOLE)
_PEOPLE_IN_FIRMS = {
    "jobTitles": texts(), "departments": texts(), "seniorityIds": _WHOLES, "skills": texts(),
    "locations": _V3_PLACES, "existingDataPoints": texts(),
}  # fmt: skip
_PEOPLE_BY_FILTERS = object_of(
    **_PEOPLE_IN_FIRMS,
    **dict.fromkeys(
        ("names", "jobTitlesExactMatch", "normalizedJobTitles", "countries", "linkedinUrls",
         "emails", "previousEmails", "previousJobTitle", "certifications", "awards", "ids"),
        texts(),
    ),
    searchText=_WORDS,
    signals=object_of(types=texts(*CONTACT_SIGNALS), startDate=DAY),
    existingDataPointsCondition=_OR_AND,
    jobChangedAfterDate=DAY,
    jobChangedLastViewDate=DAY,
    education=object_of(
        degrees=texts(), fieldsOfStudy=texts(), schools=texts(), startYearGte=WHOLE,
        graduationYearLte=WHOLE,
    ),
    score=object_of(minScore=whole(0, 100), maxScore=whole(0, 100)),
    geographicDetails=_AROUND,
)  # fmt: skip
_FIRMS_BY_FILTERS = {
    **dict.fromkeys(
        ("names", "domains", "ids", "technologies", "intentTopics", "sicCodes", "naicsCodes",
         "linkedinUrls", "keywords", "specialities", "exactSpecialities", "exactKeywords",
         "keywordsSearchFields", "previousCompanyDomains", "previousCompanyNames"),
        texts(),
    ),
    "locations": _V3_PLACES,
    "sizes": _RANGES,
    "revenues": _RANGES,
    "technologiesCondition": _OR_AND,
    "mainIndustriesIds": _WHOLES,
    "subIndustriesIds": _WHOLES,
    "intentTopicsCondition": _OR_AND,
    "intentMinScore": whole(1, 100),
    "intentMaxScore": whole(1, 100),
    "intentTopicsOperator": Spec(choices=("or", "and", "any", "all")),
    "topicCountThreshold": _RANGES,
    "foundedYear": _RANGES,
    "businessModel": texts("B2B", "B2C", "B2G"),
    "companyType": texts("Government", "Private Company", "Public Company", "Educational",
                         "Non Profit", "Self Employed"),
    "geographicDetails": _AROUND,
    "locationsZipcodes": _ZIPCODES,
    "headquarterZipcodes": _ZIPCODES,
}  # fmt: skip
_COVERAGE = Spec(choices=("last_funding", "any_round", "total_funds", "last_round"))
_FUNDING = object_of(
    isIpo=BOOLEAN,
    ranges=list_of(object_of(coverage=_COVERAGE, min=WHOLE, max=WHOLE)),
    date=object_of(coverage=_COVERAGE, date=DAY),
    rounds=list_of(object_of(coverage=_COVERAGE, round=Spec(choices=(
        "pre_seed", "seed", "series_a", "series_b", "series_c", "series_d", "series_e",
        "series_f", "series_g", "series_h", "other")))),
    names=list_of(object_of(coverage=_COVERAGE, name=Spec(choices=(
        "angel", "venture", "private_equity", "crowdfunding", "grant", "debt_financing",
        "other")))),
    investors=texts(),
    types=texts(),
)  # fmt: skip
_EMPLOYERS = object_of(**_FIRMS_BY_FILTERS, industriesLabels=texts(), funding=_FUNDING)
_FIRMS = object_of(
    **_FIRMS_BY_FILTERS,
    searchText=_WORDS,
    signals=object_of(
        types=texts(*V3_COMPANY_SIGNALS),
        startDate=DAY,
        filterByLocation=list_of(object_of(country=TEXT, state=TEXT, startDate=DAY)),
        filterByDepartment=list_of(
            object_of(("department",), department=TEXT, startDate=DAY)
        ),
        filterByIntentCategory=texts(),
    ),
)  # fmt: skip
_PAGINATION = object_of(("page", "size"), page=whole(0, 1000), size=whole(10, 100))

_FIGURES = (
    "score", "totalSessions", "uniqueVisitors", "daysVisited", "highIntentPageviews",
    "daysSinceLastVisit",
)  # fmt: skip


def _sides(part: Spec, *required: str) -> Spec:
    return object_of(required, include=part, exclude=part)


V3 = {
    "contacts search": object_of(
        ("contacts",), contacts=_V3_PEOPLE, options=_OPTIONS, signals=_v3_signals(*CONTACT_SIGNALS)
    ),
    "contacts enrich": object_of(
        ("ids",), ids=_IDS, reveal=_REVEAL, waterfallEnabled=BOOLEAN, tableId=TEXT
    ),
    "contacts search-and-enrich": object_of(
        ("contacts",), contacts=_V3_PEOPLE, reveal=_REVEAL, options=_OPTIONS
    ),
    "companies search": object_of(
        ("companies",), companies=_V3_FIRMS, options=_OPTIONS,
        signals=_v3_signals(*V3_COMPANY_SIGNALS),
    ),
    "companies enrich": object_of(("ids",), ids=_IDS, reveal=_REVEAL_OF_FIRMS, tableId=TEXT),
    "companies search-and-enrich": object_of(
        ("companies",), companies=_V3_FIRMS, options=_OPTIONS
    ),
    "contacts prospecting": object_of(
        ("pagination", "filters"), pagination=_PAGINATION, tableId=TEXT,
        filters=object_of(contacts=_sides(_PEOPLE_BY_FILTERS), companies=_sides(_EMPLOYERS)),
        options=object_of(includePartialProfiles=BOOLEAN, excludeDnc=BOOLEAN),
    ),
    "companies prospecting": object_of(
        ("pagination", "filters"), pagination=_PAGINATION, tableId=TEXT,
        filters=object_of(
            ("companies",), companies=_sides(_FIRMS, "include"),
            contacts=_sides(object_of(**_PEOPLE_IN_FIRMS)),
        ),
        options=_OPTIONS,
    ),
    "contacts signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=whole(1, 100),
        signalTypes=texts(*CONTACT_SIGNALS), tableId=TEXT,
    ),
    "companies signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=whole(1, 100),
        signalTypes=texts(*V3_COMPANY_SIGNALS), tableId=TEXT,
        filters=object_of(include=object_of(intentCategories=texts())),
    ),
    "contacts signal-score": object_of(("contacts",), contacts=_v3_people(_REFERENCE)),
    "companies signal-score": object_of(
        ("companies",),
        companies=list_of(
            object_of(clientReferenceId=_REFERENCE, id=TEXT, domain=TEXT, name=TEXT, email=TEXT),
            least=1, most=100,
        ),
    ),
    "companies website-visits": object_of(
        ("domains", "startDate", "endDate", "pagination"),
        domains=list_of(TEXT, least=1), startDate=DAY, endDate=DAY,
        pagination=object_of(("page", "size"), page=WHOLE, size=whole(1, 150)),
        sort=object_of(by=TEXT, order=Spec(choices=("asc", "desc"))),
        filters=object_of(
            scoreBands=texts("cold", "warm", "hot"),
            visitorCountries=object_of(include=texts(), exclude=texts()),
            avgSessionMinutes=object_of(min=NUMBER, max=NUMBER),
            **dict.fromkeys(_FIGURES, object_of(min=WHOLE, max=WHOLE)),
        ),
    ),
    "contacts buying-group": object_of(
        ("companies",),
        companies=list_of(
            object_of(clientReferenceId=TEXT, domain=TEXT, id=TEXT), least=1, most=25
        ),
        personas=texts("decision_maker", "potential_champion", "end_user"),
        contactsLimit=whole(1, WHOLE.most),
        pagination=object_of(page=WHOLE, size=whole(10, 100)),
    ),
}  # fmt: skip
