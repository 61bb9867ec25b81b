"""Calls of the tools: check the arguments, send the request, turn any fault into a result."""

from collections.abc import Mapping
from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.unexpected import describe_unexpected
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.mcp.context import ServerContext, ToolCall
from lusha_cli.mcp.results import ToolResult, data_result, error_result
from lusha_cli.mcp.tools import Arguments, ToolRequest, ToolSpec, is_blank, make_tools


class ToolSession:
    """The tools of one server, whose calls share a budget. Safe to use from threads."""

    def __init__(self, context: AppContext, reveal: tuple[str, ...]) -> None:
        self.context = ServerContext(context)
        self.tools = make_tools(reveal)

    def close(self) -> None:
        """Close connections and files."""
        self.context.close()

    def call(self, name: str, arguments: Mapping[str, Any], call: ToolCall) -> ToolResult:
        """Return the result of a tool. Never raises, but for what ends the process."""
        try:
            with self.context.track(call):
                body = self._send(self.tools[name], arguments)
            self.context.ask_credits_left()
            return data_result(self.context, call, body)
        except LushaError as error:
            return error_result(self.context, call, error)
        except Exception as error:
            return error_result(self.context, call, describe_unexpected(error))

    def _send(self, tool: ToolSpec, arguments: Mapping[str, Any]) -> Json:
        given = {name: value for name, value in arguments.items() if not is_blank(value)}
        check_arguments(tool, given)
        request = tool.build(given)
        context = self.context
        context.prepare()
        body = context.call(
            request.endpoint, path=request.path, query=request.query, body=request.body
        )
        return context.person_filter.apply_to(request.endpoint.name, body)

    def costs(self, tool: ToolSpec, *, is_published: bool) -> str:
        """Return the worst-case cost of a tool, at the account's or the published prices."""
        context = self.context
        estimate = context.estimate_published if is_published else context.estimate
        samples = ((_api_request(tool.build(sample)), unit) for sample, unit in tool.prices)
        return ", ".join(f"{estimate(request)} {unit}" for request, unit in samples)


def _api_request(request: ToolRequest) -> ApiRequest:
    """Return the request of a tool as one of the client."""
    row = request.endpoint
    return ApiRequest(row.method, row.path, request.query, request.body, row)


def check_arguments(tool: ToolSpec, arguments: Arguments) -> None:
    """Raise UsageError for arguments that don't fit the schema of a tool."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(tool.schema).iter_errors(dict(arguments)))
    if error is None:
        return
    place = ".".join(map(str, error.absolute_path))
    message = error.message if len(error.message) <= 200 else f"{error.message[:200]}…"
    raise UsageError(f"{place or tool.name}: {message}.")
