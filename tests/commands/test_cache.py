"""`lusha cache`, and what is left in the files after it."""

import sqlite3
import struct
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.result_cache.entries import (
    BASE,
    Entry,
    decode_entry,
    encode_entry,
    with_time,
    without_time,
)
from lusha_cli.result_cache.sqlite_store import SqliteStore
from tests.support.cli import ADA, Lusha

pytestmark = pytest.mark.with_yes
WriteCsv = Callable[..., str]


def files_of(lusha: Lusha) -> bytes:
    """Return the content of all files of the cache."""
    files = (lusha.state / "sandbox").glob("cache.db*")
    return b"".join(file.read_bytes() for file in files)


def test_forget_leaves_nothing_in_the_files(lusha: Lusha) -> None:
    data = lusha("person", "get", ADA, "--cache", "30d", "--json").json["contact"]["data"]
    lusha("contacts", "search-and-enrich", ADA, "--cache", "30d")
    lusha("contacts", "search", ADA, "--cache", "30d")
    with closing(sqlite3.connect(lusha.state / "sandbox" / "cache.db")) as db:
        contents = [row[0] for row in db.execute("SELECT content FROM entries")]
    assert len(contents) == 3
    assert all(content in files_of(lusha) for content in contents)
    phone = data["phoneNumbers"][0]["number"]
    assert lusha("cache", "forget", phone, "--json").json == {"deleted": 3}
    left = files_of(lusha)
    assert not any(content[8:40] in left for content in contents)
    for text in (ADA, "Byrne", data["socialLinks"]["linkedin"], str(data["personId"])):
        assert text.encode() not in left
    lusha("cache", "forget", ADA, code=3)


def test_file_is_private_and_has_no_clear_text(lusha: Lusha) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    file = lusha.state / "sandbox" / "cache.db"
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"byrne" not in files_of(lusha).lower()


def test_forget_finds_search_pages(lusha: Lusha) -> None:
    search = ("contacts", "prospecting", "--department", "Sales", "--cache", "30d", "--json")
    person = lusha(*search).json["results"][0]
    assert lusha("cache", "forget", str(person["id"]), "--json").json == {"deleted": 1}


def test_clear_deletes_everything(lusha: Lusha) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    lusha("company", "get", "analytical-engines.example", "--cache", "30d")
    status = lusha("cache", "status", "--json").json
    assert (status["backend"], status["kinds"]) == ("sqlite", {"company": 1, "person": 1})
    lusha("cache", "clear", "--yes")
    assert lusha("cache", "status", "--json").json["entries"] == 0


def test_export_has_the_data_of_rows(lusha: Lusha, write_csv: WriteCsv, tmp_path: Path) -> None:
    source = write_csv(f"email\n{ADA}\nnobody@analytical-engines.example\n")
    out = str(tmp_path / "out.csv")
    lusha("person", "bulk", source, "--out", out, "--cache", "30d")
    records = lusha("cache", "export", "--json").json
    assert sorted(record["found"] for record in records) == [False, True]
    (found,) = (record for record in records if record["found"])
    assert found["data"]["item"]["data"]["fullName"] == "Ada Byrne"


def test_privacy_forget_deletes_cached_results(lusha: Lusha) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    found = lusha("privacy", "find", ADA, "--json").json["found"]
    assert "cache" in {each["store"] for each in found}
    lusha("privacy", "forget", ADA, "--yes")
    assert lusha("cache", "status", "--json").json["entries"] == 0


def test_password_of_the_server_is_not_printed(lusha: Lusha) -> None:
    lusha("config", "set", "cache_url", "redis://:a-long-secret@cache.example")
    for command in (
        ("config", "list"),
        ("config", "get", "cache_url"),
        ("config", "list", "--json"),
    ):
        result = lusha(*command)
        assert "a-long-secret" not in result.out + result.err
    error = lusha("config", "set", "cache_url", "http://:a-long-secret@cache.example", code=2)
    assert "a-long-secret" not in error.err


def test_threads_and_connections_share_the_file(tmp_path: Path) -> None:
    from lusha_cli.result_cache.entries import BASE, Entry, Record
    from lusha_cli.result_cache.keys import CacheKeys
    from lusha_cli.result_cache.sqlite_store import SqliteStore

    keys, stores = CacheKeys("key", "api"), [SqliteStore(tmp_path / "c.db") for _ in range(3)]

    def write(store: SqliteStore, number: int) -> None:
        for n in range(20):
            text = f"{number}-{n}"
            key = keys.entry("person", text)
            exact = (keys.exact("person", text),)
            entry = Entry({"n": n}, {BASE: 1.0})
            store.put([Record(key, "person", 1.0, entry, exact, ())], longest=1e9, now=2.0)

    threads = [
        threading.Thread(target=write, args=(store, number * 2 + part))
        for number, store in enumerate(stores)
        for part in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(stores[0].entries())) == 120
    for store in stores:
        store.close()


def test_old_entries_are_removed(lusha: Lusha) -> None:
    lusha("person", "get", ADA, "--cache", "10d")
    lusha.clock.time += 11 * 86_400
    lusha("company", "get", "analytical-engines.example", "--cache", "1d")
    assert lusha("cache", "status", "--json").json["kinds"] == {"company": 1}


def test_clear_deletes_a_damaged_cache(lusha: Lusha) -> None:
    (folder := lusha.state / "sandbox").mkdir(parents=True)
    (folder / "cache.db").write_text("not a database" * 100)
    warning = lusha("person", "get", ADA, "--cache", "30d", "--yes").err
    assert "Continuing without it. To delete it, run: lusha cache clear" in warning
    for command in ("status", "export"):
        assert "run: lusha cache clear" in lusha("cache", command, code=1).err
    assert lusha("cache", "clear", "--yes").err == "Deleted the damaged cache.\n"
    assert not (folder / "cache.db").exists()
    lusha("person", "get", ADA, "--cache", "30d", "--yes")
    assert lusha("cache", "status", "--json").json["entries"] == 1


def test_cache_that_another_process_is_creating_is_usable(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "c.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
    store = SqliteStore(tmp_path / "c.db")
    store.count_hits(1)
    store.close()


@pytest.mark.parametrize("fields", [(), ("emails",), ("emails", "phones")])
def test_entry_with_its_value_elsewhere_is_small(fields: tuple[str, ...]) -> None:
    entry = Entry(None, dict.fromkeys((BASE, *fields), 1.75e9))
    content = encode_entry(entry)
    assert len(content) == 9 + len(fields)
    assert decode_entry(content) == entry
    short = without_time(content, 1.75e9)
    assert len(short) == 1 + len(fields)
    assert with_time(short, 1.75e9) == content
    assert without_time(content, 1.8e9) == content
    # Earlier versions wrote the names of the fields.
    earlier = b"t" + struct.pack(">d", 1.75e9) + "\n".join(fields).encode()
    assert decode_entry(earlier) == entry
    mixed = entry._replace(received={BASE: 1.0, "emails": 2.0})
    assert decode_entry(encode_entry(mixed)) == mixed
    other = entry._replace(received={BASE: 1.0, "emails": 1.0, "signals": 1.0})
    assert decode_entry(encode_entry(other)) == other
