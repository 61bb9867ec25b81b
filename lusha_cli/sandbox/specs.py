"""What each operation takes, as data."""

from typing import Any, NamedTuple

from lusha_cli.api.signals import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)

NEWS_SIGNALS = tuple(name for name in COMPANY_SIGNALS if name.endswith("News"))
FIGURE_SIGNALS = tuple(name for name in COMPANY_SIGNALS[1:] if name not in NEWS_SIGNALS)


class Spec(NamedTuple):
    """The shape of one value: text, boolean, day, integer, list or object.

    `least` and `most` bound an integer, or the length of a list.
    """

    kind: str = "text"
    choices: tuple[str, ...] = ()
    item: Any = None
    least: int = 0
    most: int = 0
    properties: Any = None
    required: tuple[str, ...] = ()


TEXT = Spec()
BOOLEAN = Spec("boolean")
DAY = Spec("day")
WHOLE = Spec("integer", most=2**53)


def _texts(*choices: str) -> Spec:
    return Spec("list", item=Spec(choices=choices))


def _list(item: Spec, *, least: int = 0, most: int = 0) -> Spec:
    return Spec("list", item=item, least=least, most=most)


def _whole(least: int, most: int) -> Spec:
    return Spec("integer", least=least, most=most)


def _object(required: tuple[str, ...] = (), /, **properties: Spec) -> Spec:
    return Spec("object", properties=properties, required=required)


_LOOKUP = {
    "refreshJobInfo": BOOLEAN,
    "filterBy": Spec(choices=("phoneNumbers", "emailAddresses")),
    "revealEmails": BOOLEAN,
    "revealPhones": BOOLEAN,
    "signals": _texts(*CONTACT_SIGNALS),
    "signalsStartDate": DAY,
    "partialProfile": BOOLEAN,
}
_EMPLOYER = _object(
    ("isCurrent",), name=TEXT, domain=TEXT, isCurrent=BOOLEAN, jobTitle=TEXT, fqdn=TEXT,
    companySocialId=TEXT,
)  # fmt: skip
_CONTACT = _object(
    ("contactId",), contactId=TEXT, personId=TEXT, fullName=TEXT, location=TEXT,
    linkedinUrl=TEXT, email=TEXT, companies=_list(_EMPLOYER),
)  # fmt: skip
_FIRM = _object(("id",), id=TEXT, domain=TEXT, fqdn=TEXT, name=TEXT, companyId=TEXT)
_PLACE = _object(("country",), country=TEXT, state=TEXT)
_SIGNALS_FILTERS = _object(
    include=_object(
        newsEventTypes=_texts(*NEWS_EVENTS),
        hiringByDepartments=_texts(*HIRING_DEPARTMENTS),
        hiringByLocations=_list(_PLACE),
    )
)

# Filters of the prospecting searches.
_RANGES = _list(_object(min=WHOLE, max=WHOLE))
_CONTACT_LISTS = {
    "departments": _texts(),
    "seniority": _list(WHOLE),
    "existing_data_points": _texts(),
    "locations": _list(
        _object(continent=TEXT, country=TEXT, city=TEXT, state=TEXT, country_grouping=TEXT)
    ),
    "jobTitles": _texts(),
    "linkedinUrls": _texts(),
    "searchText": TEXT,
}
_COMPANY_LISTS = {
    "names": _texts(),
    "domains": _texts(),
    "locations": _list(_object(country=TEXT)),
    "technologies": _texts(),
    "intentTopics": _texts(),
    "sizes": _RANGES,
    "revenues": _RANGES,
    "sicCodes": _texts(),
    "naicsCodes": _texts(),
    "mainIndustriesIds": _list(WHOLE),
    "subIndustriesIds": _list(WHOLE),
    "searchText": TEXT,
    "companyLocations": _list(_PLACE),
}


def _signal(*names: str) -> Spec:
    return _object(names=_texts(*names), startDate=DAY)


_CONTACT_FILTERS = _object(
    include=_object(**_CONTACT_LISTS, signal=_signal(*CONTACT_SIGNALS)),
    exclude=_object(**_CONTACT_LISTS),
)
_COMPANY_FILTERS = _object(
    include=_object(
        **_COMPANY_LISTS,
        excludePartialCompanies=BOOLEAN,
        employeesInLinkedIn=_object(min=WHOLE, max=WHOLE),
        signal=_signal(*COMPANY_SIGNALS),
    ),
    exclude=_object(**_COMPANY_LISTS),
)
_PAGES = _object(page=_whole(0, 1000), size=_whole(10, 50))

# What the signals operations take beside the people or companies.
_SIGNALS = {"startDate": DAY, "maxResultsPerSignal": _whole(1, 1000)}
_ABOUT_PERSON = {"signals": _list(Spec(choices=CONTACT_SIGNALS), least=1, most=100), **_SIGNALS}
_ABOUT_FIRM = {
    "signals": _list(Spec(choices=COMPANY_SIGNALS), least=1, most=100),
    "filters": _SIGNALS_FILTERS,
    **_SIGNALS,
}
_SIGNAL_CONTACT = _object(
    ("id",), id=TEXT, social_link=TEXT, full_name=TEXT, email=TEXT,
    companies=_list(_object(name=TEXT, domain=TEXT, is_current=BOOLEAN)),
)  # fmt: skip

# Seeds and exclusions of the lookalikes.
_HUNDRED = _list(TEXT, most=100)
_ALIKE_PEOPLE = _object(
    linkedinUrls=_HUNDRED,
    emails=_HUNDRED,
    contactIds=_list(WHOLE, most=100),
    contacts=_list(
        _object(("firstName", "lastName"), firstName=TEXT, lastName=TEXT, companyDomain=TEXT,
                companyName=TEXT),
        most=100,
    ),
)  # fmt: skip
_ALIKE_FIRMS = _object(domains=_HUNDRED, linkedinUrls=_HUNDRED)


def _alike(seeds: Spec) -> Spec:
    return _object(
        ("seeds",), dedupeSessionId=TEXT, seeds=seeds, exclude=seeds, limit=_whole(1, 100)
    )


_BY_TEXT = _object(("text",), text=TEXT)
_NOTHING = _object()

# Tables: who asks is named in the body, or in the query where there is none.
_OWNER = _object(("email",), email=TEXT)
_ASKER = _object(email=TEXT)
_VISIBILITY = Spec(choices=("private", "shared"))
_TABLES = {
    "create": _object(
        ("name", "owner"), name=TEXT, owner=_OWNER, visibility=_VISIBILITY, ids=_list(TEXT)
    ),
    "list": _object(
        ("owner",), owner=_OWNER, page=_whole(0, 100), size=_whole(1, 1000), name=TEXT,
        status=Spec(choices=("active", "archived")),
    ),
    "get": _ASKER,
    "update": _object(
        ("owner",), owner=_OWNER, name=TEXT, visibility=_VISIBILITY, archived=BOOLEAN
    ),
    "delete": _ASKER,
    "rows": _object(email=TEXT, page=_whole(0, 100), size=_whole(1, 1000)),
    "add": _object(
        ("entityIds", "owner"), entityIds=_list(TEXT, least=1, most=500), companyIds=_list(TEXT),
        owner=_OWNER,
    ),
    "remove": _object(
        ("entityIds", "owner"), entityIds=_list(TEXT, least=1, most=500), owner=_OWNER
    ),
    "columns": _ASKER,
    "remove-column": _ASKER,
    "run-column": _object(
        ("runScope", "owner"), runScope=Spec(choices=("all", "missing", "specific")),
        entityIds=_list(TEXT), owner=_OWNER,
    ),
}  # fmt: skip

# Lookups of V3.
_OPTIONS = _object(includePartialProfiles=BOOLEAN)


def _v3_signals(*names: str) -> Spec:
    return _object(
        ("types",), types=_list(Spec(choices=names), least=1, most=100), startDate=DAY,
        maxResultsPerSignal=_whole(1, 100),
    )  # fmt: skip


_V3_PEOPLE = _list(
    _object(
        clientReferenceId=TEXT, id=TEXT, linkedinUrl=TEXT, email=TEXT, firstName=TEXT,
        lastName=TEXT, companyName=TEXT, companyDomain=TEXT,
    ),
    least=1, most=100,
)  # fmt: skip
_V3_FIRMS = _list(
    _object(clientReferenceId=TEXT, id=TEXT, name=TEXT, domain=TEXT), least=1, most=100
)
_IDS = _list(TEXT, least=1, most=100)
_REVEAL = _texts("emails", "phones")
_REVEAL_OF_FIRMS = _texts(
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic",
)  # fmt: skip
_V3 = {
    "contacts search": _object(
        ("contacts",), contacts=_V3_PEOPLE, options=_OPTIONS, signals=_v3_signals(*CONTACT_SIGNALS)
    ),
    "contacts enrich": _object(
        ("ids",), ids=_IDS, reveal=_REVEAL, waterfallEnabled=BOOLEAN, tableId=TEXT
    ),
    "contacts search-and-enrich": _object(
        ("contacts",), contacts=_V3_PEOPLE, reveal=_REVEAL, options=_OPTIONS
    ),
    "companies search": _object(
        ("companies",), companies=_V3_FIRMS, options=_OPTIONS,
        signals=_v3_signals(*COMPANY_SIGNALS, "linkedinActivityIntent"),
    ),
    "companies enrich": _object(("ids",), ids=_IDS, reveal=_REVEAL_OF_FIRMS, tableId=TEXT),
    "companies search-and-enrich": _object(
        ("companies",), companies=_V3_FIRMS, options=_OPTIONS
    ),
}  # fmt: skip

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
    "prospecting contact search": _object(
        ("filters",), includePartialContact=BOOLEAN, excludeDnc=BOOLEAN, pages=_PAGES,
        filters=_object(contacts=_CONTACT_FILTERS, companies=_COMPANY_FILTERS),
    ),
    "prospecting contact enrich": _object(
        ("requestId", "contactIds"), requestId=TEXT,
        contactIds=_list(TEXT, least=1, most=100), revealEmails=BOOLEAN, revealPhones=BOOLEAN,
    ),
    "prospecting company search": _object(
        ("filters",), pages=_PAGES, filters=_object(companies=_COMPANY_FILTERS)
    ),
    "prospecting company enrich": _object(
        ("requestId", "companiesIds"), requestId=TEXT,
        companiesIds=_list(TEXT, least=1, most=50),
    ),
    "signals options": _NOTHING,
    "signals contacts get": _object(
        ("contactIds", "signals"), contactIds=_list(WHOLE, least=1, most=100), **_ABOUT_PERSON
    ),
    "signals contacts search": _object(
        ("contacts", "signals"), contacts=_list(_SIGNAL_CONTACT, least=1, most=100),
        **_ABOUT_PERSON,
    ),
    "signals companies get": _object(
        ("companyIds", "signals"), companyIds=_list(WHOLE, least=1, most=100), **_ABOUT_FIRM
    ),
    "signals companies search": _object(
        ("companies", "signals"),
        companies=_list(_object(("id",), id=TEXT, name=TEXT, domain=TEXT), least=1, most=100),
        **_ABOUT_FIRM,
    ),
    "lookalike contacts": _alike(_ALIKE_PEOPLE),
    "lookalike companies": _alike(_ALIKE_FIRMS),
    "recommendations contacts": _object(
        ("contacts",), requestId=TEXT, exclude=_list(TEXT), limit=_whole(1, 25),
        contacts=_list(
            _object(("personId", "companyId"), personId=TEXT, companyId=TEXT), least=1, most=100
        ),
    ),
    "recommendations companies": _object(
        ("companies",), requestId=TEXT, exclude=_list(TEXT), limit=_whole(1, 25),
        companies=_list(_object(("companyId",), companyId=TEXT), least=1, most=100),
    ),
    "person get": _object(
        personId=TEXT, email=TEXT, linkedinUrl=TEXT, firstName=TEXT, lastName=TEXT,
        companyName=TEXT, companyDomain=TEXT, **_LOOKUP,
    ),
    "person bulk": _object(
        ("contacts",), contacts=_list(_CONTACT, least=1, most=100), metadata=_object(**_LOOKUP)
    ),
    "company get": _object(
        domain=TEXT, company=TEXT, companyId=TEXT, signals=_texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, partialCompany=BOOLEAN,
    ),
    "company bulk": _object(
        ("companies",), companies=_list(_FIRM, least=1, most=100), signals=_texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, signalsFilters=_SIGNALS_FILTERS, partialCompany=BOOLEAN,
    ),
    "account usage": _object(),
    "account plan": _object(),
    **_V3,
    **{f"{noun} tables {verb}": spec for noun in ("contacts", "companies")
       for verb, spec in _TABLES.items()},
    "contacts signal-types": _NOTHING,
    "companies signal-types": _NOTHING,
    "companies signal-filters": _NOTHING,
    "companies signal-filter-values": _object(query=TEXT),
    "contacts filters": _NOTHING,
    "contacts filter-values": _object(query=TEXT),
    "companies filters": _NOTHING,
    "companies filter-values": _object(query=TEXT),
}  # fmt: skip
