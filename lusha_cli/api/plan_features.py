"""What only some plans include, by the flags that ask for it (API reference, August 2026)."""

from collections.abc import Iterator

from lusha_cli.json_types import Json

_FLAGS = {
    "revealEmails": "--reveal-emails",
    "revealPhones": "--reveal-phones",
    "excludeDnc": "--exclude-dnc",
    "signals": "--signal",
}

# Signals come with Premium, leaving out contacts on do-not-call lists with Scale, revealing one
# kind of contact data alone with unified credits, which the plan's name does not tell.
_GATED_BELOW_PREMIUM = ("--signal", "--exclude-dnc", "--reveal-emails", "--reveal-phones")
_MISSING_BY_PLAN = {
    **dict.fromkeys(("free", "starter", "pro", "professional"), _GATED_BELOW_PREMIUM),
    "premium": _GATED_BELOW_PREMIUM[1:],
}


def features_missing_from_plan(plan: str) -> tuple[str, ...]:
    """The flags that ask for what a plan, by its name, does not include, as far as is known."""
    return _MISSING_BY_PLAN.get(plan.strip().lower(), ())


def plan_gated_flags(query: dict[str, Json], body: Json) -> list[str]:
    """The flags behind what a request holds that not every plan includes."""
    return list(dict.fromkeys((*_flags(query, ""), *_flags(body, ""))))


def _flags(part: Json, inside: str) -> Iterator[str]:
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name in _FLAGS:
            yield _FLAGS[name]
        elif name == "signal":
            yield "--company-signal" if inside == "companies" else "--signal"
        else:
            yield from _flags(value, name if name in ("contacts", "companies") else inside)
