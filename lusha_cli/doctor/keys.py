"""Checks of the keyring and the source of the API key."""

from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import LushaError

_INSTALL = "Install your system's keyring, such as gnome-keyring, or set LUSHA_API_KEY."


def check_keyring(context: AppContext) -> CheckResult:
    """Check which keyring backend is used and that it stores a value."""
    try:
        report = context.credentials.inspect_keyring()
    except LushaError as error:
        # Only a warning: if the key is stored there, the check of the key fails.
        return warned("keyring", error.message, error.hint)
    if not report.name:
        cause = f" {report.cause}" if report.cause else ""
        message = f"This system has no keyring.{cause} Keys come from LUSHA_API_KEY or a file."
        return warned("keyring", message, _INSTALL)
    if report.weakness == "stores nothing":
        message = f"{report.name} stores nothing."
        return warned("keyring", message, _INSTALL)
    if report.weakness:
        message = f"{report.name} stores keys in an unencrypted file."
        return warned("keyring", message, _INSTALL)
    return passed("keyring", f"{report.name} works.")


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
        "sandbox": "the sandbox, which needs no key",
    }[key.source]
    if key.source == "sandbox":
        return passed("key", f"From {source}.")
    return passed("key", f"{key.masked()} from {source}, profile {context.env.settings.profile!r}.")
