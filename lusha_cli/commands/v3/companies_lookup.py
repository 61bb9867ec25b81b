"""`lusha companies search`, `enrich` and `search-and-enrich`."""

from typing import Annotated

import typer

from lusha_cli.api.signal_types import V3_COMPANY_SIGNALS
from lusha_cli.cli.options import SIGNALS, open_choices, option, separated
from lusha_cli.commands.v3.items import (
    COMPANY_ITEM_OPTIONS,
    COMPANY_NOUNS,
    company_items,
)
from lusha_cli.commands.v3.lookup import LookupCommand, LookupSpec, add_lookups
from lusha_cli.output.layouts.v3 import COMPANIES_LAYOUT, ENRICHED_COMPANIES_LAYOUT

REVEALS = (
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic", "directParent", "ultimateParent",
    "openJobsTotal", "openJobsByDepartment", "openJobsByLocation", "openJobsBySeniority",
)  # fmt: skip

SignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *V3_COMPANY_SIGNALS, metavar="SIGNAL")),
    "Signal that the companies must have, such as allSignals or riskNews (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
RevealOpt = Annotated[list[str] | None, option(
    "--reveal", separated(open_choices("reveal field", *REVEALS, metavar="FIELD")),
    f"More data to reveal, up to 1 credit each (repeatable): {', '.join(REVEALS)}.",
)]  # fmt: skip

COMPANY_LOOKUPS = LookupSpec(
    "companies",
    COMPANY_NOUNS,
    COMPANY_ITEM_OPTIONS,
    company_items,
    signal=SignalOpt,
    search=LookupCommand(
        "Find companies, and the data that can be revealed.",
        "analytical-engines.example",
        COMPANIES_LAYOUT,
    ),
    enrich=LookupCommand(
        "Get the full data of companies from a search.",
        "30000000 --reveal competitors",
        ENRICHED_COMPANIES_LAYOUT,
    ),
    search_and_enrich=LookupCommand(
        "Find companies and get their full data in one step.",
        "analytical-engines.example",
        ENRICHED_COMPANIES_LAYOUT,
    ),
    enrich_options={"reveal": RevealOpt},
    reveal_options={"reveal": RevealOpt},
)


def add_company_lookups(app: typer.Typer) -> None:
    """Register `companies search`, `companies enrich` and `companies search-and-enrich`."""
    add_lookups(app, COMPANY_LOOKUPS)
