"""The parts of a URL as people paste it: no scheme, two schemes, a label before it."""

import re
from typing import NamedTuple

from lusha_cli.parsing.pasted_text import clean_text, resolve_links, strip_wrapping

_MAX_LENGTH = 4_000
_LABEL = r"[^\s:/.@]{1,20}(?: [^\s:/.@]{1,20})?:\s+"
_SCHEMES = (
    r"(?i)(?:[a-z][a-z0-9+-]*:[/\\]{2,}|https?(?::[/\\]*|[/\\]+)|(?:mailto|url|website|linkedin):"
    r"|[/\\]{2,}|\s+)+"
)


class Url(NamedTuple):
    """The parts of a URL. `host` is in lower case, without user and port, not validated."""

    host: str
    path: str
    query: str


def split_url(text: str) -> Url:
    """Return the parts of a URL, email address or host as people paste it.

    The host is "" for a text that can't be one.
    """
    if len(text) > _MAX_LENGTH:
        return Url("", "", "")
    text = strip_wrapping(resolve_links(clean_text(text)))
    text = re.sub(_LABEL, "", text, count=1) if re.match(_LABEL, text) else text
    if schemes := re.match(_SCHEMES, text):
        text = text[schemes.end() :]
    address, _, query = text.partition("#")[0].partition("?")
    authority, _, path = address.replace("\\", "/").partition("/")
    if authority.count("@") > 1:
        return Url("", "", "")
    host = authority.rpartition("@")[2].split(":")[0]
    return Url(strip_wrapping(host).lower(), path, query)
