"""The server on standard input and output, with the SDK."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from typing import Any

from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from lusha_cli import __version__
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.errors import ClosedPipe, Interrupted, UsageError
from lusha_cli.mcp.context import ToolCall
from lusha_cli.mcp.results import INSTRUCTIONS
from lusha_cli.mcp.session import ToolSession
from lusha_cli.mcp.tools import ToolSpec

# Requests that are sent at the same time.
_WORKERS = 8
# Seconds to wait for the prices of the account before the published ones are shown.
_PRICES_TIMEOUT = 5.0
# Seconds between checks for Ctrl-C where waiting can't be interrupted.
_POLL = 0.5


class ToolServer:
    """A server of the tools of a session. Its calls run in threads."""

    def __init__(self, session: ToolSession) -> None:
        self._session = session
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="tool")
        self._running: set[ToolCall] = set()
        self.server: Server[Any] = Server(
            "lusha",
            version=__version__,
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
        )
        # It would report calls to the telemetry of the process, if that has any.
        self.server.middleware.clear()

    @property
    def running_calls(self) -> int:
        """Return the number of calls that were started and haven't ended."""
        return len(self._running)

    async def serve_stdio(self) -> None:
        """Serve one client until it closes standard input; then finish the requests sent."""
        try:
            async with stdio_server() as (reader, writer):
                options = self.server.create_initialization_options()
                await self.server.run(reader, writer, options)
        finally:
            await asyncio.get_running_loop().run_in_executor(None, self.finish)

    def finish(self) -> None:
        """Wait for the requests that were sent, whose charges are recorded; drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _list_tools(self, _: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        loop = asyncio.get_running_loop()
        # The prices of the account may have to be fetched.
        found = loop.run_in_executor(self._pool, self._describe_tools)
        try:
            tools = await asyncio.wait_for(asyncio.shield(found), _PRICES_TIMEOUT)
        except TimeoutError:
            tools = self._describe_tools(is_published=True)
        return ListToolsResult(tools=tools)

    def _describe_tools(self, *, is_published: bool = False) -> list[Tool]:
        tools = self._session.tools.values()
        return [self._describe(tool, is_published=is_published) for tool in tools]

    def _describe(self, tool: ToolSpec, *, is_published: bool) -> Tool:
        cost = "free" if tool.is_free else self._session.costs(tool, is_published=is_published)
        return Tool(
            name=tool.name,
            description=f"{tool.purpose} Cost: {cost}.",
            input_schema=tool.schema,
            annotations=ToolAnnotations(
                title=f"{tool.title} ({cost})",
                # A call that costs credits changes the account.
                read_only_hint=tool.is_free,
                destructive_hint=False,
                open_world_hint=True,
            ),
        )

    async def _call_tool(self, _: Any, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in self._session.tools:
            raise MCPError(INVALID_PARAMS, f"Unknown tool: {params.name[:100]!r}")
        call, loop = ToolCall(), asyncio.get_running_loop()
        try:
            result = await loop.run_in_executor(
                self._pool, self._run, params.name, params.arguments or {}, call
            )
        except asyncio.CancelledError:
            # What it hasn't sent yet isn't sent any more.
            call.is_cancelled = True
            raise
        return CallToolResult(
            content=[TextContent(type="text", text=result.text)],
            structured_content=result.value,
            is_error=result.is_error,
        )

    def _run(self, name: str, arguments: dict[str, Any], call: ToolCall) -> Any:
        self._running.add(call)
        try:
            return self._session.call(name, arguments, call)
        finally:
            self._running.discard(call)


def serve(context: AppContext, reveal: tuple[str, ...]) -> None:
    """Serve the tools on standard input and output until the client closes its end.

    Raises Interrupted after Ctrl-C during calls, ClosedPipe if the client has gone, and UsageError
    without these streams.
    """
    if context.env.stdin is None or context.env.is_stdout_closed:
        raise UsageError("An MCP server needs standard input and output, and one is closed.")
    session = ToolSession(context, reveal)
    _redirect_log(session.context.env)
    server, failures = ToolServer(session), list[BaseException]()

    def run() -> None:
        try:
            asyncio.run(server.serve_stdio())
        except BaseException as error:
            failures.append(error)

    # The SDK reads in a thread that can't be interrupted, so that Ctrl-C is waited for here.
    thread = threading.Thread(target=run, name="mcp", daemon=True)
    try:
        # The SDK takes the stream itself; what others print goes to stderr then.
        with redirect_stdout(context.env.stdout.stream):
            thread.start()
            while thread.is_alive():
                thread.join(_POLL)
    except KeyboardInterrupt:
        if running := server.running_calls:
            calls = "1 call was" if running == 1 else f"{running} calls were"
            raise Interrupted(
                f"Interrupted. {calls} running and may have been charged.",
                hint="Run: lusha credits log",
            ) from None
        raise
    session.close()
    if failures:
        raise _cause(failures[0])


def _cause(error: BaseException) -> BaseException:
    """Return the exception in a group of one; ClosedPipe for a client that has gone."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return ClosedPipe() if isinstance(error, BrokenPipeError) else error


class _LogHandler(logging.Handler):
    """Prints the messages of the SDK like those of lusha, with keys redacted."""

    def __init__(self, env: Environment) -> None:
        super().__init__()
        self._env = env

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message."""
        self._env.print_stderr(f"{record.name}: {record.getMessage()}")


def _redirect_log(env: Environment) -> None:
    """Print the messages of the SDK with --debug only: tracebacks aren't for people."""
    logger = logging.getLogger("mcp")
    logger.propagate = False
    is_debug = env.settings.get("debug")
    logger.setLevel(logging.DEBUG if is_debug else logging.CRITICAL)
    logger.handlers = [_LogHandler(env) if is_debug else logging.NullHandler()]
