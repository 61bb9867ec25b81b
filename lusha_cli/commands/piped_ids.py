"""Ids in the output of an earlier command, which become the input of the next one."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from lusha_cli.cli.json_input import read_bytes_from
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_list, as_object, get_in
from lusha_cli.parsing.identifiers import is_v3_id
from lusha_cli.parsing.numbers import read_integer


def source_name(source: str) -> str:
    """Return the name of a source of ids for messages."""
    return "Standard input" if source == "-" else source


def read_piped_json(context: AppContext, source: str) -> list[Json]:
    """Return the JSON values in the file `source`, or in stdin for `-`.

    That is one value, or one per line; or bare ids. A `source` of digits is an id itself. Raises
    UsageError if it is empty, or something else.
    """
    # Otherwise a file that happens to have this name would be sent.
    if source.isascii() and source.isdecimal():
        return [source]
    name = source_name(source)
    content = read_bytes_from(context, source, source_name=name)
    try:
        # PowerShell and Excel begin UTF-8 files with a byte order mark.
        text = content.decode("utf-8-sig").strip()
        # A failed command leaves an empty pipe, which must not count as a success here.
        if not text:
            raise UsageError(
                f"{name} is empty, so it has no IDs.",
                hint="The previous command may have failed. Check its messages.",
            )
        return _values(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"{name} is neither JSON nor a list of IDs.",
            hint="Pipe in the JSON of an earlier result, such as that of a search with -o json.",
        ) from error


def _values(text: str) -> list[Json]:
    if text[:1] in '{["':
        try:
            return [json.loads(text)]
        except json.JSONDecodeError:
            pass  # perhaps one per line
    # Not splitlines: JSON strings may contain the other line separators unescaped.
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    for delimiter in ",\t":
        # By its header only: without one, a line with commas could be anything.
        header = next(csv.reader(lines[:1], delimiter=delimiter))
        if len(header) > 1 and set(header) & set(_HEADERS):
            return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    values = [_parse_line(line) for line in lines]
    return values[1:] if lines[0] in _HEADERS else values


# Column names in the first line of a CSV file of ids, or of records with ids; those of enriched
# files begin with lusha_.
_HEADERS = (
    "contactId", "personId", "companyId", "id", "subscription.id",
    "lusha_person_id", "lusha_company_id",
)  # fmt: skip


# Characters of ids other than letters and digits.
_PUNCTUATION = str.maketrans("", "", "-._=")


def _parse_line(line: str) -> Json:
    # Numbers are not parsed: an id may begin with a zero.
    if line[:1] in '{["':
        return json.loads(line)
    if not line.translate(_PUNCTUATION).isalnum():
        raise ValueError(line)
    return line


def ids_by_search(
    documents: list[Json], *, records: str, key: str, request_id: str | None
) -> dict[str, list[str]]:
    """Return the ids (`key`) of the `records` of prospecting searches, by their `requestId`."""
    ids_by_request: dict[str, list[str]] = {}
    for document in documents:
        for record in _records(document, records):
            fields = record if isinstance(record, dict) else {key: record}
            record_id = fields.get(key)
            search_id = (
                # Records merged from several pages carry the id of their own search.
                request_id or fields.get("requestId") or as_object(document).get("requestId")
            )
            if (
                # In Python, True is an int as well.
                isinstance(record_id, bool)
                or not isinstance(record_id, (str, int))
                or record_id == ""
            ):
                raise UsageError(
                    f"A record has no {key}.", hint="Pipe in the result of a prospecting search."
                )
            if not isinstance(search_id, str):
                raise UsageError(
                    "The records have no requestId, which identifies their search.",
                    hint="Pipe in the whole JSON of the search (-o json), or add --request-id ID.",
                )
            ids = ids_by_request.setdefault(search_id, [])
            if str(record_id) not in ids:
                ids.append(str(record_id))
    return ids_by_request


def _records(document: Json, name: str) -> list[Json]:
    """Return the records of a search's response: under `name`, a list of them, or one alone."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or name not in document:
        return [document]
    if not isinstance(document[name], list):
        raise UsageError(
            f"{name} isn't a list.", hint="Pipe in the result of a prospecting search."
        )
    records: list[Json] = document[name]
    return records


def person_ids(documents: list[Json]) -> list[str]:
    """Return Lusha's ids of people, anywhere in the documents, each once, in order."""
    return _entity_ids(documents, _person_id)


def company_ids(documents: list[Json]) -> list[str]:
    """Return Lusha's ids of companies, anywhere in the documents, each once, in order."""
    return _entity_ids(documents, _company_id)


def _entity_ids(documents: list[Json], id_of: Callable[[dict[str, Json]], str]) -> list[str]:
    ids = (i for document in documents for i in _bare(document) or _ids_in(document, id_of))
    return list(dict.fromkeys(ids))


def entity_ids(documents: list[Json], entity_type: str) -> list[str]:
    """Return V2 or V3 ids of contacts or companies (`entity_type`). Bare ids may be either."""
    entries = _entries(documents)
    if not any(isinstance(entry, (dict, list)) for entry in entries):
        return result_ids(entries)
    ids = person_ids(documents) if entity_type == "contact" else company_ids(documents)
    # The functions above don't take a bare `id` for that of a person.
    return ids or result_ids(documents)


def result_ids(documents: Iterable[Json]) -> list[str]:
    """Return the ids of the results of V3 searches, each once; bare ids are returned unchanged."""
    ids: list[str] = []
    for document in documents:
        results = as_object(document).get("results", document)
        for item in as_list(results) or [results]:
            value = item.get("id") if isinstance(item, dict) else item
            if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
                ids.append(str(value))
    return list(dict.fromkeys(ids))


def subscription_ids(documents: list[Json]) -> list[str]:
    """Return ids of subscriptions, anywhere in the documents, each once; or bare ids."""
    bare = [entry for entry in _entries(documents) if isinstance(entry, str)]
    ids = (i for document in documents for i in _ids_in(document, _subscription_id))
    return list(dict.fromkeys((*bare, *ids)))


def _entries(documents: list[Json]) -> list[Json]:
    """Return the documents, or the items of the only one if it is a list."""
    is_list = len(documents) == 1 and isinstance(documents[0], list)
    return documents[0] if is_list else documents


def _subscription_id(item: dict[str, Json]) -> Json:
    # JSON has the first key, the CSV of created subscriptions has the second.
    return item.get("id") if "entityId" in item else item.get("subscription.id")


def parse_seeds(documents: list[Json]) -> list[tuple[str, str]]:
    """Return the person and company ids of people, anywhere in the documents, each pair once."""
    return list(dict.fromkeys(pair for document in documents for pair in _pairs(document)))


def _bare(document: Json) -> list[str]:
    """Return the ids in a document that contains ids only."""
    entries = document if isinstance(document, list) else [document]
    ids = [_to_id(entry) for entry in entries if not isinstance(entry, (dict, list))]
    return [text for text in ids if text]


def _ids_in(document: Json, id_of: Callable[[dict[str, Json]], Json]) -> Iterator[str]:
    return filter(None, map(id_of, _objects(document)))


def _pairs(document: Json) -> Iterator[tuple[str, str]]:
    for item in _objects(document):
        person_id = _person_id(item)
        company_id = _to_id(item.get("companyId")) or _to_id(get_in(item, "company", "companyId"))
        if person_id and company_id:
            yield person_id, company_id


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    """Yield every object in a value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else as_list(value):
        yield from _objects(inner)


def _person_id(item: dict[str, Json]) -> str:
    values = (item.get(name) for name in ("personId", "contactId", "lusha_person_id"))
    return next(filter(None, map(_to_id, values)), "")


def _company_id(item: dict[str, Json]) -> str:
    # A bare `id` is ambiguous: people, tables and subscriptions have one too.
    is_company = "name" in item and not {"personId", "contactId"} & item.keys()
    company_id = _to_id(item.get("companyId")) or _to_id(item.get("lusha_company_id"))
    return company_id or (_to_id(item.get("id")) if is_company else "")


def _to_id(value: Json) -> str:
    """Return an id of V2 or V3 as text, or "" if the value is not one."""
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    # Contact ids of a prospecting search are neither: they are of that search alone.
    is_id = read_integer(text, max_digits=20) is not None or is_v3_id(text)
    return text if is_id else ""
