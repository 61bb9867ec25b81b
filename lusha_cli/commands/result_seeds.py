"""Seeds of lookalikes from an earlier result."""

from collections.abc import Callable

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.commands.entry_identifiers import contact_item, is_for_v2, person_id
from lusha_cli.commands.last_rows import kind_of
from lusha_cli.commands.result_entries import Entry
from lusha_cli.commands.result_input import pick, read_result, takes_tokens, v3_hint
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.parsing import identifiers

_Seed = tuple[str, Json]


def read_seeds(context: AppContext, source: str, endpoint: Endpoint) -> dict[str, list[Json]]:
    """Return the seeds in the earlier result `source`, by the lists of the request.

    Each person or company is one seed, by its best identifier.
    """
    result = read_result(context, source)
    if kind_of(endpoint) == "companies":
        noun = "domain or LinkedIn page"
        seeds = pick(context, result, _company_seed, kind="company", noun=noun, endpoint=endpoint)
    else:
        accepts_tokens = takes_tokens(context, endpoint)
        has_only_tokens = not accepts_tokens and any(map(person_id, result.entries))
        seeds = pick(
            context,
            result,
            _contact_reader(endpoint, accepts_tokens=accepts_tokens),
            kind="contact",
            noun="identifier",
            endpoint=endpoint,
            hint=v3_hint(result, endpoint) if has_only_tokens else "",
        )
    by_list: dict[str, list[Json]] = {}
    for key, value in seeds:
        by_list.setdefault(key, []).append(value)
    return by_list


def _contact_reader(endpoint: Endpoint, *, accepts_tokens: bool) -> Callable[[Entry], _Seed | None]:
    """Return the reader of the seed of a person for an operation that may accept tokens of V3."""

    def read(entry: Entry) -> _Seed | None:
        id_ = person_id(entry)
        if id_ and id_.isdecimal():
            return "contactIds", int(id_)
        if id_ and (accepts_tokens or is_for_v2(entry, id_)):
            # V2, and V3 in its shape, take them where V2 has numbers.
            return ("ids" if endpoint.family == "v3" else "contactIds"), id_
        if entry.text:
            return _bare_contact(entry.text)
        item = contact_item(entry._replace(person_id=""))
        if item is None:
            return None
        for key, value in item.items():
            if key in ("linkedinUrl", "email"):
                return f"{key}s", value
        return "contacts", item

    return read


def _bare_contact(text: str) -> _Seed | None:
    if identifiers.find_emails(text):
        return "emails", identifiers.normalize_email(text)
    if identifiers.classify_url(text) == "profile":
        return "linkedinUrls", identifiers.normalize_linkedin(text)
    return None


def _company_seed(entry: Entry) -> _Seed | None:
    if entry.domain:
        return "domains", entry.domain
    if entry.company_linkedin_url:
        return "linkedinUrls", entry.company_linkedin_url
    kind = identifiers.classify_url(entry.text)
    if kind == "company_page":
        return "linkedinUrls", identifiers.normalize_company_linkedin(entry.text)
    return ("domains", identifiers.normalize_domain(entry.text)) if kind == "website" else None
