"""JSON in colour: where, and that it is the same text without the styles."""

import re

import pytest

from lusha_cli.json_text import parse_json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.render import Terminal, render
from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

ROWS = (
    '{"a": 1.10, "b": [true, null, -2e5], "c \\"x\\": y": "say: \\"1\\" \\\\", "d": {}, "e": "é"}'
)
LIST = Layout("rows")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def json_output(text: str, *, output: str, color: bool, width: int = 80) -> str:
    parts: list[str] = []
    terminal = Terminal(width, color=color, encoding="utf-8")
    body = parse_json(f'{{"rows": [{text}]}}')
    layout = LIST if output == "jsonl" else RAW_LAYOUT
    render(body, layout=layout, output=output, write=parts.append, terminal=terminal)
    return "".join(parts)


@pytest.mark.parametrize("output", ["json", "jsonl"])
@pytest.mark.parametrize(
    "text",
    [ROWS, '{"a": "\\u001b[31m\\u009b1m\\u202e \\ud800"}', '{"": ""}', '"\\"true\\": 1"', "[]"],
)
def test_colored_json_is_the_same_text(text: str, output: str) -> None:
    colored = json_output(text, output=output, color=True)
    assert plain(colored) == json_output(text, output=output, color=False)


def test_each_kind_of_value_has_a_color() -> None:
    assert json_output(ROWS, output="jsonl", color=True) == (
        '{\x1b[1m"a"\x1b[0m:\x1b[35m1.10\x1b[0m,'
        '\x1b[1m"b"\x1b[0m:[\x1b[35mtrue\x1b[0m,\x1b[2mnull\x1b[0m,\x1b[35m-2e5\x1b[0m],'
        '\x1b[1m"c \\"x\\": y"\x1b[0m:\x1b[32m"say: \\"1\\" \\\\"\x1b[0m,'
        '\x1b[1m"d"\x1b[0m:{},\x1b[1m"e"\x1b[0m:\x1b[32m"é"\x1b[0m}\n'
    )


@pytest.mark.parametrize(
    ("terminal", "options", "env", "is_colored"),
    [
        (True, (), {}, True),
        (False, (), {}, False),
        (False, ("--color", "always"), {}, True),
        (True, ("--color", "never"), {}, False),
        (True, (), {"NO_COLOR": "1"}, False),
        (True, (), {"TERM": "dumb"}, False),
        (True, ("--color", "always"), {"NO_COLOR": "1"}, True),
    ],
)
def test_json_is_colored_like_everything_else(
    lusha: Lusha, terminal: bool, options: tuple[str, ...], env: dict[str, str], is_colored: bool
) -> None:
    lusha.env.update(env)
    result = lusha("filters", "contacts", "departments", "-o", "json", *options, terminal=terminal)
    assert ("\x1b[" in result.out) == is_colored
    expected = lusha("filters", "contacts", "departments", "-o", "json")
    assert plain(result.out) == expected.out


def test_colored_json_in_a_pipe_is_escaped(script: StartScriptedServer) -> None:
    body = '{"contact": {"data": {"fullName": "Ada\x9b31m\x7f Byrne"}}}'.encode()
    lusha, _ = script(ScriptedResponse(200, body))
    command = ("person", "get", "ada@firm.example", "--json", "--api-version", "v2")
    assert "\x9b31m\x7f" in lusha(*command).out
    assert "\\u009b31m\\u007f" in plain(lusha(*command, "--color", "always").out)
