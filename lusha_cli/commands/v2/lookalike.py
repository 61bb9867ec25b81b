"""`lusha lookalike`: people and companies that are like the ones you have."""

from lusha_cli.api.endpoints import LOOKALIKE_COMPANIES, LOOKALIKE_CONTACTS
from lusha_cli.cli.command import group
from lusha_cli.commands.lookalike_command import (
    EMAIL,
    FIRMS,
    NAME,
    NUMBER,
    ONE_PERSON,
    PROFILE,
    Alike,
    add_alike,
)
from lusha_cli.output.layouts.v2 import LOOKALIKE_COMPANIES_LAYOUT, LOOKALIKE_CONTACTS_LAYOUT

app = group("Find people and companies that are like the ones you have.")

CONTACTS = Alike(
    LOOKALIKE_CONTACTS,
    "Find people who are like the seeds.",
    LOOKALIKE_CONTACTS_LAYOUT,
    (PROFILE, EMAIL, NUMBER._replace(metavar="ID", meaning="Lusha's id"), NAME),
    one=ONE_PERSON,
)
COMPANIES = Alike(
    LOOKALIKE_COMPANIES,
    "Find companies that are like the seeds.",
    LOOKALIKE_COMPANIES_LAYOUT,
    FIRMS,
)

# As many seeds as V3 wants, too.
_IDS = " ".join(f"--contact-id {4_100_000_000 + 13 * number}" for number in range(5))
_NAMES = ("analytical-engines", "orchard-motors", "delta-systems", "copper-optics", "copper-foods")
_DOMAINS = " ".join(f"--domain {name}.example" for name in _NAMES)

add_alike(app, "contacts", CONTACTS, example=f"lusha lookalike contacts {_IDS} --limit 5 --sandbox")
add_alike(
    app, "companies", COMPANIES,
    example=f"lusha lookalike companies {_DOMAINS} --limit 5 --sandbox",
)  # fmt: skip
