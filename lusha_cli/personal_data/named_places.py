"""Files and databases outside of the state folder that the user names with --in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lusha_cli.bulk.output.database_erasure import DatabaseErasure
from lusha_cli.bulk.output.database_urls import (
    absolute_url,
    is_database_url,
    is_mongo_url,
    mask_password,
    parse_database_url,
)
from lusha_cli.bulk.output.mongo_erasure import MongoErasure
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.personal_data.delivery_logs import find_in_log, forget_in_log
from lusha_cli.personal_data.named_files import NamedFile
from lusha_cli.personal_data.store import Finding
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.state_store import reason
from lusha_cli.webhooks.log.delivery_log import log_error
from lusha_cli.webhooks.log.jsonl import decode_line
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.rotation import rotated_files
from lusha_cli.webhooks.log.tables import APPLICATION_ID

_SQLITE_HEADER = b"SQLite format 3\0"


class NamedLog:
    """A log of webhook deliveries, with its rotated files."""

    def __init__(self, name: str, location: LogLocation) -> None:
        self.name = name
        self._location = location

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the deliveries about a person. Raises DeliveryLogError."""
        for location in self._locations():
            yield from find_in_log(location, identity, store=self.name)

    def forget(self, identity: PersonIdentity) -> int:
        """Delete the deliveries about a person; return how many. Raises DeliveryLogError."""
        return sum(forget_in_log(location, identity) for location in self._locations())

    def _locations(self) -> list[LogLocation]:
        try:
            rotated = [file for file, _ in rotated_files(self._location) if file.exists()]
        except sqlite3.Error as error:
            raise log_error(self._location, error) from error
        is_sqlite = self._location.is_sqlite
        return [*(LogLocation(file, is_sqlite=is_sqlite) for file in rotated), self._location]


class NamedDatabase:
    """A database that `--out URL` of a bulk command wrote."""

    def __init__(self, url: str) -> None:
        self.name = mask_password(url)
        self._url = url

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the rows about a person. Raises LushaError."""
        for row in DatabaseErasure(self._url, identity).find():
            place = " ".join((row.source.name, *map(str, row.key.values())))
            values: Json = {name: _to_json(value) for name, value in row.values.items()}
            yield Finding(self.name, place, values, row.identifiers)

    def forget(self, identity: PersonIdentity) -> int:
        """Delete the rows about a person; return how many. Raises LushaError."""
        return DatabaseErasure(self._url, identity).erase()


class NamedMongo:
    """A database of MongoDB that `--out URL` of a bulk command wrote."""

    def __init__(self, url: str) -> None:
        self.name = mask_password(url)
        self._url = url

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the documents about a person. Raises LushaError."""
        for collection, document, found in MongoErasure(self._url, identity).find():
            place = f"{collection} {document['_id']}"
            yield Finding(self.name, place, _to_json(document), found)

    def forget(self, identity: PersonIdentity) -> int:
        """Delete the documents about a person; return how many. Raises LushaError."""
        return MongoErasure(self._url, identity).erase()


NamedPlace = NamedLog | NamedDatabase | NamedMongo | NamedFile


def named_place(text: str) -> NamedPlace:
    """Return the place for a value of --in. Raises UsageError if it doesn't exist."""
    if is_mongo_url(text):
        return NamedMongo(text)
    if is_database_url(text):
        location = parse_database_url(text).location
        if not isinstance(location, Path):
            return NamedDatabase(text)
        file = location
    else:
        file = Path(text)
    if not file.is_file():
        problem = "is a folder" if file.is_dir() else "does not exist"
        raise UsageError(f"--in {text}: {file} {problem}.")
    try:
        with file.open("rb") as stream:
            is_sqlite = stream.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
            stream.seek(0)
            is_log = not is_sqlite and decode_line(stream.readline()) is not None
        # A log that was just rotated is empty, but has an index.
        database = LogLocation(file, is_sqlite=is_sqlite).database
        if not is_log and database.exists():
            is_log = _application_id(database) == APPLICATION_ID
    except (OSError, sqlite3.Error) as error:
        raise LushaError(f"Cannot read {file}: {reason(error)}.") from error
    if is_log:
        return NamedLog(text, LogLocation(file, is_sqlite=is_sqlite))
    if is_sqlite:
        return NamedDatabase(text if is_database_url(text) else _sqlite_url(file))
    return NamedFile(str(file))


def _sqlite_url(file: Path) -> str:
    from urllib.parse import quote

    return absolute_url(f"sqlite:///{quote(str(file.absolute()))}")


def _application_id(file: Path) -> int:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("PRAGMA application_id").fetchone()[0])


def _to_json(value: object) -> Json:
    """Return a value of a database as JSON; times as text."""
    if isinstance(value, dict):
        return {str(name): _to_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_to_json(each) for each in value]
    is_json = value is None or isinstance(value, (str, int, float, bool))
    return value if is_json else str(value)
