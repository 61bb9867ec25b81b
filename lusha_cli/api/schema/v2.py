"""What each operation takes, as data."""

from lusha_cli.api.schema.types import (
    BOOLEAN,
    DAY,
    TEXT,
    WHOLE,
    Spec,
    list_of,
    object_of,
    text,
    texts,
    whole,
)
from lusha_cli.api.schema.v3 import TABLES, V3
from lusha_cli.api.schema.webhooks import WEBHOOKS
from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)

NEWS_SIGNALS = tuple(name for name in COMPANY_SIGNALS if name.endswith("News"))
FIGURE_SIGNALS = tuple(name for name in COMPANY_SIGNALS[1:] if name not in NEWS_SIGNALS)


_LOOKUP = {
    "refreshJobInfo": BOOLEAN,
    "filterBy": Spec(choices=("phoneNumbers", "emailAddresses")),
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
_FIRM = object_of(("id",), id=TEXT, domain=TEXT, fqdn=TEXT, name=TEXT, companyId=TEXT)
_PLACE = object_of(("country",), country=TEXT, state=TEXT)
_SIGNALS_FILTERS = object_of(
    include=object_of(
        newsEventTypes=texts(*NEWS_EVENTS),
        hiringByDepartments=texts(*HIRING_DEPARTMENTS),
        hiringByLocations=list_of(_PLACE),
    )
)

# Filters of the prospecting searches.
_RANGES = list_of(object_of(min=WHOLE, max=WHOLE))
_CONTACT_LISTS = {
    "departments": texts(),
    "seniority": list_of(WHOLE),
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
    "technologies": texts(),
    "intentTopics": texts(),
    "sizes": _RANGES,
    "revenues": _RANGES,
    "sicCodes": texts(),
    "naicsCodes": texts(),
    "mainIndustriesIds": list_of(WHOLE),
    "subIndustriesIds": list_of(WHOLE),
    "searchText": TEXT,
    "companyLocations": list_of(_PLACE),
}


def _signal(*names: str) -> Spec:
    return object_of(names=texts(*names), startDate=DAY)


_CONTACT_FILTERS = object_of(
    include=object_of(**_CONTACT_LISTS, signal=_signal(*CONTACT_SIGNALS)),
    exclude=object_of(**_CONTACT_LISTS),
)
_COMPANY_FILTERS = object_of(
    include=object_of(
        **_COMPANY_LISTS,
        excludePartialCompanies=BOOLEAN,
        employeesInLinkedIn=object_of(min=WHOLE, max=WHOLE),
        signal=_signal(*COMPANY_SIGNALS),
    ),
    exclude=object_of(**_COMPANY_LISTS),
)
_PAGES = object_of(page=whole(0, 1000), size=whole(10, 50))

# What the signals operations take beside the people or companies.
_SIGNALS = {"startDate": DAY, "maxResultsPerSignal": whole(1, 1000)}
_ABOUT_PERSON = {"signals": list_of(Spec(choices=CONTACT_SIGNALS), least=1, most=100), **_SIGNALS}
_ABOUT_FIRM = {
    "signals": list_of(Spec(choices=COMPANY_SIGNALS), least=1, most=100),
    "filters": _SIGNALS_FILTERS,
    **_SIGNALS,
}
_SIGNAL_CONTACT = object_of(
    ("id",), id=TEXT, social_link=TEXT, full_name=TEXT, email=TEXT,
    companies=list_of(object_of(name=TEXT, domain=TEXT, is_current=BOOLEAN)),
)  # fmt: skip

# Seeds and exclusions of the lookalikes.
_HUNDRED = list_of(TEXT, most=100)
_ALIKE_PEOPLE = {
    "linkedinUrls": _HUNDRED,
    "emails": _HUNDRED,
    "contactIds": list_of(WHOLE, most=100),
    "contacts": list_of(
        object_of(("firstName", "lastName"), firstName=TEXT, lastName=TEXT, companyDomain=TEXT,
                companyName=TEXT),
        most=100,
    ),
}  # fmt: skip
_ALIKE_FIRMS = object_of(domains=_HUNDRED, linkedinUrls=_HUNDRED)


def _alike(seeds: Spec, **own: Spec) -> Spec:
    return object_of(
        ("seeds",), dedupeSessionId=TEXT, seeds=seeds, exclude=seeds, limit=whole(1, 100), **own
    )


_BY_TEXT = object_of(("text",), text=TEXT)
_NOTHING = object_of()
_QUERY = object_of(query=text(2, 256))

SPECS: dict[str, Spec] = {
    "filters contacts departments": _NOTHING,
    "filters contacts seniority": _NOTHING,
    "filters contacts data-points": _NOTHING,
    "filters contacts countries": _NOTHING,
    "filters contacts locations": _BY_TEXT,
    "filters companies names": _BY_TEXT,
    "filters companies industries": _NOTHING,
    "filters companies sizes": _NOTHING,
    "filters companies revenues": _NOTHING,
    "filters companies locations": _BY_TEXT,
    "filters companies sics": _NOTHING,
    "filters companies naics": _NOTHING,
    "filters companies intent-topics": _NOTHING,
    "filters companies technologies": _BY_TEXT,
    "prospecting contact search": object_of(
        ("filters",), includePartialContact=BOOLEAN, excludeDnc=BOOLEAN, pages=_PAGES,
        filters=object_of(contacts=_CONTACT_FILTERS, companies=_COMPANY_FILTERS),
    ),
    "prospecting contact enrich": object_of(
        ("requestId", "contactIds"), requestId=TEXT,
        contactIds=list_of(TEXT, least=1, most=100), revealEmails=BOOLEAN, revealPhones=BOOLEAN,
    ),
    "prospecting company search": object_of(
        ("filters",), pages=_PAGES, filters=object_of(companies=_COMPANY_FILTERS)
    ),
    "prospecting company enrich": object_of(
        ("requestId", "companiesIds"), requestId=TEXT,
        companiesIds=list_of(TEXT, least=1, most=50),
    ),
    "signals options": _NOTHING,
    "signals contacts get": object_of(
        ("contactIds", "signals"), contactIds=list_of(WHOLE, least=1, most=100), **_ABOUT_PERSON
    ),
    "signals contacts search": object_of(
        ("contacts", "signals"), contacts=list_of(_SIGNAL_CONTACT, least=1, most=100),
        **_ABOUT_PERSON,
    ),
    "signals companies get": object_of(
        ("companyIds", "signals"), companyIds=list_of(WHOLE, least=1, most=100), **_ABOUT_FIRM
    ),
    "signals companies search": object_of(
        ("companies", "signals"),
        companies=list_of(object_of(("id",), id=TEXT, name=TEXT, domain=TEXT), least=1, most=100),
        **_ABOUT_FIRM,
    ),
    "lookalike contacts": _alike(object_of(**_ALIKE_PEOPLE)),
    "contacts lookalike": _alike(object_of(**_ALIKE_PEOPLE, ids=_HUNDRED), tableId=TEXT),
    "companies lookalike": _alike(_ALIKE_FIRMS, tableId=TEXT),
    "lookalike companies": _alike(_ALIKE_FIRMS),
    "recommendations contacts": object_of(
        ("contacts",), requestId=TEXT, exclude=list_of(TEXT), limit=whole(1, 25),
        contacts=list_of(
            object_of(("personId", "companyId"), personId=TEXT, companyId=TEXT), least=1, most=100
        ),
    ),
    "recommendations companies": object_of(
        ("companies",), requestId=TEXT, exclude=list_of(TEXT), limit=whole(1, 25),
        companies=list_of(object_of(("companyId",), companyId=TEXT), least=1, most=100),
    ),
    "person get": object_of(
        personId=TEXT, email=TEXT, linkedinUrl=TEXT, firstName=TEXT, lastName=TEXT,
        companyName=TEXT, companyDomain=TEXT, **_LOOKUP,
    ),
    "person bulk": object_of(
        ("contacts",), contacts=list_of(_CONTACT, least=1, most=100), metadata=object_of(**_LOOKUP)
    ),
    "company get": object_of(
        domain=TEXT, company=TEXT, companyId=TEXT, signals=texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, partialCompany=BOOLEAN,
    ),
    "company bulk": object_of(
        ("companies",), companies=list_of(_FIRM, least=1, most=100),
        signals=texts(*COMPANY_SIGNALS), signalsStartDate=DAY,
        signalsFilters=_SIGNALS_FILTERS, partialCompany=BOOLEAN,
    ),
    "account usage": object_of(),
    "account plan": object_of(),
    **V3,
    **WEBHOOKS,
    **{f"{noun} tables {verb}": spec for noun in ("contacts", "companies")
       for verb, spec in TABLES.items()},
    "contacts signal-types": _NOTHING,
    "companies signal-types": _NOTHING,
    "companies signal-filters": _NOTHING,
    "companies signal-filter-values": _QUERY,
    "contacts filters": _NOTHING,
    "contacts filter-values": _QUERY,
    "companies filters": _NOTHING,
    "companies filter-values": _QUERY,
}  # fmt: skip
