"""`lusha api`: call any path of the API."""

import shlex
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import ENDPOINTS, METHODS, find_endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.json_input import read_json_from
from lusha_cli.cli.options import argument, option
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ConfirmationDeclined, LushaError, UsageError
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.parsing.urls import InvalidUrl, parse_http_url
from lusha_cli.suggestions import close_matches, did_you_mean


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(app, "api", example="lusha api GET /v2/company -F domain=analytical-engines.example")(
        call_path
    )


MethodOrPathArg = Annotated[str, argument(
    "METHOD|PATH",
    f"PATH alone, or a method before it: {', '.join(METHODS)}.",
)]  # fmt: skip
FieldOpt = Annotated[list[str] | None, option(
    "--field -F", "K=V",
    "Parameter, with true, false, null and numbers as JSON. K[]=V adds to a list.",
)]  # fmt: skip


def call_path(
    context: AppContext,
    first: MethodOrPathArg,
    second: Annotated[
        str | None, argument("PATH", "Path, such as /account/usage, or full URL.")
    ] = None,
    *,
    field: FieldOpt = None,
    raw_field: Annotated[
        list[str] | None, option("--raw-field -f", "K=V", "Parameter, always sent as text.")
    ] = None,
    source: Annotated[str | None, option("--input", "FILE|-", "JSON body of the request.")] = None,
) -> CommandResult:
    """Send a request to any path of the API.

    Without a method, lusha sends GET, or POST if there is data to send.
    """
    has_payload = bool(field or raw_field or source)
    method = _method(first) if second is not None else "POST" if has_payload else "GET"
    path = _path(context, first if second is None else second)
    parameters = _parameters(field or [], convert=True)
    for name, value in _parameters(raw_field or [], convert=False).items():
        _set_parameter(parameters, name, value)
    content = None if source is None else read_json_from(context, source, flag="--input")
    row = find_endpoint(method, path.partition("?")[0])
    if method == "GET":
        # Servers and proxies may ignore or reject the body of a GET request.
        if content is not None:
            raise UsageError("A GET request has no body.", hint="Use -F, or another METHOD.")
        return _send(context, ApiRequest(method, path, parameters, None, row))
    if parameters:
        if not isinstance(content, dict | None):
            raise UsageError("-F adds parameters to a JSON object, but --input has no object.")
        content = {**(content or {}), **parameters}
    return _send(context, ApiRequest(method, path, {}, content, row))


def _method(word: str) -> str:
    method = word.upper()
    if method not in METHODS:
        raise UsageError(
            f"METHOD: {word!r} isn't one of {', '.join(METHODS)}.{did_you_mean(method, METHODS)}",
            hint="For example: lusha api GET /account/usage",
        )
    return method


def _path(context: AppContext, text: str) -> str:
    """Return the path for a path with or without its first slash, or for a URL of the API."""
    if "://" in text:
        return _path_of_url(text, str(context.env.settings.get("base_url")))
    # A path that begins with two slashes would name another host in a URL.
    if not text.strip() or text.startswith("//") or text.upper() in METHODS:
        raise UsageError(
            f"PATH must be a path of the API, not {text!r}.",
            hint="For example: lusha api GET /account/usage",
        )
    return text if text.startswith("/") else f"/{text}"


def _path_of_url(text: str, base_url: str) -> str:
    base = parse_http_url(base_url)
    try:
        url = parse_http_url(text)
        # The key must never be sent to another host.
        is_same = url.origin == base.origin and not url.user
    except InvalidUrl:
        is_same = False
    if not is_same or not f"{url.path}/".startswith(f"{base.path}/"):
        raise UsageError(
            f"{text} isn't a URL of the API at {base_url}. The key is sent to no other host.",
            hint="Pass only the path, such as /account/usage, or set --base-url.",
        )
    path = url.path.removeprefix(base.path) or "/"
    return f"{path}?{url.query}" if url.query else path


def _send(context: AppContext, request: ApiRequest) -> CommandResult:
    """Send the request; for an unknown path or method the error suggests similar ones."""
    try:
        body = context.send(request, raw=True)
    except LushaError as error:
        # The path of a known endpoint is right, so a suggestion would mislead.
        if request.endpoint is None and error.status in (404, 405):
            _suggest_endpoint(error, request)
        elif request.endpoint is None and isinstance(error, UsageError | ConfirmationDeclined):
            # Nobody confirmed a path whose price isn't known: it may be a typing error.
            error.hint = error.hint or _path_hint(request)
        raise
    return CommandResult(body, operation=request.endpoint.name if request.endpoint else "")


def _path_hint(request: ApiRequest) -> str:
    """Return the methods that the path accepts, or a similar path for an unknown one."""
    path = request.path.partition("?")[0]
    methods = _allowed_methods(path)
    if methods:
        return f"{path} accepts {' or '.join(methods)}. {_run_hint(methods[0], request)}"
    similar = _similar_path(request.method, path)
    return f"Unknown path {path}." + (f" Did you mean {similar}?" if similar else "")


def _suggest_endpoint(error: LushaError, request: ApiRequest) -> None:
    """Add the methods that the path accepts, or a similar path, to the error."""
    path = request.path.partition("?")[0]
    methods = _allowed_methods(path)
    if methods:
        error.message = f"{error.message.removesuffix('.')}. {path} accepts {' or '.join(methods)}."
        error.hint = _run_hint(methods[0], request)
        return
    similar = _similar_path(request.method, path)
    if similar:
        error.message = f"{error.message.removesuffix('.')}. Did you mean {similar}?"
        similar_methods = " or ".join(_allowed_methods(similar))
        error.hint = f"Nothing was charged. Check METHOD and PATH: {similar_methods} {similar}"
    else:
        error.hint = "Nothing was charged. Check METHOD and PATH against the API's reference."


def _allowed_methods(path: str) -> list[str]:
    return [method for method in METHODS if find_endpoint(method, path)]


def _run_hint(method: str, request: ApiRequest) -> str:
    return f"Run: lusha api {method} {shlex.quote(request.path)}"


def _similar_path(method: str, path: str) -> str:
    """Return the path of an endpoint that looks like `path`, or "" if none does."""
    of_method = [row.path for row in ENDPOINTS if row.method == method]
    matches = close_matches(path, of_method) or close_matches(
        path, dict.fromkeys(row.path for row in ENDPOINTS)
    )
    return matches[0] if matches else ""


def _parameters(pairs: list[str], *, convert: bool) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.removesuffix("[]"):
            raise UsageError(
                f"{pair!r} is not of the form K=V.", hint="For example: -F personId=42"
            )
        value = _convert(text) if convert else text
        _set_parameter(params, name.removesuffix("[]"), [value] if name.endswith("[]") else value)
    return params


def _set_parameter(params: dict[str, Any], name: str, value: Any) -> None:
    """Set a parameter; a list is appended to the list set before."""
    if isinstance(value, list) and isinstance(params.get(name), list):
        value = params[name] + value
    params[name] = value


def _convert(text: str) -> Any:
    words = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    digits = text.removeprefix("-")
    number = read_integer(digits, max_digits=300)
    # A number that would not print the same again, such as 007 or -0, is text.
    if number is None or str(int(text)) != text:
        return text
    return int(text)
