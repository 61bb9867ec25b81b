"""What every command shows on a terminal, however wide: whole, aligned, inert."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from test_examples import EXAMPLES, _with_a_subscription, _with_a_table

from conftest import ADA, Lusha
from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.output import render
from lusha_cli.output.layouts.layout import Layout
from receiver import Receiver

LOCAL = ("doctor", "runs list", "runs show", "config list", "privacy check", "sandbox status")
SHOWN = [*(row.name for row in ENDPOINTS if not row.name.endswith(" bulk")), *LOCAL]
WIDTHS = (60, 80, 200)
HARD = (
    "株式会社北京" * 4,
    "חברת הנדסה בע״מ " * 3,
    "👩‍👩‍👧 👨‍👩‍👧‍👦 🇩🇪🇫🇷 ❤️ " * 3,
    "x" * 2000,
    "many words of text " * 105,
    "https://firm.example/" + "path/" * 395,
    "\x1b[31mred\x1b[0m \x07 \u202eright-to-left [bold]\t\r\n\x9b2J",
)

Shown = tuple[Any, Layout]


@pytest.mark.parametrize("name", SHOWN)
def test_an_answer_is_shown_whole_at_any_width(
    name: str,
    lusha: Lusha,
    receive: Callable[[], Receiver],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    body, layout = _answer(name, lusha, receive, monkeypatch)
    for width in WIDTHS:
        text = _drawn(body, layout, width)
        assert text.strip()
        _check_lines(text, width, layout)
        if layout.columns:
            _check_columns(text.splitlines())
    if not _has_commands(layout):
        few = _first(body)
        for number, hard in enumerate(HARD):
            width = WIDTHS[number % len(WIDTHS)]
            _check_lines(_drawn(_with(few, hard), layout, width), width, layout)


def _answer(
    name: str, lusha: Lusha, receive: Callable[[], Receiver], monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """The answer of a command's example, and how it is laid out."""
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    if name.startswith("runs"):
        lusha("person", "bulk", "leads.csv", "--yes")
    if name.startswith("privacy"):
        lusha("privacy", "suppress", "ada@firm.example")
    _with_a_table(lusha, name)
    subscription = _with_a_subscription(lusha, name, receive)
    *first, last = EXAMPLES[name].split(" | ")
    piped = b"".join(lusha(*shlex.split(line)[1:]).out.encode() for line in first)
    run = lusha("runs", "list").json[0]["id"] if name == "runs show" else ""
    words = [{"ID": subscription, "RUN": run}.get(w, w) for w in shlex.split(last)[1:]]
    caught: list[Shown] = []

    def catch(value: Any, *, layout: Layout, **_: Any) -> list[str]:
        caught.append((value, layout))
        return []

    with monkeypatch.context() as patch:
        patch.setattr(render, "render", catch)
        lusha(*[word for word in words if word != "--json"], stdin=piped, terminal=True)
    return caught[0]


def _drawn(body: Any, layout: Layout, width: int) -> str:
    """The answer on a terminal; colours and links change nothing but colours and links."""
    texts: list[str] = []
    for has in (False, True):
        terminal = render.Terminal(width, color=has, encoding="utf-8", links=has)
        render.render(body, layout=layout, output="table", write=texts.append, terminal=terminal)
    plain, fancy = texts
    unlinked = re.sub("\x1b]8;[^\x1b]*\x1b\\\\", "", fancy)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", unlinked).splitlines()
    assert [line.rstrip() for line in lines] == plain.splitlines()
    return plain


def _has_commands(layout: Layout) -> bool:
    """Whether there are commands in it, which are never folded."""
    return any(field.no_wrap for field in layout.fields) or layout.card == "checks"


def _check_lines(text: str, width: int, layout: Layout) -> None:
    for line in text.splitlines():
        assert cell_len(line) <= width or (_has_commands(layout) and "lusha " in line), line
        assert line.isprintable() or re.search("[\u200d\ufe0f]", line), line
        assert line == line.rstrip()


def _check_columns(lines: list[str]) -> None:
    """Under each header of a table something stands."""
    for number, line in enumerate(lines):
        if not re.fullmatch("─+(  ─+)*", line):
            continue
        end = lines.index("", number) if "" in lines[number:] else len(lines)
        for column in re.finditer("─+", line):
            cells = [row[column.start() : column.end()] for row in lines[number + 1 : end]]
            assert any(cell.strip() for cell in cells), lines[number - 1]


def _first(value: Any) -> Any:
    """An answer with the first two of its records, so that it is quickly drawn."""
    if isinstance(value, dict):
        return {key: _first(inner) for key, inner in list(value.items())[:40]}
    return [_first(inner) for inner in value[:2]] if isinstance(value, list) else value


def _with(value: Any, text: str) -> Any:
    """An answer in which each text is this one."""
    if isinstance(value, dict):
        return {key: _with(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, text) for inner in value]
    return text if isinstance(value, str) else value
