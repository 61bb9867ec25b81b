"""Requests of a search-first run: search, then reveal only the requested data."""

from collections.abc import Generator
from typing import Any, NamedTuple

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.contacts import (
    to_v2_bulk_contact,
    to_v2_contact_preview,
    to_v2_employer,
    to_v2_error_item,
    to_v3_contact,
)
from lusha_cli.api.v2_compat.translation import (
    StepFailed,
    Translation,
    result_items,
    to_v2_error,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits, whole_credits
from lusha_cli.json_types import Json, get_list

REVEAL_FIELDS = ("emails", "phones")
_MISSING_PERSON_ERROR = {
    "code": 1,
    "name": "ENRICH_FAILED",
    "message": "The response has no data for this person",
}


class _Match(NamedTuple):
    """A matched contact, the price of each field that can be revealed, and those to reveal."""

    preview: Json
    prices: dict[str, int]
    revealed: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return Lusha's person id."""
        return str(self.preview.get("id"))

    @property
    def credits(self) -> int:
        """Return the credits of the fields to reveal."""
        return sum(self.prices[field] for field in self.revealed)

    @property
    def saved_credits(self) -> int:
        """Return the credits of the fields that are available but not revealed."""
        return sum(self.prices.values()) - self.credits


class _Reveals(NamedTuple):
    """Revealed contacts by contact id, their charge, and the contact ids left after a failure.

    The charge is None if it isn't known.
    """

    results: dict[str, Json]
    credits: int | None
    missing: set[str]


def search_then_reveal(body: Json) -> Translation:
    """Search for the contacts of `body`, then reveal requested fields that the rows lack.

    `body` is `{contacts, reveal, options?}`: contacts in V2's format, each with the fields that its
    row already `has`, and the fields to reveal. The result has V2's format; each contact has its
    `credits`, and `saved` counts the credits of available fields that were not revealed.
    """
    contacts = [contact for contact in body["contacts"] if isinstance(contact, dict)]
    search_response, items_by_id = yield from _search(contacts, body)
    matches = _parse_matches(search_response, contacts, body.get("reveal") or REVEAL_FIELDS)
    reveals = yield from _reveal_matches(matches)
    items_by_id.update(
        (contact_id, _contact_item(match, reveals.results.get(contact_id)))
        if contact_id not in reveals.missing
        else (contact_id, {**_preview_item(match), "incomplete": True})
        for contact_id, match in matches.items()
    )
    companies = (
        (items_by_id[contact_id].get("data", {}).get("companyId"), match.preview)
        for contact_id, match in matches.items()
    )
    return {
        "contacts": items_by_id,
        "companies": {
            str(id_): to_v2_employer(preview) for id_, preview in companies if id_ is not None
        },
        "billing": {
            "creditsCharged": sum_credits(credits_charged(search_response), reveals.credits)
        },
        "saved": sum(match.saved_credits for match in matches.values()),
    }


def _search(contacts: list[Json], body: Json) -> Any:
    """Search for the contacts; return the response, and the items with an error by contact id."""
    items = [to_v3_contact(contact) for contact in contacts]
    errors = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    valid_items = [item for item in items if "error" not in item]
    response: Json = {"billing": {"creditsCharged": 0}}
    # A body without contacts is sent too: the API has to reject it.
    if valid_items or not items:
        options = {"options": body["options"]} if "options" in body else {}
        response = yield v3_request("contacts search", body={"contacts": valid_items, **options})
    errors.update(
        (str(result.get("clientReferenceId")), to_v2_error_item(error))
        for result in result_items(response)
        if (error := to_v2_error(result))
    )
    return response, errors


def _parse_matches(
    search_response: Json, contacts: list[Json], reveal_fields: Json
) -> dict[str, _Match]:
    """Return the matched contacts of a search response, by contact id."""
    existing_fields = {
        str(contact.get("contactId")): contact.get("has", ()) for contact in contacts
    }
    matches = {}
    for result in result_items(search_response):
        if "error" in result:
            continue
        contact_id, prices = str(result.get("clientReferenceId")), _reveal_prices(result)
        existing = existing_fields.get(contact_id, ())
        revealed = tuple(
            field for field in reveal_fields if field in prices and field not in existing
        )
        matches[contact_id] = _Match(result, prices, revealed)
    return matches


def _reveal_matches(matches: dict[str, _Match]) -> Generator[ApiRequest, Json, _Reveals]:
    """Reveal the fields, one request per set of fields, until one fails."""
    ids_by_fields: dict[tuple[str, ...], list[str]] = {}
    for contact_id, match in matches.items():
        if match.revealed:
            ids_by_fields.setdefault(match.revealed, []).append(contact_id)
    revealed: dict[str, Json] = {}
    missing = {contact_id for contact_id, match in matches.items() if match.revealed}
    charged_credits: int | None = 0
    for fields, contact_ids in ids_by_fields.items():
        # Several rows may match the same person: reveal it once.
        person_ids = list(dict.fromkeys(matches[contact_id].id for contact_id in contact_ids))
        # The waterfall may charge more than the prices that the search stated.
        request = {"ids": person_ids, "reveal": list(fields), "waterfallEnabled": False}
        try:
            response = yield v3_request("contacts enrich", body=request)
        except StepFailed as failure:
            failure.missing = "The emails and phones were not revealed."
            if failure.error.response_lost:
                charged_credits = None
            break
        results_by_id = {str(result.get("id")): result for result in result_items(response)}
        revealed.update({id_: results_by_id.get(matches[id_].id) for id_ in contact_ids})
        missing.difference_update(contact_ids)
        charged_credits = sum_credits(charged_credits, credits_charged(response))
    return _Reveals(revealed, charged_credits, missing)


def _contact_item(match: _Match, result: Json) -> Json:
    """Build a contact from its revealed data, or from the search result if nothing was revealed."""
    if not match.revealed:
        return _preview_item(match)
    error = to_v2_error(result) if result else _MISSING_PERSON_ERROR
    if error:
        return to_v2_error_item(error)
    return {
        "error": None,
        "isCreditCharged": match.credits > 0,
        "credits": match.credits,
        "data": to_v2_bulk_contact(result),
    }


def _preview_item(match: _Match) -> dict[str, Json]:
    """Build a contact from its search result."""
    data = to_v2_contact_preview(match.preview)
    return {"error": None, "isCreditCharged": False, "credits": 0, "data": data}


def _reveal_prices(result: Json) -> dict[str, int]:
    """Return the price in credits of each field that can be revealed."""
    entries = [entry for entry in get_list(result, "canReveal") if isinstance(entry, dict)]
    return {
        str(entry["field"]): credits_
        for entry in entries
        if entry.get("field") in REVEAL_FIELDS
        and (credits_ := whole_credits(entry.get("credits"))) is not None
    }
