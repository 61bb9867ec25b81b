"""What the commands share that listen on a port until Ctrl-C."""

from typing import Annotated

import typer

from lusha_cli.errors import UsageError

HostOpt = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")]
PortOpt = Annotated[
    int, typer.Option("--port", min=0, max=65535, metavar="PORT", help="0 takes a free one.")
]


def served_at(host: str, port: int) -> str:
    """The URL of what listens there."""
    shown = f"[{host}]" if ":" in host else host or "127.0.0.1"
    return f"http://{shown}:{port}"


def cannot_listen(host: str, port: int, error: OSError) -> UsageError:
    """The error for an address or a port that cannot be had."""
    return UsageError(
        f"Cannot listen on {host} port {port}: {_reason(error)}.",
        hint="Choose another --port; 0 takes a free one.",
    )


def _reason(error: OSError) -> str:
    """The system's words; asyncio has some of its own around them."""
    import os

    # What is wrong with a name has a number below 0, which the system has no words for.
    if error.errno and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or str(error)
