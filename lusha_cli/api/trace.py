"""What is told on stderr of each request: nothing, a line (`-v`), or everything (`--debug`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lusha_cli.api.problems import duration

if TYPE_CHECKING:
    import requests

    from lusha_cli.api.client import Call

# Headers that help and hold no secret; all others stay unsaid.
SHOWN_HEADERS = (
    "content-length",
    "content-type",
    "date",
    "deprecation",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "sunset",
)


class Trace:
    """Writes with `say`; `level` is 0 for nothing, 1 for `-v`, 2 for `--debug`.

    A wait of 2 seconds or more is told at any level unless `quiet`: silence would look like
    a hang.
    """

    def __init__(self, say: Callable[[str], None], *, level: int, quiet: bool) -> None:
        self._say = say
        self._level = level
        self._quiet = quiet

    def answered(self, call: "Call", response: "requests.Response", seconds: float) -> None:
        """An answer came `seconds` after the request was sent."""
        if self._level < 1:
            return
        self._say(
            f"{call.method} {call.target} {response.status_code} in {seconds * 1000:.0f} ms, "
            f"{len(response.content):,} bytes"
        )
        if self._level > 1:
            for name, value in response.headers.items():
                if name.lower() in SHOWN_HEADERS or "request" in name.lower():
                    self._say(f"  {name}: {value}")

    def waiting(self, seconds: float, reason: str) -> None:
        """The next try comes in `seconds`."""
        if self._level >= 1 or (seconds >= 2 and not self._quiet):
            self._say(f"{reason} Trying again in {duration(seconds)} (Ctrl-C stops).")
