"""What a bulk run will do, and what it did."""

from typing import NamedTuple

from lusha_cli.billing.estimate import Estimate
from lusha_cli.errors import LushaError


class Plan(NamedTuple):
    """What a run will do: rows of the input, distinct items, requests, and the highest cost.

    Of the items, `sent` will be; `journalled` have their answer from an earlier process; those that
    are `blocked` are on the suppression list. Rows that are `complete` have all that is wanted.
    """

    rows: int
    items: int
    sent: int
    journalled: int
    blocked: int
    duplicates: int
    invalid: int
    empty: int
    complete: int
    requests: int
    cost: Estimate


class Summary(NamedTuple):
    """What sending did: requests, credits of this time and of the whole run, and what ended it.

    `resent` are requests that had been sent before and were never answered; `cut` are the requests
    that were under way when it was stopped at once, and the most credits that they may have cost.
    """

    requests: int
    credits: int
    total: int
    is_exact: bool
    resent: int
    cut: tuple[int, int]
    failure: LushaError | None
