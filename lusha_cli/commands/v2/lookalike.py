"""`lusha lookalike`: people and companies that are like the ones you have."""

from lusha_cli.api.endpoints import LOOKALIKE_COMPANIES, LOOKALIKE_CONTACTS
from lusha_cli.cli.command import group
from lusha_cli.cli.options import NUMBER_ID, separated
from lusha_cli.commands.identify import NAME_OPTIONS
from lusha_cli.commands.lookalike_command import (
    COMPANY_SEEDS,
    CONTACT_ID_SEED,
    EMAIL_SEED,
    LINKEDIN_SEED,
    NAME_SEED,
    LookalikeSpec,
    add_lookalike,
)
from lusha_cli.output.layouts.v2 import LOOKALIKE_COMPANIES_LAYOUT, LOOKALIKE_CONTACTS_LAYOUT

app = group("Find contacts and companies similar to the ones you have.")

CONTACTS = LookalikeSpec(
    LOOKALIKE_CONTACTS,
    "Find contacts similar to seed contacts.",
    LOOKALIKE_CONTACTS_LAYOUT,
    (
        LINKEDIN_SEED,
        EMAIL_SEED,
        CONTACT_ID_SEED._replace(value=separated(NUMBER_ID), meaning="Lusha's ID"),
        NAME_SEED,
    ),
    name_options=NAME_OPTIONS,
)
COMPANIES = LookalikeSpec(
    LOOKALIKE_COMPANIES,
    "Find companies similar to seed companies.",
    LOOKALIKE_COMPANIES_LAYOUT,
    COMPANY_SEEDS,
)

# As many seeds as V3 requires.
_IDS = " ".join(f"--contact-id {4_100_000_000 + 13 * number}" for number in range(5))
_NAMES = ("analytical-engines", "orchard-motors", "delta-systems", "copper-optics", "copper-foods")
_DOMAINS = " ".join(f"--domain {name}.example" for name in _NAMES)

add_lookalike(
    app, "contacts", CONTACTS, example=f"lusha lookalike contacts {_IDS} --limit 5 --sandbox"
)
add_lookalike(
    app, "companies", COMPANIES,
    example=f"lusha lookalike companies {_DOMAINS} --limit 5 --sandbox",
)  # fmt: skip
