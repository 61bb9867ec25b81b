"""A client for the Lusha API: for the command line, and for Python (`Lusha`)."""

__version__ = "0.4.0"
# The release date, printed in the man pages so that their output is deterministic.
RELEASED = "2026-11-30"

# Type checkers take it for true. Importing `typing` would make `lusha --version` slower.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from lusha_cli.client.lusha import Lusha as Lusha
    from lusha_cli.errors import BudgetExceeded as BudgetExceeded
    from lusha_cli.errors import ConfirmationRequired as ConfirmationRequired
    from lusha_cli.errors import Forbidden as Forbidden
    from lusha_cli.errors import InvalidApiKey as InvalidApiKey
    from lusha_cli.errors import LushaError as LushaError
    from lusha_cli.errors import MissingApiKey as MissingApiKey
    from lusha_cli.errors import NetworkError as NetworkError
    from lusha_cli.errors import NoMatch as NoMatch
    from lusha_cli.errors import OutOfCredits as OutOfCredits
    from lusha_cli.errors import RateLimited as RateLimited
    from lusha_cli.errors import RejectedError as RejectedError
    from lusha_cli.errors import ServerError as ServerError
    from lusha_cli.errors import Suppressed as Suppressed
    from lusha_cli.errors import UsageError as UsageError

_ERRORS = (
    "BudgetExceeded", "ConfirmationRequired", "Forbidden", "InvalidApiKey", "LushaError",
    "MissingApiKey", "NetworkError", "NoMatch", "OutOfCredits", "RateLimited", "RejectedError",
    "ServerError", "Suppressed", "UsageError",
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the client, or an error, once it is used."""
    if name != "Lusha" and name not in _ERRORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = "lusha_cli.client.lusha" if name == "Lusha" else "lusha_cli.errors"
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    """Return the names, with those that aren't imported yet."""
    return sorted({*globals(), "Lusha", *_ERRORS})
