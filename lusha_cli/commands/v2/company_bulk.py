"""`lusha company bulk`: enrich a file of companies."""

from typing import Any

import typer

from lusha_cli.api.endpoints import COMPANY_BULK
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import command, drop_unset
from lusha_cli.cli.global_options import CACHED_FLAGS
from lusha_cli.commands.batches import send_body
from lusha_cli.commands.filter_lookup import SIGNAL_FILTER_OPTIONS, build_signal_filters
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import COMPANY_BULK_LAYOUT


def add_company_bulk(app: typer.Typer) -> None:
    """Add `company bulk`."""
    command(
        app,
        "bulk",
        layout=COMPANY_BULK_LAYOUT,
        flags=CACHED_FLAGS,
        option_groups={**bulk_options.BULK_OPTION_GROUPS, "signal_filters": SIGNAL_FILTER_OPTIONS},
        example="lusha company bulk companies.csv --sandbox --out out.csv --yes",
    )(bulk)


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
    # The help doesn't need it.
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
