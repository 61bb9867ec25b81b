"""Screens of a real terminal, compared with stored screens.

After an intended change: pytest tests/output/test_screens.py --new-screens, then review the diff.
"""

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.clock import SystemClock
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.server import make_server
from tests.support.cli import ADA, Server, StartScriptedServer
from tests.support.screen_responses import WIDE_COMPANY, WIDE_PEOPLE
from tests.support.scripted_server import ScriptedResponse
from tests.support.tmux import NEEDS_TMUX, WIDTHS, Tmux

FIVE = " ".join(f"--id 41000000{number:02}" for number in (0, 13, 26, 39, 52))
COMMANDS = (
    f"person get {ADA}",
    "company get analytical-engines.example",
    "prospecting contact search --department Sales --seniority vp --location Germany --limit 5",
    "companies prospecting --technology salesforce --size 1000- --limit 4",
    f"contacts lookalike {FIVE} --limit 5",
    f"contacts search {ADA} nobody@firm.example",
    "companies enrich 30000000 --reveal competitors",
    "companies signals 30000000 --signal-type surgeInHiring --start-date 2024-12-01 --yes",
    "contacts tables get 1 --owner you@firm.example",
    "account usage",
    "person get nomatch@magic.example",
    "person get",
    "person get control@magic.example",
    f"contacts search {ADA} --dry-run",
)

# Readable on dark and light: not yellow, white, cyan (light), blue or black (dark).
STYLES = {"1": "bold", "2": "dim", "7": "reverse", "31": "red", "32": "green", "35": "magenta"}

pytestmark = [NEEDS_TMUX, pytest.mark.slow]


def run_commands(terminal: Tmux, commands: tuple[str, ...], **env: str) -> dict[int, str]:
    """Run commands and return each screen."""
    seen: dict[int, list[str]] = {width: [] for width in WIDTHS}
    for command in commands:
        terminal.run([str(width) for width in WIDTHS], f"lusha {command}", **env)
        for width, screens in seen.items():
            # Which session is charged for shared results is random.
            screen = re.sub("Charged .*", "Charged …", terminal.screen(str(width)))
            screens.append(f"$ lusha {command}\n{without_times(screen)}")
    return {width: "\n".join(screens) for width, screens in seen.items()}


def without_times(screen: str) -> str:
    """Return a screen of `account usage` without what depends on the time of the test."""
    screen = re.sub(r"(?m)^(?:\{dim\})?(?:Renewal|Rate|Runs out) .*\n", "", screen)
    return re.sub(r"(Per (?:minute|hour|day) +(?:\{plain\})?).*", r"\1…", screen)


def test_screens_are_unchanged(
    terminal: Tmux, server: Server, assert_unchanged: Callable[[str, str], None]
) -> None:
    env = {"LUSHA_BASE_URL": server.url}
    created = "lusha contacts tables create First --id 4100000013 --owner you@firm.example"
    terminal.run(["80"], created, **env)
    for width, screens in run_commands(terminal, COMMANDS, **env).items():
        # Contact ids belong to one search.
        screens = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", f"{'ID':36}", screens)
        assert_unchanged(str(width), screens.replace(server.url, "http://127.0.0.1"))


def test_screens_align_wide_characters(
    terminal: Tmux, script: StartScriptedServer, assert_unchanged: Callable[[str, str], None]
) -> None:
    for name, command, body in (
        ("card", "company get firm.example", WIDE_COMPANY),
        ("table", "prospecting contact search --department Sales", WIDE_PEOPLE),
    ):
        content = json.dumps(body).encode()
        _, scripted = script(ScriptedResponse(200, content, {"Content-Type": "application/json"}))
        url = f"http://127.0.0.1:{scripted.port}"
        for width, screen in run_commands(terminal, (command,), LUSHA_BASE_URL=url).items():
            assert_unchanged(f"wide-{name}-{width}", screen)


def test_screens_colors_are_readable_on_dark_and_light(
    terminal: Tmux, server: Server, assert_unchanged: Callable[[str, str], None]
) -> None:
    env = {"LUSHA_BASE_URL": server.url}
    seen = []
    for command in (f"person get {ADA}", "account usage", "person get", "doctor"):
        terminal.run(["80"], f"lusha {command}", **env)
        screen = mark_colors(terminal.screen("80", colors=True))
        seen.append(f"$ lusha {command}\n{without_times(screen)}")
    assert_unchanged("colours", "\n".join(seen[:3]))
    for bare in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        terminal.run(["80"], f"lusha person get {ADA}", **env, **bare)
        assert "\x1b" not in terminal.screen("80", colors=True)


def mark_colors(screen: str) -> str:
    """Return a screen with colors as words in braces; fail on an unknown style."""
    text, style, shown = "", set[str](), set[str]()
    for part, codes in re.findall("([^\x1b]+)|\x1b\\[([0-9;]*)m", screen):
        for code in [] if part else (codes or "0").split(";"):
            if code in ("0", "39"):
                style -= set(STYLES.values()) if code == "0" else {"red", "green", "magenta"}
            elif code != "49":
                style.add(STYLES[code])
        if part and style != shown:
            text += "{" + " ".join(sorted(style) or ["plain"]) + "}"
            shown = set(style)
        text += part
    return text


def test_screens_bulk_run_shows_a_bar_and_ends_in_one_line(terminal: Tmux, tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "slow.db", clock=SystemClock(), options=Options(latency=0.4))
    server = make_server(sandbox, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    emails = "".join(f"{item['email']}\n" for item in sample_people(limit=250))
    (tmp_path / "leads.csv").write_text(f"email\n{emails}")
    url = f"http://127.0.0.1:{server.server_address[1]}"
    run = f"cd {tmp_path} && lusha person bulk leads.csv --out out.csv --jobs 1"
    ended = terminal.start("80", run, LUSHA_BASE_URL=url)
    requested = terminal.screen_with("80", r"\[y/N\]")
    assert "This may cost up to 1,510 credits. 100,000 credits left." in requested
    terminal.type("80", "y", "Enter")
    bar = terminal.screen_with("80", "100/250 rows").splitlines()[-1]
    assert re.fullmatch(
        r"━+╸?╺?━+ 100/250 rows, 100 matched, [\d,]+ credits, \d+/s, 0:\d\d left", bar
    )
    terminal.wait(ended)
    before, _, last = terminal.screen("80").partition("Continue? [y/N] y\n")
    assert before
    # One message, which is a little wider than the terminal.
    assert re.fullmatch(
        r"250 matched. Charged up to [\d,]+ credits, at least [\d,]+ left. Written to out.csv.",
        " ".join(last.split()),
    )
    server.shutdown()
    thread.join()
    server.server_close()
    sandbox.close()
