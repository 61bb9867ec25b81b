"""`lusha filters`: the values that the filters of the searches take."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_empty, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import argument
from lusha_cli.commands.filter_lookup import cache_list
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v2 import (
    COMPANY_NAMES_LAYOUT,
    FILTER_VALUES_LAYOUT,
    INDUSTRIES_LAYOUT,
)

app = group("See the values that the filters of the searches take. Free.")
contacts_app = group("See the values of the filters of people.")
companies_app = group("See the values of the filters of companies.")
app.add_typer(contacts_app, name="contacts", help="See the values of the filters of people.")
app.add_typer(companies_app, name="companies", help="See the values of the filters of companies.")


def _list(
    app: typer.Typer, noun: str, name: str, summary: str, *, layout: Layout = FILTER_VALUES_LAYOUT
) -> None:
    """Register the command of a list that is shown whole."""
    endpoint = BY_NAME[f"filters {noun} {name}"]

    def list_values(context: AppContext) -> Json:
        response = context.call(endpoint)
        cache_list(context, endpoint.name, response)
        return response

    list_values.__doc__ = summary
    command(app, name, layout=layout, example=f"lusha {endpoint.name} --sandbox")(list_values)


def _search(
    app: typer.Typer,
    noun: str,
    name: str,
    summary: str,
    *,
    text: str,
    layout: Layout = FILTER_VALUES_LAYOUT,
) -> None:
    """Register the command of a list that is searched by text."""
    endpoint = BY_NAME[f"filters {noun} {name}"]

    def search_values(
        context: AppContext,
        text: Annotated[str | None, argument("TEXT", "What to look for.")] = None,
        *,
        body: options.BodyOpt = None,
    ) -> Json:
        request = merge_body(context, body, drop_empty({"text": text}))
        if "text" not in request:
            raise UsageError("TEXT is missing.", hint=f"Such as: lusha {endpoint.name} united")
        return context.call(endpoint, body=request)

    search_values.__doc__ = summary
    example = f"lusha {endpoint.name} {text} --sandbox"
    command(app, name, layout=layout, example=example)(search_values)


_list(contacts_app, "contacts", "departments", "List the departments.")
_list(contacts_app, "contacts", "seniority", "List the seniorities and their ids.")
_list(contacts_app, "contacts", "data-points", "List the kinds of contact data.")
_list(contacts_app, "contacts", "countries", "List the countries and their codes.")
_search(contacts_app, "contacts", "locations", "Find places of people.", text="berlin")
_search(
    companies_app, "companies", "names", "Find companies by name.", text="engines",
    layout=COMPANY_NAMES_LAYOUT,
)  # fmt: skip
_list(
    companies_app, "companies", "industries", "List the industries and their ids.",
    layout=INDUSTRIES_LAYOUT,
)  # fmt: skip
_list(companies_app, "companies", "sizes", "List the usual ranges of size.")
_list(companies_app, "companies", "revenues", "List the usual ranges of revenue, in dollars.")
_search(companies_app, "companies", "locations", "Find places of companies.", text="germany")
_list(companies_app, "companies", "sics", "List the SIC codes.")
_list(companies_app, "companies", "naics", "List the NAICS codes.")
_list(companies_app, "companies", "intent-topics", "List the topics of research.")
_search(companies_app, "companies", "technologies", "Find technologies.", text="sales")
