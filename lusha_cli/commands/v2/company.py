"""`lusha company`: look companies up, one or many."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import COMPANY_BULK, COMPANY_GET
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import Reply, command, group, present
from lusha_cli.commands.filter_lookup import sub_filters
from lusha_cli.commands.identify import company_meant
from lusha_cli.context.app_context import World
from lusha_cli.errors import NoMatch, UsageError
from lusha_cli.json_types import Json
from lusha_cli.models import read_company, read_error
from lusha_cli.output.layouts.v2 import COMPANIES, COMPANY

app = group("Look companies up and enrich files of them.")


@command(
    app,
    "get",
    layout=COMPANY,
    example="lusha company get analytical-engines.example --sandbox",
)
def get(
    world: World,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="Domain, name or company id.")
    ] = None,
    *,
    domain: options.DomainOpt = None,
    company: options.CompanyOpt = None,
    company_id: options.CompanyIdOpt = None,
    signal: options.CompanySignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    partial_company: options.PartialCompanyOpt = None,
) -> Reply:
    """Look up one company: size, industry, revenue, place and links."""
    query = {
        "domain": domain,
        "company": company,
        "companyId": company_id,
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "partialCompany": partial_company,
    }
    given = present(company_meant(query, who))
    if not {"domain", "company", "companyId"} & set(given):
        raise UsageError(
            "No company is named. A company is named by a domain, a name or a company id.",
            hint="Run: lusha company get --help",
        )
    body = world.call(COMPANY_GET, query=given)
    return Reply(body, failure=_no_match(body))


def _no_match(body: Json) -> NoMatch | None:
    holder = body if isinstance(body, dict) else {}
    data = holder.get("data")
    error = read_error(holder) or read_error(data)
    if error is None and read_company(data).name:
        return None
    hint = "Nothing was charged. Try its domain: lusha company get DOMAIN"
    return NoMatch(f"No match: {error.message.rstrip('.')}." if error else "No match.", hint=hint)


@command(
    app,
    "bulk",
    layout=COMPANIES,
    bundles={
        "input_options": bulk_options.INPUT_OPTIONS,
        "run_options": bulk_options.RUN_OPTIONS,
        "output_options": bulk_options.OUTPUT_OPTIONS,
    },
    example="lusha company bulk firms.csv --sandbox --out out.csv --yes",
)
def bulk(
    world: World,
    source: bulk_options.InputArg = None,
    *,
    out: bulk_options.OutOpt = None,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    output_options: dict[str, Any],
    body: options.BodyOpt = None,
    signal: options.CompanySignalOpt = None,
    signals_start_date: options.SignalsStartOpt = None,
    news_event_type: options.NewsEventTypeOpt = None,
    hiring_by_department: options.HiringDepartmentOpt = None,
    hiring_by_location: options.HiringLocationOpt = None,
    partial_company: options.PartialCompanyOpt = None,
) -> Json:
    """Enrich a file of companies, or send one request of up to 100."""
    only = sub_filters(world, news_event_type, hiring_by_department, hiring_by_location)
    given: dict[str, Any] = {
        "signals": signal,
        "signalsStartDate": signals_start_date,
        "signalsFilters": {"include": only} if only else None,
        "partialCompany": partial_company,
    }
    wanted = present(given)
    from lusha_cli.commands.batches import send_body
    from lusha_cli.commands.bulk.run import enrich

    if body is not None:
        return send_body(world, COMPANY_BULK, body, source, wanted)
    from lusha_cli.bulk.record_types import COMPANY as COMPANY_TYPE

    return enrich(
        world,
        COMPANY_TYPE,
        source,
        out=out,
        request_options=wanted,
        input_options=input_options,
        run_options=run_options,
        output_options=output_options,
    )
