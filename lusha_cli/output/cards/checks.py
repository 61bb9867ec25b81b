"""Draw the card of check results: a mark, the check, the result, how to fix it."""

from collections.abc import Sequence

from lusha_cli.json_types import Json
from lusha_cli.output.cards.card import Card, Styled
from lusha_cli.output.sanitize import can_encode
from lusha_cli.output.terminal import Terminal

_STYLES = {"passed": "green", "warned": "bold magenta", "failed": "bold red"}
_MARKS = {"passed": "✓", "warned": "!", "failed": "✗"}
_ASCII_MARKS = {"passed": "+", "warned": "!", "failed": "x"}


def checks_card(records: Sequence[Json], *, terminal: Terminal) -> str:
    """Return a row for each result, and below it the command that fixes a failed check."""
    card = Card(terminal)
    has_marks = can_encode("".join(_MARKS.values()), terminal.encoding)
    marks = _MARKS if has_marks else _ASCII_MARKS
    for record in records:
        state = record["state"]
        mark = Styled(f"{marks[state]} ", _STYLES[state])
        card.row(record["check"].replace("_", " "), record["message"], mark=mark)
        if record["fix"]:
            # Three spaces separate a command from its explanation.
            is_command = record["fix"].startswith("Run: ") and "   " not in record["fix"]
            card.row("", record["fix"], mark=Styled("  "), no_wrap=is_command)
    return card.draw()
