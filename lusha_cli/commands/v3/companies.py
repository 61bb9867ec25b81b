"""`lusha companies`: the V3 operations on companies."""

import typer

from lusha_cli.commands.parts import Part, load_group

PARTS = (
    Part("v3.companies_lookup", "add_company_lookups", ("search", "enrich", "search-and-enrich")),
    Part("v3.prospecting", "add_company_prospecting", ("prospecting",)),
    Part("v3.lookalike", "add_company_lookalike", ("lookalike",)),
    Part(
        "v3.recommendations", "add_company_recommendations",
        ("recommendations", "recommendation-filters"),
    ),
    Part("v3.signals", "add_company_signals", ("signals", "signal-score")),
    Part("v3.icp", "add_company_fit_scores", ("icp-fit-score",)),
    Part("v3.website_visits", "add_website_visits", ("website-visits",)),
    Part("v3.table_groups", "add_company_tables", ("tables",)),
    Part(
        "v3.filter_values", "add_company_filter_values",
        ("signal-types", "signal-filters", "signal-filter-values", "filters", "filter-values"),
    ),
)  # fmt: skip


def load(command: str = "") -> typer.Typer:
    """Return the group, or only the part of it that has the command."""
    return load_group("Call the V3 operations on companies.", PARTS, command)
