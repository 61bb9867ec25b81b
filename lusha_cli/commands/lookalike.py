"""`lusha lookalike`: people and companies that are like the ones you have."""

from lusha_cli.api.endpoints import LOOKALIKE_COMPANIES, LOOKALIKE_CONTACTS
from lusha_cli.command import group
from lusha_cli.commands.alike import (
    EMAIL,
    FIRMS,
    NAME,
    NUMBER,
    ONE_PERSON,
    PROFILE,
    Alike,
    add_alike,
)
from lusha_cli.show.columns import ALIKE_COMPANIES, ALIKE_CONTACTS

app = group("Find people and companies that are like the ones you have.")

CONTACTS = Alike(
    LOOKALIKE_CONTACTS,
    "Find people who are like the seeds.",
    ALIKE_CONTACTS,
    (PROFILE, EMAIL, NUMBER._replace(metavar="ID", meaning="Lusha's id"), NAME),
    one=ONE_PERSON,
)
COMPANIES = Alike(
    LOOKALIKE_COMPANIES, "Find companies that are like the seeds.", ALIKE_COMPANIES, FIRMS
)

add_alike(
    app, "contacts", CONTACTS,
    example="lusha lookalike contacts --email ada.byrne@analytical-engines.example "
    "--limit 5 --sandbox",
)  # fmt: skip
add_alike(
    app, "companies", COMPANIES,
    example="lusha lookalike companies --domain analytical-engines.example --limit 5 --sandbox",
)  # fmt: skip
