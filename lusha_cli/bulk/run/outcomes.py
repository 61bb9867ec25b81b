"""What an answer means for each item that was asked for, and what it charged."""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.billing.charges import Charge, read_bulk_charge
from lusha_cli.bulk.record_types import Found, Kind
from lusha_cli.json_types import Json
from lusha_cli.models import Company, read_company, read_error


class Outcome(NamedTuple):
    """What became of an item: a `lusha_status`, why, its credits, the answer, and when."""

    status: str
    error: str = ""
    credits: int = 0
    answer: Json = None
    fetched_at: str = ""


UNMENTIONED = "the answer does not mention this row"


def outcomes_of(
    kind: Kind, items: list[str], body: Json, at: str, *, is_resent: bool
) -> dict[str, Outcome]:
    """The outcome of each item in an answer; `is_resent`: its first answer was lost."""
    # The API's order means nothing: an answer belongs to the id that it carries.
    answers = dict(kind.found(body))
    return {
        id_: _outcome(kind, answers[id_], at, is_resent=is_resent)
        if id_ in answers
        else Outcome("error", UNMENTIONED, fetched_at=at)
        for id_ in items
    }


def charge_of(
    kind: Kind,
    body: Json,
    outcomes: dict[str, Outcome],
    *,
    max_credits: Callable[[int], int],
    is_resent: bool,
) -> Charge:
    """Return the charge of a response with these outcomes, as `read_bulk_charge` computes it."""
    return read_bulk_charge(
        body,
        kind.endpoint.cost,
        item_credits=[outcome.credits for outcome in outcomes.values()],
        missing=sum(outcome.error == UNMENTIONED for outcome in outcomes.values()),
        max_credits=max_credits,
        is_resent=is_resent,
    )


def _outcome(kind: Kind, found: Found, at: str, *, is_resent: bool) -> Outcome:
    item = found.item if isinstance(found.item, dict) else {}
    error = read_error(item)
    if error:
        return Outcome(_status_of(error.name), error.message, fetched_at=at)
    # A company is the item itself, and may lack any of its parts, its name too.
    has_data = bool(item.get("data")) or read_company(item)._replace(id="") != Company()
    if not has_data:
        return Outcome("not_found", "the API has no data", fetched_at=at)
    # An item that does not say whether it was charged counts as charged; so does one whose first
    # answer was lost, because that one charged it.
    is_free = item.get("isCreditCharged") is False and not is_resent
    charged = 0 if is_free else kind.credits(item, kind.endpoint.cost)
    return Outcome("matched", "", charged, found, at)


def _status_of(name: str) -> str:
    """The status for the API's name of an item's error."""
    word = name.upper()
    if "COMPLIANCE" in word or "GDPR" in word:
        return "blocked"
    if "INVALID" in word:
        return "invalid"
    return "not_found" if word in ("EMPTY_DATA", "NOT_FOUND", "3") else "error"
