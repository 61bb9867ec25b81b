"""The collections that a run writes to MongoDB: validators and indexes."""

import json
from collections.abc import Iterator
from typing import Any

COLLECTIONS = ("companies", "contacts", "runs")
_HASHES: dict[str, Any] = {
    "bsonType": "array",
    "items": {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"},
}
# What lusha adds to a document of the API is under one key.
_ADDED: dict[str, dict[str, Any]] = {
    "companies": {
        "domain": {"bsonType": "string"},
        "linkedinUrl": {"bsonType": "string"},
        "fetchedAt": {"bsonType": "date"},
    },
    "contacts": {
        "emailHashes": _HASHES,
        "companyId": {"bsonType": "string"},
        "companyDomain": {"bsonType": "string"},
        "linkedinUrl": {"bsonType": "string"},
        "fetchedAt": {"bsonType": "date"},
    },
}
_INDEXED: dict[str, tuple[str, ...]] = {
    "companies": ("domain", "linkedinUrl"),
    "contacts": ("emailHashes", "companyId", "companyDomain", "linkedinUrl"),
    "runs": (),
}


def validator(collection: str) -> dict[str, Any]:
    """Return the validator of a collection."""
    schema: dict[str, Any] = {
        "bsonType": "object",
        "required": ["_id"],
        "properties": {"_id": {"bsonType": "string"}},
    }
    if collection in _ADDED:
        schema["required"].append("lusha")
        schema["properties"]["lusha"] = {
            "bsonType": "object",
            "required": ["fetchedAt"],
            "properties": _ADDED[collection],
        }
    else:
        for name in ("rows", "matched", "credits"):
            schema["properties"][name] = {"bsonType": ["int", "long"]}
    return {"$jsonSchema": schema}


def create_command(collection: str) -> dict[str, Any]:
    """Return the command that creates a collection."""
    return {
        "create": collection,
        "validator": validator(collection),
        # Documents of others that don't fit may still be updated.
        "validationLevel": "moderate",
    }


def index_command(collection: str) -> dict[str, Any] | None:
    """Return the command that creates the indexes of a collection, which may exist, or None."""
    indexes = [
        {"key": {f"lusha.{name}": 1}, "name": f"lusha_{name}"} for name in _INDEXED[collection]
    ]
    return {"createIndexes": collection, "indexes": indexes} if indexes else None


def schema_script() -> str:
    """Return the script for mongosh that creates the collections and indexes."""
    return "\n".join((
        "// The collections of lusha. Run: mongosh mongodb://HOST/NAME FILE",
        *_statements(),
        "",
    ))  # fmt: skip


def _statements() -> Iterator[str]:
    for collection in COLLECTIONS:
        name = json.dumps(collection)
        create = json.dumps(create_command(collection), indent=2)
        yield f"if (!db.getCollectionNames().includes({name})) db.runCommand({create});"
        if command := index_command(collection):
            yield f"db.runCommand({json.dumps(command, indent=2)});"
