"""What holds for every operation, whatever the API accepts and returns.

A property takes one operation and one drawn value, and raises AssertionError if it does not hold.
The tests draw a few values of each operation, and `benchmarks/contract.py` many.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.sandbox.http import Response, json_response
from tests.contract.recorded_api import Outcome, body_command, command_line, run
from tests.contract.test_contract import V2 as CASES
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
    for verb in ("search", "enrich", "search-and-enrich", "signals", "signal-score")
)


class ErrorShape(NamedTuple):
    """One of the API's four shapes of an error, made of a status and a message."""

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
            case "code":
                body = {"message": message, "code": status}
            case _:
                page = f"<html><body><h1>{status}</h1></body></html>".encode()
                return Response(status, {"Content-Type": "text/html"}, page)
        return json_response(status, body)


ERROR_SHAPES = tuple(map(ErrorShape, ("flat", "list", "nested", "code", "page")))


def error_statuses() -> dict[str, list[int]]:
    """Return the error statuses that the vendor documents, by operation."""
    lines = (TEST_DATA / "error_statuses.tsv").read_text().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: list(map(int, statuses.split())) for name, statuses in rows}


def check_response(folder: Path, operation: str, body: Any, output: str) -> None:
    """A documented response is printed whole, with the documented exit code."""
    argv, stdin = command_line(operation)
    result = run(folder, argv, json_response(200, body), "-o", output, stdin=stdin)
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
    if operation == "webhooks test":
        return 0 if body["isSuccess"] else 10
    if operation == "person get":
        contact = body["contact"]
        return 3 if contact.get("error") or not contact.get("data") else 0
    if operation == "company get":
        return 0 if body["data"].get("name") else 3
    if operation in ("signals contacts search", "signals companies search"):
        return 0 if body[operation.split()[1]] else 3
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
    """An error is reported as JSON, with the exit code of its status and nothing on stdout."""
    argv, stdin = command_line(operation)
    message = f"Reason {status} of the API"
    options = ("--json", "--api-version", "v2") if takes_version(operation) else ("--json",)
    result = run(folder, argv, shape.response(status, message), *options, stdin=stdin)
    assert result.code == EXIT_CODES[status], (result.code, result.err)
    assert result.out == ""
    error = json.loads(result.err.splitlines()[-1])["error"]
    assert error["status"] == status
    assert shape.name == "page" or message in error["message"]


def takes_version(operation: str) -> bool:
    """Return whether an operation is of V2, which another version may stand in for."""
    return BY_NAME[operation].family == "v2"


def check_body(folder: Path, operation: str, body: Any) -> None:
    """A valid body is sent by `--body` unchanged, in one request."""
    result = send_body(folder, operation, body)
    assert len(result.requests) == 1, (result.code, result.err)
    assert json.loads(result.requests[0].body) == body


def send_body(folder: Path, operation: str, body: Any) -> Outcome:
    """Send a body through the command of an operation."""
    argv = body_command(BY_NAME[operation], CASES[operation][0].request[1])
    stdin = json.dumps(body).encode()
    return run(folder, argv, json_response(200, {}), "--json", stdin=stdin)
