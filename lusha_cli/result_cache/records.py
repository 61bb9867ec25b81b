"""Build what is written to a store of cached results."""

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.result_cache.entries import BASE, Entry, Record
from lusha_cli.result_cache.identity import (
    Identity,
    can_look_up,
    company_result_identifiers,
    person_result_identifiers,
)
from lusha_cli.result_cache.keys import CacheKeys
from lusha_cli.result_cache.operations import Operation


def make_record(
    keys: CacheKeys, operation: Operation, shape: str, identity: Identity, entry: Entry
) -> Record:
    """Return the record of an entry, to be found by what was asked and by what it states."""
    stated = [] if entry.is_miss else operation.identifiers(entry.value)
    serving = [each for each in stated if can_look_up(each)]
    if identity.is_alone and not entry.is_miss:
        serving += identity.identifiers
    identifiers = dict.fromkeys([*stated, *identity.identifiers], False)
    identifiers.update(dict.fromkeys(serving, True))
    miss_key = keys.entry(shape, f"miss {identity.exact}")
    own_id = next((each for each in stated if each.startswith(("contact:", "company:"))), None)
    key = miss_key if entry.is_miss else keys.entry(shape, own_id or identity.exact)
    return Record(
        key,
        shape,
        entry.at,
        entry,
        (keys.exact(shape, identity.exact),),
        tuple((keys.identifier(each), serves) for each, serves in identifiers.items()),
        () if entry.is_miss else (miss_key,),
    )


def make_page_record(
    keys: CacheKeys, shape: str, identity: Identity, response: Json, *, at: float
) -> Record:
    """Return the record of a page of a search, which the people in it find too, to forget it."""
    text = identity.exact
    body = as_object(response)
    read = company_result_identifiers if "compan" in shape else person_result_identifiers
    results = as_list(body.get("results") or body.get("contacts") or body.get("companies"))
    stated = dict.fromkeys(each for result in results for each in read(result))
    return Record(
        keys.entry(shape, text),
        shape,
        at,
        Entry(response, {BASE: at}),
        (keys.exact(shape, text),),
        tuple((keys.identifier(each), False) for each in stated),
    )


def without_value(record: Record) -> Record:
    """Return a record without the value, if the journal of a run has it."""
    return record._replace(entry=record.entry._replace(value=None)) if record.address else record


def merge_entries(operation: Operation, old: Entry | None, new: Entry) -> Entry:
    """Return the new entry with the fields that only the old one has."""
    if old is None or old.is_miss or new.is_miss or not operation.has_data(new.value):
        return new
    kept = frozenset(old.received) - frozenset(new.received)
    value = operation.merge(old.value, new.value, kept)
    return Entry(value, {**{name: old.received[name] for name in kept}, **new.received})
