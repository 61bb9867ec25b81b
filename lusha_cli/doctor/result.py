"""The result of a check."""

from typing import Any, Literal, NamedTuple

from lusha_cli.errors import LushaError

State = Literal["passed", "warned", "failed"]


class CheckResult(NamedTuple):
    """The result of the check named `check`.

    `fix` is the command to run; `error` is the reason for a failure.
    """

    check: str
    state: State
    message: str
    fix: str | None = None
    error: LushaError | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a JSON object."""
        return {
            "check": self.check.replace(" ", "_"),
            "state": self.state,
            "message": self.message,
            "fix": self.fix,
        }


def passed(check: str, message: str) -> CheckResult:
    """Return a result without a problem."""
    return CheckResult(check, "passed", message)


def warned(check: str, message: str, fix: str | None = None) -> CheckResult:
    """Return a result with a problem that does not stop the tool from working."""
    return CheckResult(check, "warned", message, fix)


def failed(check: str, error: LushaError, *, fix: str | None = None) -> CheckResult:
    """Return a failed result; `fix` defaults to the hint of `error`."""
    return CheckResult(check, "failed", error.message, fix or error.hint, error)
