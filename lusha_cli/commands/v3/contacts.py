"""`lusha contacts`: the V3 operations on contacts."""

import typer

from lusha_cli.commands.parts import Part, load_group

PARTS = (
    Part("v3.contacts_lookup", "add_contact_lookups", ("search", "enrich", "search-and-enrich")),
    Part("v3.contact_jobs", "add_contact_jobs", ("job",)),
    Part("v3.prospecting", "add_contact_prospecting", ("prospecting",)),
    Part("v3.lookalike", "add_contact_lookalike", ("lookalike",)),
    Part(
        "v3.recommendations", "add_contact_recommendations",
        ("recommendations", "recommendation-filters"),
    ),
    Part("v3.signals", "add_contact_signals", ("signals", "signal-score", "buying-group")),
    Part("v3.icp", "add_contact_fit_scores", ("icp-fit-score",)),
    Part("v3.table_groups", "add_contact_tables", ("tables",)),
    Part(
        "v3.filter_values", "add_contact_filter_values",
        ("signal-types", "filters", "filter-values"),
    ),
)  # fmt: skip


def load(command: str = "") -> typer.Typer:
    """Return the group, or only the part of it that has the command."""
    return load_group("Call the V3 operations on contacts.", PARTS, command)
