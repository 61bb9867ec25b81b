"""`lusha company`: look companies up, one or many."""

from typing import Any

import typer

from lusha_cli.api.endpoints import COMPANY_GET
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import CACHED_FLAGS
from lusha_cli.commands.identify import resolve_company
from lusha_cli.commands.match_notes import note_company
from lusha_cli.commands.no_match import no_match
from lusha_cli.commands.parts import Part, load_group
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import read_company, read_error
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT

PARTS = (
    Part("v2.company", "add_company_get", ("get",)),
    Part("v2.company_bulk", "add_company_bulk", ("bulk",)),
)


def _no_match_hint(query: dict[str, Any]) -> str:
    if "domain" in query:
        return "Check the spelling, or try its name: lusha company get --name NAME"
    return "Check the spelling, or try its domain: lusha company get DOMAIN"


IDENTIFIER_OPTIONS: dict[str, Any] = {
    "domain": options.DomainOpt,
    "name": options.CompanyOpt,
    "id": options.CompanyIdOpt,
}


def load(command: str = "") -> typer.Typer:
    """Return the group, or only the part of it that has the command."""
    return load_group("Look up companies, one by one or from a file.", PARTS, command)


def add_company_get(app: typer.Typer) -> None:
    """Add `company get`."""
    command(
        app,
        "get",
        layout=COMPANY_LAYOUT,
        flags=CACHED_FLAGS,
        option_groups={"company": IDENTIFIER_OPTIONS},
        example="lusha company get analytical-engines.example --sandbox",
    )(get)


def get(
    context: AppContext,
    who: options.CompanyArg = None,
    *,
    company: dict[str, Any],
    signal: options.CompanySignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    partial_company: options.PartialCompanyOpt = None,
) -> CommandResult:
    """Look up one company: size, industry, revenue and links."""
    identifiers = resolve_company(company, who)
    query = {
        "domain": identifiers["domain"],
        "company": identifiers["name"],
        "companyId": identifiers["id"],
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "partialCompany": partial_company,
    }
    query = drop_unset(query)
    if not {"domain", "company", "companyId"} & query.keys():
        raise UsageError(
            "No company is specified. Pass a domain, a name or a company ID.",
            hint="Run: lusha company get --help",
        )
    try:
        body = context.call(COMPANY_GET, query=query)
    except NoMatch as error:
        # Here, V2 answers 404 to an unknown company.
        raise no_match(context, hint=_no_match_hint(query), status=error.status) from error
    failure = _no_match(context, body, query)
    if failure is None:
        name, domain = query.get("company", ""), query.get("domain", "")
        note_company(context, name, domain, as_object(body).get("data"))
    return CommandResult(body, failure=failure)


def _no_match(context: AppContext, body: Json, query: dict[str, Any]) -> NoMatch | None:
    document = as_object(body)
    data = document.get("data")
    # "No match" is an HTTP 200 whose error is in one place or the other.
    error = read_error(document) or read_error(data)
    if error is None and read_company(data).name:
        return None
    return no_match(context, [error] if error else [], hint=_no_match_hint(query))
