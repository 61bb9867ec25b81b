"""Host names and company domains, in one spelling: lower case, ASCII, without `www.`."""

import re

from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.sites import is_short_link, listing_site, social_site
from lusha_cli.parsing.urls import is_cut_off, split_url

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")


class NotACompanyDomain(InvalidValue):
    """A page on a site where many have pages, such as LinkedIn, given as a company domain."""

    def __init__(self, message: str, *, site: str = "") -> None:
        super().__init__(message)
        self.site = site


def normalize_domain(text: str) -> str:
    """Return the company domain of a host, URL or email address, without `www.`.

    Raises NotACompanyDomain for pages on social sites and for short links.
    """
    url = split_url(text)
    host = "" if is_cut_off(url.host) else ascii_host(url.host)
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    if not host:
        raise InvalidValue(f"{quoted(text)} isn't a domain, such as firm.example.")
    if is_short_link(host):
        raise NotACompanyDomain(
            f"{quoted(text)} is a short link, not a company domain. Open it and use the address "
            "that it leads to."
        )
    has_path = bool(url.path.strip("/ ") or url.query)
    if site := social_site(host) or (has_path and listing_site(host)) or "":
        raise NotACompanyDomain(
            f"{quoted(text)} is a page on {site}, not a company domain."
            if has_path
            else f"{quoted(text)} belongs to {site}, where others have pages, so it isn't used as "
            f"a company domain. To look up {site} itself, use its name.",
            site=site,
        )
    return host


def ascii_host(host: str) -> str:
    """Return a host name with a dot in lower case and ASCII (A-labels), "" if it isn't valid."""
    host = host.lower()
    if not host.isascii() or "xn--" in host:
        host = _encode(host)
    host = host.rstrip(".")
    labels = host.split(".")
    # DNS allows 253 characters. A last label of digits belongs to an IP address.
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdecimal():
        return ""
    return host if all(_LABEL.fullmatch(label) for label in labels) else ""


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
