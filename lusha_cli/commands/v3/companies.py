"""`lusha companies`: the V3 operations on companies."""

import typer

from lusha_cli.commands.v3.parts import Part, load_group

PARTS = (
    Part("companies_lookup", "add_company_lookups", ("search", "enrich", "search-and-enrich")),
    Part("prospecting", "add_company_prospecting", ("prospecting",)),
    Part("lookalike", "add_company_lookalike", ("lookalike",)),
    Part(
        "recommendations", "add_company_recommendations",
        ("recommendations", "recommendation-filters"),
    ),
    Part("signals", "add_company_signals", ("signals", "signal-score")),
    Part("icp", "add_company_fit_scores", ("icp-fit-score",)),
    Part("website_visits", "add_website_visits", ("website-visits",)),
    Part("table_groups", "add_company_tables", ("tables",)),
    Part(
        "filter_values", "add_company_filter_values",
        ("signal-types", "signal-filters", "signal-filter-values", "filters", "filter-values"),
    ),
)  # fmt: skip


def load(command: str = "") -> typer.Typer:
    """Return the group, or only the part of it that has the command."""
    return load_group("Call the V3 operations on companies.", PARTS, command)
