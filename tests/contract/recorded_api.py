"""An API that returns one response to everything, and records the requests."""

import json
from pathlib import Path
from typing import Any, NamedTuple, cast

from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS, Endpoint, path_values
from lusha_cli.cli.main import main
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import Request, Response, json_response
from tests.contract.test_contract import CASES, option_spellings
from tests.support.cli import FakeClock, Lusha, Stream

OPERATIONS = [row.name for row in ENDPOINTS]
_PRICES = json_response(200, {"pricing": {}})


class RecordedApi:
    """Stands where the embedded sandbox does; the price list is answered apart.

    With the sandbox `lists`, so are the lists of the filters' values.
    """

    def __init__(
        self, clock: FakeClock, response: Response, *, answers_prices: bool, lists: Sandbox | None
    ) -> None:
        self.clock = clock
        self.requests: list[Request] = []
        self._response = response
        self._answers_prices = answers_prices
        self._lists = lists

    def handle(self, request: Request) -> Response:
        """Return the response, and record the request."""
        if request.path == "/v3/account/usage" and not self._answers_prices:
            return _PRICES
        if self._lists and "/prospecting/filters/" in request.path:
            return self._lists.handle(request)
        self.requests.append(request)
        return self._response

    def close(self) -> None:
        """Close nothing."""


class Outcome(NamedTuple):
    """The exit code and output of a command, and the requests that it sent."""

    code: int
    out: str
    err: str
    requests: list[Request]


def takes_body(operation: str) -> bool:
    """Return whether the command of an operation has `--body`."""
    return any("--body" in names for names in option_spellings(operation))


def command_line(operation: str) -> tuple[list[str], bytes]:
    """Return a command line of an operation, and its standard input."""
    case, row = CASES[operation][0], BY_NAME[operation]
    if takes_body(operation) and case.body is not None:
        return body_command(row, case.request[1]), json.dumps(case.body).encode()
    return [*operation.split(), *case.argv], b""


def body_command(row: Endpoint, path: str) -> list[str]:
    """Return the command line that sends a body from standard input."""
    return [*row.name.split(), *path_values(row, path).values(), "--body", "-"]


def run(
    folder: Path,
    argv: list[str],
    response: Response,
    *options: str,
    stdin: bytes = b"",
    lists: Sandbox | None = None,
) -> Outcome:
    """Run a command line against an API with one response, and the lists of a sandbox."""
    lusha = Lusha(folder)
    lusha.env.update(LUSHA_SANDBOX="1", LUSHA_YES="1")
    context = lusha.make_context(stdin=stdin)
    is_plan = argv[:2] == ["account", "plan"]
    api = RecordedApi(lusha.clock, response, answers_prices=is_plan, lists=lists)
    context.sandbox = cast(Sandbox, api)
    code = main([*argv, *options], context)
    streams: list[Any] = [context.env.stdout.stream, context.env.stderr.stream]
    out, err = (cast(Stream, stream).text() for stream in streams)
    return Outcome(int(code), out, err, api.requests)
