"""The list of the API's operations, which client, commands, sandbox and documentation use.

Paths, batch limits and prices are the vendor's published ones (API reference, August 2026).
"""

from functools import partial
from typing import Literal, NamedTuple
from urllib.parse import unquote

from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.billing.cost import Cost

Family = Literal["v2", "shared", "v3"]

# The HTTP methods of the API; `lusha api` accepts no others.
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


class Limit(NamedTuple):
    """A rate limit: requests per seconds, for one operation or for all operations of a group."""

    requests: int
    seconds: int
    group: str = ""


# The operations for webhooks share one limit, all others have one each.
PER_SECOND = Limit(25, 1)
USAGE = Limit(5, 60)
WEBHOOKS = Limit(100, 60, "webhooks")


class Endpoint(NamedTuple):
    """An operation of the API.

    `name` is its command. `max_items` is the maximum number of items per request; `items_path` is
    the path of these items, or of their number, in the body, and `default_count` their default
    number. `fan_out` is the path of the number of results per item, with its default. An
    operation that `is_idempotent` can be sent again after a lost response free of charge.
    `replacement` is the V3 command that replaces it; `fallback` is a second path, tried once if
    the first is unknown (404); `limit` is its rate limit. Only where `documents_404` does the API
    document a 404 about a record of V2.
    """

    name: str
    method: str
    path: str
    family: Family = "v2"
    cost: Cost = Cost()
    max_items: int | None = None
    items_path: str = ""
    default_count: int | None = None
    fan_out: tuple[str, int] | None = None
    is_idempotent: bool = True
    replacement: str | None = None
    fallback: str | None = None
    limit: Limit = PER_SECOND
    documents_404: bool = False

    @property
    def is_free(self) -> bool:
        """Return whether its requests are never charged."""
        return self.cost == Cost()

    def signal_types(self, records: str) -> tuple[str, ...]:
        """Return the signal types that its requests may name, of `contacts` or `companies`."""
        if records == "contacts":
            return CONTACT_SIGNALS
        return V3_COMPANY_SIGNALS if self.family == "v3" else COMPANY_SIGNALS


# Where the vendor's documents and live price lists differ, the dearer price counts, until the
# account's own list replaces it.
PERSON = Cost(per_email=1, per_phone=5, per_signal=1)
PEOPLE = Cost(per_email=1, per_phone=5, per_batch=1, per_signal=1)
COMPANY = Cost(per_company=1, per_signal=1)
COMPANIES = Cost(per_company=1, per_batch=1, per_signal=1)
RESULTS = Cost(per_batch=1)
SEARCH = Cost(per_batch=1, per_signal_type=1)
PROSPECTING = Cost(per_batch=1, per_match=1)
SIGNALS = Cost(per_signal=1)
LOOKALIKES = Cost(per_batch=1, batch_size=5)
RECOMMENDATIONS = Cost(per_batch=1, batch_size=1)

_CONTACTS = "/prospecting/filters/contacts"
_COMPANIES = "/prospecting/filters/companies"


# Operations that have most of their fields in common.
_webhooks = partial(Endpoint, family="shared", limit=WEBHOOKS)
_free = partial(Endpoint, family="v3")


def _filter(name: str, path: str, *, method: str = "GET") -> Endpoint:
    noun = name.split()[1]
    return Endpoint(name, method, path, replacement=f"{noun} filter-values")


def _signals(name: str, path: str, items_path: str) -> Endpoint:
    noun = name.split()[1]
    # Each signal is charged again when the request is repeated.
    return Endpoint(name, "POST", path, cost=SIGNALS, max_items=100, items_path=items_path,
                    is_idempotent=False, replacement=f"{noun} signals",
                    fallback=path.removeprefix("/api"))  # fmt: skip


def _lookalikes(
    name: str,
    path: str,
    *,
    cost: Cost = LOOKALIKES,
    max_items: int = 100,
    fallback: str | None = None,
) -> Endpoint:
    noun = name.split()[1]
    return Endpoint(name, "POST", path, cost=cost, max_items=max_items, items_path="limit",
                    default_count=25, is_idempotent=False, replacement=f"{noun} lookalike",
                    fallback=fallback)  # fmt: skip


def _paid(
    name: str,
    path: str,
    cost: Cost,
    items_path: str,
    *,
    max_items: int = 100,
    default_count: int | None = None,
    fan_out: tuple[str, int] | None = None,
    is_idempotent: bool = False,
) -> Endpoint:
    return Endpoint(name, "POST", path, "v3", cost, max_items, items_path, default_count, fan_out,
                    is_idempotent)  # fmt: skip


def _tables(noun: str) -> tuple[Endpoint, ...]:
    table = f"/v3/{noun}/tables/{{table_id}}"
    column = f"{table}/columns/{{column_id}}"
    # Reading rows charges for each row; running a column for each cell it fills, a number
    # that isn't known beforehand. Creating a table twice would be a conflict. Adding contacts
    # is free.
    added = Cost(per_company=1) if noun == "companies" else Cost()
    add = Endpoint(f"{noun} tables add", "POST", f"{table}/entities", "v3", added, max_items=500,
                   items_path="entityIds", is_idempotent=noun == "contacts")  # fmt: skip
    rows = Endpoint(f"{noun} tables rows", "GET", f"{table}/entities", "v3",
                    Cost(per_batch=1, batch_size=1),
                    max_items=100, items_path="size", default_count=100,
                    is_idempotent=False)  # fmt: skip
    run = Endpoint(f"{noun} tables run-column", "POST", f"{column}/run", "v3", Cost(per_cell=1),
                   is_idempotent=False)  # fmt: skip
    return (
        _free(f"{noun} tables create", "POST", f"/v3/{noun}/tables", is_idempotent=False),
        _free(f"{noun} tables list", "POST", f"/v3/{noun}/tables/list"),
        # The vendor names this operation, but publishes no path: both are derived from its other
        # paths. Before `get`, whose path matches the second one too.
        _free(f"{noun} tables column-catalog", "GET", f"/v3/{noun}/tables/columns/catalog",
              fallback=f"/v3/{noun}/tables/column-catalog"),
        _free(f"{noun} tables get", "GET", table),
        _free(f"{noun} tables update", "PATCH", table),
        _free(f"{noun} tables delete", "DELETE", table),
        rows,
        add,
        _free(f"{noun} tables remove", "DELETE", f"{table}/entities"),
        _free(f"{noun} tables columns", "GET", f"{table}/columns"),
        _free(f"{noun} tables add-columns", "POST", f"{table}/columns"),
        _free(f"{noun} tables remove-column", "DELETE", column),
        run,
    )  # fmt: skip


# fmt: off
ENDPOINTS: tuple[Endpoint, ...] = (
    # V2 doesn't charge an identical lookup again within 30 days. Searches may be charged again.
    Endpoint("person get", "GET", "/v2/person", cost=PERSON, max_items=1,
             replacement="contacts search-and-enrich", documents_404=True),
    Endpoint("person bulk", "POST", "/v2/person", cost=PEOPLE, max_items=100,
             items_path="contacts", replacement="contacts search-and-enrich"),
    Endpoint("company get", "GET", "/v2/company", cost=COMPANY, max_items=1,
             replacement="companies search-and-enrich", documents_404=True),
    Endpoint("company bulk", "POST", "/v2/company", cost=COMPANIES, max_items=100,
             items_path="companies", replacement="companies search-and-enrich"),
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
    Endpoint("prospecting contact search", "POST", "/prospecting/contact/search", cost=SEARCH,
             max_items=50, items_path="pages.size", default_count=20, is_idempotent=False,
             replacement="contacts prospecting"),
    Endpoint("prospecting contact enrich", "POST", "/prospecting/contact/enrich", cost=PEOPLE,
             max_items=100, items_path="contactIds", replacement="contacts enrich"),
    Endpoint("prospecting company search", "POST", "/prospecting/company/search", cost=SEARCH,
             max_items=50, items_path="pages.size", default_count=20, is_idempotent=False,
             replacement="companies prospecting"),
    # The API really spells it `companiesIds`, and takes half as many as for contacts.
    Endpoint("prospecting company enrich", "POST", "/prospecting/company/enrich", cost=COMPANIES,
             max_items=50, items_path="companiesIds", replacement="companies enrich"),
    # For objectType=company its replacement is the twin, `companies signal-types`.
    Endpoint("signals options", "GET", "/api/signals/filters/{objectType}",
             replacement="contacts signal-types", fallback="/signals/filters/{objectType}"),
    _signals("signals contacts get", "/api/signals/contacts", "contactIds"),
    _signals("signals contacts search", "/api/signals/contacts/search", "contacts"),
    _signals("signals companies get", "/api/signals/companies", "companyIds"),
    _signals("signals companies search", "/api/signals/companies/search", "companies"),
    Endpoint("account usage", "GET", "/account/usage", replacement="account plan", limit=USAGE),
    _lookalikes("lookalike contacts", "/v3/lookalike/contacts"),
    _lookalikes("lookalike companies", "/v3/lookalike/companies"),
    _lookalikes("recommendations contacts", "/api/recommendations/contacts",
                cost=RECOMMENDATIONS, max_items=25,
                fallback="/recommendations/contacts"),
    _lookalikes("recommendations companies", "/api/recommendations/companies",
                cost=RECOMMENDATIONS, max_items=25,
                fallback="/recommendations/companies"),
    # Creating, testing and rotating have an effect each time: no retry after a lost response.
    _webhooks("webhooks create", "POST", "/api/subscriptions", max_items=25,
              items_path="subscriptions", is_idempotent=False),
    _webhooks("webhooks list", "GET", "/api/subscriptions"),
    _webhooks("webhooks get", "GET", "/api/subscriptions/{id}"),
    _webhooks("webhooks update", "PATCH", "/api/subscriptions/{id}"),
    _webhooks("webhooks test", "POST", "/api/subscriptions/{id}/test", is_idempotent=False),
    _webhooks("webhooks delete", "POST", "/api/subscriptions/delete", max_items=25,
              items_path="ids"),
    _webhooks("webhooks logs", "GET", "/api/audit-logs"),
    _webhooks("webhooks stats", "GET", "/api/audit-logs/stats"),
    _webhooks("webhooks secret", "GET", "/api/account/secret"),
    _webhooks("webhooks rotate-secret", "POST", "/api/account/secret/regenerate",
              is_idempotent=False),
    _webhooks("webhooks opt-out", "POST", "/api/subscriptions/opt-out"),
    _paid("contacts search", "/v3/contacts/search", RESULTS, "contacts"),
    _paid("contacts enrich", "/v3/contacts/enrich", Cost(per_email=1, per_phone=5), "ids",
          is_idempotent=True),
    # The search part is charged again each time, even if all data was revealed before.
    _paid("contacts search-and-enrich", "/v3/contacts/search-and-enrich",
          Cost(per_email=1, per_phone=5, per_batch=1), "contacts"),
    # What the providers of the waterfall charged is in its response, but reading it is free.
    _free("contacts job", "GET", "/v3/contacts/jobs/{jobId}"),
    _paid("companies search", "/v3/companies/search", RESULTS, "companies"),
    _paid("companies enrich", "/v3/companies/enrich",
          Cost(per_company=1, per_field=1), "ids", is_idempotent=True),
    # Seen on real bills: the search is charged besides the company, each time.
    _paid("companies search-and-enrich", "/v3/companies/search-and-enrich",
          Cost(per_company=1, per_batch=1, per_field=1), "companies"),
    _paid("contacts prospecting", "/v3/contacts/prospecting", PROSPECTING, "pagination.size",
          default_count=25),
    _paid("companies prospecting", "/v3/companies/prospecting",
          PROSPECTING, "pagination.size", default_count=25),
    _paid("contacts lookalike", "/v3/contacts/lookalike", LOOKALIKES, "limit", default_count=25),
    _paid("companies lookalike", "/v3/companies/lookalike", LOOKALIKES,
          "limit", default_count=25),
    _paid("contacts buying-group", "/v3/contacts/buying-group", Cost(per_result=1), "companies",
          max_items=25, fan_out=("contactsLimit", 60)),
    *_tables("contacts"),
    *_tables("companies"),
    _paid("contacts signals", "/v3/contacts/signals", SIGNALS, "ids"),
    _paid("companies signals", "/v3/companies/signals", SIGNALS, "ids"),
    _free("contacts signal-types", "GET", "/v3/contacts/signals/types"),
    _free("companies signal-types", "GET", "/v3/companies/signals/types"),
    _free("companies signal-filters", "GET", "/v3/companies/signals/filters"),
    _free("companies signal-filter-values", "GET", "/v3/companies/signals/filters/{filterType}"),
    _paid("companies signal-score", "/v3/companies/signal-score", Cost(per_result=1), "companies"),
    _paid("contacts signal-score", "/v3/contacts/signal-score", Cost(per_result=1), "contacts"),
    _paid("contacts icp-fit-score", "/v3/contacts/icp-fit-score", Cost(per_result=1), "contacts"),
    _paid("companies icp-fit-score", "/v3/companies/icp-fit-score", Cost(per_result=1),
          "companies"),
    _paid("companies website-visits", "/v3/companies/website-visits", RESULTS, "pagination.size",
          max_items=150, default_count=25),
    # Unlike V2's `recommendations`, they have no seeds.
    _paid("contacts recommendations", "/v3/contacts/recommendations", RECOMMENDATIONS,
          "pagination.size", default_count=25),
    _paid("companies recommendations", "/v3/companies/recommendations", RECOMMENDATIONS,
          "pagination.size", default_count=25),
    _free("contacts recommendation-filters", "GET", "/v3/contacts/recommendations/filters"),
    _free("companies recommendation-filters", "GET", "/v3/companies/recommendations/filters"),
    _free("contacts filters", "GET", "/v3/contacts/prospecting/filters"),
    _free("contacts filter-values", "GET", "/v3/contacts/prospecting/filters/{filterType}"),
    _free("companies filters", "GET", "/v3/companies/prospecting/filters"),
    _free("companies filter-values", "GET", "/v3/companies/prospecting/filters/{filterType}"),
    _free("account plan", "GET", "/v3/account/usage", limit=USAGE),
    _free("account icp-profiles", "GET", "/v3/icp/profiles"),
)
# fmt: on

BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}

PERSON_GET = BY_NAME["person get"]
PERSON_BULK = BY_NAME["person bulk"]
COMPANY_GET = BY_NAME["company get"]
COMPANY_BULK = BY_NAME["company bulk"]
PROSPECTING_CONTACT_SEARCH = BY_NAME["prospecting contact search"]
PROSPECTING_CONTACT_ENRICH = BY_NAME["prospecting contact enrich"]
PROSPECTING_COMPANY_SEARCH = BY_NAME["prospecting company search"]
PROSPECTING_COMPANY_ENRICH = BY_NAME["prospecting company enrich"]
SIGNALS_OPTIONS = BY_NAME["signals options"]
SIGNALS_CONTACTS_GET = BY_NAME["signals contacts get"]
SIGNALS_CONTACTS_SEARCH = BY_NAME["signals contacts search"]
SIGNALS_COMPANIES_GET = BY_NAME["signals companies get"]
SIGNALS_COMPANIES_SEARCH = BY_NAME["signals companies search"]
ACCOUNT_USAGE = BY_NAME["account usage"]
ACCOUNT_PLAN = BY_NAME["account plan"]
ICP_PROFILES = BY_NAME["account icp-profiles"]
LOOKALIKE_CONTACTS = BY_NAME["lookalike contacts"]
LOOKALIKE_COMPANIES = BY_NAME["lookalike companies"]
RECOMMENDATIONS_CONTACTS = BY_NAME["recommendations contacts"]
RECOMMENDATIONS_COMPANIES = BY_NAME["recommendations companies"]


def find_endpoint(method: str, path: str) -> Endpoint | None:
    """Return the operation of a request (method, path without query), or None."""
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


def path_values(row: Endpoint, path: str) -> dict[str, str]:
    """Return the path parameters of `path`, which matches `row`."""
    pattern, parts = row.path.strip("/").split("/"), path.strip("/").split("/")
    # From the end: a fallback doesn't have the first part.
    pairs = zip(reversed(pattern), reversed(parts), strict=False)
    return {name.strip("{}"): unquote(value) for name, value in pairs if name.startswith("{")}


def second_path(row: Endpoint | None, path: str) -> str | None:
    """Return the fallback of an operation with the parameters of `path`, or None.

    None too if `path` is the fallback itself.
    """
    if row is None or row.fallback is None:
        return None
    pattern, parts = row.path.strip("/").split("/"), path.strip("/").split("/")
    if len(pattern) != len(parts):
        return None
    # Still escaped, as `path` has them.
    values = {name.strip("{}"): text for name, text in zip(pattern, parts, strict=True)}
    return row.fallback.format(**values)
