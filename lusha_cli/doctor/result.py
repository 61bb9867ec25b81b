"""What a check found."""

from typing import Any, Literal, NamedTuple

from lusha_cli.errors import LushaError

State = Literal["passed", "warned", "failed"]


class CheckResult(NamedTuple):
    """What the check named `check` found, and in `fix` what to type; `error` is why it failed."""

    check: str
    state: State
    message: str
    fix: str | None = None
    error: LushaError | None = None

    def as_dict(self) -> dict[str, Any]:
        """It as JSON tells it."""
        return {
            "check": self.check,
            "state": self.state,
            "message": self.message,
            "fix": self.fix,
        }


def passed(check: str, message: str) -> CheckResult:
    """All is well."""
    return CheckResult(check, "passed", message)


def warned(check: str, message: str, fix: str | None = None) -> CheckResult:
    """It works, but not as it could."""
    return CheckResult(check, "warned", message, fix)


def failed(check: str, error: LushaError, *, fix: str | None = None) -> CheckResult:
    """It does not work, for the reason and with the hint of `error` where `fix` has no better."""
    return CheckResult(check, "failed", error.message, fix or error.hint, error)
