"""`lusha mcp`: a server that offers operations as tools to AI agents."""

import json
from typing import Annotated, Any

from lusha_cli.cli.command import PlainText, command, group
from lusha_cli.cli.global_options import (
    BILLING_OPTIONS,
    CONNECTION_OPTIONS,
    LOCAL_FLAGS,
    LOGGING_OPTIONS,
)
from lusha_cli.cli.options import argument, choices, option, separated
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.mcp.client_config import CLIENTS, client_config
from lusha_cli.optional_dependencies import missing_dependency

# In the order of the names of the data.
_DATA = ("emails", "phones")
_DEFAULT_MAX_CREDITS = 100

app = group("Serve tools to AI agents over MCP. Without a command, runs serve.")
_CAP = {"max_credits": BILLING_OPTIONS["max_credits"]}
# No options of output, as stdout has the protocol, and none that prompt.
SERVE_FLAGS = {**_CAP, **CONNECTION_OPTIONS, **LOGGING_OPTIONS}
CONFIG_FLAGS = {
    **LOCAL_FLAGS,
    **_CAP,
    **{name: CONNECTION_OPTIONS[name] for name in ("sandbox", "base_url", "api_version")},
}
RevealOpt = Annotated[list[str] | None, option(
    "--reveal", separated(choices(*_DATA)), "Data that agents may reveal (repeatable) [emails].",
)]  # fmt: skip


@command(app, "serve", flags=SERVE_FLAGS, example="lusha mcp serve --max-credits 100 --sandbox")
def serve(context: AppContext, *, reveal: RevealOpt = None) -> None:
    """Serve tools to an MCP client on stdin and stdout.

    The tools look up people and companies, search, reveal data, and get signals. --max-credits is
    the budget of the session, and consent to spend it. Without it, only free tools work. Phones
    are off unless you pass --reveal emails,phones. The client starts the server: see
    lusha mcp config.
    """
    try:
        from lusha_cli.mcp import server
    except ImportError as error:
        raise missing_dependency("lusha-cli[mcp]", what="lusha mcp") from error
    if context.env.is_interactive:
        context.env.info(
            "Waiting for an MCP client on stdin (Ctrl-C to stop). To register the server in a "
            "client, run: lusha mcp config claude"
        )
    server.serve(context, _allowed_data(reveal))


@command(
    app, "config", flags=CONFIG_FLAGS, allow_new_profile=True,
    example="lusha mcp config claude --sandbox",
)  # fmt: skip
def config(
    context: AppContext,
    client: Annotated[str, argument(choices(*CLIENTS, metavar="CLIENT"), "MCP client.")],
    *,
    reveal: RevealOpt = None,
) -> Json:
    """Print the JSON that registers the server in a client.

    It has no key: the server reads it from the keyring. --max-credits is 100 unless you pass it.
    """
    block = client_config(client, list(_options(context.env.flags, reveal)))
    context.env.info(f"Paste it into {CLIENTS[client].files}.")
    return block if context.env.json_requested else PlainText(json.dumps(block, indent=2))


def _allowed_data(reveal: list[str] | None) -> tuple[str, ...]:
    return tuple(name for name in _DATA if name in (reveal or ["emails"]))


def _options(flags: dict[str, Any], reveal: list[str] | None) -> list[str]:
    """Return the options of `lusha mcp` in the configuration of a client."""
    options = ["--max-credits", str(flags.get("max_credits") or _DEFAULT_MAX_CREDITS)]
    if reveal:
        options += ["--reveal", ",".join(_allowed_data(reveal))]
    for name in ("profile", "base_url", "api_version"):
        if flags.get(name):
            options += [f"--{name.replace('_', '-')}", str(flags[name])]
    return [*options, "--sandbox"] if flags.get("sandbox") else options
