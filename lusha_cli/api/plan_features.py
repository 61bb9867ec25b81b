"""Features that only some plans include, by their flags (API reference, August 2026)."""

from collections.abc import Iterator

from lusha_cli.errors import Forbidden, LegallyRestricted
from lusha_cli.json_types import Json

_FLAGS = {
    "revealEmails": "--reveal-emails",
    "revealPhones": "--reveal-phones",
    "excludeDnc": "--exclude-dnc",
    "signals": "--signal",
}

# Signals need Premium, leaving out contacts on do-not-call lists needs Scale, and revealing one
# kind of contact data alone needs unified credits, which the name of a plan doesn't show.
_GATED_BELOW_PREMIUM = ("--signal", "--exclude-dnc", "--reveal-emails", "--reveal-phones")
_MISSING_BY_PLAN = {
    **dict.fromkeys(("free", "starter", "pro", "professional"), _GATED_BELOW_PREMIUM),
    "premium": _GATED_BELOW_PREMIUM[1:],
}


def features_missing_from_plan(plan: str) -> tuple[str, ...]:
    """Return the flags of the features that a plan is known not to include, by its name."""
    return _MISSING_BY_PLAN.get(plan.strip().lower(), ())


def plan_gated_flags(query: dict[str, Json], body: Json) -> list[str]:
    """Return the flags of a request that not every plan includes."""
    return list(dict.fromkeys((*_flags(query, ""), *_flags(body, ""))))


def add_plan_hint(error: Forbidden, query: dict[str, Json], body: Json) -> None:
    """Set the hint of `error` to the flags of the request that the plan may not include."""
    flags = plan_gated_flags(query, body)
    # A 451 is about the person's data, which no plan changes.
    if flags and not isinstance(error, LegallyRestricted):
        error.hint = f"Your plan may not include {' or '.join(flags)}. Run it again without."


def _flags(part: Json, records: str) -> Iterator[str]:
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name in _FLAGS:
            yield _FLAGS[name]
        elif name == "signal":
            yield "--company-signal" if records == "companies" else "--signal"
        else:
            yield from _flags(value, name if name in ("contacts", "companies") else records)
