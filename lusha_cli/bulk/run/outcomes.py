"""Parse responses into an outcome per item, and compute the credits charged."""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.billing.charges import Charge, read_bulk_charge
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import Company, read_company, read_error

# Sources of outcomes, besides the names of fallback commands. In a journal, the status of a cached
# result begins with the latter.
API, CACHE = "api", "cache"


class Outcome(NamedTuple):
    """The outcome of an item: `lusha_status`, error, credits, response item, time, and source."""

    status: str
    error: str = ""
    credits: int = 0
    response_item: Json = None
    fetched_at: str = ""
    source: str = API

    @property
    def is_incomplete(self) -> bool:
        """Return whether data is missing because a later step of the request failed."""
        return self.status == "matched" and bool(self.error)


MISSING_FROM_RESPONSE = "the response has no result for this row"


def parse_outcomes(
    record_type: RecordType, item_ids: list[str], body: Json, received_at: str, *, is_resent: bool
) -> dict[str, Outcome]:
    """Return the outcome of each item, by id; `is_resent`: an earlier response was lost."""
    # The API's order isn't defined: match items by id only.
    response_items = dict(record_type.parse_response(body))
    return {
        id_: _parse_outcome(record_type, response_items[id_], received_at, is_resent=is_resent)
        if id_ in response_items
        else Outcome("error", MISSING_FROM_RESPONSE, fetched_at=received_at)
        for id_ in item_ids
    }


def batch_charge(
    record_type: RecordType,
    body: Json,
    outcomes: dict[str, Outcome],
    *,
    worst_case: Callable[[int], int],
    is_resent: bool,
) -> Charge:
    """Return the charge of a response with these outcomes, as `read_bulk_charge` computes it.

    `worst_case` returns the maximum credits of a number of items.
    """
    charge = read_bulk_charge(
        body,
        record_type.endpoint.cost,
        item_credits=[outcome.credits for outcome in outcomes.values()],
        missing=sum(outcome.error == MISSING_FROM_RESPONSE for outcome in outcomes.values()),
        max_credits=worst_case,
        is_resent=is_resent,
    )
    # A faulty API may state less than nothing.
    return charge._replace(credits=max(0, charge.credits))


def add_error(outcomes: dict[str, Outcome], error: str) -> dict[str, Outcome]:
    """Add the error of a later step to the items that it left without data.

    These are the ones that the response lacks, and those that it marks, or all if it marks none.
    """
    marked = {id_ for id_, outcome in outcomes.items() if _is_marked(outcome)}
    return {
        id_: outcome._replace(error=error)
        if outcome.error == MISSING_FROM_RESPONSE
        or (outcome.status == "matched" and (not marked or id_ in marked))
        else outcome
        for id_, outcome in outcomes.items()
    }


def _is_marked(outcome: Outcome) -> bool:
    item = outcome.response_item.item if outcome.response_item else None
    return bool(as_object(item).get("incomplete"))


def _parse_outcome(
    record_type: RecordType, response_item: ResponseItem, received_at: str, *, is_resent: bool
) -> Outcome:
    item = as_object(response_item.item)
    error = read_error(item)
    if error:
        return Outcome(_status_of_error(error.name), error.message, fetched_at=received_at)
    # A company is the item itself, and any of its fields may be missing, even the name.
    has_data = bool(item.get("data")) or read_company(item)._replace(id="") != Company()
    if not has_data:
        return Outcome("not_found", "the API has no data", fetched_at=received_at)
    # An item that doesn't state its charge counts as charged; so does a resent one, because the
    # lost response may have charged it.
    is_free = item.get("isCreditCharged") is False and not is_resent
    charged_credits = (
        0 if is_free else max(0, record_type.item_credits(item, record_type.endpoint.cost))
    )
    return Outcome("matched", "", charged_credits, response_item, received_at)


def _status_of_error(error_name: str) -> str:
    """Return the status for the API's error name of an item."""
    normalized = error_name.upper()
    if "COMPLIANCE" in normalized or "GDPR" in normalized:
        return "blocked"
    if "INVALID" in normalized:
        return "invalid"
    return "not_found" if normalized in ("EMPTY_DATA", "NOT_FOUND", "3") else "error"
