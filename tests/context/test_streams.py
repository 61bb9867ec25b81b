"""What reaches a terminal, and what reaches a pipe."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.cli.main import main
from lusha_cli.output.sanitize import escape_for_terminal
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

# Sequences that change the title, the clipboard, the keyboard, the screen or the order of text.
HOSTILE = [
    "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1b[6n", "\x1bP$q\x1b\\", "\x9b31m",
    "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07", "\x07", "\x08\x08",
    "\x00", "\x7f", "\u202egpj.exe", "\u2066x\u2069", "\u200b", "\ufeff", "a\x0bb", "\x85",
    "\U000e0041", "\x1b[1A\x1b[2K",
]  # fmt: skip
# A control character that a terminal acts on, without the line ends and tabs of our own output.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("output", ["csv", "tsv", "jsonl", "json"])
def test_rows_of_a_file_are_escaped_on_a_terminal(
    lusha: Lusha, tmp_path: Path, output: str
) -> None:
    source = tmp_path / "people.jsonl"
    rows = [{"email": ADA, "note": f"<{text}>", f"head {text}": "x"} for text in HOSTILE]
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    line = ("person", "bulk", str(source), "--yes", "-o", output)
    assert not UNSAFE.search(lusha(*line, terminal=True).out)
    [run] = lusha("runs", "list").json
    export = ("runs", "export", run["id"], "-o", output)
    assert not UNSAFE.search(lusha(*export, terminal=True).out)
    # A pipe gets the same text.
    piped = lusha(*export).out
    if output in ("json", "jsonl"):
        shown = json.loads(piped) if output == "json" else map(json.loads, piped.split("\n")[:-1])
        assert [row["note"] for row in shown] == [f"<{text}>" for text in HOSTILE]
    else:
        assert all(f"<{text}>" in piped for text in HOSTILE)


@pytest.mark.parametrize("output", ["table", "json", "csv", "yaml"])
@pytest.mark.parametrize("status", [200, 400, 500])
def test_results_and_messages_are_escaped_on_a_terminal(
    script: StartScriptedServer, status: int, output: str
) -> None:
    text = " ".join(HOSTILE)
    found = {"contact": {"data": {"fullName": f"Ada {text}", "jobTitle": text, f"x{text}": text}}}
    body = {200: found, 400: {"message": f"No {text}"}, 500: {"m": text}}[status]
    lusha, _ = script(ScriptedResponse(status, json.dumps(body).encode()))
    check_terminal(lusha, "person", "get", ADA, "-o", output)


@pytest.mark.parametrize(
    "argv",
    [
        ("person", "get", "TEXT"),
        ("perTEXT",),
        ("person", "get", "--TEXT"),
        ("api", "GET", "/TEXT"),
        ("person", "bulk", "TEXT"),
        ("person", "get", ADA, "--fields", "TEXT"),
    ],
)
def test_arguments_are_escaped_on_a_terminal(
    script: StartScriptedServer, argv: tuple[str, ...]
) -> None:
    lusha, _ = script(ScriptedResponse(404))
    text = " ".join(text for text in HOSTILE if "\0" not in text)
    check_terminal(lusha, *(word.replace("TEXT", text) for word in argv))


def check_terminal(lusha: Lusha, *argv: str) -> None:
    """Run a command on a terminal, and check that it gets no control characters."""
    context = lusha.make_context(terminal=True)
    main([*argv, "--max-wait", "0"], context)
    for stream in (context.env.stdout, context.env.stderr):
        shown = stream.stream.text()  # type: ignore[attr-defined]
        assert not UNSAFE.search(STYLE.sub("", shown))


def test_setting_is_escaped_on_a_terminal_only(lusha: Lusha) -> None:
    value = "you\x1b]0;title\x07@firm.example"
    lusha.env["LUSHA_OWNER"] = value
    assert lusha("config", "get", "owner").out == f"{value}\n"
    shown = lusha("config", "get", "owner", terminal=True).out
    assert shown == "you\\x1b]0;title\\x07@firm.example\n"


@given(text=st.text())
def test_plain_text_on_a_terminal_has_no_control_characters(text: str) -> None:
    shown = escape_for_terminal(text, is_styled=False)
    assert not UNSAFE.search(shown)
    assert escape_for_terminal(shown, is_styled=False) == shown


SEQUENCES = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=6).map("".join)


@given(text=SEQUENCES)
def test_styled_text_keeps_nothing_but_styles_and_cursor_moves(text: str) -> None:
    shown = escape_for_terminal(text, is_styled=True)
    kept = re.sub(
        r"\x1b\[[0-9;:]*m|\x1b\]8;[^;\x07\x1b]*;[^\x07\x1b]*(\x07|\x1b\\)|\x1b\[\d*[AGK]"
        r"|\x1b\[\?25[hl]|\r",
        "",
        shown,
    )
    assert not UNSAFE.search(kept)


LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1:strict"},
    {"PYTHONIOENCODING": "utf-16"},
]


@pytest.mark.parametrize(
    "locale",
    [
        LOCALES[1],
        *(pytest.param(each, marks=pytest.mark.slow) for each in LOCALES if each != LOCALES[1]),
    ],
    ids=str,
)
def test_pipe_gets_utf8_whatever_the_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    source = tmp_path / "people.csv"
    source.write_text(f"email,note\n{ADA},Müller 日本\n", encoding="utf-8")
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LUSHA_SANDBOX": "1", **locale}
    for argv in (["person", "bulk", str(source), "--yes"], ["config", "get", "owner"]):
        done = subprocess.run(
            [sys.executable, "-m", "lusha_cli", *argv],
            env={**env, "LUSHA_OWNER": "Müller 日本"},
            capture_output=True,
            check=True,
        )
        assert "Müller 日本" in done.stdout.decode("utf-8")
