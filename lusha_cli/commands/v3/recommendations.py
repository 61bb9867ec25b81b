"""`lusha contacts recommendations`, `lusha companies recommendations`, and their filters."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.pagination import V3_RECOMMENDATIONS
from lusha_cli.api.schema.v3 import RECOMMENDATION_SORT_FIELDS
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import API_FLAGS, PEOPLE_RESULT_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import ID, ValueType, open_choices, option, separated
from lusha_cli.commands.pagination import page_options, search, suggest_filters_to_drop
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import Forbidden, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v3 import (
    COMPANY_RECOMMENDATIONS_LAYOUT,
    CONTACT_RECOMMENDATIONS_LAYOUT,
    RECOMMENDATION_FILTERS_LAYOUT,
)

_FLAGS = {"targetIcp": "--target-icp", "signals": "--signal"}
SORT_OPTIONS: dict[str, Any] = {
    "by": Annotated[list[str] | None, option(
        "--sort-by",
        separated(open_choices("field", *RECOMMENDATION_SORT_FIELDS, metavar="FIELD")),
        "Score to sort by, such as icpFitScore (repeatable) [leadScore].",
    )],
    "order": Annotated[str | None, option(
        "--order", open_choices("order", "asc", "desc"), "Order of all --sort-by fields [desc]."
    )],
}  # fmt: skip


def add_contact_recommendations(app: typer.Typer) -> None:
    """Register the recommended contacts and their filters."""
    _add(app, "contacts", CONTACT_RECOMMENDATIONS_LAYOUT, CONTACT_SIGNALS[1:])


def add_company_recommendations(app: typer.Typer) -> None:
    """Register the recommended companies and their filters."""
    _add(app, "companies", COMPANY_RECOMMENDATIONS_LAYOUT, V3_COMPANY_SIGNALS[1:])


def _add(
    app: typer.Typer, noun: str, layout: Layout, signal_types: tuple[str, ...]
) -> None:  # fmt: skip
    endpoint, filters_endpoint = (
        BY_NAME[f"{noun} {name}"] for name in ("recommendations", "recommendation-filters")
    )
    signal = separated(open_choices("signal type", *signal_types, metavar="SIGNAL"))

    def recommendations(
        context: AppContext,
        *,
        filters: dict[str, Any],
        sort: dict[str, Any],
        pages: dict[str, Any],
        body: options.BodyOpt = None,
    ) -> CommandResult:
        params = {"filters": drop_unset(filters) or None, "sort": _sort_entries(**sort)}
        request = merge_body(context, body, drop_unset(params))
        with _explain_forbidden():
            result = search(
                context, endpoint, request, pages, V3_RECOMMENDATIONS, is_typed=body is not None
            )
        names = as_object(request.get("filters"))
        flags = [flag for key, flag in _FLAGS.items() if key in names]
        suggest_filters_to_drop(context, result, V3_RECOMMENDATIONS, flags)
        return result

    def recommendation_filters(context: AppContext) -> Json:
        with _explain_forbidden():
            return context.call(filters_endpoint)

    command(
        app, "recommendations", layout=layout,
        flags=PEOPLE_RESULT_FLAGS if noun == "contacts" else API_FLAGS,
        option_groups={
            "filters": _filter_options(noun, signal),
            "sort": SORT_OPTIONS,
            "pages": page_options(V3_RECOMMENDATIONS),
        },
        summary=_SUMMARY.format(noun=noun),
        example=f"lusha {noun} recommendations --sort-by icpFitScore --limit 10 --sandbox",
    )(recommendations)  # fmt: skip
    command(
        app, "recommendation-filters", layout=RECOMMENDATION_FILTERS_LAYOUT,
        summary=f"List the filter values for recommended {noun}.",
        example=f"lusha {noun} recommendation-filters --sandbox",
    )(recommendation_filters)  # fmt: skip


_SUMMARY = """List the {noun} that Lusha recommends to you.

They are ranked by your Target Profiles (ICPs) and by recent signals. Needs the API key of a team
member. Each result costs 1 credit.
"""


def _filter_options(noun: str, signal: ValueType) -> dict[str, Any]:
    ids = f"ID of a Target Profile to match, from lusha {noun} recommendation-filters (repeatable)."
    return {
        "targetIcp": Annotated[list[str] | None, option("--target-icp", separated(ID), ids)],
        "signals": Annotated[
            list[str] | None, option("--signal", signal, "Signal that they must have (repeatable).")
        ],
    }


def _sort_entries(by: list[str] | None, order: str | None) -> list[Json] | None:
    """Return the sort entries of a request. Raises UsageError for too many."""
    # The API sorts by this one by default.
    names = by or (["leadScore"] if order else [])
    if len(names) > len(RECOMMENDATION_SORT_FIELDS):
        raise UsageError(
            f"--sort-by has {len(names)} fields, more than {len(RECOMMENDATION_SORT_FIELDS)}.",
            hint=f"Use up to {len(RECOMMENDATION_SORT_FIELDS)} of them.",
        )
    # The API rejects entries of different orders.
    return [{"by": name, "order": order or "desc"} for name in names] or None


@contextmanager
def _explain_forbidden() -> Iterator[None]:
    """Add to a 403 that the key may be of the whole account instead of a team member."""
    try:
        yield
    except Forbidden as error:
        # A 451, or the suppression list, is about a person.
        if type(error) is Forbidden:
            error.hint = (
                "Recommendations belong to a user. Use the API key of a team member, not one of "
                "the whole account."
            )
        raise
