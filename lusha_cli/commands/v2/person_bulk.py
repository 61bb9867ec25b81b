"""`lusha person bulk`: enrich a file of people."""

from typing import Any

import typer

from lusha_cli.api.endpoints import PERSON_BULK
from lusha_cli.cli import bulk_options, options
from lusha_cli.cli.command import command
from lusha_cli.cli.global_options import CACHED_PEOPLE_FLAGS
from lusha_cli.commands.batches import send_body
from lusha_cli.commands.bulk.person_options import person_run
from lusha_cli.commands.v2.person import ENRICHMENT_OPTIONS
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import PERSON_BULK_LAYOUT


def add_person_bulk(app: typer.Typer) -> None:
    """Add `person bulk`."""
    command(
        app,
        "bulk",
        layout=PERSON_BULK_LAYOUT,
        flags=CACHED_PEOPLE_FLAGS,
        option_groups={
            **bulk_options.BULK_OPTION_GROUPS,
            "search_first_options": bulk_options.SEARCH_FIRST_OPTIONS,
            "enrichment": ENRICHMENT_OPTIONS,
        },
        example="lusha person bulk leads.csv --sandbox --out out.csv --yes",
    )(bulk)


def bulk(
    context: AppContext,
    source: bulk_options.InputArg = None,
    *,
    out: bulk_options.OutOpt = None,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    output_options: dict[str, Any],
    search_first_options: dict[str, Any],
    body: options.BodyOpt = None,
    enrichment: dict[str, Any],
) -> Json:
    """Enrich a file of people, or up to 100 in one request."""
    # The help doesn't need it.
    from lusha_cli.commands.bulk.run import enrich

    record_type, metadata = person_run(context, enrichment, search_first_options, body)
    if body is not None:
        return send_body(context, PERSON_BULK, body, source, {"metadata": metadata})
    return enrich(
        context,
        record_type,
        source,
        out=out,
        request_options=metadata,
        input_options=input_options,
        run_options=run_options,
        output_options=output_options,
    )
