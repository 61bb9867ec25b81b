"""The plan and the summary of a bulk run."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.bulk.run.cached_parts import RequestSize
from lusha_cli.errors import LushaError


class Plan(NamedTuple):
    """Counts of rows, distinct items and requests of a run, and its worst-case cost.

    `sent` items will be sent, `journalled` ones have a result of an earlier process, and `blocked`
    ones are on the suppression list. `doubtful` ones are not sent, as an earlier run may have been
    charged for them. `complete` rows already have all requested data. Up to `alternatives` other
    items are sent in addition for rows that aren't found.
    """

    rows: int
    items: int
    sent: int
    journalled: int
    doubtful: int
    blocked: int
    duplicates: int
    invalid: int
    empty: int
    complete: int
    requests: int
    cost: Estimate
    alternatives: int = 0


class RunSummary(NamedTuple):
    """Requests sent, credits of this process and of the whole run, and the error that ended it.

    `resent` counts requests sent again because their response was lost. `aborted` holds the number
    of requests in flight when the run was stopped, and their worst-case cost in credits.
    `incomplete` items lack data, because a later step of their request failed.
    """

    requests: int
    credits: int
    total_credits: int
    is_exact: bool
    resent: int
    aborted: tuple[int, int]
    failure: LushaError | None
    incomplete: int = 0


def build_plan(
    counts: Mapping[str, int],
    unsent_counts: Mapping[str, int],
    *,
    sizes: list[RequestSize],
    alternative_sizes: list[RequestSize],
    blocked: int,
    doubtful: int,
    estimate: Callable[[int, str], Estimate],
    is_selection: bool,
) -> Plan:
    """Return the plan of a run whose requests have `sizes` items, and then `alternative_sizes`.

    `counts` has the rows and items of the input, `unsent_counts` the rows without an item by
    category. `doubtful` items may have been charged by an earlier run. `estimate` returns the cost
    of a request with a number of items and the field that it reveals. `is_selection`: only some of
    the items were selected to be sent.
    """
    rows, items = counts["rows"], counts["items"]
    invalid, empty = unsent_counts.get("invalid", 0), unsent_counts.get("skipped", 0)
    complete = unsent_counts.get("complete", 0)
    sent = sum(size.items for size in sizes)
    return Plan(
        rows=rows,
        items=items,
        sent=sent,
        journalled=0 if is_selection else items - sent - blocked - doubtful,
        doubtful=0 if is_selection else doubtful,
        blocked=blocked,
        # A duplicate row shares the item of an earlier row.
        duplicates=rows - items - invalid - empty - complete,
        invalid=invalid,
        empty=empty,
        complete=complete,
        requests=len(sizes) + len(alternative_sizes),
        cost=_total_cost([*sizes, *alternative_sizes], estimate),
        alternatives=sum(size.items for size in alternative_sizes),
    )


def _total_cost(sizes: list[RequestSize], estimate: Callable[[int, str], Estimate]) -> Estimate:
    """Return the worst-case cost of requests with `sizes` items."""
    estimates = [(estimate(*size), number) for size, number in Counter(sizes).items()]
    return sum_estimates(each.times(number) for each, number in estimates)
