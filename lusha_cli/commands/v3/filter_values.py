"""V3 lists, free of charge: types of signals, names of filters, and the values of filters."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import command, drop_unset
from lusha_cli.cli.options import argument, open_choices
from lusha_cli.commands.list_cache import cache_list
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v3 import (
    FILTER_TYPES_LAYOUT,
    FILTER_VALUES_LAYOUT,
    SIGNAL_TYPES_LAYOUT,
)

CONTACT_FILTERS = ("departments", "seniority", "existingDataPoints", "countries", "locations")
COMPANY_FILTERS = (
    "names", "sizes", "revenues", "locations", "sics", "naics", "industriesLabels",
    "intentTopics", "technologies",
)  # fmt: skip
SIGNAL_FILTERS = ("newsEventTypes", "hiringByDepartments", "hiringByLocations", "intentCategories")


def _add_list(app: typer.Typer, name: str, summary: str, layout: Layout) -> None:
    """Register the command `name` of a list that is shown whole."""
    endpoint = BY_NAME[name]

    def list_values(context: AppContext) -> Json:
        return context.call(endpoint)

    example = f"lusha {name} --sandbox"
    command(app, name.split()[-1], layout=layout, summary=summary, example=example)(list_values)


def _add_values(
    app: typer.Typer, name: str, summary: str, filter_types: tuple[str, ...], example: str
) -> None:
    """Register the command `name`, which lists the values of one of `filter_types`."""
    endpoint = BY_NAME[name]

    def values(
        context: AppContext,
        filter_type: Annotated[
            str,
            argument(
                open_choices("filter type", *filter_types, metavar="FILTER_TYPE"),
                f"One of: {', '.join(filter_types)}.",
            ),
        ],
        # The API calls it `query`; here that is the JMESPath of the output.
        text: Annotated[
            str | None, argument("[TEXT]", "Text to search for in a long list.")
        ] = None,
    ) -> Json:
        # Dots would lead to another path.
        if not filter_type.strip("."):
            raise UsageError(f"{filter_type!r} isn't a filter type.")
        query = drop_unset({"query": text})
        response = context.call(endpoint, query=query, path={"filterType": filter_type})
        # Matches of one text are not the whole list.
        if not query:
            cache_list(context, f"{name} {filter_type}", response)
        return response

    command(
        app, name.split()[-1], layout=FILTER_VALUES_LAYOUT, summary=summary,
        example=f"lusha {name} {example} --sandbox",
    )(values)  # fmt: skip


def add_contact_filter_values(app: typer.Typer) -> None:
    """Register the commands on signal types and filter values of contacts."""
    _add_list(app, "contacts signal-types", "List the signal types of contacts.",
              SIGNAL_TYPES_LAYOUT)  # fmt: skip
    _add_list(app, "contacts filters", "List the filters on contacts.", FILTER_TYPES_LAYOUT)
    _add_values(app, "contacts filter-values", "List the values of a filter on contacts.",
                CONTACT_FILTERS, "locations berlin")  # fmt: skip


def add_company_filter_values(app: typer.Typer) -> None:
    """Register the commands on signal types and filter values of companies."""
    _add_list(app, "companies signal-types", "List the signal types of companies.",
              SIGNAL_TYPES_LAYOUT)  # fmt: skip
    _add_list(app, "companies signal-filters", "List the filters on company signals.",
              FILTER_TYPES_LAYOUT)  # fmt: skip
    _add_values(app, "companies signal-filter-values",
                "List the values of a filter on signals.",
                SIGNAL_FILTERS, "newsEventTypes")  # fmt: skip
    _add_list(app, "companies filters", "List the filters on companies.",
              FILTER_TYPES_LAYOUT)  # fmt: skip
    _add_values(app, "companies filter-values", "List the values of a filter on companies.",
                COMPANY_FILTERS, "technologies sales")  # fmt: skip
