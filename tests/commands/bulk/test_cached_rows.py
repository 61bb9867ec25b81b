"""Rows of files from the cache."""

import csv
import json
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.bulk_runs import request_counts
from tests.support.cli import ADA, Lusha, Server
from tests.support.traces import traces_in

pytestmark = pytest.mark.with_yes
WriteCsv = Callable[..., str]
EMAILS = [person["email"] for person in sample_people(limit=30)]


def paid_requests(server: Server) -> dict[str, int]:
    """Return how many requests the server has received, by operation."""
    return request_counts(server)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as stream:
        return list(csv.DictReader(stream))


def enrich(lusha: Lusha, source: str, *more: str, code: int = 0) -> list[dict[str, str]]:
    out = lusha.folder / "out.csv"
    lusha("person", "bulk", source, "--out", str(out), "--cache", "30d", *more, code=code)
    return rows_of(out)


def others(lusha: Lusha) -> Lusha:
    """Return the CLI of a profile that doesn't share the runs of the default one."""
    lusha.config.parent.mkdir(exist_ok=True)
    lusha.config.write_text("[profiles.other]\n")
    other = Lusha(lusha.folder, v2=lusha.v2)
    other.clock = lusha.clock
    other.env = {**lusha.env, "LUSHA_PROFILE": "other"}
    return other


def data_of(row: dict[str, str]) -> dict[str, str]:
    own = ("lusha_source", "lusha_credits")
    return {name: value for name, value in row.items() if name not in own}


def test_rows_are_served_by_single_lookups(lusha: Lusha, write_csv: WriteCsv) -> None:
    nobody = "nobody@analytical-engines.example"
    for who, code in ((ADA, 0), (nobody, 3)):
        lusha("person", "get", who, "--cache", "30d", code=code)
    fresh = Lusha(lusha.folder / "fresh", v2=lusha.v2)
    fresh.folder.mkdir()
    fresh.env = dict(lusha.env)
    source = write_csv(f"email\n{ADA}\n{nobody}\n{EMAILS[5]}\n")
    lusha.clock.time += 86_400
    rows = enrich(lusha, source)
    assert [row["lusha_source"] for row in rows] == ["cache", "cache", "api"]
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found", "matched"]
    assert rows[0]["lusha_fetched_at"] < rows[2]["lusha_fetched_at"]
    assert rows[0]["lusha_credits"] == "0"
    expected = enrich(fresh, source)
    for row, other in zip(rows, expected, strict=True):
        same = {"lusha_fetched_at": "", "lusha_error": ""}
        assert {**data_of(row), **same} == {**data_of(other), **same}


def test_rows_are_served_by_rows_of_another_run(
    online: Lusha, server: Server, write_csv: WriteCsv
) -> None:
    first = enrich(online, write_csv("email\n" + "\n".join(EMAILS[:20])))
    before = paid_requests(server)
    other = others(online)
    new = enrich(other, write_csv("email\n" + "\n".join(reversed(EMAILS[:21])), "new.csv"))
    assert [row["lusha_source"] for row in new] == ["api", *["cache"] * 20]
    assert paid_requests(server) != before
    by_email = {row["email"]: data_of(row) for row in first}
    assert all(data_of(row) == by_email[row["email"]] for row in new[1:])
    # The journal has the results of the run: the cache refers to it.
    content = (online.state / "cache.db").stat().st_size
    assert content < 60_000


def test_single_lookup_is_served_by_a_row(
    online: Lusha, server: Server, write_csv: WriteCsv
) -> None:
    enrich(online, write_csv(f"email\n{ADA}\n"))
    before = paid_requests(server)
    cached = online("person", "get", ADA, "--cache", "30d", "--json")
    assert paid_requests(server) == before
    assert (
        cached.json["contact"]["data"]
        == (online("person", "get", ADA, "--json").json["contact"]["data"])
    )
    online("runs", "delete", "--all", "--yes")
    # Without its run, the result is gone.
    assert "From cache" not in online("person", "get", ADA, "--cache", "30d").err


def test_fully_cached_file_needs_no_confirmation(
    online: Lusha, server: Server, write_csv: WriteCsv
) -> None:
    enrich(online, write_csv("email\n" + "\n".join(EMAILS)))
    other = others(online)
    del other.env["LUSHA_YES"]
    before = paid_requests(server)
    out = online.folder / "again.csv"
    result = other(
        "person", "bulk", write_csv("email\n" + "\n".join(EMAILS[1:]), "b.csv"), "--out", str(out),
        "--cache", "30d", "--max-credits", "0", "--json",
    )  # fmt: skip
    assert paid_requests(server) == before
    assert (result.json["cached"], result.json["credits"]) == (29, 0)


def test_dry_run_counts_cached_rows(lusha: Lusha, write_csv: WriteCsv) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    source = write_csv(f"email\n{ADA}\n{EMAILS[3]}\n")
    dry = lusha("person", "bulk", source, "--cache", "30d", "--dry-run", "--json")
    assert "From cache for 1 of 2" in dry.err
    assert EMAILS[3] in json.dumps(dry.json["body"])
    assert ADA not in json.dumps(dry.json["body"])


def test_refresh_sends_all_rows(lusha: Lusha, write_csv: WriteCsv) -> None:
    source = write_csv("email\n" + "\n".join(EMAILS[:5]))
    enrich(lusha, source)
    lusha.clock.time += 86_400
    rows = enrich(lusha, source, "--refresh")
    assert [row["lusha_source"] for row in rows] == ["api"] * 5
    assert "From cache, less than a minute old" in (
        lusha("person", "get", EMAILS[0], "--cache", "30d").err
    )


def test_suppressed_cached_row_is_blocked(lusha: Lusha, write_csv: WriteCsv) -> None:
    data = lusha("person", "get", ADA, "--cache", "30d", "--json").json["contact"]["data"]
    context = lusha.make_context()
    context.env.suppression_list.add([f"contact:{data['personId']}"], at=lusha.clock.now())
    rows = enrich(lusha, write_csv(f"email\n{ADA}\n"))
    assert (rows[0]["lusha_status"], rows[0]["lusha_full_name"]) == ("blocked", "")


def test_smart_reveals_only_what_is_not_cached(
    online: Lusha, server: Server, write_csv: WriteCsv
) -> None:
    source = write_csv("email\n" + "\n".join(EMAILS[:10]))
    enrich(online, source, "--smart", "--reveal", "emails")
    searches = paid_requests(server)["contacts search"]
    rows = enrich(online, source, "--smart")
    assert paid_requests(server)["contacts search"] == searches
    fresh = Lusha(online.folder / "fresh", v2=online.v2)
    fresh.folder.mkdir()
    fresh.env = dict(online.env)
    own = ("lusha_fetched_at", "lusha_credits", "lusha_source")
    expected = enrich(fresh, source, "--smart")
    for row, other in zip(rows, expected, strict=True):
        assert {k: v for k, v in row.items() if k not in own} == (
            {k: v for k, v in other.items() if k not in own}
        )
    before = paid_requests(server)
    again = enrich(others(online), source, "--smart")
    assert {row["lusha_source"] for row in again} == {"cache"}
    assert paid_requests(server) == before


def test_companies_are_served_by_rows_of_another_run(
    online: Lusha, server: Server, write_csv: WriteCsv
) -> None:
    domains = [email.partition("@")[2] for email in EMAILS[:8]]
    out = online.folder / "out.csv"

    def run(cli: Lusha, source: str) -> list[dict[str, str]]:
        cli("company", "bulk", source, "--out", str(out), "--cache", "30d")
        return rows_of(out)

    first = run(online, write_csv("domain\n" + "\n".join(domains)))
    before = paid_requests(server)
    again = run(others(online), write_csv("domain\n" + "\n".join(reversed(domains)), "b.csv"))
    assert paid_requests(server) == before
    assert {row["lusha_source"] for row in again} <= {"cache", "duplicate"}
    by_domain = {row["domain"]: data_of(row) for row in first}
    assert all(data_of(row) == by_domain[row["domain"]] for row in again)


def test_forgotten_person_leaves_no_cached_part(lusha: Lusha, write_csv: WriteCsv) -> None:
    enrich(lusha, write_csv(f"email\n{ADA}\n{EMAILS[5]}\n"), "--reveal-emails")
    source = write_csv(f"email\n{ADA}\n{EMAILS[5]}\n", "all.csv")
    rows = enrich(lusha, source)
    assert rows[0]["lusha_emails"]
    assert rows[0]["lusha_phones"]
    lusha("privacy", "forget", ADA, "--yes")
    assert traces_in(lusha.state) == []
    rows = enrich(lusha, source)
    assert [row["lusha_status"] for row in rows] == ["forgotten", "matched"]
    assert rows[1]["lusha_emails"]


def test_other_emails_of_rows_keep_their_cached_parts(lusha: Lusha, write_csv: WriteCsv) -> None:
    people = [person["email"] for person in sample_people(limit=250)]
    enrich(lusha, write_csv("email\n" + "\n".join(people[:150])), "--reveal-emails")
    enrich(lusha, write_csv("email\n" + "\n".join(people[150:170]), "c.csv"), "--reveal-phones")
    lines = [f'"nobody{number}@firm.example, {email}"' for number, email in enumerate(people)]
    lines += people[:5] + people[160:165] + people[200:205]
    source = write_csv("email\n" + "\n".join(lines) + "\n", "all.csv")
    rows = enrich(lusha, source, "--try-all")
    assert len(rows) == 265
    assert [row["lusha_status"] for row in rows].count("matched") == 265
    fresh = Lusha(lusha.folder / "fresh", v2=lusha.v2)
    fresh.folder.mkdir()
    fresh.env = dict(lusha.env)
    own = ("lusha_fetched_at", "lusha_credits", "lusha_source")
    expected = enrich(fresh, source, "--try-all", "--cache", "off")
    for row, other in zip(rows, expected, strict=True):
        assert {k: v for k, v in row.items() if k not in own} == (
            {k: v for k, v in other.items() if k not in own}
        )


def test_cache_of_an_earlier_version_serves_rows(online: Lusha, write_csv: WriteCsv) -> None:
    enrich(online, write_csv("email\n" + "\n".join(EMAILS[:5])))
    with closing(sqlite3.connect(online.state / "cache.db")) as db, db:
        contents = db.execute("SELECT id, at, content FROM entries WHERE run != ''").fetchall()
        assert {content for _, _, content in contents} == {b"eep"}
        for id_, at, _ in contents:
            # It had the time, and the names of the fields.
            earlier = b"t" + struct.pack(">d", at) + b"emails\nphones"
            db.execute("UPDATE entries SET content = ? WHERE id = ?", (earlier, id_))
    again = enrich(others(online), write_csv("email\n" + "\n".join(EMAILS[1:5]), "b.csv"))
    assert [row["lusha_source"] for row in again] == ["cache"] * 4
