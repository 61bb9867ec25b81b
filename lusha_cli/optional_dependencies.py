"""The error for a missing optional dependency."""

import shlex
import sys

from lusha_cli.errors import UsageError


def missing_dependency(package: str, *, what: str) -> UsageError:
    """Return the error for a feature (`what` begins the sentence) whose package is missing."""
    return UsageError(
        f"{what} needs {package}.",
        # An environment of pipx or uv may have no pip: another one installs into it.
        hint=f"Run: python3 -m pip --python {sys.executable} install {shlex.quote(package)}",
    )
