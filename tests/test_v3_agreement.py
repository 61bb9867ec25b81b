"""Client and sandbox agree with the vendor's description of V3 and webhooks, typed again."""

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

import pytest

from conftest import KEY, FakeClock
from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.http import Request
from receiver import Receiver
from v3_filter_rows import V3_PROSPECTING
from v3_rows import EVERY_REVEAL, V3
from v3_shapes import Shape, Shapes, answered, asked, misfits, named, one, shapes_of
from webhook_rows import WEBHOOKS

ROWS = V3 | V3_PROSPECTING | WEBHOOKS
OPERATIONS = [row.name for row in ENDPOINTS if row.family != "v2"]

# Operations, path, the shape that the sandbox takes instead of the vendor's, and why.
TAKEN_OTHERWISE = (
    ("* tables *", "owner.email", "string, required",
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


def _applying(table: Any, operation: str) -> Iterator[Any]:
    """The rows of a table of exceptions that are for an operation, their patterns left out."""
    return (rest for pattern, *rest in table if fnmatch(operation, pattern))


def _taken(spec: Schema, path: str = "", *, required: bool = False) -> Iterator[tuple[str, Shape]]:
    """The paths that a spec of the sandbox has, in the terms of the vendor."""
    if path:
        kind = "string" if spec.kind == "text" else spec.kind
        least, most = spec.minimum or None, spec.maximum if 0 < spec.maximum < 2**53 else None
        yield path, Shape(kind, required, False, least, most, frozenset(spec.choices))
    if spec.kind == "list":
        yield from _taken(spec.item, f"{path}[]")
    for name, inner in (spec.properties or {}).items():
        key = f"{path}.{name}" if path else name
        yield from _taken(inner, key, required=name in spec.required)


def _comparable(shape: Shape) -> Shape:
    """A shape of the vendor as a spec can say it.

    No number is below 0, e-mail addresses and ids are any text, and what is null is left out.
    """
    kind = "string" if shape.kind in ("email", "uuid") else shape.kind
    return shape._replace(kind=kind, least=shape.least or None, may_be_null=False)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_sandbox_takes_what_the_vendor_describes(operation: str) -> None:
    wanted = {path: _comparable(shape) for path, shape in asked(operation).items()}
    for path, line, _ in _applying(TAKEN_OTHERWISE, operation):
        if path in wanted:
            assert wanted[path] != one(line), f"{path} is no exception"
            wanted[path] = one(line)
    taken = dict(_taken(SCHEMAS[operation]))
    paths = taken.keys() | wanted.keys()
    assert {
        path: (taken.get(path), wanted.get(path))
        for path in paths
        if taken.get(path) != wanted.get(path)
    } == {}


def _as_sent(query: dict[str, list[str]], shapes: Shapes) -> dict[str, Any]:
    """A query with its numbers read."""
    return {
        name: int(values[0]) if shapes[name].kind == "integer" else values[0]
        for name, values in query.items()
    }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_client_sends_what_the_vendor_describes(operation: str) -> None:
    shapes, seen = asked(operation), set[str]()
    for _, _, query, body, _ in ROWS[operation]:
        assert list(misfits(body or _as_sent(query, shapes), shapes, seen)) == []
    assert set(shapes) - seen == set(), "no row sends these"


ADA, NOBODY = "4100000000", "4100000001"
FIRM, NO_FIRM = "30000000", "30000001"
# One of each is little known.
PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
FIRMS = [str(30_000_000 + 17 * number) for number in range(60)]
BY = {"owner": {"email": "ada@firm.example"}}
ASKED_BY = {"email": "ada@firm.example"}
LIKE_THESE = ("analytical-engines", "copper-foods", "indigo-labs", "ember-devices", "ivory-labs")
SIGNALS = {"types": ["allSignals"], "startDate": "2024-11-01"}
HAPPENED = {"signalTypes": ["allSignals"], "startDate": "2024-11-01"}

# Operation, what is in its path, and query or body; the first two make the tables 1 and 2.
RICHER: tuple[tuple[str, dict[str, str], dict[str, Any]], ...] = (
    ("contacts tables create", {}, {"name": "People", "ids": [ADA], **BY}),
    ("companies tables create", {}, {"name": "Firms", "ids": [FIRM], **BY}),
    ("contacts search", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, NOBODY)],
      "signals": SIGNALS}),
    ("contacts enrich", {}, {"ids": [*PEOPLE, NOBODY], "tableId": "1"}),
    ("contacts search-and-enrich", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, NOBODY)]}),
    ("companies search", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*FIRMS, NO_FIRM)],
      "signals": SIGNALS}),
    ("companies enrich", {},
     {"ids": [*FIRMS, NO_FIRM], "tableId": "2", "reveal": list(EVERY_REVEAL)}),
    ("companies search-and-enrich", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*FIRMS, NO_FIRM)]}),
    ("contacts signals", {}, {"ids": PEOPLE, "tableId": "1", **HAPPENED}),
    ("companies signals", {}, {"ids": FIRMS, "tableId": "2", **HAPPENED}),
    ("contacts signal-score", {},
     {"contacts": [{"id": id_, "clientReferenceId": id_} for id_ in (*PEOPLE, NOBODY)]}),
    ("companies signal-score", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (*FIRMS, NO_FIRM)]}),
    ("contacts buying-group", {},
     {"companies": [{"id": id_, "clientReferenceId": id_} for id_ in (FIRM, NO_FIRM)]}),
    ("contacts prospecting", {},
     {"filters": {"contacts": {"include": {"departments": ["Sales"], "signals": SIGNALS}}},
      "pagination": {"page": 0, "size": 100}, "tableId": "1"}),
    ("companies prospecting", {},
     {"filters": {"companies": {"include": {"signals": SIGNALS}}},
      "pagination": {"page": 0, "size": 100}, "tableId": "2"}),
    ("contacts lookalike", {}, {"seeds": {"ids": PEOPLE[:5]}, "limit": 100, "tableId": "1"}),
    ("companies lookalike", {},
     {"seeds": {"domains": [f"{name}.example" for name in LIKE_THESE]}, "tableId": "2"}),
    ("companies website-visits", {},
     {"domains": ["analytical-engines.example"], "startDate": "2026-08-01",
      "endDate": "2026-11-01", "pagination": {"page": 0, "size": 150}}),
    *(
        (f"{noun} tables {verb}", {"table_id": table, "column_id": column}, given)
        for noun, table, column in (("contacts", "1", "c4"), ("companies", "2", "c3"))
        for verb, given in (
            ("list", BY),
            ("get", ASKED_BY),
            ("update", {"visibility": "shared", **BY}),
            ("add", {"entityIds": [NOBODY], **BY}),
            ("run-column", {"runScope": "all", **BY}),
            ("rows", ASKED_BY),
            ("columns", ASKED_BY),
            ("remove", {"entityIds": [NOBODY], **BY}),
            ("remove-column", ASKED_BY),
            ("delete", ASKED_BY),
        )
    ),
)  # fmt: skip


def _subscribe(ask: Any, url: str) -> None:
    """Ask for all that webhooks can answer, with a receiver at `url`."""
    ask("webhooks rotate-secret", {}, None)
    items = [{"entityId": ADA, "name": "Ada"}, {"entityId": ADA}]
    defaults = {"url": url, "entityType": "contact", "signalTypes": ["promotion"]}
    made = ask("webhooks create", {}, {"defaults": defaults, "subscriptions": items})
    path = {"id": made["results"][0]["subscription"]["id"]}
    ask("webhooks get", path, None)
    ask("webhooks update", path, {"isActive": True, "regenerateSecret": True})
    ask("webhooks opt-out", {}, {"entityType": "contact", "url": url, "name": "Privacy"})
    for verb in ("list", "secret"):
        ask(f"webhooks {verb}", {}, None)
    ask("webhooks test", path, None)
    for verb in ("logs", "stats"):
        ask(f"webhooks {verb}", {}, None)
    ask("webhooks delete", {}, {"ids": [path["id"], "none"]})


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What the sandbox answers to all requests that it does not refuse, by operation."""
    file = tmp_path_factory.mktemp("agreement") / "sandbox.db"
    sandbox = Sandbox(file, clock=FakeClock(), options=Options(rps=0))
    found: dict[str, list[Any]] = {name: [] for name in OPERATIONS}

    def ask(name: str, path: str, query: dict[str, Any], body: Any) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        request = Request(BY_NAME[name].method, path, list(query.items()), {"api_key": KEY}, sent)
        response = sandbox.handle(request)
        if response.status not in (200, 201):
            return None
        found[name].append(json.loads(response.body))
        return found[name][-1]

    for name, values, given in RICHER:
        in_body = not (BY_NAME[name].method in ("GET", "DELETE") and given == ASKED_BY)
        path = BY_NAME[name].path.format(**values)
        assert ask(name, path, {} if in_body else given, given if in_body else None), name
    for name, rows in ROWS.items():
        for _, (_, path), query, body, _ in rows:
            ask(name, path, {key: values[0] for key, values in query.items()}, body)
    receiver = Receiver()
    _subscribe(
        lambda name, path, body: ask(name, BY_NAME[name].path.format(**path), {}, body),
        receiver.url,
    )
    receiver.close()
    sandbox.close()
    return found


# Operations, path, the shape that the sandbox answers instead of the vendor's, and why.
ANSWERED_OTHERWISE = (
    *(
        (f"contacts {verb}", "results[].company.industry", "string",
         "the vendor's examples have it, its schema does not")
        for verb in ("search", "prospecting")
    ),
    *(
        (f"companies {verb}", "results[].canReveal[].field", "string: " + "|".join(EVERY_REVEAL),
         "the vendor's examples offer what `reveal` of companies names, its schema what it is of "
         "people")
        for verb in ("search", "prospecting", "website-visits")
    ),
    ("contacts *enrich", "results[].phones[].type", "string: mobile|direct|work|unknown|phone",
     "real answers have it, so the client must be ready for it"),
)  # fmt: skip

# Operations, the path that the sandbox never answers, nor what is beneath it, and why.
NEVER_ANSWERED = (
    ("* prospecting", "results[].clientReferenceId", "a search by filters names nobody"),
    ("* prospecting", "results[].error", "a search by filters has only results"),
    *(
        ("companies website-visits", f"results[].{name}", "a visitor is named by nobody, and found")
        for name in ("clientReferenceId", "error", "signalTypes")
    ),
    ("contacts *enrich", "results[].tags[]",
     "an account gives its tags on the vendor's pages, and no account of the sandbox did"),
    ("contacts buying-group", "results[].contacts[].error",
     "a group has only people who were found"),
    *(
        ("companies search-and-enrich", f"results[].{name}",
         "told only where `reveal` names it, which this request does not have")
        for name in EVERY_REVEAL
    ),
)  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_sandbox_answers_what_the_vendor_describes(
    answers: dict[str, list[Any]], operation: str
) -> None:
    shapes, seen = answered(operation), set[str]()
    for path, line, _ in _applying(ANSWERED_OTHERWISE, operation):
        assert shapes.get(path) != one(line), f"{path} is no exception"
        shapes[path] = one(line)
    never: set[str] = set()
    for start, _ in _applying(NEVER_ANSWERED, operation):
        beneath = {path for path in shapes if f"{path}.".startswith((f"{start}.", f"{start}["))}
        assert beneath, f"{start} is no exception"
        never |= beneath
    assert answers[operation]
    wrong = {text for answer in answers[operation] for text in misfits(answer, shapes, seen)}
    assert wrong == set()
    assert set(shapes) - seen == never, "exactly these are never answered"


@pytest.mark.parametrize(
    "operation",
    ["contacts filter-values", "companies filter-values", "companies signal-filter-values"],
)
def test_the_kinds_of_filters_are_the_vendor_s(
    answers: dict[str, list[Any]], operation: str
) -> None:
    kinds = named(operation)["filterType"].choices
    [told] = answers[operation.replace("-values", "s")]
    assert {one["filterType"] for one in told["availableFilters"]} == kinds
    assert {path.rpartition("/")[2] for _, (_, path), *_ in ROWS[operation]} <= kinds


def test_every_exception_is_for_some_operation() -> None:
    for pattern, *rest in (*TAKEN_OTHERWISE, *ANSWERED_OTHERWISE, *NEVER_ANSWERED):
        assert any(fnmatch(name, pattern) for name in OPERATIONS), (pattern, *rest)
    for pattern, path, *_ in TAKEN_OTHERWISE:
        assert any(path in asked(name) for name in OPERATIONS if fnmatch(name, pattern)), path


@pytest.mark.parametrize(
    ("line", "value", "told"),
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
def test_what_does_not_fit_its_shape_is_told(line: str, value: Any, told: str | None) -> None:
    found = list(misfits({"x": value}, shapes_of({"x": line}), set()))
    assert found == ([] if told is None else [told])


def test_what_is_required_is_missed() -> None:
    shapes = shapes_of({"a": "string, required", "b": "object", "b.c": "string, required"})
    assert list(misfits({"b": {}}, shapes, set())) == ["b.c is missing", "a is missing"]
