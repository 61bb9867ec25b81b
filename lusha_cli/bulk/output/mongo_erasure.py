"""Find one person in the documents that runs wrote to MongoDB, and delete them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lusha_cli.bulk.output.database_urls import mask_password
from lusha_cli.bulk.output.dialects import DatabaseFailure
from lusha_cli.bulk.output.mongo import open_mongo
from lusha_cli.errors import LushaError
from lusha_cli.json_types import as_object
from lusha_cli.privacy.file_names import is_in_name
from lusha_cli.privacy.identifiers import result_identifiers
from lusha_cli.privacy.identity import PersonIdentity

if TYPE_CHECKING:
    from pymongo.database import Database

    from lusha_cli.bulk.output.mongo_documents import Document


class MongoErasure:
    """The data of one person in the database of `url`. Raises LushaError if it can't be used."""

    def __init__(self, url: str, identity: PersonIdentity) -> None:
        self._url = url
        self._identity = identity

    def find(self) -> list[tuple[str, "Document", list[str]]]:
        """Return (collection, document, identifiers) of the person, and of the runs of a file.

        A run is found if the name of its file has an identifier.
        """
        try:
            with open_mongo(self._url) as db:
                return list(self._find(db))
        except DatabaseFailure as failure:
            raise LushaError(f"Cannot read {mask_password(self._url)}: {failure}.") from failure

    def erase(self) -> int:
        """Delete the documents of the person; return how many."""
        number = 0
        try:
            with open_mongo(self._url) as db:
                for collection, document, _ in list(self._find(db)):
                    selection = {"_id": document["_id"]}
                    if collection == "runs":
                        db[collection].update_one(selection, {"$unset": {"source": ""}})
                    else:
                        db[collection].delete_one(selection)
                    number += 1
        except DatabaseFailure as failure:
            raise LushaError(
                f"Cannot erase from {mask_password(self._url)}: {failure}."
            ) from failure
        return number

    def _find(self, db: "Database[Document]") -> Iterator[tuple[str, "Document", list[str]]]:
        # Documents without this key are not ours.
        for document in db["contacts"].find({"lusha": {"$type": "object"}}):
            found = _identifiers_of(document)
            if self._identity.matches(found):
                self._identity.add(found)
                yield "contacts", document, found
        for document in db["runs"].find({"source": {"$type": "string"}}):
            if is_in_name(document["source"], self._identity):
                yield "runs", document, []


def _identifiers_of(document: dict[str, Any]) -> list[str]:
    linkedin = as_object(document.get("lusha")).get("linkedinUrl")
    person = {name: value for name, value in document.items() if name not in ("_id", "lusha")}
    return [
        *result_identifiers({**person, "id": document["_id"]}),
        *result_identifiers({"linkedinUrl": linkedin}),
    ]
