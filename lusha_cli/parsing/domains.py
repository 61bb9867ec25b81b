"""Host names and company domains, in one spelling: lower case, ASCII, without `www.`."""

import re

from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.pasted_text import is_cut_off
from lusha_cli.parsing.pasted_urls import split_url
from lusha_cli.parsing.sites import Site, find_site

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
# A last label of digits belongs to an IP address.
_HOST = rf"(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}"
# Most cells of domains and websites: they need no parser.
_PLAIN = (
    r"(?a)(?:https?://)?([a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,20})"
    r"(/(?:[a-z0-9_/-]+(?:\.[a-z0-9_/-]+)*)?)?"
)
_MAX_PLAIN_LENGTH = 200
_MAX_LABEL_LENGTH = 63


class NotACompanyDomain(InvalidValue):
    """A page on a site of many companies, such as LinkedIn, used as a company domain.

    `url` is the page.
    """

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message)
        self.url = url


def normalize_domain(text: str) -> str:
    """Return the company domain of a host, URL or email address, without `www.`.

    Raises NotACompanyDomain for pages on social sites and for short links.
    """
    plain = re.fullmatch(_PLAIN, text.lower()) if len(text) <= _MAX_PLAIN_LENGTH else None
    if plain and len(plain[1]) <= _MAX_LABEL_LENGTH:
        host, path = plain.groups("")
        has_path = bool(path.strip("/"))
    else:
        url = split_url(text)
        host = "" if is_cut_off(url.host) else ascii_host(url.host)
        has_path = bool(url.path.strip("/ ") or url.query)
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    if not host:
        raise InvalidValue(f"{quoted(text)} isn't a domain, such as acme.example.")
    if site := find_site(host):
        _reject_site(text, site, has_path=has_path)
    return host


def _reject_site(text: str, site: Site, *, has_path: bool) -> None:
    """Raise NotACompanyDomain, except for the bare host of a site that lists companies."""
    message = ""
    if site.kind == "short_link":
        message = "is a short link, not a company domain. Open it, and use the address of the page."
    elif has_path:
        message = f"is a page on {site.name}, not a company domain."
    elif site.kind == "social":
        message = (
            f"is the domain of {site.name}, not a company domain. To look up {site.name} itself, "
            "use its name."
        )
    if message:
        raise NotACompanyDomain(f"{quoted(text)} {message}", text)


def ascii_host(host: str) -> str:
    """Return a host name with a dot in lower case and ASCII (A-labels), "" if it isn't valid."""
    host = host.lower()
    if not host.isascii() or "xn--" in host:
        host = _encode(host)
    host = host.rstrip(".")
    # DNS allows 253 characters.
    return host if len(host) <= 253 and re.fullmatch(_HOST, host) else ""


def _encode(host: str) -> str:
    """Return a host in other scripts as IDNA 2008 writes it in ASCII, "" if it isn't valid."""
    import idna

    try:
        # Not transitional: straße.example is another host than strasse.example.
        labels = idna.uts46_remap(host, std3_rules=False, transitional=False).split(".")
        return ".".join(
            idna.alabel(label).decode("ascii")
            if not label.isascii() or label.startswith("xn--")
            else label
            for label in labels
        )
    except (idna.IDNAError, UnicodeError, IndexError):
        return ""
