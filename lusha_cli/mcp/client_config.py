"""The JSON that registers the server in an MCP client."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json


class McpClient(NamedTuple):
    """An MCP client: the key of its servers, more fields of each, and the files to paste into."""

    servers_key: str
    fields: dict[str, Json]
    files: str


CLIENTS = {
    "claude": McpClient(
        "mcpServers", {}, "claude_desktop_config.json, or .mcp.json for Claude Code"
    ),
    "cursor": McpClient("mcpServers", {}, "~/.cursor/mcp.json, or .cursor/mcp.json of a project"),
    "vscode": McpClient("servers", {"type": "stdio"}, ".vscode/mcp.json of a project"),
}


def client_config(client: str, options: Sequence[str]) -> dict[str, Json]:
    """Return the object that starts the server with `options`. It has no key of the API."""
    command, *arguments = _command(sys.argv[0], sys.executable)
    found = CLIENTS[client]
    server: dict[str, Json] = {
        **found.fields, "command": command, "args": [*arguments, "mcp", *options],
    }  # fmt: skip
    return {found.servers_key: {"lusha": server}}


def _command(program: str, python: str) -> list[str]:
    """Return the command that starts lusha, with an absolute path.

    `program` is the first word of the command line, and `python` the interpreter.
    """
    # Clients are started without the shell's PATH.
    name = os.path.basename(program).lower()
    if name in ("lusha", "lusha.exe"):
        path = program if os.path.dirname(program) else shutil.which(program)
        if path:
            return [os.path.abspath(path)]
    return [python, "-m", "lusha_cli"]
