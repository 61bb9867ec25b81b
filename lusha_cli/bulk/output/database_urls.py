"""Parse database URLs, and mask the passwords in them."""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from lusha_cli.errors import UsageError

_POSTGRES_SCHEMES = ("postgresql", "postgres")
_MONGO_SCHEMES = ("mongodb", "mongodb+srv")
# In lower case. Those of MongoDB are case-insensitive.
_SECRET_PARAMETERS = (
    "password",
    "sslpassword",
    "tlscertificatekeyfilepassword",
    "authmechanismproperties",
    "proxypassword",
)
_TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,50}")
# Our own tables, and prefixes that SQLite and Postgres reserve.
_RESERVED_NAMES = re.compile(
    r"runs|contact_emails|contact_phones|signals|lusha_schema|sqlite_.*|pg_.*"
)


class DatabaseUrl(NamedTuple):
    """A parsed database URL, and the table for people or companies (None: the default).

    The table is as the user spelled it. `location` is the file of a SQLite database, or a Postgres
    URL without its `secrets`.
    """

    location: Path | str
    table: str | None
    secrets: dict[str, str]


class MongoUrl(NamedTuple):
    """A parsed URL of MongoDB: without `secrets`, and the names of its options in lower case."""

    location: str
    database: str
    secrets: dict[str, str]
    options: frozenset[str]


def is_database_url(out: str) -> bool:
    """Return whether the value of --out is a database URL."""
    return "://" in out


def is_mongo_url(out: str) -> bool:
    """Return whether the value of --out is a URL of MongoDB."""
    return out.partition("://")[0].lower() in _MONGO_SCHEMES and is_database_url(out)


def describe_target(out: str) -> str:
    """Return the value of --out without passwords, and how it is written."""
    # A user who reads of a transaction for other databases has to know.
    note = ", in batches instead of one transaction" if is_mongo_url(out) else ""
    return f"{mask_password(out)}{note}"


def mask_password(out: str) -> str:
    """Return the value of --out without passwords."""
    scheme = out.partition("://")[0].lower()
    # Paths and SQLite URLs have no password.
    if not is_database_url(out) or scheme == "sqlite":
        return out
    try:
        parts = urlsplit(out)
    except ValueError:
        return f"{scheme}://…"
    if _is_ambiguous(parts):
        return f"{scheme}://…"
    return _build_url(parts, _remove_secrets(parts.query))


def parse_database_url(url: str) -> DatabaseUrl:
    """Parse `sqlite:///FILE` or `postgresql://…`, with ?table=NAME. Raises UsageError."""
    parts = _split(url)
    table = _parse_table(parts, url)
    parameters = [pair for pair in parts.query.split("&") if pair and not pair.startswith("table=")]
    if parts.scheme in _POSTGRES_SCHEMES:
        return _parse_postgres_url(parts, url, table, parameters)
    if parts.scheme != "sqlite":
        raise UsageError(
            f"--out {parts.scheme}://…: unsupported database.",
            hint="Use a URL such as sqlite:///crm.db, postgresql://HOST/NAME or mongodb://HOST/NAME",
        )
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or path in ("", ":memory:"):
        raise UsageError(
            f"--out {url}: the file name is missing.",
            hint="Write three slashes, then the path: sqlite:///crm.db or sqlite:////tmp/crm.db",
        )
    if parameters:
        raise UsageError(f"--out {url}: the only parameter is ?table=NAME.")
    return DatabaseUrl(Path(path), table, {})


def parse_mongo_url(url: str) -> MongoUrl:
    """Parse `mongodb://…/NAME` or `mongodb+srv://…/NAME`. Raises UsageError."""
    parts = _split(url)
    _check_password(parts, url)
    database = unquote(parts.path).removeprefix("/")
    if not database or re.search(r'[/\\. "$*<>:|?\0]', database):
        problem = f"{database!r} isn't a valid database name" if database else "the name is missing"
        raise UsageError(
            f"--out {mask_password(url)}: {problem}.",
            hint="Add the name of the database: mongodb://HOST/NAME",
        )
    parameters = [pair for pair in parts.query.split("&") if pair]
    names = frozenset(parameter.partition("=")[0].lower() for parameter in parameters)
    if "table" in names:
        collections = "contacts, companies and runs"
        raise UsageError(
            f"--out {mask_password(url)}: ?table= doesn't apply to MongoDB.",
            hint=f"Leave it out. The collections are {collections}.",
        )
    return MongoUrl(
        _build_url(parts, _remove_secrets(parts.query)),
        database,
        _secrets_of(parts, parameters),
        names,
    )


def absolute_url(url: str) -> str:
    """Return the URL with an absolute path and without passwords."""
    if is_mongo_url(url):
        return mask_password(url)
    database_url = parse_database_url(url)
    if not isinstance(database_url.location, Path):
        return mask_password(url)
    query = f"?table={database_url.table}" if database_url.table else ""
    return f"sqlite:///{quote(str(database_url.location.absolute()))}{query}"


def _parse_table(parts: SplitResult, url: str) -> str | None:
    """Return the table name as it is spelled: a database may have another one in lower case."""
    names = parse_qs(parts.query, keep_blank_values=True).get("table")
    if names is None:
        return None
    if not _TABLE_NAME.fullmatch(names[0]):
        raise UsageError(f"--out {mask_password(url)}: {names[0]!r} isn't a valid table name.")
    if _RESERVED_NAMES.fullmatch(names[0].lower()):
        raise UsageError(f"--out {mask_password(url)}: the name {names[0].lower()} is reserved.")
    return names[0]


def _parse_postgres_url(
    parts: SplitResult, url: str, table: str | None, parameters: list[str]
) -> DatabaseUrl:
    _check_password(parts, url)
    secrets = _secrets_of(parts, parameters)
    return DatabaseUrl(_build_url(parts, _remove_secrets("&".join(parameters))), table, secrets)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise UsageError(
            f"--out {mask_password(url)}: this isn't a valid URL ({error})."
        ) from error


def _check_password(parts: SplitResult, url: str) -> None:
    if _is_ambiguous(parts):
        raise UsageError(
            f"--out {mask_password(url)}: can't determine where the password ends.",
            hint="In the password, write % as %25, @ as %40, / as %2F, ? as %3F, # as %23.",
        )


def _secrets_of(parts: SplitResult, parameters: list[str]) -> dict[str, str]:
    """Return the password and the secret parameters."""
    secrets = {"password": unquote(parts.password)} if parts.password else {}
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.lower() in _SECRET_PARAMETERS:
            secrets[name] = unquote(value)
    return secrets


def _is_ambiguous(parts: SplitResult) -> bool:
    """Return whether an @ shows that part of the password was parsed as something else."""
    return "@" in f"{parts.path}{parts.query}{parts.fragment}" or parts.netloc.count("@") > 1


def _remove_secrets(query: str) -> str:
    """Return the query without passwords."""
    return "&".join(
        parameter
        for parameter in query.split("&")
        if parameter.partition("=")[0].lower() not in _SECRET_PARAMETERS
    )


def _build_url(parts: SplitResult, query: str) -> str:
    """Rebuild the URL with another query and no password; keeps // without a host."""
    user, at, host = parts.netloc.rpartition("@")
    text = f"{parts.scheme}://{user.partition(':')[0]}{at}{host}{parts.path}"
    return text + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")
