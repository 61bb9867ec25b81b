"""The request schemas of the V2 operations."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    DAY,
    EMAIL,
    INTEGER,
    TEXT,
    Schema,
    batch_of,
    integer,
    list_of,
    object_of,
    texts,
)
from lusha_cli.api.schema.v3 import LOOKALIKE_COMPANIES, LOOKALIKE_CONTACTS, NOTHING, lookalike
from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)

_LOOKUP = {
    "refreshJobInfo": BOOLEAN,
    "filterBy": Schema(choices=("phoneNumbers", "emailAddresses")),
    "revealEmails": BOOLEAN,
    "revealPhones": BOOLEAN,
    "signals": texts(*CONTACT_SIGNALS),
    "signalsStartDate": DAY,
    "partialProfile": BOOLEAN,
}
_EMPLOYER = object_of(
    ("isCurrent",), name=TEXT, domain=TEXT, isCurrent=BOOLEAN, jobTitle=TEXT, fqdn=TEXT,
    companySocialId=TEXT,
)  # fmt: skip
_CONTACT = object_of(
    ("contactId",), contactId=TEXT, personId=TEXT, fullName=TEXT, location=TEXT,
    linkedinUrl=TEXT, email=TEXT, companies=list_of(_EMPLOYER),
)  # fmt: skip
_COMPANY = object_of(("id",), id=TEXT, domain=TEXT, fqdn=TEXT, name=TEXT, companyId=TEXT)
_LOCATION = object_of(("country",), country=TEXT, state=TEXT)
_SIGNALS_FILTERS = object_of(
    include=object_of(
        newsEventTypes=texts(*NEWS_EVENTS),
        hiringByDepartments=texts(*HIRING_DEPARTMENTS),
        hiringByLocations=list_of(_LOCATION),
    )
)

# Filters of the prospecting searches.
_RANGES = list_of(object_of(min=INTEGER, max=INTEGER))
_CONTACT_LISTS = {
    "departments": texts(),
    "seniority": list_of(INTEGER),
    "existing_data_points": texts(),
    "locations": list_of(
        object_of(continent=TEXT, country=TEXT, city=TEXT, state=TEXT, country_grouping=TEXT)
    ),
    "jobTitles": texts(),
    "linkedinUrls": texts(),
    "searchText": TEXT,
}
_COMPANY_LISTS = {
    "names": texts(),
    "domains": texts(),
    "locations": list_of(object_of(country=TEXT)),
    # The vendor's schema has objects with a name, but its examples and clients send texts.
    "technologies": texts(),
    "intentTopics": texts(),
    "sizes": _RANGES,
    "revenues": _RANGES,
    "sicCodes": texts(),
    "naicsCodes": texts(),
    "mainIndustriesIds": list_of(INTEGER),
    "subIndustriesIds": list_of(INTEGER),
    "searchText": TEXT,
    "companyLocations": list_of(_LOCATION),
}


def _signal(*names: str) -> Schema:
    return object_of(names=texts(*names), startDate=DAY)


_CONTACT_FILTERS = object_of(
    include=object_of(
        # The vendor's schema has `signal`, its example `signals`.
        **_CONTACT_LISTS,
        **dict.fromkeys(("signal", "signals"), _signal(*CONTACT_SIGNALS)),
    ),
    exclude=object_of(**_CONTACT_LISTS),
)
_COMPANY_FILTERS = object_of(
    include=object_of(
        **_COMPANY_LISTS,
        excludePartialCompanies=BOOLEAN,
        employeesInLinkedIn=object_of(min=INTEGER, max=INTEGER),
        signal=_signal(*COMPANY_SIGNALS),
    ),
    exclude=object_of(**_COMPANY_LISTS),
)
# The API answers 400 for pages smaller or larger than this.
_PAGES = object_of(page=integer(0, 1000), size=integer(10, 50))

# Parameters of the signals operations besides the people or companies.
_SIGNALS = {"startDate": DAY, "maxResultsPerSignal": integer(1, 1000)}
_CONTACT_SIGNALS = {
    "signals": batch_of(Schema(choices=CONTACT_SIGNALS)),
    **_SIGNALS,
}
_COMPANY_SIGNALS = {
    "signals": batch_of(Schema(choices=COMPANY_SIGNALS)),
    "filters": _SIGNALS_FILTERS,
    **_SIGNALS,
}
# This endpoint has keys in snake_case. The vendor's schema requires both the name and
# the domain of a company, but its description only one; an example has them beside `companies`.
_SIGNAL_CONTACT = object_of(
    ("id",), id=TEXT, social_link=TEXT, full_name=TEXT, email=EMAIL, domain=TEXT,
    is_current=BOOLEAN,
    companies=list_of(object_of(name=TEXT, domain=TEXT, is_current=BOOLEAN)),
)  # fmt: skip

_BY_TEXT = object_of(("text",), text=TEXT)

V2: dict[str, Schema] = {
    "filters contacts departments": NOTHING,
    "filters contacts seniority": NOTHING,
    "filters contacts data-points": NOTHING,
    "filters contacts countries": NOTHING,
    "filters contacts locations": _BY_TEXT,
    "filters companies names": _BY_TEXT,
    "filters companies industries": NOTHING,
    "filters companies sizes": NOTHING,
    "filters companies revenues": NOTHING,
    "filters companies locations": _BY_TEXT,
    "filters companies sics": NOTHING,
    "filters companies naics": NOTHING,
    "filters companies intent-topics": NOTHING,
    "filters companies technologies": _BY_TEXT,
    "prospecting contact search": object_of(
        ("filters",), includePartialContact=BOOLEAN, excludeDnc=BOOLEAN, pages=_PAGES,
        filters=object_of(contacts=_CONTACT_FILTERS, companies=_COMPANY_FILTERS),
    ),
    "prospecting contact enrich": object_of(
        ("requestId", "contactIds"), requestId=TEXT,
        contactIds=batch_of(TEXT), revealEmails=BOOLEAN, revealPhones=BOOLEAN,
    ),
    "prospecting company search": object_of(
        ("filters",), pages=_PAGES, filters=object_of(companies=_COMPANY_FILTERS)
    ),
    "prospecting company enrich": object_of(
        ("requestId", "companiesIds"), requestId=TEXT,
        # Spelled differently from `contactIds`, and limited to 50 instead of 100.
        companiesIds=batch_of(TEXT, maximum=50),
    ),
    "signals options": NOTHING,
    "signals contacts get": object_of(
        ("contactIds", "signals"), contactIds=batch_of(INTEGER), **_CONTACT_SIGNALS
    ),
    "signals contacts search": object_of(
        ("contacts", "signals"), contacts=batch_of(_SIGNAL_CONTACT),
        **_CONTACT_SIGNALS,
    ),
    "signals companies get": object_of(
        ("companyIds", "signals"), companyIds=batch_of(INTEGER), **_COMPANY_SIGNALS
    ),
    "signals companies search": object_of(
        ("companies", "signals"),
        companies=batch_of(object_of(("id",), id=TEXT, name=TEXT, domain=TEXT)),
        **_COMPANY_SIGNALS,
    ),
    "lookalike contacts": lookalike(object_of(**LOOKALIKE_CONTACTS)),
    "lookalike companies": lookalike(LOOKALIKE_COMPANIES),
    # Not in the vendor's OpenAPI document; the vendor documents the limit of 25 elsewhere.
    "recommendations contacts": object_of(
        ("contacts",), requestId=TEXT, exclude=list_of(TEXT), limit=integer(1, 25),
        contacts=batch_of(
            object_of(("personId", "companyId"), personId=TEXT, companyId=TEXT)
        ),
    ),
    "recommendations companies": object_of(
        ("companies",), requestId=TEXT, exclude=list_of(TEXT), limit=integer(1, 25),
        companies=batch_of(object_of(("companyId",), companyId=TEXT)),
    ),
    "person get": object_of(
        personId=TEXT, email=TEXT, linkedinUrl=TEXT, firstName=TEXT, lastName=TEXT,
        companyName=TEXT, companyDomain=TEXT, **_LOOKUP,
    ),
    "person bulk": object_of(
        ("contacts",), contacts=batch_of(_CONTACT), metadata=object_of(**_LOOKUP)
    ),
    "company get": object_of(
        domain=TEXT, company=TEXT, companyId=TEXT, signals=texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, partialCompany=BOOLEAN,
    ),
    "company bulk": object_of(
        ("companies",), companies=batch_of(_COMPANY),
        signals=texts(*COMPANY_SIGNALS), signalsStartDate=DAY,
        signalsFilters=_SIGNALS_FILTERS, partialCompany=BOOLEAN,
    ),
    "account usage": NOTHING,
}  # fmt: skip
