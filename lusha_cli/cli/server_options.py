"""Options and errors of the commands that listen on a port until Ctrl-C."""

from typing import Annotated, Any

from lusha_cli.cli.options import option
from lusha_cli.errors import UsageError

HostOpt = Annotated[str, option("--host", "ADDRESS", "Address to listen on [127.0.0.1].")]


def port_option(default: int) -> Any:
    """Return the option for the port to listen on."""
    text = f"Port to listen on, or 0 for any free port [{default}]."
    return option("--port", "PORT", text, min=0, max=65535)


def server_url(host: str, port: int) -> str:
    """Return the URL of a server at this address."""
    authority = f"[{host}]" if ":" in host else host or "127.0.0.1"
    return f"http://{authority}:{port}"


def bind_error(host: str, port: int, error: OSError) -> UsageError:
    """Return the error for an address or port that can't be bound."""
    return UsageError(
        f"Cannot listen on {host} port {port}: {_reason(error)}.",
        hint="Choose another --port, or --port 0 for any free port.",
    )


def _reason(error: OSError) -> str:
    """Return the system's message, without what asyncio adds to it."""
    import os

    # Name resolution errors have negative numbers, for which strerror has no message.
    if error.errno and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or str(error)
