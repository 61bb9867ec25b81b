"""Draw man/session.svg: `python -m tests.support.draw_session`.

The commands are run on the sandbox, at a fixed time; nothing in the picture is drawn by hand.
"""

import io
import re
import shlex
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.support.cli import ADA, Lusha
from tests.support.paths import ROOT

PICTURE = ROOT / "man" / "session.svg"
WIDTH = 80
COMMANDS = (
    f"lusha person get {ADA}",
    "lusha prospecting contact search --department sales --seniority vp --size 1000- --limit 4",
    "lusha signals companies get --company-id 30000000 --signal riskNews --start-date 2y --yes",
    f"lusha person get {ADA} --dry-run",
    "lusha sandbox people --limit 2 --fields fullName,email -o csv",
    "lusha account usage",
)
_BLACK, _WHITE, _GREY = (27, 31, 39), (208, 214, 224), (110, 118, 129)
_RED, _GREEN, _MAGENTA = (255, 123, 114), (86, 211, 100), (210, 168, 255)
_COLORS = [_BLACK, _RED, _GREEN, _WHITE, _WHITE, _MAGENTA, _WHITE, _WHITE]
THEME = TerminalTheme(_BLACK, _WHITE, _COLORS, [_GREY, *_COLORS[1:]])

# The format of rich without web fonts: a picture in a README loads nothing.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px;
line-height: {line_height}px;
font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def session(folder: Path) -> Text:
    """Return the commands and their output."""
    lusha = Lusha(folder)
    lusha.env["LUSHA_SANDBOX"] = "1"
    lusha.width = WIDTH
    first = ("export LUSHA_SANDBOX=1", "bold"), "   # no account, no network, no credits"
    shown = [Text.assemble(("$ ", "green"), *first), Text()]
    for line in COMMANDS:
        result = lusha(*shlex.split(line)[1:], terminal=True)
        shown.append(Text.assemble(("$ ", "green"), (_broken(line), "bold")))
        shown.append(Text.from_ansi((result.out + result.err).rstrip("\n")))
        shown.append(Text())
    return Text("\n").join(shown[:-1])


def picture() -> str:
    """Return the session as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        text = session(Path(folder))
    console = Console(
        record=True, width=WIDTH + 2, file=io.StringIO(), force_terminal=True, _environ={}
    )
    console.print(text, soft_wrap=True, highlight=False)
    svg = console.export_svg(
        title="lusha", theme=THEME, code_format=FORMAT, unique_id="session", font_aspect_ratio=0.6
    )
    svg = re.sub("<text [^>]*>\n</text>", "\n", svg)  # line ends, which aren't drawn
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def _broken(line: str) -> str:
    """Return a command line wrap_message as a person would type it."""
    first, *rest = re.split(" (?=--)", line)
    lines = [first]
    for part in rest:
        if len(lines[-1]) + len(part) > WIDTH - 6:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {part}"
    return " \\\n".join(lines)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    sys.exit(0)
