"""HTTP URLs, parsed strictly: what two programs could read in two ways is refused."""

import re
from typing import NamedTuple

# The parts of RFC 3986, without forms that are allowed but not used: the backslash that browsers
# take for a slash, white space, and empty ports.
_URL = (
    r"(?i)(?P<scheme>https?)://"
    r"(?:(?P<user>[^\s/?#@\\\[\]]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/?#@\\:\[\]%]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^\s?#\\]*)?"
    r"(?:\?(?P<query>[^\s#\\]*))?"
)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_MAX_HOST_LENGTH = 253


class InvalidUrl(ValueError):
    """A text that isn't an http or https URL; its message is the reason."""


class HttpUrl(NamedTuple):
    """The parts of a URL.

    `host` is in lower case, and in ASCII form (`xn--…`) for other scripts; that of an IPv6 address
    has no brackets. `user` is "" without a user name and password.
    """

    scheme: str
    user: str
    host: str
    port: int | None
    path: str
    query: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return scheme, host and port, which is the scheme's own unless there is another."""
        return self.scheme, self.host, self.port or {"https": 443, "http": 80}[self.scheme]

    @property
    def is_local(self) -> bool:
        """Return whether the host is this machine."""
        return is_loopback(self.host)

    def __str__(self) -> str:
        """Return the URL without user name and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{host}{port}{self.path}{query}"


def parse_http_url(text: str) -> HttpUrl:
    """Return the parts of an http or https URL, which has no fragment.

    Raises InvalidUrl for anything that isn't one, or that another program could read otherwise.
    """
    text = text.strip(" ")
    if not text.isprintable() or any(character.isspace() for character in text):
        raise InvalidUrl("a URL has no spaces or control characters")
    match = re.fullmatch(_URL, text)
    if match is None:
        raise InvalidUrl("a URL begins with https:// or http://")
    port = None if match["port"] is None else int(match["port"])
    if port is not None and not 0 < port < 65536:
        raise InvalidUrl(f"{port} isn't a port")
    return HttpUrl(
        scheme=match["scheme"].lower(),
        user=match["user"] or "",
        host=_parse_host(match["host"]),
        port=port,
        path=match["path"] or "",
        query=match["query"] or "",
    )


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, without a DNS lookup."""
    import ipaddress

    # A DNS lookup could be slow, and its result may change before the request is sent.
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    # Python 3.13 counts ::ffff:127.0.0.1 as loopback, earlier versions don't.
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def is_public_address(address: str) -> bool:
    """Return whether an IP address is one of the Internet: not private, local or reserved."""
    import ipaddress

    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return all(each.is_global and not each.is_multicast for each in (parsed, mapped) if each)


def _parse_host(text: str) -> str:
    import ipaddress

    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1]))
        except ValueError:
            raise InvalidUrl(f"{text} isn't an IPv6 address") from None
    host = text.lower()
    if not host.isascii() or "xn--" in host:
        host = _to_ascii(host).lower()
    labels = host.removesuffix(".").split(".")
    # Resolvers also read 127.1, 0x7f.1 and 2130706433 as addresses.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise InvalidUrl(f"{text[:80]} isn't an IPv4 address") from None
    if len(host) > _MAX_HOST_LENGTH or not all(re.fullmatch(_LABEL, label) for label in labels):
        raise InvalidUrl(f"{text[:80]!r} isn't a host name")
    return host


def _to_ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidUrl(f"{host[:80]!r} isn't a host name") from error
