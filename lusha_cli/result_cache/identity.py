"""Who an item of a request looks up, and the identifiers that a result states."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json, as_object, get_list
from lusha_cli.models import read_company
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.mailboxes import is_role_address
from lusha_cli.privacy.company_identifiers import make_company_identifier
from lusha_cli.privacy.identifiers import make_identifier, result_identifiers

# The kinds of identifiers that the API looks up by. Phones only find entries to forget.
_LOOKUP_KINDS = ("contact", "linkedin", "email", "company", "domain")


class Identity(NamedTuple):
    """Who an item looks up: an exact text of all its parts, and each single identifier.

    `identifiers` are those that identify the person or company alone. `is_alone` is true if the
    item has one of them and no other part that the API could identify by.
    """

    exact: str
    identifiers: tuple[str, ...]
    is_alone: bool


def can_look_up(identifier: str) -> bool:
    """Return whether the API would find only one person or company by an identifier."""
    kind, _, value = identifier.partition(":")
    return kind in _LOOKUP_KINDS and not (kind == "email" and is_role_address(value))


def person_identity(item: Mapping[str, Json]) -> Identity:
    """Return the identity of a person in the shape of any request."""
    rest = dict(item)
    values = [
        ("contact", rest.pop("personId", None) or rest.pop("id", None)),
        ("linkedin", rest.pop("linkedinUrl", None)),
        ("email", rest.pop("email", None)),
    ]
    parts = [rest.pop(key, None) for key in ("firstName", "lastName")]
    name = rest.pop("fullName", None) or " ".join(str(part) for part in parts if part)
    flat = {"name": rest.pop("companyName", None), "domain": rest.pop("companyDomain", None)}
    employers = [dict(as_object(entry)) for entry in get_list(rest, "companies")]
    rest.pop("companies", None)
    employer = employers[0] if len(employers) == 1 else flat
    # Without it, an employer is the current one.
    if employer.get("isCurrent") is True:
        del employer["isCurrent"]
    names: dict[str, Json] = {"name": _fold(name), **_normalize_employer(employer)}
    if len(employers) > 1:
        names["companies"] = employers
    return _identity(make_identifier, values, names, rest)


def company_identity(item: Mapping[str, Json], *, id_key: str, name_key: str) -> Identity:
    """Return the identity of a company; the keys are those of its id and name."""
    rest = dict(item)
    values = [("company", rest.pop(id_key, None)), ("domain", rest.pop("domain", None))]
    names: dict[str, Json] = {"name": _fold(rest.pop(name_key, None))}
    return _identity(make_company_identifier, values, names, rest)


def person_result_identifiers(result: Json) -> list[str]:
    """Return the identifiers that the result of a person states."""
    return list(dict.fromkeys(result_identifiers(result)))


def company_result_identifiers(result: Json) -> list[str]:
    """Return the identifiers that the result of a company states."""
    company = read_company(as_object(result).get("data") or result)
    values = [("company", company.id), ("domain", company.domain)]
    identifiers = _make_all(make_company_identifier, values)
    if company.linkedin:
        identifiers.append(f"linkedin-company:{company.linkedin.lower().rstrip('/')}")
    return identifiers


def _identity(
    make: Callable[[str, str], str],
    values: list[tuple[str, Json]],
    names: Mapping[str, Json],
    rest: Mapping[str, Json],
) -> Identity:
    identifiers = _make_all(make, values)
    unreadable = [value for kind, value in values if value and not _make_all(make, [(kind, value)])]
    present = {key: value for key, value in names.items() if value}
    others = {key: value for key, value in rest.items() if value not in (None, "", [])}
    exact = dump_json([sorted(identifiers), unreadable, present, others], sort_keys=True)
    is_alone = len(identifiers) == 1 and not present and not others and not unreadable
    return Identity(exact, () if unreadable else tuple(identifiers), is_alone)


def _make_all(make: Callable[[str, str], str], values: Iterable[tuple[str, Json]]) -> list[str]:
    identifiers = []
    for kind, value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            with suppress(InvalidValue):
                identifiers.append(make(kind, str(value)))
    return identifiers


def _normalize_employer(employer: Mapping[str, Json]) -> dict[str, Json]:
    """Return the parts of an employer under keys of their own, in one spelling."""
    rest = {f"company.{key}": value for key, value in employer.items() if value}
    name, domain = rest.pop("company.name", None), rest.pop("company.domain", None)
    domains = _make_all(make_company_identifier, [("domain", domain)])
    return {**rest, "company": _fold(name), "domain": domains[0] if domains else _fold(domain)}


def _fold(value: Json) -> str:
    """Return a name in lower case with single spaces."""
    return " ".join(str(value or "").casefold().split())
