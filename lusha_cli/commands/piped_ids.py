"""Ids out of an earlier answer: how one command's output is the next one's input."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_list, as_object


def read_answers(world: World, source: str) -> list[Json]:
    """The JSON values in the file `source`, or in stdin for `-`: one, or one a line; or bare ids.

    Raises UsageError where there is none, or something else.
    """
    if source == "-":
        content, name = world.stdin_bytes.read(), "Standard input"
    else:
        try:
            content, name = Path(source).read_bytes(), source
        except OSError as error:
            raise UsageError(f"{source}: {error.strerror}.") from error
    try:
        text = content.decode("utf-8-sig").strip()
        if not text:
            raise UsageError(
                f"{name} is empty: no ids to go on with.",
                hint="The command before it may have failed; see what it said.",
            )
        return _values(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"{name} is neither JSON nor a list of ids.",
            hint="Pipe in the JSON of an earlier answer, such as of a search with -o json.",
        ) from error


def _values(text: str) -> list[Json]:
    if text[:1] in '{["':
        try:
            return [json.loads(text)]
        except json.JSONDecodeError:
            pass  # one a line, perhaps
    # Not splitlines: JSON may hold the other line ends as they are.
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    for mark in ",\t":
        header = next(csv.reader(lines[:1], delimiter=mark))
        if len(header) > 1 and set(header) & set(_HEADERS):
            return list(csv.DictReader(io.StringIO(text), delimiter=mark))
    values = [_line(line) for line in lines]
    return values[1:] if lines[0] in _HEADERS else values


# What a csv of ids, or of records with ids, has in its first line; enriched files have their own.
_HEADERS = (
    "contactId", "personId", "companyId", "id", "subscription.id",
    "lusha_person_id", "lusha_company_id",
)  # fmt: skip


# What ids have beside letters and digits.
_MARKS = str.maketrans("", "", "-._=")


def _line(line: str) -> Json:
    # Numbers stay as they are written: an id may begin with a zero.
    if line[:1] in '{["':
        return json.loads(line)
    if not line.translate(_MARKS).isalnum():
        raise ValueError(line)
    return line


def contact_tickets(answers: list[Json], *, request_id: str | None) -> dict[str, list[str]]:
    """Contact ids of prospecting searches, by the search (`requestId`) that they belong to."""
    return _tickets(answers, request_id, records="contacts", key="contactId")


def company_tickets(answers: list[Json], *, request_id: str | None) -> dict[str, list[str]]:
    """Company ids of prospecting searches, by the search that they belong to."""
    return _tickets(answers, request_id, records="companies", key="id")


def _tickets(
    answers: list[Json], request_id: str | None, *, records: str, key: str
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for answer in answers:
        document = as_object(answer)
        for record in _records(answer, records):
            holder = record if isinstance(record, dict) else {key: record}
            ticket = holder.get(key)
            search = request_id or holder.get("requestId") or document.get("requestId")
            if isinstance(ticket, bool) or not isinstance(ticket, (str, int)) or ticket == "":
                raise UsageError(
                    f"A record has no {key}.", hint="Pipe in the answer of a prospecting search."
                )
            if not isinstance(search, str):
                raise UsageError(
                    "The records do not say which search they are of (requestId).",
                    hint="Pipe in the whole JSON of the search (-o json), or add --request-id ID.",
                )
            ids = found.setdefault(search, [])
            if str(ticket) not in ids:
                ids.append(str(ticket))
    return found


def _records(answer: Json, name: str) -> list[Json]:
    """The records of a search's answer: in their place, a list of them, or one alone."""
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, dict) or name not in answer:
        return [answer]
    if not isinstance(answer[name], list):
        raise UsageError(f"{name} is no list.", hint="Pipe in the answer of a prospecting search.")
    found: list[Json] = answer[name]
    return found


def person_ids(answers: list[Json]) -> list[str]:
    """Lusha's ids of people, anywhere in the answers, each once, in their order."""
    found = (i for answer in answers for i in _bare(answer) or _found(answer, _person_id))
    return list(dict.fromkeys(found))


def company_ids(answers: list[Json]) -> list[str]:
    """Lusha's ids of companies, anywhere in the answers, each once, in their order."""
    found = (i for answer in answers for i in _bare(answer) or _found(answer, _company_id))
    return list(dict.fromkeys(found))


def entity_ids(answers: list[Json], kind: str) -> list[str]:
    """Ids of people or companies, as V2 or V3 has them; bare ids are of whatever is wanted."""
    listed = _listed(answers)
    if not any(isinstance(entry, (dict, list)) for entry in listed):
        return result_ids(listed)
    found = person_ids(answers) if kind == "contact" else company_ids(answers)
    return found or result_ids(answers)


def result_ids(answers: Iterable[Json]) -> list[str]:
    """The ids of the results of searches of V3, each once; of bare ids, they themselves."""
    found: list[str] = []
    for answer in answers:
        results = as_object(answer).get("results", answer)
        for one in as_list(results) or [results]:
            value = one.get("id") if isinstance(one, dict) else one
            if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
                found.append(str(value))
    return list(dict.fromkeys(found))


def subscription_ids(answers: list[Json]) -> list[str]:
    """Ids of subscriptions, anywhere in the answers, each once; bare ids are taken as such."""
    bare = [entry for entry in _listed(answers) if isinstance(entry, str)]
    found = (i for answer in answers for i in _found(answer, _subscription_id))
    return list(dict.fromkeys((*bare, *found)))


def _listed(answers: list[Json]) -> list[Json]:
    """The answers, or what is in the one that is a list."""
    return answers[0] if len(answers) == 1 and isinstance(answers[0], list) else answers


def _subscription_id(item: dict[str, Json]) -> Json:
    # The one key is of JSON, the other of the csv of what was created.
    return item.get("id") if "entityId" in item else item.get("subscription.id")


def seeds_of(answers: list[Json]) -> list[tuple[str, str]]:
    """Person and company ids of people, anywhere in the answers, each pair once."""
    return list(dict.fromkeys(pair for answer in answers for pair in _pairs(answer)))


def _bare(answer: Json) -> list[str]:
    """The ids in an answer that is nothing but ids."""
    listed = answer if isinstance(answer, list) else [answer]
    ids = [_digits(entry) for entry in listed if not isinstance(entry, (dict, list))]
    return [text for text in ids if text]


def _found(value: Json, read: Any) -> Iterator[str]:
    for item in _objects(value):
        text = read(item)
        if text:
            yield text


def _pairs(value: Json) -> Iterator[tuple[str, str]]:
    for item in _objects(value):
        person = _person_id(item)
        company = _digits(item.get("companyId")) or _digits(
            as_object(item.get("company")).get("companyId")
        )
        if person and company:
            yield person, company


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    """Every object in a value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else as_list(value):
        yield from _objects(inner)


def _person_id(item: dict[str, Json]) -> str:
    named = (item.get(name) for name in ("personId", "contactId", "lusha_person_id"))
    return next(filter(None, map(_digits, named)), "")


def _company_id(item: dict[str, Json]) -> str:
    is_company = "name" in item and not {"personId", "contactId"} & item.keys()
    named = _digits(item.get("companyId")) or _digits(item.get("lusha_company_id"))
    return named or (_digits(item.get("id")) if is_company else "")


def _digits(value: Json) -> str:
    """An id as text; "" for what is none of Lusha's numbers."""
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return text if text.isascii() and text.isdecimal() else ""
