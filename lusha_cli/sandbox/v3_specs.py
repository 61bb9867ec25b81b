"""What each operation of V3 takes, as data."""

from lusha_cli.api.signals import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.sandbox.shapes import BOOLEAN, DAY, TEXT, Spec, list_of, object_of, texts, whole

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
        ("entityIds", "owner"), entityIds=list_of(TEXT, least=1, most=500),
        companyIds=list_of(TEXT), owner=_OWNER,
    ),
    "remove": object_of(
        ("entityIds", "owner"), entityIds=list_of(TEXT, least=1, most=500), owner=_OWNER
    ),
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
        ("types",), types=list_of(Spec(choices=names), least=1, most=100), startDate=DAY,
        maxResultsPerSignal=whole(1, 100),
    )  # fmt: skip


_V3_PEOPLE = list_of(
    object_of(
        clientReferenceId=TEXT, id=TEXT, linkedinUrl=TEXT, email=TEXT, firstName=TEXT,
        lastName=TEXT, companyName=TEXT, companyDomain=TEXT,
    ),
    least=1, most=100,
)  # fmt: skip
_V3_FIRMS = list_of(
    object_of(clientReferenceId=TEXT, id=TEXT, name=TEXT, domain=TEXT), least=1, most=100
)
_IDS = list_of(TEXT, least=1, most=100)
_REVEAL = texts("emails", "phones")
_REVEAL_OF_FIRMS = texts(
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic",
)  # fmt: skip
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
    "contacts signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=whole(1, 100),
        signalTypes=list_of(Spec(choices=CONTACT_SIGNALS), least=1, most=100), tableId=TEXT,
    ),
    "companies signals": object_of(
        ("ids", "signalTypes"), ids=_IDS, startDate=DAY, maxResultsPerSignal=whole(1, 100),
        signalTypes=list_of(Spec(choices=V3_COMPANY_SIGNALS), least=1, most=100), tableId=TEXT,
        filters=object_of(include=object_of(intentCategories=texts())),
    ),
    "contacts signal-score": object_of(("contacts",), contacts=_V3_PEOPLE),
    "companies signal-score": object_of(
        ("companies",),
        companies=list_of(
            object_of(clientReferenceId=TEXT, id=TEXT, domain=TEXT, name=TEXT, email=TEXT),
            least=1, most=100,
        ),
    ),
    "contacts buying-group": object_of(
        ("companies",),
        companies=list_of(
            object_of(clientReferenceId=TEXT, domain=TEXT, id=TEXT), least=1, most=25
        ),
        personas=texts("decision_maker", "potential_champion", "end_user"),
        contactsLimit=whole(1, 1000),
        pagination=object_of(page=whole(0, 10_000), size=whole(10, 100)),
    ),
}  # fmt: skip
