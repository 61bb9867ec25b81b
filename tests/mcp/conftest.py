"""Servers of tools in-process, and clients of the SDK."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from mcp.client.client import Client

from lusha_cli.mcp.server import ToolServer
from lusha_cli.mcp.session import ToolSession
from tests.support.cli import Lusha

Use = Callable[[Client], Awaitable[Any]]


class Tools:
    """Tools in the environment of a command line, called by a client of the SDK."""

    def __init__(self, lusha: Lusha, *reveal: str) -> None:
        self.context = lusha.make_context()
        self.context.command = "mcp serve"
        self.session = ToolSession(self.context, reveal or ("emails",))
        self.server = ToolServer(self.session)

    def use(self, function: Use) -> Any:
        """Return what a function returns for a client."""

        async def run() -> Any:
            async with Client(self.server.server, mode="legacy") as client:
                return await function(client)

        return asyncio.run(run())

    def list(self) -> Any:
        return self.use(lambda client: client.list_tools())

    def call(self, name: str, /, **arguments: Any) -> Any:
        return self.use(lambda client: client.call_tool(name, arguments))

    def close(self) -> None:
        self.server.finish()
        self.session.close()


MakeTools = Callable[..., Tools]


@pytest.fixture
def make_tools() -> Iterator[MakeTools]:
    """Return a function that makes the tools of a command line; all are closed after the test."""
    made: list[Tools] = []

    def make(lusha: Lusha, *reveal: str) -> Tools:
        made.append(Tools(lusha, *reveal))
        return made[-1]

    yield make
    for tools in made:
        tools.close()


@pytest.fixture
def tools(make_tools: MakeTools, online: Lusha) -> Tools:
    """Return tools that reach a sandbox over HTTP, with a budget of 100."""
    online.env["LUSHA_MAX_CREDITS"] = "100"
    return make_tools(online)
