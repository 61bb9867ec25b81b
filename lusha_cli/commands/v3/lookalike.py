"""`lusha contacts lookalike` and `lusha companies lookalike`."""

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.commands.identify import NAME_OPTIONS
from lusha_cli.commands.lookalike_command import (
    COMPANY_SEEDS,
    CONTACT_ID_SEED,
    EMAIL_SEED,
    ID_SEED,
    LINKEDIN_SEED,
    NAME_SEED,
    LookalikeSpec,
    add_lookalike,
)
from lusha_cli.output.layouts.v3 import LOOKALIKE_COMPANIES_LAYOUT, LOOKALIKE_CONTACTS_LAYOUT

_OWN = {"tableId": options.TableOpt}
# Min and max number of seeds in all (API reference, August 2026).
_BOUNDS = (5, 100)

CONTACTS = LookalikeSpec(
    BY_NAME["contacts lookalike"],
    "Find contacts similar to 5 to 100 seed contacts.",
    LOOKALIKE_CONTACTS_LAYOUT,
    (LINKEDIN_SEED, EMAIL_SEED, ID_SEED, CONTACT_ID_SEED, NAME_SEED),
    name_options=NAME_OPTIONS,
    own_options=_OWN,
    seed_bounds=_BOUNDS,
)
COMPANIES = LookalikeSpec(
    BY_NAME["companies lookalike"],
    "Find companies similar to 5 to 100 seed companies.",
    LOOKALIKE_COMPANIES_LAYOUT,
    COMPANY_SEEDS,
    own_options=_OWN,
    seed_bounds=_BOUNDS,
)


def add_contact_lookalike(app: typer.Typer) -> None:
    """Register `lusha contacts lookalike`."""
    ids = " ".join(f"--id {4_100_000_000 + 13 * number}" for number in range(5))
    example = f"lusha contacts lookalike {ids} --limit 5 --sandbox"
    add_lookalike(app, "lookalike", CONTACTS, example=example)


def add_company_lookalike(app: typer.Typer) -> None:
    """Register `lusha companies lookalike`."""
    names = "analytical-engines orchard-motors delta-systems willow-finance copper-optics".split()
    domains = " ".join(f"--domain {name}.example" for name in names)
    example = f"lusha companies lookalike {domains} --limit 5 --sandbox"
    add_lookalike(app, "lookalike", COMPANIES, example=example)
