"""The spinner of requests that take over a second."""

import io
import itertools
import re
from collections.abc import Callable

import pytest

from lusha_cli.output.progress import Spinner
from tests.support.cli import ADA, Lusha, Result, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

WAITING = "Waiting for the API…"
GET = ("person", "get", ADA)


@pytest.fixture
def seconds(lusha: Lusha) -> list[float]:
    """Let each timer end at once; return the seconds that they were set to."""
    return end_timers(lusha)


def end_timers(lusha: Lusha) -> list[float]:
    seconds: list[float] = []

    def start(after: float, function: Callable[[], None]) -> Callable[[], None]:
        seconds.append(after)
        function()
        return lambda: None

    lusha.start_timer = start
    return seconds


def visible(text: str) -> str:
    """Return what a terminal shows in the end."""
    lines, row = [""], 0
    for part in re.findall(r"\x1b\[\??[0-9;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", text):
        if part == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif part == "\x1b[1A":
            row -= 1
        elif part == "\x1b[2K":
            lines[row] = ""
        elif not part.startswith(("\x1b", "\r")):
            lines[row] += part
    return "\n".join(lines)


def test_spinner_is_shown_after_a_second_and_removed(lusha: Lusha, seconds: list[float]) -> None:
    result = lusha(*GET, terminal=True)
    assert set(seconds) == {1.0}
    assert WAITING in result.err
    assert result.err.count("\x1b[?25l") == result.err.count("\x1b[?25h") == len(seconds)
    assert WAITING not in visible(result.err)
    assert WAITING not in result.out
    assert result.err.rstrip().endswith(" left.")


def test_spinner_is_not_shown_before_a_second(lusha: Lusha) -> None:
    assert WAITING not in lusha(*GET, terminal=True).err


def test_spinner_of_a_pipe_is_never_shown(lusha: Lusha, seconds: list[float]) -> None:
    assert WAITING not in lusha(*GET).err
    assert seconds == []


@pytest.mark.parametrize(
    ("more", "variables"),
    [
        (("--quiet",), {}),
        (("--json",), {}),
        (("-o", "jsonl"), {}),
        ((), {"TERM": "dumb"}),
    ],
)
def test_spinner_is_off(
    lusha: Lusha, seconds: list[float], more: tuple[str, ...], variables: dict[str, str]
) -> None:
    lusha.env.update(variables)
    assert WAITING not in lusha(*GET, *more, terminal=True).err
    assert seconds == []


def test_spinner_without_color_has_no_styles(lusha: Lusha, seconds: list[float]) -> None:
    lusha.env["NO_COLOR"] = "1"
    result = lusha(*GET, terminal=True)
    assert WAITING in result.err
    assert not re.search(r"\x1b\[[0-9;]*m", result.err)
    assert seconds


def test_spinner_of_an_ascii_terminal_is_ascii(lusha: Lusha, seconds: list[float]) -> None:
    result = lusha(*GET, terminal=True, encoding="ascii")
    assert "Waiting for the API..." in result.err
    assert seconds


def test_spinner_is_removed_after_an_error(lusha: Lusha, seconds: list[float]) -> None:
    result = lusha(
        "person", "get", "broken@magic.example", "--max-wait", "0", terminal=True, code=9
    )
    assert WAITING in result.err
    assert "Error: " in visible(result.err)
    assert WAITING not in visible(result.err)
    assert seconds


def test_messages_are_printed_above_the_spinner(lusha: Lusha, seconds: list[float]) -> None:
    result = lusha(*GET, "-v", terminal=True)
    [line] = [line for line in visible(result.err).splitlines() if "/v2/person" in line]
    assert WAITING not in line
    assert seconds


def test_prompt_comes_before_the_spinner(lusha: Lusha, seconds: list[float]) -> None:
    lusha.env["LUSHA_CONFIRM_ABOVE"] = "1"
    result: Result = lusha(*GET, terminal=True, stdin=b"y\n")
    drawn = [*re.finditer(r"\x1b\[\?25[lh]", result.err)]
    prompt = result.err.index("Continue? [y/N]")
    before = [match[0] for match in drawn if match.start() < prompt]
    # Each spinner before the prompt, such as that of the prices, was removed.
    assert before.count("\x1b[?25l") == before.count("\x1b[?25h")
    assert seconds


def test_pages_count_together(script: StartScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(first: int) -> ScriptedResponse:
        results = ", ".join(f'{{"id": "{number}"}}' for number in range(first, first + 100))
        rest = '"pagination": {"total": 300}, "billing": {"creditsCharged": 4}'
        return ScriptedResponse(200, f'{{"results": [{results}], {rest}}}'.encode())

    lusha, _ = script(page(0), page(100), page(200))
    seconds = end_timers(lusha)
    ticks = itertools.count()
    monkeypatch.setattr(lusha.clock, "monotonic", lambda: next(ticks) / 50)
    line = ("contacts", "prospecting", "--job-title", "x", "--all", "--yes", "-o", "csv")
    lusha(*line, terminal=True)
    assert len(seconds) == 4  # the prices, and three pages
    assert [seconds[0], *sorted(seconds[1:], reverse=True)] == [1.0, *seconds[1:]]
    assert 0 <= seconds[-1] < 1


def test_spinner_that_was_stopped_is_not_drawn() -> None:
    stream = io.StringIO()
    spinner = Spinner(stream, WAITING, width=lambda: 80, color=True)
    spinner.stop()
    spinner.show()
    assert stream.getvalue() == ""
    lines: list[str] = []
    spinner.print_line("above", otherwise=lines.append)
    assert lines == ["above"]
