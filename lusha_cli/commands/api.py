"""`lusha api`: any path of the API."""

from typing import Annotated, Any

import typer

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import ENDPOINTS, matching
from lusha_cli.command import Json, command
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.inputs import read_json_from
from lusha_cli.options import choice
from lusha_cli.store.catalog import near
from lusha_cli.world import World

METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


def register(app: typer.Typer) -> None:
    """Add the command to the tree; it has no group."""
    command(app, "api", example="lusha api GET /account/usage")(call)


def call(
    world: World,
    method: Annotated[
        str, typer.Argument(metavar="METHOD", parser=choice(*METHODS), help=", ".join(METHODS))
    ],
    path: Annotated[str, typer.Argument(metavar="PATH", help="Such as /account/usage.")],
    *,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            "-F",
            metavar="K=V",
            help="Parameter; true, false, null and numbers are converted; K[]=V adds to a list.",
        ),
    ] = None,
    raw_field: Annotated[
        list[str] | None,
        typer.Option("--raw-field", "-f", metavar="K=V", help="Parameter that stays text."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--input", metavar="FILE|-", help="JSON body of the request.")
    ] = None,
) -> Json:
    """Call any path of the API and show its answer."""
    if not path.startswith("/") or path.startswith("//"):
        raise UsageError(
            f"PATH must begin with one slash, not {path!r}.", hint="Such as: /account/usage"
        )
    parameters = _parameters(field or [], convert=True)
    for name, value in _parameters(raw_field or [], convert=False).items():
        _put(parameters, name, value)
    content = None if source is None else read_json_from(world, source, flag="--input")
    row = matching(method, path.partition("?")[0])
    if method == "GET":
        if content is not None:
            raise UsageError("A GET request has no body.", hint="Use -F, or another METHOD.")
        return _sent(world, Call(method, path, parameters, None, row))
    if parameters:
        if not isinstance(content, dict | None):
            raise UsageError("-F adds to a JSON object, and --input is not one.")
        content = {**(content or {}), **parameters}
    request = world.prices.call(Call(method, path, {}, content, row))
    if row is not None and row.batch != 1 and row.cost.at_most(1) > row.cost.started:
        # As `person bulk --body` does with the same request.
        world.preview(request, request.cost, as_it_is=True)
        world.check_budget(request.cost)
        world.agree(f"This costs {request.cost}. Send it?")
    return _sent(world, request)


def _sent(world: World, request: Call) -> Json:
    """The answer; a path that is neither the API's nor in its list may be misspelt."""
    try:
        return world.send(request, as_it_is=True)
    except NoMatch as error:
        paths = {row.path for row in ENDPOINTS if row.method == request.method}
        alike = near(request.path.partition("?")[0], paths)
        if request.endpoint is None and alike:
            error.message = f"{error.message.removesuffix('.')}{alike}."
        raise


def _parameters(pairs: list[str], *, convert: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.removesuffix("[]"):
            raise UsageError(f"{pair!r} is not of the form K=V.", hint="Such as: -F personId=42")
        value = _converted(text) if convert else text
        _put(found, name.removesuffix("[]"), [value] if name.endswith("[]") else value)
    return found


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    """Set a parameter; a list adds to the one before it."""
    if isinstance(value, list) and isinstance(found.get(name), list):
        value = found[name] + value
    found[name] = value


def _converted(text: str) -> Any:
    words = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    digits = text.removeprefix("-")
    # A number that would not read the same again, such as 007, is text.
    return int(text) if digits.isdecimal() and digits.isascii() and str(int(text)) == text else text
