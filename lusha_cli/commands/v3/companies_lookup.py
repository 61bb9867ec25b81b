"""`lusha companies search`, `enrich` and `search-and-enrich`."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.signal_types import V3_COMPANY_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, present
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import choice
from lusha_cli.commands.v3.lookup import (
    IdOpt,
    IdsArg,
    IdsOpt,
    PartialOpt,
    ReferenceOpt,
    TableOpt,
    WhichArg,
    firms,
    ids_of,
    look_up,
    options_of,
    signals_of,
)
from lusha_cli.context.app_context import World
from lusha_cli.output.layouts.v3 import COMPANIES_LAYOUT

SEARCH = BY_NAME["companies search"]
ENRICH = BY_NAME["companies enrich"]
BOTH = BY_NAME["companies search-and-enrich"]
NOUNS = ("company", "companies")

REVEALS = (
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic",
)  # fmt: skip

NameOpt = Annotated[
    str | None, typer.Option("--name", "--company", metavar="NAME", help="Name of the company.")
]
SignalOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--signal",
        parser=choice(*V3_COMPANY_SIGNALS),
        metavar="SIGNAL",
        help="Only companies with this signal, such as allSignals or riskNews; repeatable.",
    ),
]
RevealOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--reveal",
        parser=choice(*REVEALS),
        metavar="FIELD",
        help=f"Tell this as well, which may cost a credit each; repeatable: {', '.join(REVEALS)}.",
    ),
]


def add_company_lookups(app: typer.Typer) -> None:
    """Register the lookups of companies."""
    command(
        app, "search", layout=COMPANIES_LAYOUT,
        example="lusha companies search analytical-engines.example --sandbox",
    )(search)  # fmt: skip
    command(
        app, "enrich", layout=COMPANIES_LAYOUT,
        example="lusha companies enrich 30000000 --reveal competitors --sandbox",
    )(enrich)  # fmt: skip
    command(
        app, "search-and-enrich", layout=COMPANIES_LAYOUT,
        example="lusha companies search-and-enrich analytical-engines.example --sandbox",
    )(search_and_enrich)  # fmt: skip


def search(
    world: World,
    which: WhichArg = None,
    *,
    id_: IdOpt = None,
    name: NameOpt = None,
    domain: options.DomainOpt = None,
    client_reference_id: ReferenceOpt = None,
    include_partial_profiles: PartialOpt = None,
    signal: SignalOpt = None,
    start_date: options.StartDateOpt = None,
    max_results_per_signal: options.MaxResultsOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find companies, and see what of them can be revealed."""
    named = {"clientReferenceId": client_reference_id, "id": id_, "name": name, "domain": domain}
    given = {
        **present({"companies": firms(which, named)}),
        **options_of(include_partial_profiles),
        **signals_of(signal, start_date, max_results_per_signal),
    }
    return look_up(world, SEARCH, body_of(world, body, given), nouns=NOUNS)


def enrich(
    world: World,
    ids: IdsArg = None,
    *,
    id_: IdsOpt = None,
    reveal: RevealOpt = None,
    table_id: TableOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Get all that is known of companies that a search found."""
    given = present({"ids": ids_of(world, ids, id_), "reveal": reveal, "tableId": table_id})
    return look_up(world, ENRICH, body_of(world, body, given), nouns=NOUNS)


def search_and_enrich(
    world: World,
    which: WhichArg = None,
    *,
    id_: IdOpt = None,
    name: NameOpt = None,
    domain: options.DomainOpt = None,
    client_reference_id: ReferenceOpt = None,
    include_partial_profiles: PartialOpt = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Find companies and get all that is known of them at once."""
    named = {"clientReferenceId": client_reference_id, "id": id_, "name": name, "domain": domain}
    given = {
        **present({"companies": firms(which, named)}),
        **options_of(include_partial_profiles),
    }
    return look_up(world, BOTH, body_of(world, body, given), nouns=NOUNS)
