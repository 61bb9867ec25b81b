"""Checks of the keyring and the source of the API key."""

from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import LushaError

# Backends that store secrets unencrypted.
_UNENCRYPTED_BACKENDS = ("Plaintext", "PlainText")


def check_keyring(context: AppContext) -> CheckResult:
    """Check which keyring backend is used and that it responds."""
    try:
        name = context.credentials.backend_name()
    except LushaError as error:
        # Only a warning: if the key is stored there, the check of the key fails.
        return warned("keyring", error.message, error.hint)
    if name is None:
        message = "This system has none: the key comes from LUSHA_API_KEY, or from a file."
        return warned(
            "keyring", message, "Install one (such as gnome-keyring), or set LUSHA_API_KEY"
        )
    if any(word in name for word in _UNENCRYPTED_BACKENDS):
        message = f"{name} keeps the key in a file that is not encrypted."
        return warned(
            "keyring", message, "Install the keyring of your system, such as gnome-keyring"
        )
    return passed("keyring", f"{name} answers.")


def check_key(context: AppContext) -> CheckResult:
    """Check where the key in use comes from."""
    try:
        key = context.api_key
    except LushaError as error:
        return failed("key", error)
    source = {
        "environment": "LUSHA_API_KEY",
        "keyring": "the keyring",
        "file": str(context.credentials.file),
        "sandbox": "the sandbox, which needs none",
    }[key.source]
    if key.source == "sandbox":
        return passed("key", f"From {source}.")
    return passed("key", f"{key.masked()} from {source}, profile {context.env.settings.profile!r}.")
