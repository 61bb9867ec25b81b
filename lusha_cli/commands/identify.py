"""What names a person or a company on a command line: WHO, or flags."""

from typing import Any

from lusha_cli.errors import UsageError
from lusha_cli.parsing import identifiers


def person_meant(flags: dict[str, Any], who: str | None) -> dict[str, Any]:
    """The flags with WHO among them. Raises UsageError where WHO means nobody, or comes twice."""
    if who is None:
        return flags
    name, value = _person(who)
    return _added(flags, name, value, noun="person")


def company_meant(flags: dict[str, Any], who: str | None) -> dict[str, Any]:
    """The flags with WHO among them. Raises UsageError where WHO is empty, or comes twice."""
    if who is None:
        return flags
    name, value = _company(who)
    return _added(flags, name, value, noun="company")


def with_names(given: dict[str, Any], *, split: bool) -> dict[str, Any]:
    """The name as the operation takes it: in two parts, or in one.

    Raises UsageError where both are given, or one part of the name is missing.
    """
    parts = [given[key] for key in ("firstName", "lastName") if key in given]
    full = given.get("fullName")
    if parts and full:
        raise UsageError(
            "The name comes twice, whole and in parts.",
            hint="Use --full-name, or --first-name and --last-name.",
        )
    rest = {k: v for k, v in given.items() if k not in ("firstName", "lastName", "fullName")}
    if split and full:
        first, _, last = " ".join(full.split()).rpartition(" ")
        if not first:
            raise UsageError(f"--full-name {full!r} has no last name.")
        return {**rest, "firstName": first, "lastName": last}
    if not split and parts:
        if len(parts) == 1:
            raise UsageError("Half a name.", hint="Give --first-name and --last-name.")
        return {**rest, "fullName": " ".join(parts)}
    return given


def _person(who: str) -> tuple[str, str]:
    """The parameter that WHO is, and its value."""
    try:
        if "linkedin." in who.lower():
            return "linkedinUrl", identifiers.normalize_linkedin(who)
        if "@" in who:
            return "email", identifiers.normalize_email(who)
        if who.strip().isdecimal():
            return "personId", identifiers.normalize_id(who)
    except identifiers.InvalidValue as error:
        raise UsageError(f"WHO: {error}") from error
    raise UsageError(
        f"{who!r} is no e-mail, LinkedIn URL or person id.",
        hint="Or by name: --first-name NAME --last-name NAME --company-name NAME",
    )


def _company(who: str) -> tuple[str, str]:
    """The parameter that WHO is, and its value: whatever is no id and no domain is a name."""
    text = who.strip()
    if not text:
        raise UsageError("WHO is empty.", hint="Give a domain, a name or a company id.")
    if text.isdecimal():
        return "companyId", text
    if "." in text and " " not in text:
        try:
            return "domain", identifiers.normalize_domain(text)
        except identifiers.InvalidValue:
            return "company", text
    return "company", text


def _added(flags: dict[str, Any], name: str, value: str, *, noun: str) -> dict[str, Any]:
    if flags[name] is not None:
        raise UsageError(
            f"The {noun} is named twice, as WHO and by a flag.", hint="Leave out one of them."
        )
    return {**flags, name: value}
