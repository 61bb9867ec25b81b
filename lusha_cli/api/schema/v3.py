"""The request schemas of the V3 operations."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    DAY,
    EMAIL,
    INTEGER,
    NUMBER,
    TEXT,
    Schema,
    batch_of,
    integer,
    list_of,
    object_of,
    text,
    texts,
)
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS

# How many columns a request may add to a table.
MAX_NEW_COLUMNS = 10
# How many people of one company a search may return.
MAX_CONTACTS_PER_COMPANY = 20
# How many Target Profiles one request scores records against.
MAX_TARGET_PROFILES = 3
PROFILE_STATUSES = ("active", "disabled")
PROFILE_ACCESS = ("private", "shared")
# What recommendations may be sorted by, in up to as many entries.
RECOMMENDATION_SORT_FIELDS = ("leadScore", "signalScore", "icpFitScore", "targetIcp")

# Tables: the requester is identified in the body, or in the query of a request without one.
_OWNER = object_of(("email",), email=EMAIL)
_REQUESTER = object_of(email=EMAIL)
_VISIBILITY = Schema(choices=("private", "shared"))
_TABLES = {
    "create": object_of(
        ("name", "owner"), name=TEXT, owner=_OWNER, visibility=_VISIBILITY, ids=list_of(TEXT)
    ),
    "list": object_of(
        ("owner",), owner=_OWNER, page=integer(0, 100), size=integer(1, 1000), name=TEXT,
        status=Schema(choices=("active", "archived")),
    ),
    "column-catalog": _REQUESTER,
    "get": _REQUESTER,
    "update": object_of(
        ("owner",), owner=_OWNER, name=TEXT, visibility=_VISIBILITY, archived=BOOLEAN
    ),
    "delete": _REQUESTER,
    "rows": object_of(email=EMAIL, page=integer(0, 100), size=integer(1, 1000)),
    "add": object_of(
        ("entityIds", "owner"), entityIds=list_of(TEXT, maximum=500),
        companyIds=list_of(TEXT), owner=_OWNER,
    ),
    "remove": object_of(("entityIds", "owner"), entityIds=texts(), owner=_OWNER),
    "columns": _REQUESTER,
    "add-columns": object_of(
        ("owner",), columns=list_of(object_of(("columnKey",), columnKey=TEXT), minimum=1,
                                    maximum=MAX_NEW_COLUMNS),
        columnKey=TEXT, owner=_OWNER,
    ),
    "remove-column": _REQUESTER,
    "run-column": object_of(
        ("runScope", "owner"), runScope=Schema(choices=("all", "missing", "specific")),
        entityIds=list_of(TEXT), owner=_OWNER,
    ),
}  # fmt: skip

# Lookups.
_OPTIONS = object_of(includePartialProfiles=BOOLEAN)


def _v3_signals(*names: str) -> Schema:
    return object_of(
        ("types",), types=texts(*names), startDate=DAY, maxResultsPerSignal=integer(1, 100)
    )


def _v3_contacts(reference: Schema) -> Schema:
    return batch_of(
        object_of(
            clientReferenceId=reference, id=TEXT, linkedinUrl=TEXT, email=EMAIL, firstName=TEXT,
            lastName=TEXT, companyName=TEXT, companyDomain=TEXT,
        )
    )  # fmt: skip


_V3_CONTACTS = _v3_contacts(TEXT)
_V3_COMPANIES = batch_of(object_of(clientReferenceId=TEXT, id=TEXT, name=TEXT, domain=TEXT))
_REFERENCE = text(0, 256)
_IDS = batch_of(TEXT)
_REVEAL = texts("emails", "phones")
_COMPANY_REVEAL = texts(
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic", "directParent", "ultimateParent",
    "openJobsTotal", "openJobsByDepartment", "openJobsByLocation", "openJobsBySeniority",
)  # fmt: skip

# Filters of the prospecting searches.
_RANGES = list_of(object_of(min=INTEGER, max=INTEGER))
_V3_PLACES = list_of(
    object_of(city=TEXT, state=TEXT, country=TEXT, continent=TEXT, countryGrouping=TEXT,
              region=TEXT, countryIso2=TEXT)
)  # fmt: skip
_AROUND = list_of(object_of(country=TEXT, zipcode=TEXT, distance=INTEGER))
_ZIPCODES = list_of(object_of(countryIso2=TEXT, zipcode=TEXT))
_SEARCH_TEXT = text(0, 200)
_OR_AND = Schema(choices=("or", "and"))
_WHOLES = list_of(INTEGER)
_EMAILS = list_of(EMAIL)
_EMPLOYEE_FILTERS = {
    "jobTitles": texts(), "departments": texts(), "seniorityIds": _WHOLES, "skills": texts(),
    "locations": _V3_PLACES, "existingDataPoints": texts(),
}  # fmt: skip
_CONTACT_FILTERS = object_of(
    **_EMPLOYEE_FILTERS,
    **dict.fromkeys(
        ("names", "jobTitlesExactMatch", "normalizedJobTitles", "countries", "linkedinUrls",
         "previousJobTitle", "certifications", "awards", "ids"),
        texts(),
    ),
    emails=_EMAILS,
    previousEmails=_EMAILS,
    searchText=_SEARCH_TEXT,
    signals=object_of(types=texts(*CONTACT_SIGNALS), startDate=DAY),
    existingDataPointsCondition=_OR_AND,
    jobChangedAfterDate=DAY,
    jobChangedLastViewDate=DAY,
    education=object_of(
        degrees=texts(), fieldsOfStudy=texts(), schools=texts(), startYearGte=INTEGER,
        graduationYearLte=INTEGER,
    ),
    score=object_of(minScore=integer(0, 100), maxScore=integer(0, 100)),
    geographicDetails=_AROUND,
)  # fmt: skip
_SHARED_COMPANY_FILTERS = {
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
    "intentMinScore": integer(1, 100),
    "intentMaxScore": integer(1, 100),
    "intentTopicsOperator": Schema(choices=("or", "and", "any", "all")),
    "topicCountThreshold": _RANGES,
    "foundedYear": _RANGES,
    "businessModel": texts("B2B", "B2C", "B2G"),
    "companyType": texts("Government", "Private Company", "Public Company", "Educational",
                         "Non Profit", "Self Employed"),
    "geographicDetails": _AROUND,
    "locationsZipcodes": _ZIPCODES,
    "headquarterZipcodes": _ZIPCODES,
}  # fmt: skip
_COVERAGE = Schema(choices=("last_funding", "any_round", "total_funds", "last_round"))
_FUNDING = object_of(
    isIpo=BOOLEAN,
    ranges=list_of(object_of(coverage=_COVERAGE, min=INTEGER, max=INTEGER)),
    date=object_of(coverage=_COVERAGE, date=DAY),
    rounds=list_of(object_of(coverage=_COVERAGE, round=Schema(choices=(
        "pre_seed", "seed", "series_a", "series_b", "series_c", "series_d", "series_e",
        "series_f", "series_g", "series_h", "other")))),
    names=list_of(object_of(coverage=_COVERAGE, name=Schema(choices=(
        "angel", "venture", "private_equity", "crowdfunding", "grant", "debt_financing",
        "other")))),
    investors=texts(),
    types=texts(),
)  # fmt: skip
_EMPLOYER_FILTERS = object_of(**_SHARED_COMPANY_FILTERS, industriesLabels=texts(), funding=_FUNDING)
_COMPANY_FILTERS = object_of(
    **_SHARED_COMPANY_FILTERS,
    searchText=_SEARCH_TEXT,
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
_PAGINATION = object_of(("page", "size"), page=integer(0, 1000), size=integer(10, 100))

_SCORED_COMPANIES = batch_of(
    object_of(clientReferenceId=_REFERENCE, id=TEXT, domain=TEXT, name=TEXT, email=EMAIL)
)
_TARGET_PROFILES = batch_of(TEXT, maximum=MAX_TARGET_PROFILES)

# The vendor's pages name these parameters; their places are those of the other V3 searches.
_RECOMMENDATIONS = object_of(
    pagination=object_of(page=integer(0, 1000), size=integer(10, 100)),
    filters=object_of(targetIcp=texts(), signals=texts()),
    sort=list_of(
        object_of(("by", "order"), by=Schema(choices=RECOMMENDATION_SORT_FIELDS),
                  order=Schema(choices=("asc", "desc"))),
        maximum=len(RECOMMENDATION_SORT_FIELDS),
    ),
)  # fmt: skip

_VISIT_METRICS = (
    "score", "totalSessions", "uniqueVisitors", "daysVisited", "highIntentPageviews",
    "daysSinceLastVisit",
)  # fmt: skip


def _sides(part: Schema, *required: str) -> Schema:
    return object_of(required, include=part, exclude=part)


# Seeds and exclusions of the lookalikes; V2 takes the same, without ids.
_UP_TO_100 = list_of(TEXT, maximum=100)
LOOKALIKE_CONTACTS = {
    "linkedinUrls": _UP_TO_100,
    "emails": list_of(EMAIL, maximum=100),
    "contactIds": list_of(INTEGER, maximum=100),
    "contacts": list_of(
        object_of(("firstName", "lastName"), firstName=TEXT, lastName=TEXT, companyDomain=TEXT,
                companyName=TEXT),
        maximum=100,
    ),
}  # fmt: skip
LOOKALIKE_COMPANIES = object_of(domains=_UP_TO_100, linkedinUrls=_UP_TO_100)


def lookalike(seeds: Schema, **extra: Schema) -> Schema:
    """Return the schema of a lookalike request with `extra` properties."""
    return object_of(
        ("seeds",), dedupeSessionId=TEXT, seeds=seeds, exclude=seeds, limit=integer(1, 100), **extra
    )


NOTHING = object_of()
_QUERY = object_of(query=text(2, 256))

V3: dict[str, Schema] = {
    "contacts search": object_of(
        ("contacts",), contacts=_V3_CONTACTS, options=_OPTIONS,
        signals=_v3_signals(*CONTACT_SIGNALS),
    ),
    "contacts enrich": object_of(
        ("ids",), ids=_IDS, reveal=_REVEAL, waterfallEnabled=BOOLEAN, waterfallReveal=_REVEAL,
        tableId=TEXT,
    ),
    "contacts search-and-enrich": object_of(
        ("contacts",), contacts=_V3_CONTACTS, reveal=_REVEAL, options=_OPTIONS
    ),
    "contacts job": NOTHING,
    "companies search": object_of(
        ("companies",), companies=_V3_COMPANIES, options=_OPTIONS,
        signals=_v3_signals(*V3_COMPANY_SIGNALS),
    ),
    "companies enrich": object_of(("ids",), ids=_IDS, reveal=_COMPANY_REVEAL, tableId=TEXT),
    "companies search-and-enrich": object_of(
        ("companies",), companies=_V3_COMPANIES, reveal=_COMPANY_REVEAL, options=_OPTIONS
    ),
    "contacts prospecting": object_of(
        ("pagination", "filters"), pagination=_PAGINATION, tableId=TEXT,
        maxContactsPerCompany=integer(1, MAX_CONTACTS_PER_COMPANY),
        filters=object_of(contacts=_sides(_CONTACT_FILTERS), companies=_sides(_EMPLOYER_FILTERS)),
        options=object_of(includePartialProfiles=BOOLEAN, excludeDnc=BOOLEAN),
    ),
    "companies prospecting": object_of(
        ("pagination", "filters"), pagination=_PAGINATION, tableId=TEXT,
        filters=object_of(
            ("companies",), companies=_sides(_COMPANY_FILTERS, "include"),
            contacts=_sides(object_of(**_EMPLOYEE_FILTERS)),
        ),
        options=_OPTIONS,
    ),
    "contacts signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=integer(1, 100),
        signalTypes=texts(*CONTACT_SIGNALS), tableId=TEXT,
    ),
    "companies signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=integer(1, 100),
        signalTypes=texts(*V3_COMPANY_SIGNALS), tableId=TEXT,
        filters=object_of(include=object_of(intentCategories=texts())),
    ),
    "contacts signal-score": object_of(("contacts",), contacts=_v3_contacts(_REFERENCE)),
    "companies signal-score": object_of(("companies",), companies=_SCORED_COMPANIES),
    "contacts icp-fit-score": object_of(
        ("targetProfileIds", "contacts"), targetProfileIds=_TARGET_PROFILES,
        contacts=_v3_contacts(_REFERENCE),
    ),
    "companies icp-fit-score": object_of(
        ("targetProfileIds", "companies"), targetProfileIds=_TARGET_PROFILES,
        companies=_SCORED_COMPANIES,
    ),
    "companies website-visits": object_of(
        ("domains", "startDate", "endDate", "pagination"),
        domains=list_of(TEXT, minimum=1), startDate=DAY, endDate=DAY,
        pagination=object_of(("page", "size"), page=INTEGER, size=integer(1, 150)),
        sort=object_of(by=TEXT, order=Schema(choices=("asc", "desc"))),
        filters=object_of(
            scoreBands=texts("cold", "warm", "hot"),
            visitorCountries=object_of(include=texts(), exclude=texts()),
            avgSessionMinutes=object_of(min=NUMBER, max=NUMBER),
            **dict.fromkeys(_VISIT_METRICS, object_of(min=INTEGER, max=INTEGER)),
        ),
    ),
    "contacts recommendations": _RECOMMENDATIONS,
    "companies recommendations": _RECOMMENDATIONS,
    "contacts recommendation-filters": NOTHING,
    "companies recommendation-filters": NOTHING,
    "contacts buying-group": object_of(
        ("companies",),
        companies=batch_of(
            object_of(clientReferenceId=TEXT, domain=TEXT, id=TEXT), maximum=25
        ),
        personas=texts("decision_maker", "potential_champion", "end_user"),
        contactsLimit=integer(1, INTEGER.maximum),
        pagination=object_of(page=INTEGER, size=integer(10, 100)),
    ),
    "contacts lookalike": lookalike(object_of(**LOOKALIKE_CONTACTS, ids=_UP_TO_100), tableId=TEXT),
    "companies lookalike": lookalike(LOOKALIKE_COMPANIES, tableId=TEXT),
    "account plan": NOTHING,
    "account icp-profiles": object_of(
        status=Schema(choices=PROFILE_STATUSES), access=Schema(choices=PROFILE_ACCESS)
    ),
    "contacts signal-types": NOTHING,
    "companies signal-types": NOTHING,
    "companies signal-filters": NOTHING,
    "companies signal-filter-values": _QUERY,
    "contacts filters": NOTHING,
    "contacts filter-values": _QUERY,
    "companies filters": NOTHING,
    "companies filter-values": _QUERY,
    **{f"{noun} tables {verb}": schema for noun in ("contacts", "companies")
       for verb, schema in _TABLES.items()},
}  # fmt: skip
