"""Check URLs of Redis servers, and mask the passwords in them."""

from urllib.parse import SplitResult, urlsplit

SCHEMES = ("redis", "rediss")
EXAMPLE = "rediss://redis.company.example:6379/0"


def check_redis_url(text: str) -> str:
    """Return a URL of a Redis server unchanged. Raises ValueError, without the password."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    # The text itself may hold a password, and so may the message about it.
    except ValueError:
        raise ValueError(f"Use a URL such as {EXAMPLE}.") from None
    if parts.scheme not in SCHEMES or not has_host:
        raise ValueError(f"Use a URL such as {EXAMPLE}.")
    if _is_ambiguous(parts):
        raise ValueError("In the password, write % as %25, @ as %40, / as %2F, ? as %3F, # as %23.")
    number = parts.path.strip("/")
    if parts.query or parts.fragment or (number and not (number.isascii() and number.isdecimal())):
        raise ValueError(f"Use a URL with only a database number after the host: {EXAMPLE}.")
    return text


def mask_redis_password(text: str) -> str:
    """Return a URL of a Redis server without its password, or only its scheme if it isn't valid."""
    try:
        parts = urlsplit(check_redis_url(text))
    except ValueError:
        scheme = text.partition("://")[0].lower()
        return f"{scheme}://…" if scheme in SCHEMES else "…"
    user, at, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return f"{parts.scheme}://{name}{at if name else ''}{host}{parts.path}"


def _is_ambiguous(parts: SplitResult) -> bool:
    """Return whether an @ shows that part of the password was parsed as something else."""
    return "@" in f"{parts.path}{parts.query}{parts.fragment}" or parts.netloc.count("@") > 1
