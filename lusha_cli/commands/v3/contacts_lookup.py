"""`lusha contacts search`, `enrich` and `search-and-enrich`."""

from typing import Annotated

import typer

from lusha_cli.api.signal_types import CONTACT_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.global_options import CACHED_PEOPLE_FLAGS
from lusha_cli.cli.options import REVEAL_FIELD, SIGNALS, flag, open_choices, option, separated
from lusha_cli.commands.v3.items import (
    CONTACT_ITEM_OPTIONS,
    CONTACT_NOUNS,
    contact_items,
)
from lusha_cli.commands.v3.lookup import LookupCommand, LookupSpec, add_lookups
from lusha_cli.output.layouts.v3 import CONTACT_PREVIEWS_LAYOUT, CONTACTS_LAYOUT

WaterfallOpt = Annotated[bool | None, flag(
    "--waterfall-enabled/--no-waterfall-enabled --waterfall/--no-waterfall",
    "Also request data from your waterfall providers, which may cost more.",
)]  # fmt: skip

SignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *CONTACT_SIGNALS)),
    "Signal that the contacts must have (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
WaterfallRevealOpt = Annotated[list[str] | None, option(
    "--waterfall-reveal", separated(REVEAL_FIELD),
    "Data to request from your waterfall providers, at their prices (repeatable).",
)]  # fmt: skip

CONTACT_LOOKUPS = LookupSpec(
    "contacts",
    CONTACT_NOUNS,
    CONTACT_ITEM_OPTIONS,
    contact_items,
    signal=SignalOpt,
    search=LookupCommand(
        "Find contacts, and the data that can be revealed.",
        "ada.byrne@analytical-engines.example",
        CONTACT_PREVIEWS_LAYOUT,
    ),
    enrich=LookupCommand(
        "Reveal emails and phones for contacts from a search.",
        "4100000000 --reveal emails --no-waterfall",
        CONTACTS_LAYOUT,
    ),
    search_and_enrich=LookupCommand(
        "Find contacts and reveal their data in one step.\n\n"
        "Charges both the search and the revealed data.",
        "ada.byrne@analytical-engines.example",
        CONTACTS_LAYOUT,
    ),
    enrich_options={
        "reveal": options.RevealOpt,
        "waterfallEnabled": WaterfallOpt,
        "waterfallReveal": WaterfallRevealOpt,
    },
    reveal_options={"reveal": options.RevealOpt},
    flags=CACHED_PEOPLE_FLAGS,
)


def add_contact_lookups(app: typer.Typer) -> None:
    """Register `contacts search`, `contacts enrich` and `contacts search-and-enrich`."""
    add_lookups(app, CONTACT_LOOKUPS)
