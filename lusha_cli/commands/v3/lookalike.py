"""`lusha contacts lookalike` and `lusha companies lookalike`."""

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.commands.lookalike_command import (
    EMAIL,
    FIRMS,
    ID,
    NAME,
    NUMBER,
    ONE_PERSON,
    PROFILE,
    Alike,
    add_alike,
)
from lusha_cli.commands.v3.lookup import TableOpt
from lusha_cli.output.layouts.v3 import LOOKALIKE_COMPANIES_LAYOUT, LOOKALIKE_CONTACTS_LAYOUT

_OWN = {"tableId": TableOpt}
# How few and how many seeds there may be in all (API reference, August 2026).
_BOUNDS = (5, 100)

CONTACTS = Alike(
    BY_NAME["contacts lookalike"],
    "Find people who are like 5 to 100 seeds.",
    LOOKALIKE_CONTACTS_LAYOUT,
    (PROFILE, EMAIL, ID, NUMBER, NAME),
    one=ONE_PERSON,
    own=_OWN,
    bounds=_BOUNDS,
)
COMPANIES = Alike(
    BY_NAME["companies lookalike"],
    "Find companies that are like 5 to 100 seeds.",
    LOOKALIKE_COMPANIES_LAYOUT,
    FIRMS,
    own=_OWN,
    bounds=_BOUNDS,
)


def add_contact_lookalike(app: typer.Typer) -> None:
    """Register the search for people who are like others."""
    ids = " ".join(f"--id {4_100_000_000 + 13 * number}" for number in range(5))
    example = f"lusha contacts lookalike {ids} --limit 5 --sandbox"
    add_alike(app, "lookalike", CONTACTS, example=example)


def add_company_lookalike(app: typer.Typer) -> None:
    """Register the search for companies that are like others."""
    names = "analytical-engines orchard-motors delta-systems willow-finance copper-optics".split()
    domains = " ".join(f"--domain {name}.example" for name in names)
    example = f"lusha companies lookalike {domains} --limit 5 --sandbox"
    add_alike(app, "lookalike", COMPANIES, example=example)
