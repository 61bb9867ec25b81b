"""What holds for every operation, whatever the API accepts and returns.

A property takes one operation and one drawn value, and raises AssertionError if it does not hold.
The tests draw a few values of each operation, and `benchmarks/contract.py` many.
"""

import csv
import io
import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.schema.webhooks import BODILESS
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import Request, Response, json_response
from tests.contract.generated import response_schema
from tests.contract.recorded_api import Outcome, body_command, command_line, run
from tests.contract.test_contract import CASES
from tests.contract.vendor_schemas import Shapes, find_mismatches
from tests.support.cli import KEY
from tests.support.paths import TEST_DATA

# JSON comes first: it is the one that is compared value for value.
FORMATS = ("json", "jsonl", "yaml", "csv", "table")
EXIT_CODES = {400: 2, 401: 4, 402: 6, 403: 5, 404: 3, 409: 2, 410: 2, 412: 2, 422: 2, 429: 7,
              451: 5, 499: 9, 500: 9, 502: 9, 503: 9}  # fmt: skip
# Also documented, but of no single operation: a bad full name, a gateway without a response.
UNDOCUMENTED = (412, 422, 499, 503)
_LOOKUPS = tuple(
    f"{noun} {verb}"
    for noun in ("contacts", "companies")
    for verb in (
        "search",
        "enrich",
        "search-and-enrich",
        "signals",
        "signal-score",
        "icp-fit-score",
        "buying-group",
    )
)


class Contradiction(NamedTuple):
    """Operations and a mismatch, as patterns, and how the vendor's description disagrees."""

    operation: str
    mismatch: str
    reason: str


_ONLY_IN_EXAMPLE = "an example has it, its schema not"
CONTRADICTIONS = (
    Contradiction("contacts search", "*company.industry *", _ONLY_IN_EXAMPLE),
    Contradiction("contacts prospecting", "*company.industry *", _ONLY_IN_EXAMPLE),
    # The same previews.
    Contradiction("contacts recommendations", "*company.industry *", _ONLY_IN_EXAMPLE),
    Contradiction("contacts *", "*phones[[]].type *", "real responses have `phone`"),
    Contradiction("*", "*phoneType is none of the choices: *",
                  "the schema of V2 has capitals, its examples have none"),
    Contradiction("person bulk", "contacts.*.data.location.*",
                  "the schema has camelCase, the example snake_case"),
    Contradiction("company bulk", "*.error* is not documented",
                  "the schema has no errors of items, real responses have"),
    Contradiction("companies *", "*canReveal[[]].field *",
                  "the examples offer the fields of companies, the schema those of people"),
)  # fmt: skip


class ErrorShape(NamedTuple):
    """One of the API's shapes of an error, made of a status and a message."""

    name: str

    def response(self, status: int, message: str) -> Response:
        """Return the response with that error."""
        match self.name:
            case "flat":
                body: Any = {"statusCode": status, "message": message, "errors": [message]}
            case "list":
                body = {"statusCode": status, "message": [message]}
            case "nested":
                body = {"error": {"code": status, "message": message}}
            case "session code":
                body = {"code": "DEDUPE_SESSION_INVALID", "message": message}
            case "session errors":
                errors = ["DEDUPE_SESSION_INVALID"]
                body = {"statusCode": status, "errors": errors, "message": message}
            case "code":
                body = {"message": message, "code": status}
            case _:
                page = f"<html><body><h1>{status}</h1></body></html>".encode()
                return Response(status, {"Content-Type": "text/html"}, page)
        return json_response(status, body)


_SHAPE_NAMES = ("flat", "list", "nested", "code", "page")
_SESSION_SHAPES = (ErrorShape("session code"), ErrorShape("session errors"))


def error_shapes(operation: str, status: int) -> tuple[ErrorShape, ...]:
    """Return the shapes that an error of an operation can have."""
    # Without the code of a session, a 410 means that the path is retired; a page as the 404 of a
    # V2 path is a gateway's, and means the same.
    if status == 410:
        return _SESSION_SHAPES
    names = _SHAPE_NAMES[:-1] if status == 404 and is_v2(operation) else _SHAPE_NAMES
    return tuple(map(ErrorShape, names))


def error_statuses() -> dict[str, list[int]]:
    """Return the error statuses that the vendor documents, by operation."""
    lines = (TEST_DATA / "error_statuses.tsv").read_text().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: list(map(int, statuses.split())) for name, statuses in rows}


def check_response(folder: Path, operation: str, body: Any, output: str) -> None:
    """Check that a documented response is printed whole, with the documented exit code."""
    argv, stdin = command_line(operation)
    if operation == "company bulk":
        # The companies of the response are keyed by the ids in the request.
        stdin = json.dumps({"companies": [{"id": key} for key in body]}).encode()
    # Both are the success of a POST request.
    status = 201 if BY_NAME[operation].method == "POST" and output in ("yaml", "csv") else 200
    result = run(folder, argv, json_response(status, body), "-o", output, stdin=stdin)
    assert "Unexpected" not in result.err, result.err
    assert result.code == expected_exit_code(operation, body), (result.code, result.err)
    match output:
        case "json":
            assert json.loads(result.out) == body
        case "yaml":
            assert yaml.safe_load(result.out) == body
        case "jsonl":
            for line in result.out.split("\n")[:-1]:
                json.loads(line)
        case "csv":
            rows = list(csv.reader(io.StringIO(result.out, newline="")))
            assert len({len(row) for row in rows}) <= 1, "rows of different lengths"


def expected_exit_code(operation: str, body: Any) -> int:
    """Return the documented exit code for a successful response."""
    if operation in ("webhooks create", "webhooks delete"):
        return 0 if all(result["success"] for result in body["results"]) else 10
    if operation.endswith("tables add-columns"):
        # A column that the table has already is reported as failed, with its id.
        failed = [entry for entry in body.get("data", []) if entry.get("status") == "failed"]
        return 0 if all(entry.get("columnId") for entry in failed) else 10
    if operation == "contacts job":
        code = {"expired": 3, "failed": 9}.get(body["status"], 0)
        return 10 if code and body.get("contacts") else code
    if operation == "webhooks test":
        return 0 if body["isSuccess"] else 10
    if operation == "person get":
        contact = body["contact"]
        return 3 if contact.get("error") or not contact.get("data") else 0
    if operation == "company get":
        return 0 if body.get("data", {}).get("name") else 3
    if operation in ("signals contacts search", "signals companies search"):
        return 0 if body.get(operation.split()[1]) else 3
    if operation in _LOOKUPS and isinstance(body.get("results"), list):
        return _lookup_exit_code([result.get("error") for result in body["results"]])
    return 0


def _lookup_exit_code(errors: list[Any]) -> int:
    """Return the exit code of a lookup: one match is enough."""
    if not all(errors):
        return 0
    codes = {error.get("code") for error in errors}
    return 5 if codes == {"COMPLIANCE_RESTRICTED"} else 3


def check_error(folder: Path, operation: str, status: int, shape: ErrorShape) -> None:
    """Check that an error is reported as JSON, with the exit code of its status."""
    argv, stdin = command_line(operation)
    message = f"Reason {status} of the API"
    options = ("--json", "--api-version", "v2") if is_v2(operation) else ("--json",)
    result = run(folder, argv, shape.response(status, message), *options, stdin=stdin)
    assert result.code == EXIT_CODES[status], (result.code, result.err)
    # A lookup without a match prints an empty object, so that a reader of JSON gets JSON.
    assert result.out == ("{}\n" if result.code == 3 else "")
    error = json.loads(result.err.splitlines()[-1])["error"]
    assert error["status"] == status
    # An unknown company is reported like any lookup without a match.
    assert (
        shape.name == "page"
        or (operation, status) == ("company get", 404)
        or (message in error["message"])
    )


def is_v2(operation: str) -> bool:
    """Return whether an operation is of V2, which another version may stand in for."""
    return BY_NAME[operation].family == "v2"


def check_body(folder: Path, operation: str, body: Any) -> None:
    """Check that a valid body is sent by `--body` unchanged, in one request."""
    result = send_body(folder, operation, body)
    assert len(result.requests) == 1, (result.code, result.err)
    assert json.loads(result.requests[0].body) == body


def send_body(folder: Path, operation: str, body: Any) -> Outcome:
    """Send a body through the command of an operation."""
    argv = body_command(BY_NAME[operation], CASES[operation][0].request[1])
    stdin = json.dumps(body).encode()
    return run(folder, argv, json_response(200, {}), "--json", stdin=stdin)


def check_invalid(sandbox: Sandbox, operation: str, body: Any) -> None:
    """Check that the sandbox refuses an invalid body, or query."""
    response = send_to_sandbox(sandbox, operation, body)
    assert response.status == 400, (response.status, response.body)


def check_sandbox(sandbox: Sandbox, operation: str, body: Any) -> int:
    """Check that the sandbox answers a valid body, or query, as documented or with an error.

    Return the number of mismatches that are listed contradictions.
    """
    response = send_to_sandbox(sandbox, operation, body)
    assert response.status < 500
    content = json.loads(response.body)
    if response.status not in (200, 201):
        assert content["message"]
        return 0
    shapes = response_schema(operation)
    mismatches = [
        text
        for text in find_mismatches(content, shapes, set())
        if not _is_in_open_object(text, shapes)
    ]
    listed = [text for text in mismatches if is_contradiction(operation, text)]
    assert listed == mismatches
    return len(listed)


def _is_in_open_object(mismatch: str, shapes: Shapes) -> bool:
    """Return whether a mismatch is in an object of which no field is documented."""
    path, is_unknown, _ = mismatch.partition(" is not documented")
    holder = path.rpartition(".")[0]
    return bool(is_unknown) and not any(name.startswith(f"{holder}.") for name in shapes)


def send_to_sandbox(sandbox: Sandbox, operation: str, body: Any) -> Response:
    """Send a body, or query, to the operation of a sandbox."""
    row, path = BY_NAME[operation], CASES[operation][0].request[1]
    if row.method != "GET" and row.name not in BODILESS:
        content = json.dumps(body).encode()
        return sandbox.handle(Request(row.method, path, [], {"api_key": KEY}, content))
    query = [(name, _query_text(value)) for name, value in body.items()]
    return sandbox.handle(Request(row.method, path, query, {"api_key": KEY}))


def _query_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_query_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_contradiction(operation: str, mismatch: str) -> bool:
    """Return whether the vendor's description contradicts itself about a mismatch."""
    return any(
        fnmatchcase(operation, row.operation) and fnmatchcase(mismatch, row.mismatch)
        for row in CONTRADICTIONS
    )
