"""Packages that not everybody needs: what to type where one is missing."""

import shlex
import sys

from lusha_cli.errors import UsageError


def missing(package: str, *, what: str) -> UsageError:
    """The error for `what` (it begins a sentence) that needs a package which is not there."""
    return UsageError(
        f"{what} needs {package}.",
        hint=f"Run: python3 -m pip --python {sys.executable} install {shlex.quote(package)}",
    )
