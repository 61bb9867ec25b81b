"""Write matched people and companies, keyed by Lusha's ids, and runs to MongoDB."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from lusha_cli.bulk.output.database_rows import Row
from lusha_cli.bulk.output.database_urls import mask_password, parse_mongo_url
from lusha_cli.bulk.output.dialects import CONNECT_TIMEOUT_SECONDS, DatabaseFailure
from lusha_cli.bulk.output.mongo_documents import Document, matched_documents, to_bson
from lusha_cli.bulk.output.mongo_model import COLLECTIONS, create_command, index_command
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.results import OutputRow
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.optional_dependencies import missing_dependency

if TYPE_CHECKING:
    from pymongo.database import Database

BATCH_SIZE = 500
_READ_TIMEOUT_SECONDS = 60
# pymongo appends its settings and the state of all servers.
_DETAILS = re.compile(r" \(configured timeouts:.*|, Timeout: .*|, full error: .*", re.DOTALL)
_ERROR_NUMBER = re.compile(r"\[Errno -?\d+\] ")
_ACTIONS = ("find", "insert", "update", "createIndex")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def check_mongo(url: str, record_type: RecordType, columns: Sequence[str]) -> None:
    """Raise UsageError if the database can't be written. Called before anything is charged."""
    if columns:
        raise UsageError(
            f"--data-columns doesn't apply to {mask_password(url)}: its documents have all data.",
            hint="Leave out --data-columns.",
        )
    try:
        with open_mongo(url) as db:
            _check_collections(db, _collections(record_type))
    except DatabaseFailure as failure:
        raise UsageError(f"--out {mask_password(url)}: {failure}.") from failure


def write_mongo(
    url: str, record_type: RecordType, rows: Iterable[OutputRow], run_row: Callable[[], Row]
) -> None:
    """Write the matched people and companies, and the run last. Updates those that exist.

    It isn't one transaction, which a single server doesn't have. Raises LushaError.
    """
    try:
        with open_mongo(url) as db:
            _create_collections(db, _collections(record_type))
            batches: dict[str, dict[str, Document]] = {}
            for collection, document, time in matched_documents(record_type, rows):
                batch = batches.setdefault(collection, {})
                id_ = document["_id"]
                # A company comes with each of its people.
                batch[id_] = {**batch.get(id_, {}), **_update_of(document, time)}
                if len(batch) >= BATCH_SIZE:
                    _write_batch(db, collection, batch)
                    batch.clear()
            for collection, batch in batches.items():
                _write_batch(db, collection, batch)
            run = run_row()
            run["ended"] = _to_time(run["ended"])
            _write_batch(db, "runs", {str(run.pop("id")): run})
    except DatabaseFailure as failure:
        raise LushaError(
            f"Cannot write {mask_password(url)}: {failure}.",
            hint="Some documents may be written, as it isn't one transaction. "
            "Writing them again is safe.",
        ) from failure


def _collections(record_type: RecordType) -> list[str]:
    return [name for name in COLLECTIONS if record_type.is_about_people or name != "contacts"]


@contextmanager
def open_mongo(url: str) -> Iterator["Database[Document]"]:
    """Open the database of a URL. Raises DatabaseFailure, also for errors within the block."""
    location, database, secrets, url_options = parse_mongo_url(url)
    try:
        import pymongo
        from bson.errors import BSONError
        from pymongo.errors import PyMongoError
    except ImportError as error:
        raise missing_dependency("pymongo", what="Writing to MongoDB") from error
    settings = {
        "appname": "lusha",
        "serverSelectionTimeoutMS": CONNECT_TIMEOUT_SECONDS * 1000,
        "connectTimeoutMS": CONNECT_TIMEOUT_SECONDS * 1000,
        "socketTimeoutMS": _READ_TIMEOUT_SECONDS * 1000,
    }
    options: dict[str, Any] = {
        **{name: value for name, value in settings.items() if name.lower() not in url_options},
        **secrets,
    }
    try:
        with warnings.catch_warnings():
            # pymongo ignores an option that it doesn't know, with a warning.
            warnings.simplefilter("error")
            client = pymongo.MongoClient[Document](location, **options)
    except (PyMongoError, ValueError, UserWarning) as error:
        raise DatabaseFailure(_message(error)) from error
    try:
        with client:
            yield client[database]
    except (PyMongoError, BSONError) as error:
        raise DatabaseFailure(_message(error)) from error


def _message(error: Exception) -> str:
    """Return the message of the server, or of pymongo without its details."""
    details = getattr(error, "details", None)
    if isinstance(details, Mapping):
        for failure in (*details.get("writeErrors", ()), details):
            if isinstance(text := failure.get("errmsg"), str):
                return text
    return _ERROR_NUMBER.sub("", _DETAILS.sub("", str(error)))


def _check_collections(db: "Database[Document]", names: Sequence[str]) -> None:
    """Raise DatabaseFailure if the user may not write the collections, or one is a view."""
    # A server that requires a login rejects this, unlike a ping.
    existing = {item["name"]: item for item in db.list_collections()}
    views = [name for name in names if existing.get(name, {}).get("type") == "view"]
    if views:
        raise DatabaseFailure(f"{views[0]} is a view")
    status = db.command("connectionStatus", showPrivileges=True)
    for name in names:
        actions = set(_ACTIONS) if name in existing else {*_ACTIONS, "createCollection"}
        missing = actions - allowed_actions(status, db.name, name)
        if missing:
            raise DatabaseFailure(
                f"the user has no permission to write the collection {name}, as the role readWrite "
                f"has (missing: {', '.join(sorted(missing))})"
            )
        if name in existing:
            # Not all servers list permissions. This matches nothing, and isn't an upsert.
            db[name].update_one({"_id": f"lusha.{token_hex(8)}"}, {"$set": {"lusha": None}})


def allowed_actions(status: Mapping[str, Any], database: str, collection: str) -> set[str]:
    """Return what a user may do with a collection; everything if the server doesn't state it."""
    info = status.get("authInfo", {})
    privileges = info.get("authenticatedUserPrivileges")
    # Without access control, there is no user.
    if not info.get("authenticatedUsers") or not privileges:
        return {*_ACTIONS, "createCollection"}
    allowed: set[str] = set()
    for privilege in privileges:
        resource = privilege["resource"]
        # An empty name is every database or collection.
        is_collection = (
            resource.get("db") in ("", database) and resource.get("collection") in ("", collection)
        )  # fmt: skip
        if resource.get("anyResource") or is_collection:
            allowed.update(privilege["actions"])
    return allowed


def _create_collections(db: "Database[Document]", names: Sequence[str]) -> None:
    existing = set(db.list_collection_names())
    for name in names:
        if name not in existing:
            db.command(create_command(name))
        if command := index_command(name):
            # Indexes that exist are left.
            db.command(command)


def _update_of(document: Document, time: str) -> Document:
    """Return the fields to set. Null and empty values never overwrite a value."""
    fields = {
        name: value
        for name, value in document.items()
        if name not in ("_id", "lusha") and value not in _EMPTY
    }
    added = {**document["lusha"], "fetchedAt": _to_time(time)}
    return {**fields, **{f"lusha.{name}": value for name, value in added.items()}}


def _to_time(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _write_batch(db: "Database[Document]", collection: str, batch: Mapping[str, Document]) -> None:
    from pymongo import UpdateOne

    if batch:
        operations = [
            UpdateOne({"_id": to_bson(id_)}, {"$set": fields}, upsert=True)
            for id_, fields in batch.items()
        ]
        db[collection].bulk_write(operations, ordered=False)
