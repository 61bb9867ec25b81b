"""The summary of a run as one JSON object: the result on stdout if the rows go elsewhere."""

from typing import TYPE_CHECKING

from lusha_cli.cli.results import CommandResult
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ExitCode, LushaError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT

if TYPE_CHECKING:
    from lusha_cli.billing.balance import CreditsLeft
    from lusha_cli.bulk.plan import RunSummary
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.shapes.shaper import Shaper

# The keys of the counts of rows, and the statuses that each of them counts.
_COUNTS = {
    "matched": ("matched",),
    "mismatched": ("mismatch",),
    "notFound": ("not_found",),
    "failed": ("error", "unknown"),
    "invalid": ("invalid",),
    "blocked": ("blocked",),
    "skipped": ("skipped", "forgotten"),
}


def wants_json_summary(context: AppContext, out: str | None) -> bool:
    """Return whether the rows go to a file or database, and JSON was requested by name."""
    return out is not None and context.env.json_requested


def json_summary(
    bulk_run: "BulkRun",
    run: str,
    *,
    output: str | None,
    statuses: dict[str, int] | None,
    summary: "RunSummary | None" = None,
    left: "CreditsLeft | None" = None,
    shaper: "Shaper | None" = None,
    failure: LushaError | None = None,
) -> CommandResult:
    """Return the summary of a run, which fails with `failure` once it is printed.

    `statuses` counts the rows by status, None if they weren't written to `output`. `summary` is
    that of the requests, None if none was sent, and `left` the balance after them.
    With a `shaper`, it also has the number of records and of the rows left out of them.
    """
    from lusha_cli.bulk.output.database_urls import is_database_url, mask_password
    from lusha_cli.bulk.output.writers import review_path

    spent = summary.credits if summary else 0
    total, is_exact = bulk_run.total_charged
    body: dict[str, Json] = {"rows": bulk_run.plan.rows}
    for key, names in _COUNTS.items():
        body[key] = None if statuses is None else sum(statuses.get(name, 0) for name in names)
    if cached := bulk_run.get("cached"):
        body["cached"] = cached[0]
    # Of this command, and of the whole run with its earlier commands.
    body["credits" if is_exact or not spent else "creditsUpTo"] = spent
    body["runCredits" if is_exact or not total else "runCreditsUpTo"] = total
    if left is not None and left.is_exact:
        body["creditsLeft"] = left.credits
    body["run"] = run
    # A database URL may hold a password.
    body["output"] = mask_password(output) if output and statuses is not None else None
    if shaper is not None and output and statuses is not None:
        body["written"] = shaper.written
        body["leftOut"] = dict(sorted(shaper.excluded.items()))
    review = review_path(output) if output and not is_database_url(output) else None
    is_written = review and str(review.absolute()) in (bulk_run.get("reviews") or ())
    body["review"] = str(review) if is_written else None
    body["exitCode"] = int(failure.process_exit_code if failure else ExitCode.OK)
    return CommandResult(body, failure=failure, layout=RAW_LAYOUT)
