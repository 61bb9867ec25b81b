"""Search-first lookups: search the contacts of a request, then reveal only the wanted data."""

from typing import Any, NamedTuple

from lusha_cli.api.v2_compat.contacts import (
    to_v2_bulk_contact,
    to_v2_contact_preview,
    to_v2_employer,
    to_v2_error_item,
    to_v3_contact,
)
from lusha_cli.api.v2_compat.translation import (
    Translation,
    result_items,
    to_v2_error,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.json_types import Json, get_list

KINDS = ("emails", "phones")
_MISSING_FROM_RESPONSE = {
    "code": 1,
    "name": "ENRICH_FAILED",
    "message": "The answer leaves the person out",
}


class _Match(NamedTuple):
    """A match for a contact: its preview, what can be revealed at which price, and what will be."""

    preview: Json
    offers: dict[str, int]
    taken: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return Lusha's id."""
        return str(self.preview.get("id"))

    @property
    def price(self) -> int:
        """Return the credits for the data that will be revealed."""
        return sum(self.offers[kind] for kind in self.taken)

    @property
    def saved(self) -> int:
        """Return the credits for the data that will not be revealed."""
        return sum(self.offers.values()) - self.price


def search_first(body: Json) -> Translation:
    """Search the contacts of `body`, then reveal the wanted data that their rows lack.

    `body` is `{contacts, reveal, options?}`: contacts in V2's shape, each with what its row `has`
    already, and the wanted kinds of data. The result has V2's shape; each contact has its
    `credits`, and `saved` is the price of the data that was available and not revealed.
    """
    contacts = [entry for entry in body["contacts"] if isinstance(entry, dict)]
    items = [to_v3_contact(entry) for entry in contacts]
    items_by_id = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    sent = [item for item in items if "error" not in item]
    search: Json = {"billing": {"creditsCharged": 0}}
    if sent or not items:
        options = {"options": body["options"]} if "options" in body else {}
        search = yield v3_request("contacts search", body={"contacts": sent, **options})
    items_by_id.update(
        (str(entry.get("clientReferenceId")), to_v2_error_item(error))
        for entry in result_items(search)
        if (error := to_v2_error(entry))
    )
    matches = _find_matches(search, contacts, body.get("reveal") or KINDS)
    revealed, charged = yield from _reveal(matches)
    items_by_id.update(
        (key, _to_v2_item(match, revealed.get(key))) for key, match in matches.items()
    )
    companies = (
        (items_by_id[key].get("data", {}).get("companyId"), match.preview)
        for key, match in matches.items()
    )
    return {
        "contacts": items_by_id,
        "companies": {
            str(id_): to_v2_employer(entry) for id_, entry in companies if id_ is not None
        },
        "billing": {"creditsCharged": sum_credits(credits_charged(search), charged)},
        "saved": sum(match.saved for match in matches.values()),
    }


def _find_matches(search: Json, contacts: list[Json], kinds: Json) -> dict[str, _Match]:
    """Return the matches of a search, by the ids that were sent."""
    has = {str(entry.get("contactId")): entry.get("has", ()) for entry in contacts}
    matches = {}
    for result in result_items(search):
        if "error" in result:
            continue
        key, offers = str(result.get("clientReferenceId")), _parse_offers(result)
        taken = tuple(kind for kind in kinds if kind in offers and kind not in has.get(key, ()))
        matches[key] = _Match(result, offers, taken)
    return matches


def _reveal(matches: dict[str, _Match]) -> Any:
    """Reveal data, with one request per set of kinds; return it by contact, and the charge."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, match in matches.items():
        if match.taken:
            groups.setdefault(match.taken, []).append(key)
    revealed: dict[str, Json] = {}
    paid: int | None = 0
    for kinds, keys in groups.items():
        ids = list(dict.fromkeys(matches[key].id for key in keys))
        request = {"ids": ids, "reveal": list(kinds), "waterfallEnabled": False}
        response = yield v3_request("contacts enrich", body=request)
        known = {str(entry.get("id")): entry for entry in result_items(response)}
        revealed.update({key: known.get(matches[key].id) for key in keys})
        paid = sum_credits(paid, credits_charged(response))
    return revealed, paid


def _to_v2_item(match: _Match, result: Json) -> Json:
    """Return a contact with its revealed data, or its preview if nothing was revealed."""
    if not match.taken:
        data = to_v2_contact_preview(match.preview)
        return {"error": None, "isCreditCharged": False, "credits": 0, "data": data}
    error = to_v2_error(result) if result else _MISSING_FROM_RESPONSE
    if error:
        return to_v2_error_item(error)
    price = match.price
    return {
        "error": None,
        "isCreditCharged": price > 0,
        "credits": price,
        "data": to_v2_bulk_contact(result),
    }


def _parse_offers(result: Json) -> dict[str, int]:
    """Return the kinds of data that can be revealed, with their prices."""
    entries = [entry for entry in get_list(result, "canReveal") if isinstance(entry, dict)]
    return {
        str(entry["field"]): entry["credits"]
        for entry in entries
        if entry.get("field") in KINDS and isinstance(entry.get("credits"), int)
    }
