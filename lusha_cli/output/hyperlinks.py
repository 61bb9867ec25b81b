"""Links that a terminal opens (OSC 8), where it is known to have them."""

import re
from collections.abc import Mapping
from zlib import crc32

from lusha_cli.output.terminal import Screen

# What RFC 3986 lets into a URL, all of it visible ASCII: what only looks like another address, or
# was spelt out because it is not, is not made one that opens.
_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]{1,2000}")
_PROGRAMS = {
    "iTerm.app": (3, 1), "WezTerm": (20200620,), "vscode": (1, 72), "ghostty": (), "zed": (),
    "tmux": (3, 4),
}  # fmt: skip
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot")


def has_links(env: Mapping[str, str]) -> bool:
    """Whether the terminal that `env` tells of is known to show links.

    FORCE_HYPERLINK says so in its place: 0 no, anything else yes. Inside of tmux and screen, which
    pass on what the outer terminal said of itself, only they are asked.
    """
    term, program = env.get("TERM", ""), env.get("TERM_PROGRAM", "")
    if term == "dumb":
        return False
    if "FORCE_HYPERLINK" in env:
        return env["FORCE_HYPERLINK"] != "0"
    if program in _PROGRAMS and (program == "tmux" or not (env.get("TMUX") or env.get("STY"))):
        return _version(env.get("TERM_PROGRAM_VERSION", "")) >= _PROGRAMS[program]
    if env.get("TMUX") or env.get("STY") or term.startswith(("screen", "tmux")):
        return False
    # VTE 0.50.0 crashes on a link.
    vte = env.get("VTE_VERSION", "")
    is_vte = vte.isascii() and vte.isdecimal() and int(vte) > 5000
    return is_vte or bool(env.get("WT_SESSION") or env.get("KONSOLE_VERSION")) or term in _TERMS


def linked(part: str, url: str, screen: Screen) -> str:
    """`part` of a text that is a URL, as a link to the whole of it; any other text as it is."""
    if not (screen.links and part and _URL.fullmatch(url)):
        return part
    # By its id, a terminal takes the lines of a folded URL for one link.
    return f"\x1b]8;id={crc32(url.encode()):08x};{url}\x1b\\{part}\x1b]8;;\x1b\\"


def _version(text: str) -> tuple[int, ...]:
    """`3.4a` as (3, 4)."""
    return tuple(map(int, re.findall(r"\d{1,9}", text)[:3]))
