"""The first ten minutes of a new user, captured on a terminal of 80 and of 120 columns.

After an intended change: pytest tests/output/test_newcomer.py -m "" --new-screens.
"""

import re
from collections.abc import Callable

import pytest

from tests.support.cli import ADA, Server
from tests.support.tmux import NEEDS_TMUX, Tmux

pytestmark = [NEEDS_TMUX, pytest.mark.slow]

WIDTHS = ("80", "120")
PEOPLE = f"{ADA}\\nnobody@nowhere.example\\n"
NO_KEY = {"LUSHA_API_KEY": ""}
NO_CREDITS = {"LUSHA_API_KEY": "sandbox-broke"}
SEARCH = 'lusha prospecting contact search --job-title "Director of Sales" --limit 3'
# Contact ids belong to one search.
_SEARCH_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# The step, the command line, and variables.
SESSION: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Run it", "lusha", NO_KEY),
    ("First lookup", f"lusha person get {ADA} --sandbox", NO_KEY),
    ("Search", f"{SEARCH} --sandbox", NO_KEY),
    ("Search to enrich",
     "lusha prospecting contact enrich --last 1,3 --reveal-emails --sandbox", NO_KEY),
    ("File from a pipe",
     f"printf '{PEOPLE}' | lusha person bulk - --sandbox --quiet | cut -d, -f1,2", NO_KEY),
    ("Typo in a field", f"lusha person get {ADA} --sandbox --fields emial", NO_KEY),
    ("Typo in a command", "lusha persn get", NO_KEY),
    ("The last result", "lusha last", NO_KEY),
    ("The last result of the sandbox", "lusha last --sandbox --fields data.fullName", NO_KEY),
    ("No key", f"lusha person get {ADA}", NO_KEY),
    ("Out of credits", f"lusha person get {ADA} --sandbox", NO_CREDITS),
)  # fmt: skip


def test_newcomer_session_is_unchanged(
    terminal: Tmux, serve: Callable[..., Server], assert_unchanged: Callable[[str, str], None]
) -> None:
    steps = [
        *SESSION,
        ("V2 is gone", f"lusha person get {ADA}", {"LUSHA_BASE_URL": serve(v2="gone").url}),
    ]
    seen: dict[str, list[str]] = {width: [] for width in WIDTHS}
    for title, line, env in steps:
        for width, screens in seen.items():
            # Two users: their runs of the same file would lock each other out.
            folders = {
                name: f"{terminal.env[name]}-{width}"
                for name in ("LUSHA_CONFIG_DIR", "LUSHA_STATE_DIR", "LUSHA_CACHE_DIR")
            }
            terminal.run([width], line, **folders, **env)
            screens.append(f"# {title}\n$ {line}\n{terminal.screen(width)}")
    for width, screens in seen.items():
        # Contact ids belong to one search.
        text = re.sub(
            r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", f"{'ID':36}", "\n".join(screens)
        )
        assert_unchanged(f"newcomer-{width}", text)
