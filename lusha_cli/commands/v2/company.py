"""`lusha company`: look companies up, one or many."""

from typing import Any

from lusha_cli.api.endpoints import COMPANY_BULK, COMPANY_GET
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import CommandResult, command, drop_unset, group
from lusha_cli.cli.global_options import CACHED_FLAGS
from lusha_cli.commands.filter_lookup import SIGNAL_FILTER_OPTIONS, build_signal_filters
from lusha_cli.commands.identify import resolve_company
from lusha_cli.commands.match_notes import note_company
from lusha_cli.commands.no_match import no_match
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import read_company, read_error
from lusha_cli.output.layouts.v2 import COMPANY_BULK_LAYOUT, COMPANY_LAYOUT

app = group("Look up companies, one by one or from a file.")


def _no_match_hint(query: dict[str, Any]) -> str:
    if "domain" in query:
        return "Check the spelling, or try its name: lusha company get --name NAME"
    return "Check the spelling, or try its domain: lusha company get DOMAIN"


IDENTIFIER_OPTIONS: dict[str, Any] = {
    "domain": options.DomainOpt,
    "name": options.CompanyOpt,
    "id": options.CompanyIdOpt,
}


@command(
    app,
    "get",
    layout=COMPANY_LAYOUT,
    flags=CACHED_FLAGS,
    option_groups={"company": IDENTIFIER_OPTIONS},
    example="lusha company get analytical-engines.example --sandbox",
)
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


@command(
    app,
    "bulk",
    layout=COMPANY_BULK_LAYOUT,
    flags=CACHED_FLAGS,
    option_groups={**bulk_options.BULK_OPTION_GROUPS, "signal_filters": SIGNAL_FILTER_OPTIONS},
    example="lusha company bulk companies.csv --sandbox --out out.csv --yes",
)
def bulk(
    context: AppContext,
    source: bulk_options.InputArg = None,
    *,
    out: bulk_options.OutOpt = None,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    output_options: dict[str, Any],
    body: options.BodyOpt = None,
    signal: options.CompanySignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    signal_filters: dict[str, Any],
    partial_company: options.PartialCompanyOpt = None,
) -> Json:
    """Enrich a file of companies, or up to 100 in one request."""
    # Before the file is read: an unknown country must not surface in the middle of a run.
    filters = build_signal_filters(context, signal_filters)
    params = {
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "signalsFilters": {"include": filters} if filters else None,
        "partialCompany": partial_company,
    }
    params = drop_unset(params)
    # `company get` needs neither module, and starts faster without them.
    from lusha_cli.commands.batches import send_body
    from lusha_cli.commands.bulk.run import enrich

    if body is not None:
        return send_body(context, COMPANY_BULK, body, source, params)
    from lusha_cli.bulk.record_types import COMPANY as COMPANY_TYPE

    return enrich(
        context,
        COMPANY_TYPE,
        source,
        out=out,
        request_options=params,
        input_options=input_options,
        run_options=run_options,
        output_options=output_options,
    )
