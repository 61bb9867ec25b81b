"""What every command shows on a terminal of any width."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.output import render
from lusha_cli.output.layouts.layout import Layout
from tests.support.cli import ADA, Lusha
from tests.support.examples import EXAMPLES, create_example_subscription, create_example_table
from tests.support.lines import check_line_widths
from tests.support.webhook_receiver import Receiver

pytestmark = [pytest.mark.with_yes, pytest.mark.slow]

LOCAL = ("doctor", "runs list", "runs show", "config list", "privacy check", "sandbox status")
SHOWN = [*(row.name for row in ENDPOINTS if not row.name.endswith(" bulk")), *LOCAL]
WIDTHS = (60, 80, 200)
UNUSUAL_TEXTS = (
    "株式会社北京" * 4,
    "חברת הנדסה בע״מ " * 3,
    "👩‍👩‍👧 👨‍👩‍👧‍👦 🇩🇪🇫🇷 ❤️ " * 3,
    "x" * 2000,
    "many words of text " * 105,
    "https://firm.example/" + "path/" * 395,
    "\x1b[31mred\x1b[0m \x07 \u202eright-to-left [bold]\t\r\n\x9b2J",
)

Rendered = tuple[Any, Layout]


@pytest.mark.parametrize("name", SHOWN)
def test_result_is_complete_at_any_width(
    name: str,
    lusha: Lusha,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    body, layout = example_response(name, lusha, receive, monkeypatch)
    for width in WIDTHS:
        text = draw(body, layout, width)
        assert text.strip()
        check_lines(text, width)
        if layout.columns:
            check_columns(text.splitlines())
    if not has_commands(layout):
        few = first_records(body)
        for number, hard in enumerate(UNUSUAL_TEXTS):
            width = WIDTHS[number % len(WIDTHS)]
            check_lines(draw(replace_texts(few, hard), layout, width), width)


def example_response(
    name: str, lusha: Lusha, receive: Callable[[], Receiver], monkeypatch: pytest.MonkeyPatch
) -> Rendered:
    """Return the response of a command's example, and its layout."""
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    if name.startswith("runs"):
        lusha("person", "bulk", "leads.csv", "--yes")
    if name.startswith("privacy"):
        lusha("privacy", "suppress", "ada@firm.example")
    create_example_table(lusha, name)
    subscription = create_example_subscription(lusha, name, receive)
    *first, last = EXAMPLES[name].split(" | ")
    piped = b"".join(lusha(*shlex.split(line)[1:]).out.encode() for line in first)
    run = lusha("runs", "list").json[0]["id"] if name == "runs show" else ""
    arguments = [{"ID": subscription, "RUN": run}.get(w, w) for w in shlex.split(last)[1:]]
    caught: list[Rendered] = []

    def catch(value: Any, *, layout: Layout, **_: Any) -> list[str]:
        caught.append((value, layout))
        return []

    with monkeypatch.context() as patch:
        patch.setattr(render, "render", catch)
        lusha(*[word for word in arguments if word != "--json"], stdin=piped, terminal=True)
    return caught[0]


def draw(body: Any, layout: Layout, width: int) -> str:
    """Return the rendered response; assert that colors and links change nothing else."""
    texts: list[str] = []
    for has in (False, True):
        terminal = render.Terminal(width, color=has, encoding="utf-8", links=has)
        render.render(body, layout=layout, output="table", write=texts.append, terminal=terminal)
    plain, fancy = texts
    unlinked = re.sub("\x1b]8;[^\x1b]*\x1b\\\\", "", fancy)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", unlinked).splitlines()
    assert [line.rstrip() for line in lines] == plain.splitlines()
    return plain


def has_commands(layout: Layout) -> bool:
    """Return whether the text has commands, which are never wrap_message."""
    return any(field.no_wrap for field in layout.fields) or layout.card == "checks"


def check_lines(text: str, width: int) -> None:
    check_line_widths(text, width)
    for line in text.splitlines():
        assert line.isprintable() or re.search("[\u200d\ufe0f]", line), line
        assert line == line.rstrip()


def check_columns(lines: list[str]) -> None:
    """Assert that every table header has text below it."""
    for number, line in enumerate(lines):
        if not re.fullmatch("─+(  ─+)*", line):
            continue
        end = lines.index("", number) if "" in lines[number:] else len(lines)
        for column in re.finditer("─+", line):
            cells = [row[column.start() : column.end()] for row in lines[number + 1 : end]]
            assert any(cell.strip() for cell in cells), lines[number - 1]


def first_records(value: Any) -> Any:
    """Return a response with only its first two records, to render it quickly."""
    if isinstance(value, dict):
        return {key: first_records(inner) for key, inner in list(value.items())[:40]}
    return [first_records(inner) for inner in value[:2]] if isinstance(value, list) else value


def replace_texts(value: Any, text: str) -> Any:
    """Return a response in which every text is the given one."""
    if isinstance(value, dict):
        return {key: replace_texts(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [replace_texts(inner, text) for inner in value]
    return text if isinstance(value, str) else value
