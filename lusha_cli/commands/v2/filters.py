"""`lusha filters`: the values that the filters of the searches take."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_unset, group
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import argument
from lusha_cli.commands.list_cache import cache_list
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.v2 import (
    COMPANY_NAMES_LAYOUT,
    FILTER_VALUES_LAYOUT,
    INDUSTRIES_LAYOUT,
)

app = group("List the values that search filters accept. Free.")
contacts_app = group("List the values of filters on contacts.")
companies_app = group("List the values of filters on companies.")
app.add_typer(contacts_app, name="contacts", help="List the values of filters on contacts.")
app.add_typer(companies_app, name="companies", help="List the values of filters on companies.")


def _add_list(app: typer.Typer, path: str, summary: str, layout: Layout) -> None:
    """Register the command of a list that is shown whole."""
    endpoint = BY_NAME[path]

    def list_values(context: AppContext) -> Json:
        response = context.call(endpoint)
        # Searches check their values against it, and shells complete from it.
        cache_list(context, endpoint.name, response)
        return response

    name, example = path.rpartition(" ")[2], f"lusha {path} --sandbox"
    command(app, name, layout=layout, summary=summary, example=example)(list_values)


def _add_search(
    app: typer.Typer, path: str, summary: str, layout: Layout, example_text: str
) -> None:
    """Register the command of a list that is searched by text."""
    endpoint = BY_NAME[path]

    def search_values(
        context: AppContext,
        text: Annotated[str | None, argument("TEXT", "Text to search for.")] = None,
        *,
        body: options.BodyOpt = None,
    ) -> Json:
        request = merge_body(context, body, drop_unset({"text": text}))
        if body is None and text is None:
            raise UsageError("TEXT is missing.", hint=f"For example: lusha {endpoint.name} united")
        # Not cached: the matches of one text are not the whole list.
        return context.call(endpoint, body=request)

    name, example = path.rpartition(" ")[2], f"lusha {path} {example_text} --sandbox"
    command(app, name, layout=layout, summary=summary, example=example)(search_values)


# Name, summary, layout, and for a list that is searched: the text of the example.
_CONTACT_LISTS = (
    ("departments", "List the departments.", FILTER_VALUES_LAYOUT, ""),
    ("seniority", "List the seniorities and their IDs.", FILTER_VALUES_LAYOUT, ""),
    ("data-points", "List the types of contact data.", FILTER_VALUES_LAYOUT, ""),
    ("countries", "List the countries and their codes.", FILTER_VALUES_LAYOUT, ""),
    ("locations", "Search for locations of contacts.", FILTER_VALUES_LAYOUT, "berlin"),
)
_COMPANY_LISTS = (
    ("names", "Search for companies by name.", COMPANY_NAMES_LAYOUT, "engines"),
    ("industries", "List the industries and their IDs.", INDUSTRIES_LAYOUT, ""),
    ("sizes", "List the company size ranges.", FILTER_VALUES_LAYOUT, ""),
    ("revenues", "List the revenue ranges in US dollars.", FILTER_VALUES_LAYOUT, ""),
    ("locations", "Search for locations of companies.", FILTER_VALUES_LAYOUT, "germany"),
    ("sics", "List the SIC codes.", FILTER_VALUES_LAYOUT, ""),
    ("naics", "List the NAICS codes.", FILTER_VALUES_LAYOUT, ""),
    ("intent-topics", "List the intent topics.", FILTER_VALUES_LAYOUT, ""),
    ("technologies", "Search for technologies.", FILTER_VALUES_LAYOUT, "sales"),
)
for _app, _entity, _lists in (
    (contacts_app, "contacts", _CONTACT_LISTS),
    (companies_app, "companies", _COMPANY_LISTS),
):
    for _name, _summary, _layout, _text in _lists:
        # Lists of places, names and technologies are too long for the API to return whole.
        if _text:
            _add_search(_app, f"filters {_entity} {_name}", _summary, _layout, _text)
        else:
            _add_list(_app, f"filters {_entity} {_name}", _summary, _layout)
