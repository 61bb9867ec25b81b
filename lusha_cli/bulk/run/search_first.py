"""A bulk run that looks before it pays: who is there first, then only the data that is wanted."""

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
    credits_charged,
    result_items,
    sum_credits,
    to_v2_error,
    v3_request,
)
from lusha_cli.json_types import Json, get_list

KINDS = ("emails", "phones")
_MISSING_FROM_RESPONSE = {
    "code": 1,
    "name": "ENRICH_FAILED",
    "message": "The answer leaves the person out",
}


class _Match(NamedTuple):
    """Who a contact turned out to be, what can be revealed for how much, and what will be."""

    preview: Json
    offers: dict[str, int]
    taken: tuple[str, ...]

    @property
    def id(self) -> str:
        """Lusha's id."""
        return str(self.preview.get("id"))

    @property
    def price(self) -> int:
        """The credits of what will be revealed."""
        return sum(self.offers[kind] for kind in self.taken)

    @property
    def saved(self) -> int:
        """The credits of what could be revealed and will not."""
        return sum(self.offers.values()) - self.price


def search_first(body: Json) -> Translation:
    """Search the contacts of `body`, then reveal what of them is wanted, lacking and there.

    `body` is `{contacts, reveal, options?}`: contacts in V2's words, each with what its row `has`
    already, and the kinds of data that are wanted. The answer has V2's shape; each contact says its
    `credits`, and `saved` are the credits of data that was there and not wanted.
    """
    contacts = [entry for entry in body["contacts"] if isinstance(entry, dict)]
    items = [to_v3_contact(entry) for entry in contacts]
    answers = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    sent = [item for item in items if "error" not in item]
    found: Json = {"billing": {"creditsCharged": 0}}
    if sent or not items:
        options = {"options": body["options"]} if "options" in body else {}
        found = yield v3_request("contacts search", body={"contacts": sent, **options})
    answers.update(
        (str(entry.get("clientReferenceId")), to_v2_error_item(error))
        for entry in result_items(found)
        if (error := to_v2_error(entry))
    )
    matches = _find_matches(found, contacts, body.get("reveal") or KINDS)
    revealed, paid = yield from _reveal(matches)
    answers.update((key, _to_v2_item(match, revealed.get(key))) for key, match in matches.items())
    firms = (
        (answers[key].get("data", {}).get("companyId"), match.preview)
        for key, match in matches.items()
    )
    return {
        "contacts": answers,
        "companies": {str(id_): to_v2_employer(entry) for id_, entry in firms if id_ is not None},
        "billing": {"creditsCharged": sum_credits(credits_charged(found), paid)},
        "saved": sum(match.saved for match in matches.values()),
    }


def _find_matches(found: Json, contacts: list[Json], wanted: Json) -> dict[str, _Match]:
    """The contacts that a search found, by the ids that they were sent with."""
    has = {str(entry.get("contactId")): entry.get("has", ()) for entry in contacts}
    matches = {}
    for result in result_items(found):
        if "error" in result:
            continue
        key, offers = str(result.get("clientReferenceId")), _parse_offers(result)
        taken = tuple(kind for kind in wanted if kind in offers and kind not in has.get(key, ()))
        matches[key] = _Match(result, offers, taken)
    return matches


def _reveal(matches: dict[str, _Match]) -> Any:
    """What is revealed, by contact: one request for each set of kinds; and what it charged."""
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
    """One contact: with what was revealed, or with what the search told where nothing was."""
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
    """What can be revealed of a person, and for how many credits."""
    offers = [entry for entry in get_list(result, "canReveal") if isinstance(entry, dict)]
    return {
        str(entry["field"]): entry["credits"]
        for entry in offers
        if entry.get("field") in KINDS and isinstance(entry.get("credits"), int)
    }
