"""Items of the searches of V2's signals: by options, or of an earlier result."""

from typing import Any

from lusha_cli.api.endpoints import (
    SIGNALS_COMPANIES_SEARCH,
    SIGNALS_CONTACTS_GET,
    SIGNALS_CONTACTS_SEARCH,
)
from lusha_cli.cli.command import drop_unset
from lusha_cli.commands.entry_identifiers import company_item, contact_item, is_for_v2
from lusha_cli.commands.identify import normalize_name_params, resolve_company, resolve_person
from lusha_cli.commands.result_entries import Entry
from lusha_cli.commands.result_input import (
    is_file_word,
    pick,
    read_result,
    set_twice,
    takes_tokens,
    v3_hint,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


def take_source(who: str | None, identifiers: dict[str, Any]) -> str | None:
    """Return WHO if it is an earlier result. Raises UsageError for identifiers beside it."""
    if who is None or not is_file_word(who):
        return None
    if drop_unset(identifiers):
        raise set_twice(who, "identifiers")
    return who


def people_of_result(context: AppContext, source: str) -> list[dict[str, Any]]:
    """Return the people of an earlier result, by the names of the options that identify one."""
    endpoint, result = SIGNALS_CONTACTS_SEARCH, read_result(context, source)
    accepts_tokens = takes_tokens(context, endpoint)

    def read(entry: Entry) -> dict[str, Any] | None:
        if entry.text:
            return resolve_person({}, entry.text)
        is_usable = accepts_tokens or is_for_v2(entry, entry.person_id)
        item = contact_item(entry if is_usable else entry._replace(person_id=""))
        return normalize_name_params(item, split=False) if item else None

    return pick(
        context, result, read, kind="contact", noun="identifier", endpoint=endpoint,
        hint=v3_hint(result, SIGNALS_CONTACTS_GET) if any(e.person_id for e in result.entries)
        else "",
    )  # fmt: skip


def companies_of_result(context: AppContext, source: str) -> list[dict[str, Any]]:
    """Return the companies of an earlier result, by the names of their options."""
    endpoint, result = SIGNALS_COMPANIES_SEARCH, read_result(context, source)
    accepts_tokens = takes_tokens(context, endpoint)

    def read(entry: Entry) -> dict[str, Any] | None:
        if entry.text:
            return resolve_company({}, entry.text)
        is_usable = accepts_tokens or is_for_v2(entry, entry.company_id)
        return company_item(entry if is_usable else entry._replace(company_id=""))

    return pick(context, result, read, kind="company", noun="identifier", endpoint=endpoint)


def with_item_ids(items: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Return the items of a search, those without an ID of Lusha with one of ours."""
    return [{"id": str(number), **item} for number, item in enumerate(items, 1)]


def to_contact(person: dict[str, Any], is_current: bool | None) -> dict[str, Json]:
    """Return a person as this operation spells it."""
    employer = drop_unset(
        {"name": person.get("companyName"), "domain": person.get("companyDomain")}
    )
    # `is_current` is a field of the employer, and would be lost without one.
    if is_current is not None and not employer:
        raise UsageError("--is-current needs --company-name or --company-domain.")
    if employer:
        employer.update(drop_unset({"is_current": is_current}))
    contact = {
        "id": person.get("id"),
        "email": person.get("email"),
        # Only this operation of V2 has snake_case names.
        "social_link": person.get("linkedinUrl"),
        "full_name": person.get("fullName"),
        "companies": [employer] if employer else None,
    }
    return drop_unset(contact)
