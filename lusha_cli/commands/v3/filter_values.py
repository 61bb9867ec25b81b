"""V3's lists, free of charge: types of signals, kinds of filters, and the values that they take."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import command, present
from lusha_cli.cli.options import choice
from lusha_cli.commands.filter_lookup import cache_list
from lusha_cli.context.app_context import World
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import Layout
from lusha_cli.output.layouts.v3 import FILTER_KINDS, FILTER_VALUES, SIGNAL_TYPES

CONTACT_FILTERS = ("departments", "seniority", "existingDataPoints", "countries", "locations")
COMPANY_FILTERS = (
    "names", "sizes", "revenues", "locations", "sics", "naics", "industriesLabels",
    "intentTopics", "technologies",
)  # fmt: skip
SIGNAL_FILTERS = ("newsEventTypes", "hiringByDepartments", "hiringByLocations", "intentCategories")


def add_list(app: typer.Typer, name: str, meaning: str, *, layout: Layout) -> None:
    """Register the command `name` of a list that is told whole."""
    endpoint = BY_NAME[name]

    def listed(world: World) -> Json:
        return world.call(endpoint)

    listed.__doc__ = meaning
    command(app, name.split()[-1], layout=layout, example=f"lusha {name} --sandbox")(listed)


def add_values(
    app: typer.Typer, name: str, meaning: str, *, kinds: tuple[str, ...], example: str
) -> None:
    """Register the command `name` of the values of one of `kinds`."""
    endpoint = BY_NAME[name]

    def values(
        world: World,
        filter_type: Annotated[
            str,
            typer.Argument(
                metavar="FILTER_TYPE", parser=choice(*kinds), help=f"One of: {', '.join(kinds)}."
            ),
        ],
        # The API calls it `query`; here that is the JMESPath of the output.
        text: Annotated[
            str | None,
            typer.Argument(metavar="[TEXT]", help="What to look for, where the list is long."),
        ] = None,
    ) -> Json:
        query = present({"query": text})
        answer = world.call(endpoint, query=query, path={"filterType": filter_type})
        if not query:
            cache_list(world, f"{name} {filter_type}", answer)
        return answer

    values.__doc__ = meaning
    full = f"lusha {name} {example} --sandbox"
    command(app, name.split()[-1], layout=FILTER_VALUES, example=full)(values)


def add_contact_lists(app: typer.Typer) -> None:
    """Register the lists of people."""
    add_list(
        app, "contacts signal-types", "List the types of signals of people.", layout=SIGNAL_TYPES
    )
    add_list(app, "contacts filters", "List the kinds of filters of people.", layout=FILTER_KINDS)
    add_values(
        app, "contacts filter-values", "List the values that a filter of people takes.",
        kinds=CONTACT_FILTERS, example="locations berlin",
    )  # fmt: skip


def add_company_lists(app: typer.Typer) -> None:
    """Register the lists of companies."""
    add_list(
        app, "companies signal-types", "List the types of signals of companies.",
        layout=SIGNAL_TYPES,
    )  # fmt: skip
    add_list(
        app, "companies signal-filters", "List the kinds of filters of companies' signals.",
        layout=FILTER_KINDS,
    )  # fmt: skip
    add_values(
        app, "companies signal-filter-values", "List the values that a filter of signals takes.",
        kinds=SIGNAL_FILTERS, example="newsEventTypes",
    )  # fmt: skip
    add_list(
        app, "companies filters", "List the kinds of filters of companies.", layout=FILTER_KINDS
    )
    add_values(
        app, "companies filter-values", "List the values that a filter of companies takes.",
        kinds=COMPANY_FILTERS, example="technologies sales",
    )  # fmt: skip
