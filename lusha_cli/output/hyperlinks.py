"""Write links that a terminal opens (OSC 8), if it is known to support them."""

import re
from collections.abc import Mapping
from zlib import crc32

from lusha_cli.output.terminal import Terminal
from lusha_cli.parsing.numbers import read_integer

# The characters of a URL by RFC 3986, all of them visible ASCII: text that only looks like another
# address, or that had to be escaped, does not become a link.
_URL = r"https?://[!#-;=?-\[\]_a-z~]{1,2000}"
_MIN_VERSIONS = {
    "iTerm.app": (3, 1), "WezTerm": (20200620,), "vscode": (1, 72), "ghostty": (), "zed": (),
    "tmux": (3, 4),
}  # fmt: skip
_TERM_NAMES = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot")


def has_links(env: Mapping[str, str]) -> bool:
    """Return whether the terminal that `env` describes is known to show links.

    FORCE_HYPERLINK overrides this: 0 no, anything else yes. Inside tmux and screen, which pass on
    the variables of the outer terminal, only their own support counts.
    """
    term, program = env.get("TERM", ""), env.get("TERM_PROGRAM", "")
    if term == "dumb":
        return False
    if "FORCE_HYPERLINK" in env:
        return env["FORCE_HYPERLINK"] != "0"
    if program in _MIN_VERSIONS and (program == "tmux" or not (env.get("TMUX") or env.get("STY"))):
        return _version(env.get("TERM_PROGRAM_VERSION", "")) >= _MIN_VERSIONS[program]
    if env.get("TMUX") or env.get("STY") or term.startswith(("screen", "tmux")):
        return False
    # VTE 0.50.0 crashes on a link.
    is_vte = (read_integer(env.get("VTE_VERSION", "")) or 0) > 5000
    return (
        is_vte or bool(env.get("WT_SESSION") or env.get("KONSOLE_VERSION")) or term in _TERM_NAMES
    )


def hyperlink(part: str, url: str, terminal: Terminal) -> str:
    """Return `part` of a URL as a link to the whole `url`; any other text unchanged."""
    if not (terminal.links and part and re.fullmatch(_URL, url)):
        return part
    # By its id, a terminal recognizes the lines of a wrapped URL as one link.
    return f"\x1b]8;id={crc32(url.encode()):08x};{url}\x1b\\{part}\x1b]8;;\x1b\\"


def _version(text: str) -> tuple[int, ...]:
    """Return `3.4a` as (3, 4)."""
    return tuple(map(int, re.findall(r"\d{1,9}", text)[:3]))
