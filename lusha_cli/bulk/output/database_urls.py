"""URLs that name a database: what they mean, and how they are shown without their secrets."""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from lusha_cli.errors import UsageError

_POSTGRES = ("postgresql", "postgres")
_SECRETS = ("password", "sslpassword")
_TABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,50}")
# Tables of our own, and names that SQLite and Postgres keep for themselves.
_TAKEN = re.compile(r"runs|lusha_schema|sqlite_.*|pg_.*")


class Target(NamedTuple):
    """A database, and the name of its table of people, or of companies.

    `where` is the file of a SQLite database, or the URL of a Postgres one without its `secrets`.
    """

    where: Path | str
    table: str | None
    secrets: dict[str, str]


def is_url(out: str) -> bool:
    """Whether --out names a database."""
    return "://" in out


def shown(out: str) -> str:
    """What --out names, without a password."""
    scheme = out.partition("://")[0].lower()
    if not is_url(out) or scheme == "sqlite":
        return out
    try:
        parts = urlsplit(out)
    except ValueError:
        return f"{scheme}://…"
    if _is_torn(parts):
        return f"{scheme}://…"
    return _joined(parts, _public(parts.query))


def read_url(url: str) -> Target:
    """The database of `sqlite:///FILE` or `postgresql://…`, with ?table=NAME. Raises UsageError."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UsageError(f"--out {shown(url)}: this is no URL ({error}).") from error
    table = _table(parts, url)
    rest = [pair for pair in parts.query.split("&") if pair and not pair.startswith("table=")]
    if parts.scheme in _POSTGRES:
        return _postgres(parts, url, table, rest)
    if parts.scheme != "sqlite":
        raise UsageError(
            f"--out {parts.scheme}://…: there is no such database here.",
            hint="Such as: --out sqlite:///crm.db   or postgresql://host/name",
        )
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or path in ("", ":memory:"):
        raise UsageError(
            f"--out {url}: no file is named.",
            hint="Three slashes, then the file: sqlite:///crm.db, or sqlite:////tmp/crm.db",
        )
    if rest:
        raise UsageError(f"--out {url}: only ?table=NAME is known.")
    return Target(Path(path), table, {})


def absolute_url(url: str) -> str:
    """The same database, whichever folder it is read from; without a password."""
    target = read_url(url)
    if not isinstance(target.where, Path):
        return shown(url)
    query = f"?table={target.table}" if target.table else ""
    return f"sqlite:///{quote(str(target.where.absolute()))}{query}"


def _table(parts: SplitResult, url: str) -> str | None:
    """The table that is named, in lower case, as databases read it."""
    found = parse_qs(parts.query, keep_blank_values=True).get("table")
    if found is None:
        return None
    if not _TABLE.fullmatch(found[0]):
        raise UsageError(f"--out {shown(url)}: {found[0]!r} is no name of a table.")
    name = found[0].lower()
    if _TAKEN.fullmatch(name):
        raise UsageError(f"--out {shown(url)}: the name {name} is kept for another table.")
    return name


def _postgres(parts: SplitResult, url: str, table: str | None, rest: list[str]) -> Target:
    if _is_torn(parts):
        raise UsageError(
            f"--out {shown(url)}: it is not clear where the password ends.",
            hint="In a URL's password write % as %25, @ as %40, / as %2F, ? as %3F, # as %23.",
        )
    secrets = {"password": unquote(parts.password)} if parts.password else {}
    for pair in rest:
        name, _, value = pair.partition("=")
        if name in _SECRETS:
            secrets[name] = unquote(value)
    return Target(_joined(parts, _public("&".join(rest))), table, secrets)


def _is_torn(parts: SplitResult) -> bool:
    """Whether an @ says that a part of the password is taken for something else."""
    return "@" in f"{parts.path}{parts.query}{parts.fragment}" or parts.netloc.count("@") > 1


def _public(query: str) -> str:
    """The query without passwords."""
    return "&".join(pair for pair in query.split("&") if pair.partition("=")[0] not in _SECRETS)


def _joined(parts: SplitResult, query: str) -> str:
    """The URL with another query and no password; // also where no host follows."""
    user, at, host = parts.netloc.rpartition("@")
    text = f"{parts.scheme}://{user.partition(':')[0]}{at}{host}{parts.path}"
    return text + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")
