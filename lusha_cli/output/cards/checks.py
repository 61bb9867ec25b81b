"""The findings of a check-up: a mark, what was looked at, what was found, how to mend it."""

from collections.abc import Sequence

from lusha_cli.json_types import Json
from lusha_cli.output.cards.card import Card, Styled
from lusha_cli.output.sanitize import can_encode
from lusha_cli.output.terminal import Screen

_STYLES = {"passed": "green", "warned": "bold magenta", "failed": "bold red"}
_MARKS = {"passed": "✓", "warned": "!", "failed": "✗"}
_PLAIN = {"passed": "+", "warned": "!", "failed": "x"}


def checks_card(records: Sequence[Json], *, screen: Screen) -> str:
    """A row for each finding, and below it what to type where something is to be mended."""
    card = Card(screen)
    marks = _MARKS if can_encode("".join(_MARKS.values()), screen.encoding) else _PLAIN
    for record in records:
        state = record["state"]
        mark = Styled(f"{marks[state]} ", _STYLES[state])
        card.row(record["check"], record["message"], mark=mark)
        if record["fix"]:
            # Three spaces stand between a command and what is said of it.
            is_command = record["fix"].startswith("Run: ") and "   " not in record["fix"]
            card.row("", record["fix"], mark=Styled("  "), is_whole=is_command)
    return card.draw()
