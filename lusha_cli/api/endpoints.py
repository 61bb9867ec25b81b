"""The list of the API's operations: the one that client, commands, sandbox and manual all read.

Paths, batch limits and prices are the vendor's published ones (API reference, August 2026).
"""

from typing import Literal, NamedTuple

Family = Literal["v2", "shared"]


class Cost(NamedTuple):
    """What one call may charge, in credits: per data point, per started 25 results, per signal."""

    email: int = 0
    phone: int = 0
    company: int = 0
    started_25: int = 0
    signal: int = 0

    def at_most(self, items: int, *, emails: bool = True, phones: bool = True) -> int:
        """The most that `items` items can cost, signals left out: how many come is not known."""
        point = self.company + self.email * emails + self.phone * phones
        return items * point + -(-items // 25) * self.started_25


class Endpoint(NamedTuple):
    """One operation of the API.

    `name` is its command; `batch` the most items that one request takes; `repeatable` says that
    sending it again after a lost answer is free of charge; `successor` names the V3 command that
    does its job; `fallback` is a second path, tried once when the first is not routed (404).
    """

    name: str
    method: str
    path: str
    family: Family = "v2"
    cost: Cost = Cost()
    batch: int | None = None
    repeatable: bool = True
    successor: str | None = None
    fallback: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether no call of it is ever charged."""
        return self.cost == Cost()


FREE = Cost()
PERSON = Cost(email=1, phone=5, signal=1)
PEOPLE = Cost(email=1, phone=5, started_25=1, signal=1)
COMPANY = Cost(company=1, signal=1)
COMPANIES = Cost(company=1, started_25=1, signal=1)
RESULTS = Cost(started_25=1)
SIGNALS = Cost(signal=1)

_CONTACTS = "/prospecting/filters/contacts"
_COMPANIES = "/prospecting/filters/companies"


def _filter(name: str, path: str, *, method: str = "GET") -> Endpoint:
    noun = name.split()[1]
    return Endpoint(name, method, path, successor=f"{noun} filter-values")


# fmt: off
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("person get", "GET", "/v2/person", cost=PERSON, batch=1,
             successor="contacts search-and-enrich"),
    Endpoint("person bulk", "POST", "/v2/person", cost=PEOPLE, batch=100,
             successor="contacts search-and-enrich"),
    Endpoint("company get", "GET", "/v2/company", cost=COMPANY, batch=1,
             successor="companies search-and-enrich"),
    Endpoint("company bulk", "POST", "/v2/company", cost=COMPANIES, batch=100,
             successor="companies search-and-enrich"),
    _filter("filters contacts departments", f"{_CONTACTS}/departments"),
    _filter("filters contacts seniority", f"{_CONTACTS}/seniority"),
    _filter("filters contacts data-points", f"{_CONTACTS}/existing_data_points"),
    _filter("filters contacts countries", f"{_CONTACTS}/all_countries"),
    _filter("filters contacts locations", f"{_CONTACTS}/locations", method="POST"),
    _filter("filters companies names", f"{_COMPANIES}/names", method="POST"),
    _filter("filters companies industries", f"{_COMPANIES}/industries_labels"),
    _filter("filters companies sizes", f"{_COMPANIES}/sizes"),
    _filter("filters companies revenues", f"{_COMPANIES}/revenues"),
    _filter("filters companies locations", f"{_COMPANIES}/locations", method="POST"),
    _filter("filters companies sics", f"{_COMPANIES}/sics"),
    _filter("filters companies naics", f"{_COMPANIES}/naics"),
    _filter("filters companies intent-topics", f"{_COMPANIES}/intent_topics"),
    _filter("filters companies technologies", f"{_COMPANIES}/technologies", method="POST"),
    Endpoint("prospecting contact search", "POST", "/prospecting/contact/search", cost=RESULTS,
             batch=50, repeatable=False, successor="contacts prospecting"),
    Endpoint("prospecting contact enrich", "POST", "/prospecting/contact/enrich", cost=PEOPLE,
             batch=100, successor="contacts enrich"),
    Endpoint("prospecting company search", "POST", "/prospecting/company/search", cost=RESULTS,
             batch=50, repeatable=False, successor="companies prospecting"),
    Endpoint("prospecting company enrich", "POST", "/prospecting/company/enrich", cost=COMPANIES,
             batch=50, successor="companies enrich"),
    # For objectType=company its successor is the twin, `companies signal-types`.
    Endpoint("signals options", "GET", "/api/signals/filters/{objectType}",
             successor="contacts signal-types", fallback="/signals/filters/{objectType}"),
    Endpoint("signals contacts get", "POST", "/api/signals/contacts", cost=SIGNALS, batch=100,
             repeatable=False, successor="contacts signals", fallback="/signals/contacts"),
    Endpoint("signals contacts search", "POST", "/api/signals/contacts/search", cost=SIGNALS,
             batch=100, repeatable=False, successor="contacts signals",
             fallback="/signals/contacts/search"),
    Endpoint("signals companies get", "POST", "/api/signals/companies", cost=SIGNALS, batch=100,
             repeatable=False, successor="companies signals", fallback="/signals/companies"),
    Endpoint("signals companies search", "POST", "/api/signals/companies/search", cost=SIGNALS,
             batch=100, repeatable=False, successor="companies signals",
             fallback="/signals/companies/search"),
    Endpoint("account usage", "GET", "/account/usage", successor="account plan"),
    Endpoint("lookalike contacts", "POST", "/v3/lookalike/contacts", cost=RESULTS, batch=100,
             repeatable=False, successor="contacts lookalike"),
    Endpoint("lookalike companies", "POST", "/v3/lookalike/companies", cost=RESULTS, batch=100,
             repeatable=False, successor="companies lookalike"),
    Endpoint("recommendations contacts", "POST", "/api/recommendations/contacts", cost=RESULTS,
             batch=25, repeatable=False, successor="contacts lookalike",
             fallback="/recommendations/contacts"),
    Endpoint("recommendations companies", "POST", "/api/recommendations/companies", cost=RESULTS,
             batch=25, repeatable=False, successor="companies lookalike",
             fallback="/recommendations/companies"),
    # Creating, testing or rotating twice does something twice: not repeated after a lost answer.
    Endpoint("webhooks create", "POST", "/api/subscriptions", "shared", batch=25,
             repeatable=False),
    Endpoint("webhooks list", "GET", "/api/subscriptions", "shared"),
    Endpoint("webhooks get", "GET", "/api/subscriptions/{id}", "shared"),
    Endpoint("webhooks update", "PATCH", "/api/subscriptions/{id}", "shared"),
    Endpoint("webhooks test", "POST", "/api/subscriptions/{id}/test", "shared", repeatable=False),
    Endpoint("webhooks delete", "POST", "/api/subscriptions/delete", "shared", batch=25),
    Endpoint("webhooks logs", "GET", "/api/audit-logs", "shared"),
    Endpoint("webhooks stats", "GET", "/api/audit-logs/stats", "shared"),
    Endpoint("webhooks secret", "GET", "/api/account/secret", "shared"),
    Endpoint("webhooks rotate-secret", "POST", "/api/account/secret/regenerate", "shared",
             repeatable=False),
    Endpoint("webhooks opt-out", "POST", "/api/subscriptions/opt-out", "shared"),
)
# fmt: on

BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}

PERSON_GET = BY_NAME["person get"]
PERSON_BULK = BY_NAME["person bulk"]
COMPANY_GET = BY_NAME["company get"]
COMPANY_BULK = BY_NAME["company bulk"]
ACCOUNT_USAGE = BY_NAME["account usage"]


def matching(method: str, path: str) -> Endpoint | None:
    """The row that a raw request (verb, path without query) is a call of, if any."""
    parts = path.strip("/").split("/")
    for row in ENDPOINTS:
        for candidate in (row.path, row.fallback):
            pattern = candidate.strip("/").split("/") if candidate else []
            if (
                row.method == method.upper()
                and len(pattern) == len(parts)
                and all(p.startswith("{") or p == q for p, q in zip(pattern, parts, strict=True))
            ):
                return row
    return None
