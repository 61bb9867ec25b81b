"""Items of V3 requests: people and companies by words, options and earlier results."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import drop_unset
from lusha_cli.cli.options import argument
from lusha_cli.commands.entry_identifiers import company_id, company_item, contact_item, person_id
from lusha_cli.commands.identify import (
    COMPANY_IDENTIFIER_OPTIONS,
    CONTACT_IDENTIFIER_OPTIONS,
    normalize_name_params,
    resolve_company,
    resolve_person,
)
from lusha_cli.commands.last_rows import Kind, LastOpt, kind_of, last_source
from lusha_cli.commands.result_entries import Entry
from lusha_cli.commands.result_input import is_file_word, pick, read_ids, read_result
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing import identifiers

CONTACT_NOUNS = ("person", "people")
COMPANY_NOUNS = ("company", "companies")
NOT_IDENTIFIED = {
    CONTACT_NOUNS: "No person is specified.",
    COMPANY_NOUNS: "No company is specified.",
}

IdsArg = Annotated[
    list[str] | None, argument("[ID|FILE|-]...", "IDs or an earlier result (- for stdin).")
]

# Option groups of the items of a request: WHO, and one more item by options.
CONTACT_ITEM_OPTIONS: dict[str, Any] = {
    "who": Annotated[
        list[str] | None,
        argument(
            "[WHO|FILE|-]...", "Emails, LinkedIn URLs, IDs or an earlier result (- for stdin)."
        ),
    ],
    "last": LastOpt,
    **CONTACT_IDENTIFIER_OPTIONS,
    "clientReferenceId": options.ClientReferenceOpt,
}
COMPANY_ITEM_OPTIONS: dict[str, Any] = {
    "who": Annotated[
        list[str] | None,
        argument("[WHO|FILE|-]...", "Domains, names, IDs or an earlier result (- for stdin)."),
    ],
    "last": LastOpt,
    **COMPANY_IDENTIFIER_OPTIONS,
    "clientReferenceId": options.ClientReferenceOpt,
}


def contact_items(context: AppContext, params: dict[str, Any], endpoint: Endpoint) -> list[Json]:
    """Return the contacts that WHO and the options identify, in V3's form.

    WHO may be an earlier result. Raises UsageError if the options don't identify anybody.
    """
    who, own = _split_item_params(context, params, "contacts")

    def to_item(entry: Entry) -> Json:
        return of_word(entry.text) if entry.text else contact_item(entry)

    of_word = partial(resolve_person, {})
    items = _items_of_words(context, who, of_word, to_item, kind="contact", endpoint=endpoint)
    item = normalize_name_params(own, split=True)
    has_name = {"firstName", "lastName"} <= item.keys()
    has_company = bool({"companyName", "companyDomain"} & item.keys())
    if item and not ({"id", "email", "linkedinUrl"} & item.keys() or (has_name and has_company)):
        raise UsageError(
            NOT_IDENTIFIED[CONTACT_NOUNS],
            hint="Pass an email, a LinkedIn URL or an ID, or a first name, last name and company.",
        )
    return [*items, item] if item else items


def company_items(
    context: AppContext, params: dict[str, Any], endpoint: Endpoint, *, accepts_names: bool = True
) -> list[Json]:
    """Return the companies that WHO and the options identify, in V3's form.

    WHO may be an earlier result, whose companies have to be known by ID or domain unless an
    operation `accepts_names`. Raises UsageError if the options don't identify a company.
    """
    who, item = _split_item_params(context, params, "companies")

    def of_word(word: str) -> Json:
        # Otherwise WHO would take an ID of V3 for a domain or a company's name.
        return {"id": word} if identifiers.is_v3_id(word) else resolve_company({}, word)

    def to_item(entry: Entry) -> Json:
        if entry.text:
            return of_word(entry.text)
        found = company_item(entry)
        return None if found and "name" in found and not accepts_names else found

    items = _items_of_words(context, who, of_word, to_item, kind="company", endpoint=endpoint)
    if item and not {"id", "domain", "name", "email"} & item.keys():
        raise UsageError(NOT_IDENTIFIED[COMPANY_NOUNS], hint="Pass a domain, a name or an ID.")
    return [*items, item] if item else items


def _split_item_params(
    context: AppContext, params: dict[str, Any], kind: Kind
) -> tuple[list[str], dict[str, Any]]:
    """Return WHO, and the other parameters that have a value; the reference is the first.

    Rows of the last list stand in the place of WHO.
    """
    # First, as in the API's examples.
    item = {"clientReferenceId": None, **params}
    who, last = item.pop("who") or [], item.pop("last")
    return [last_source(context, last, kind, others=who)] if last else who, drop_unset(item)


def _items_of_words(
    context: AppContext,
    words: list[str],
    of_word: Callable[[str], Json],
    to_item: Callable[[Entry], Json],
    *,
    kind: str,
    endpoint: Endpoint,
) -> list[Json]:
    """Return the items of identifiers, and of the earlier results among them, each once."""
    items: dict[str, Json] = {}
    for word in words:
        if is_file_word(word):
            result = read_result(context, word)
            found = pick(context, result, to_item, kind=kind, noun="identifier", endpoint=endpoint)
            items.update({repr(item): item for item in found})
        else:
            item = of_word(word)
            items[repr(item)] = item
    return list(items.values())


def ids_to_send(
    context: AppContext, ids: list[str] | None, more_ids: list[str] | None, endpoint: Endpoint
) -> list[str]:
    """Return IDs, and those of the earlier results among `ids`, each once."""
    all_ids, kind = list(more_ids or []), _entry_kind(endpoint)
    for text in ids or []:
        # stdin is read only if `-` says so, so that cron and ssh never hang.
        if is_file_word(text):
            all_ids += read_ids(context, read_result(context, text), kind, endpoint)
        else:
            all_ids.append(_parse_id(text))
    # A repeated id could be charged twice.
    return list(dict.fromkeys(all_ids))


def _entry_kind(endpoint: Endpoint) -> str:
    """Return the kind of the entries that an operation takes: contact or company."""
    return "company" if kind_of(endpoint) == "companies" else "contact"


def _parse_id(text: str) -> str:
    try:
        return identifiers.normalize_token(text)
    except identifiers.InvalidValue as error:
        raise UsageError(f"ID: {error}") from error


def row_ids(
    context: AppContext, words: list[str], endpoint: Endpoint
) -> tuple[list[str], list[str]]:
    """Return the IDs of rows, and of the companies of contacts if they are known of each.

    The words are IDs, or earlier results.
    """
    kind = _entry_kind(endpoint)
    read = company_id if kind == "company" else person_id
    rows: dict[str, str] = {}
    for word in words:
        if not is_file_word(word):
            rows.setdefault(word, "")
            continue
        result = read_result(context, word)
        read_ids(context, result, kind, endpoint)
        for entry in result.entries:
            id_ = None if entry.is_missing else read(entry)
            if id_:
                rows.setdefault(id_, entry.company_id if kind == "contact" else "")
    return list(rows), list(rows.values()) if all(rows.values()) else []
