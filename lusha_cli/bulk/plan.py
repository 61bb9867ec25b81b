"""The plan and the summary of a bulk run."""

from typing import NamedTuple

from lusha_cli.billing.estimate import Estimate
from lusha_cli.errors import LushaError


class Plan(NamedTuple):
    """Counts of rows, distinct items and requests of a run, and its worst-case cost.

    `sent` items will be sent, `journalled` ones were answered in an earlier process, and `blocked`
    ones are on the suppression list. `complete` rows already have all requested data.
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


class RunSummary(NamedTuple):
    """Requests sent, credits of this process and of the whole run, and the error that ended it.

    `resent` counts requests sent again because their response was lost. `aborted` holds the number
    of requests in flight when the run was stopped, and their worst-case cost in credits.
    """

    requests: int
    credits: int
    total_credits: int
    is_exact: bool
    resent: int
    aborted: tuple[int, int]
    failure: LushaError | None
