"""The sandbox and the client agree with the vendor's description of V3 and webhooks."""

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

import pytest

from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.http import Request
from tests.contract.cases_v3 import EVERY_REVEAL, V3
from tests.contract.cases_v3_filters import V3_PROSPECTING
from tests.contract.cases_webhooks import WEBHOOKS
from tests.contract.vendor_schemas import (
    Shape,
    Shapes,
    find_mismatches,
    parse_shape,
    path_choices,
    request_shapes,
    response_shapes,
    shapes_of,
)
from tests.support.cli import KEY, FakeClock
from tests.support.webhook_receiver import Receiver

ROWS = V3 | V3_PROSPECTING | WEBHOOKS
OPERATIONS = [row.name for row in ENDPOINTS if row.family != "v2"]

# Operations, path, the shape that the sandbox accepts instead of the vendor's, and why.
ACCEPTED_DIFFERENCES = (
    ("* tables *", "owner.email", "email, required",
     "a key, unlike a token, does not say who asks, and a request without is refused"),
    *(
        (f"* tables {verb}", "size", "integer 1..1000",
         "the vendor names no bound, and a page of nothing or of everything is no page")
        for verb in ("list", "rows")
    ),
    *(
        ("companies prospecting", f"filters.companies.{side}.signals.types[]", "CompanySignal",
         "the vendor lists these types only where signals are asked for by ids")
        for side in ("include", "exclude")
    ),
)  # fmt: skip


def exceptions_for(table: Any, operation: str) -> Iterator[Any]:
    """Return the exceptions that apply to an operation, without their patterns."""
    return (rest for pattern, *rest in table if fnmatch(operation, pattern))


def accepted_paths(
    spec: Schema, path: str = "", *, required: bool = False
) -> Iterator[tuple[str, Shape]]:
    """Return the paths of a sandbox schema in the vendor's terms."""
    if path:
        kind = "string" if spec.kind == "text" else spec.kind
        least, maximum = spec.minimum or None, spec.maximum if 0 < spec.maximum < 2**53 else None
        yield path, Shape(kind, required, False, least, maximum, frozenset(spec.choices))
    if spec.kind == "list":
        yield from accepted_paths(spec.item, f"{path}[]")
    for name, inner in (spec.properties or {}).items():
        key = f"{path}.{name}" if path else name
        yield from accepted_paths(inner, key, required=name in spec.required)


def comparable_shape(shape: Shape) -> Shape:
    """Return a vendor shape reduced to what a sandbox schema can express.

    No number is below 0, ids are any text, and what is null is left out.
    """
    kind = "string" if shape.kind == "uuid" else shape.kind
    return shape._replace(kind=kind, least=shape.least or None, may_be_null=False)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_sandbox_accepts_what_the_vendor_describes(operation: str) -> None:
    expected = {path: comparable_shape(shape) for path, shape in request_shapes(operation).items()}
    for path, line, _ in exceptions_for(ACCEPTED_DIFFERENCES, operation):
        if path in expected:
            assert expected[path] != parse_shape(line), f"{path} is no exception"
            expected[path] = parse_shape(line)
    taken = dict(accepted_paths(SCHEMAS[operation]))
    paths = taken.keys() | expected.keys()
    assert {
        path: (taken.get(path), expected.get(path))
        for path in paths
        if taken.get(path) != expected.get(path)
    } == {}


def query_as_sent(query: dict[str, list[str]], shapes: Shapes) -> dict[str, Any]:
    """Return a query with its numbers parsed."""
    return {
        name: int(values[0]) if shapes[name].kind == "integer" else values[0]
        for name, values in query.items()
    }


# Operations, the parameter that no flag of the client sends, and why.
NEVER_SENT = (("* tables add-columns", "columnKey", "short for a list with one column"),)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_client_sends_what_the_vendor_describes(operation: str) -> None:
    shapes, seen = request_shapes(operation), set[str]()
    for _, _, query, body, _ in ROWS[operation]:
        assert list(find_mismatches(body or query_as_sent(query, shapes), shapes, seen)) == []
    never = {path for path, _ in exceptions_for(NEVER_SENT, operation)}
    assert set(shapes) - seen == never, "no row sends these"


ADA, UNKNOWN_CONTACT = "4100000000", "4100000001"
COMPANY, NO_COMPANY = "30000000", "30000001"
# One of each has little data.
PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
COMPANIES = [str(30_000_000 + 17 * number) for number in range(60)]
BY = {"owner": {"email": "ada@firm.example"}}
REQUESTED_BY = {"email": "ada@firm.example"}
LOOKALIKE_SEEDS = (
    "analytical-engines",
    "copper-foods",
    "indigo-labs",
    "ember-devices",
    "ivory-labs",
)
RECORDS = ("contacts", "companies")
PROFILES = ("a1e600bc-bfdb-5925-91d0-0f28416c01a0", "cc4ee936-edd5-54e6-9902-7dbf0ab720b8")
SIGNALS = {"types": ["allSignals"], "startDate": "2024-11-01"}
SIGNAL_PERIOD = {"signalTypes": ["allSignals"], "startDate": "2024-11-01"}

# Operation, path values, and query or body; the first two create tables 1 and 2.
EXTRA_REQUESTS: tuple[tuple[str, dict[str, str], dict[str, Any]], ...] = (
    ("contacts tables create", {}, {"name": "People", "ids": [ADA], **BY}),
    ("companies tables create", {}, {"name": "Firms", "ids": [COMPANY], **BY}),
    ("contacts search", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, UNKNOWN_CONTACT)],
      "signals": SIGNALS}),
    ("contacts enrich", {}, {"ids": [*PEOPLE, UNKNOWN_CONTACT], "tableId": "1"}),
    ("contacts search-and-enrich", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, UNKNOWN_CONTACT)]}),
    ("companies search", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*COMPANIES, NO_COMPANY)],
      "signals": SIGNALS}),
    ("companies enrich", {},
     {"ids": [*COMPANIES, NO_COMPANY], "tableId": "2", "reveal": list(EVERY_REVEAL)}),
    ("companies search-and-enrich", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*COMPANIES, NO_COMPANY)],
      "reveal": list(EVERY_REVEAL)}),
    ("contacts signals", {}, {"ids": PEOPLE, "tableId": "1", **SIGNAL_PERIOD}),
    ("companies signals", {}, {"ids": COMPANIES, "tableId": "2", **SIGNAL_PERIOD}),
    ("contacts signal-score", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, UNKNOWN_CONTACT)]}),
    ("companies signal-score", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*COMPANIES, NO_COMPANY)]}),
    ("contacts icp-fit-score", {},
     {"targetProfileIds": [*PROFILES],
      "contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, UNKNOWN_CONTACT)]}),
    ("companies icp-fit-score", {},
     {"targetProfileIds": [*PROFILES],
      "companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*COMPANIES, NO_COMPANY)]}),
    ("contacts buying-group", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (COMPANY, NO_COMPANY)]}),
    ("contacts prospecting", {},
     {"filters": {"contacts": {"include": {"departments": ["Sales"], "signals": SIGNALS}}},
      "pagination": {"page": 0, "size": 100}, "tableId": "1"}),
    ("companies prospecting", {},
     {"filters": {"companies": {"include": {"signals": SIGNALS}}},
      "pagination": {"page": 0, "size": 100}, "tableId": "2"}),
    ("contacts lookalike", {}, {"seeds": {"ids": PEOPLE[:5]}, "limit": 100, "tableId": "1"}),
    ("companies lookalike", {},
     {"seeds": {"domains": [f"{name}.example" for name in LOOKALIKE_SEEDS]}, "tableId": "2"}),
    ("companies website-visits", {},
     {"domains": ["analytical-engines.example"], "startDate": "2026-08-01",
      "endDate": "2026-11-01", "pagination": {"page": 0, "size": 150}}),
    *((f"{noun} recommendations", {}, {"pagination": {"size": 100}}) for noun in RECORDS),
    *(
        (f"{noun} tables {verb}", {"table_id": table, "column_id": column}, options)
        for noun, table, column in (("contacts", "1", "c4"), ("companies", "2", "c3"))
        for verb, options in (
            ("list", BY),
            ("column-catalog", REQUESTED_BY),
            ("get", REQUESTED_BY),
            ("update", {"visibility": "shared", **BY}),
            ("add", {"entityIds": [UNKNOWN_CONTACT], **BY}),
            ("run-column", {"runScope": "all", **BY}),
            ("rows", REQUESTED_BY),
            ("columns", REQUESTED_BY),
            ("add-columns",
             {"columns": [{"columnKey": key} for key in ("country", "name", "x")], **BY}),
            ("remove", {"entityIds": [UNKNOWN_CONTACT], **BY}),
            ("remove-column", REQUESTED_BY),
            ("delete", REQUESTED_BY),
        )
    ),
)  # fmt: skip


def trigger_webhook_responses(ask: Any, url: str) -> None:
    """Request every webhook response, with a receiver at `url`."""
    ask("webhooks rotate-secret", {}, None)
    items = [{"entityId": ADA, "name": "Ada"}, {"entityId": ADA}]
    defaults = {"url": url, "entityType": "contact", "signalTypes": ["promotion"]}
    created = ask("webhooks create", {}, {"defaults": defaults, "subscriptions": items})
    path = {"id": created["results"][0]["subscription"]["id"]}
    ask("webhooks get", path, None)
    ask("webhooks update", path, {"isActive": True, "regenerateSecret": True})
    ask("webhooks opt-out", {}, {"entityType": "contact", "url": url, "name": "Privacy"})
    for verb in ("list", "secret"):
        ask(f"webhooks {verb}", {}, None)
    ask("webhooks test", path, None)
    for verb in ("logs", "stats"):
        ask(f"webhooks {verb}", {}, None)
    ask("webhooks delete", {}, {"ids": [path["id"], "none"]})


def trigger_job_responses(ask: Any, clock: FakeClock) -> None:
    """Request the states of a waterfall job."""
    # Only the providers have contact data of this person.
    job = ask("contacts enrich", {}, {"ids": ["4100003588"]})["job"]
    for state in ("processing", "complete", "expired"):
        assert ask("contacts job", {"jobId": job["id"]}, None)["status"] == state
        clock.time += 60 if state == "processing" else 86_400


@pytest.fixture(scope="module")
def sandbox_responses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Return the sandbox's responses to accepted requests, by operation."""
    file = tmp_path_factory.mktemp("agreement") / "sandbox.db"
    clock = FakeClock()
    sandbox = Sandbox(file, clock=clock, options=Options(rps=0))
    value: dict[str, list[Any]] = {name: [] for name in OPERATIONS}

    def ask(name: str, path: str, query: dict[str, Any], body: Any) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        request = Request(BY_NAME[name].method, path, list(query.items()), {"api_key": KEY}, sent)
        response = sandbox.handle(request)
        if response.status not in (200, 201):
            return None
        value[name].append(json.loads(response.body))
        return value[name][-1]

    for name, values, options in EXTRA_REQUESTS:
        in_body = not (BY_NAME[name].method in ("GET", "DELETE") and options == REQUESTED_BY)
        path = BY_NAME[name].path.format(**values)
        assert ask(name, path, {} if in_body else options, options if in_body else None), name
    for name, rows in ROWS.items():
        for _, (_, path), query, body, _ in rows:
            ask(name, path, {key: values[0] for key, values in query.items()}, body)
    trigger_job_responses(
        lambda name, path, body: ask(name, BY_NAME[name].path.format(**path), {}, body), clock
    )
    receiver = Receiver()
    trigger_webhook_responses(
        lambda name, path, body: ask(name, BY_NAME[name].path.format(**path), {}, body),
        receiver.url,
    )
    receiver.close()
    sandbox.close()
    return value


# Operations, path, the shape that the sandbox returns instead of the vendor's, and why.
RESPONSE_DIFFERENCES = (
    *(
        (f"contacts {verb}", "results[].company.industry", "string",
         "the vendor's examples have it, its schema does not")
        for verb in ("search", "prospecting", "recommendations")
    ),
    *(
        (f"companies {verb}", "results[].canReveal[].field", "string: " + "|".join(EVERY_REVEAL),
         "the vendor's examples offer what `reveal` of companies names, its schema what it is of "
         "people")
        for verb in ("search", "prospecting", "website-visits", "recommendations")
    ),
    ("contacts *enrich", "results[].phones[].type", "string: mobile|direct|work|unknown|phone",
     "real answers have it, so the client must be ready for it"),
)  # fmt: skip

# Operations, the path that the sandbox never returns, with its children, and why.
NEVER_RETURNED = (
    ("* prospecting", "results[].clientReferenceId", "a search by filters names nobody"),
    ("* prospecting", "results[].error", "a search by filters has only results"),
    *(
        ("companies website-visits", f"results[].{name}", "a visitor is named by nobody, and found")
        for name in ("clientReferenceId", "error", "signalTypes")
    ),
    *(
        ("* recommendations", f"results[].{name}", "recommendations name nobody, and list signals "
         "only among their filters")
        for name in ("clientReferenceId", "signalTypes")
    ),
    ("companies recommendations", "results[].error", "no company is restricted"),
    ("contacts *enrich", "results[].tags[]",
     "an account gives its tags on the vendor's pages, and no account of the sandbox did"),
    ("contacts job", "contacts[].error", "who was found by the enrichment is found by its job"),
    ("contacts job", "contacts[].tags[]",
     "an account gives its tags on the vendor's pages, and no account of the sandbox did"),
    ("contacts buying-group", "results[].contacts[].error",
     "a group has only people who were found"),
)  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_sandbox_returns_what_the_vendor_describes(
    sandbox_responses: dict[str, list[Any]], operation: str
) -> None:
    shapes, seen = response_shapes(operation), set[str]()
    for path, line, _ in exceptions_for(RESPONSE_DIFFERENCES, operation):
        assert shapes.get(path) != parse_shape(line), f"{path} is no exception"
        shapes[path] = parse_shape(line)
    never: set[str] = set()
    for start, _ in exceptions_for(NEVER_RETURNED, operation):
        beneath = {path for path in shapes if f"{path}.".startswith((f"{start}.", f"{start}["))}
        assert beneath, f"{start} is no exception"
        never |= beneath
    assert sandbox_responses[operation]
    wrong = {
        text
        for response in sandbox_responses[operation]
        for text in find_mismatches(response, shapes, seen)
    }
    assert wrong == set()
    assert set(shapes) - seen == never, "exactly these are never answered"


@pytest.mark.parametrize(
    "operation",
    ["contacts filter-values", "companies filter-values", "companies signal-filter-values"],
)
def test_filter_types_match_the_vendor(
    sandbox_responses: dict[str, list[Any]], operation: str
) -> None:
    kinds = path_choices(operation)["filterType"].choices
    [reported] = sandbox_responses[operation.replace("-values", "s")]
    assert {item["filterType"] for item in reported["availableFilters"]} == kinds
    assert {path.rpartition("/")[2] for _, (_, path), *_ in ROWS[operation]} <= kinds


def test_every_exception_matches_some_operation() -> None:
    for pattern, *rest in (*ACCEPTED_DIFFERENCES, *RESPONSE_DIFFERENCES, *NEVER_RETURNED):
        assert any(fnmatch(name, pattern) for name in OPERATIONS), (pattern, *rest)
    for pattern, path, *_ in ACCEPTED_DIFFERENCES:
        assert any(path in request_shapes(name) for name in OPERATIONS if fnmatch(name, pattern)), (
            path
        )


@pytest.mark.parametrize(
    ("line", "value", "reported"),
    [
        ("string", 1, "x is no string: 1"),
        ("integer", True, "x is no integer: True"),
        ("integer", 1.5, "x is no integer: 1.5"),
        ("number", "1", "x is no number: '1'"),
        ("integer 1..2", 3, "x is out of bounds: 3"),
        ("string 2..", "a", "x is out of bounds: 'a'"),
        ("list 1.. of string", [], "x is out of bounds: []"),
        ("list of string", [1], "x[] is no string: 1"),
        ("string: a|b", "c", "x is none of the choices: 'c'"),
        ("string", None, "x is null"),
        ("email", "a.example", "x is no email: 'a.example'"),
        ("uuid", "1", "x is no uuid: '1'"),
        ("day", "2026-13-01", "x is no day: '2026-13-01'"),
        ("time", "noon", "x is no time: 'noon'"),
        ("object", {"y": 1}, "x.y is not documented"),
        ("Owner, required, null", {}, None),
        ("Owner, required, null", None, None),
        ("any", {"y": None}, None),
        ("Window", {"limit": 1.5, "resetsAt": "2026-11-01T00:00:00.000Z"}, None),
    ],
)
def test_shape_mismatch_is_reported(line: str, value: Any, reported: str | None) -> None:
    result = list(find_mismatches({"x": value}, shapes_of({"x": line}), set()))
    assert result == ([] if reported is None else [reported])


def test_missing_required_field_is_reported() -> None:
    shapes = shapes_of({"a": "string, required", "b": "object", "b.c": "string, required"})
    assert list(find_mismatches({"b": {}}, shapes, set())) == ["b.c is missing", "a is missing"]
