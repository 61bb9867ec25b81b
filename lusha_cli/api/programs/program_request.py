"""The request that a program sends, in the form of HTTP."""

from typing import NamedTuple

from lusha_cli.json_types import Json

# Seconds, as the default of --timeout.
TIMEOUT = 30
USER_AGENT = "lusha-cli"


class ProgramRequest(NamedTuple):
    """A request with its whole URL; `encoding` is that of the stream for the program."""

    method: str
    url: str
    body: Json
    encoding: str = "utf-8"

    @property
    def encoded_url(self) -> str:
        """Return the URL with all characters that a URL can't contain encoded."""
        # The library that sends the command's own requests, as programs must send the same.
        from urllib3.util.url import parse_url

        return parse_url(self.url).url

    @property
    def has_body(self) -> bool:
        """Return whether it is sent with a body."""
        return self.body is not None

    def headers(self, key: str, *, quote: str = '"') -> dict[str, str]:
        """Return the headers as source text by name; `key` is the expression of the key."""
        headers = {"api_key": key, "User-Agent": f"{quote}{USER_AGENT}{quote}"}
        if self.has_body:
            headers["Content-Type"] = f"{quote}application/json{quote}"
        return headers
