"""What every card shows of an item: its reference, what can be revealed, and its error."""

from lusha_cli.json_types import Json, as_object
from lusha_cli.models import ItemError, read_error
from lusha_cli.output.cards.card import Card, dim
from lusha_cli.output.cell_formats import display_text
from lusha_cli.output.layouts.shared_columns import HAS, REVEAL

# The names that the request gave its items, the most specific first.
REFERENCE_KEYS = ("clientReferenceId", "contactId", "sentId")
# What has a row of its own here, isn't about the person or company, or is an image.
NEVER_SHOWN = frozenset(
    {
        *REFERENCE_KEYS, "requestId", "billing", "isCreditCharged", "isSuccess", "isShown",
        "logoUrl", "error", "has", "canReveal",
    }
)  # fmt: skip


def add_data_points(card: Card, record: Json) -> None:
    """Add what is known of an item, and what it costs to reveal the rest."""
    card.column(record, HAS)
    card.column(record, REVEAL)


def add_item(card: Card, record: Json) -> None:
    """Add the reference of an item, and its error."""
    item = as_object(record)
    references = (display_text(item.get(key)) for key in REFERENCE_KEYS)
    card.row("Reference", dim(card.joined(*references)))
    if item.get("isSuccess") is False:
        card.row("Found", "no")
    if error := read_error(record):
        card.row("Error", error_text(error))


def error_text(error: ItemError) -> str:
    """Return the reason why an item has no data: `Nothing was found (NOT_FOUND)`."""
    message = error.message.rstrip(".")
    return message if error.name in message else f"{message} ({error.name})"
