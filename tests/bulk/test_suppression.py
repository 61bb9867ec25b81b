"""Rows of suppressed people in files: blocked, never sent."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.bulk_runs import request_counts
from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows, row_statuses

ADA_PHONE = "+1 344 555 0151"
ZANELE = "zanele.moreau@orchard-motors.example"


def test_bulk_blocks_suppressed_rows(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, "linkedin.com/in/yuki-petersen-00028", "4100000013")
    rows = [f"{ADA},,", f"{ZANELE},,", ",linkedin.com/in/Yuki-Petersen-00028,"]
    rows += [",,4100000013", f"{ADA.upper()},,", "nobody,,", "cleo@firm.example,,"]
    source = write_csv("\n".join(["email,linkedin,lusha id", *rows, ""]))
    shown = online("person", "bulk", source, "--dry-run")
    assert "3 on the suppression list: not sent." in shown.err
    assert [item["email"] for item in shown.json["body"]["contacts"]] == [
        ZANELE,
        "cleo@firm.example",
    ]
    done = online("person", "bulk", source, "--yes", code=10)
    assert (
        "7 rows: 2 people in 1 request (3 on the suppression list, 1 duplicates, 1 invalid)."
        in done.err
    )
    result = csv_rows(done.out)
    blocked, matched = "blocked", "matched"
    assert [row["lusha_status"] for row in result] == [
        blocked, matched, blocked, blocked, blocked, "invalid", "not_found",
    ]  # fmt: skip
    for row in result:
        if row["lusha_status"] == blocked:
            assert row["lusha_error"] == "on the suppression list"
            assert row["lusha_credits"] == "0"
            assert row["lusha_source"] == row["lusha_fetched_at"] == row["lusha_full_name"] == ""
    ledger = server.ledger()
    assert request_counts(server) == {"account plan": 1, "person bulk": 1}
    assert len(ledger["entities"]) == 1
    again = online("person", "bulk", source, "--yes", code=10)
    assert again.out == done.out
    assert "(5 already looked up" in again.err
    assert request_counts(server) == {"account plan": 1, "person bulk": 1}


def test_bulk_of_only_suppressed_rows_sends_nothing(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write_csv(f"email\n{ADA}\n")
    done = online("person", "bulk", source)
    assert "1 row: 0 people in 0 requests (1 on the suppression list)." in done.err
    assert row_statuses(done.out) == ["blocked"]
    assert server.ledger()["totals"]["requests"] == 0
    run = online("runs", "list").json[0]
    assert run["state"] == "finished"


def test_bulk_sends_blocked_rows_after_privacy_allow(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write_csv(f"email\n{ADA}\n{ZANELE}\n")
    line = ("person", "bulk", source, "--yes")
    assert row_statuses(online(*line).out) == ["blocked", "matched"]
    paid = server.ledger()["totals"]["credits"]
    assert row_statuses(online(*line, "--retry-status", "blocked").out) == ["blocked", "matched"]
    assert server.ledger()["totals"]["credits"] == paid
    done = online(*line, "--retry-status", "blocked", "--ignore-suppression")
    assert row_statuses(done.out) == ["matched", "matched"]
    requested = {name: item["asked"] for name, item in server.ledger()["entities"].items()}
    assert set(requested.values()) == {1}
    assert len(requested) == 2
    # Stored results are withheld while the person is on the list.
    withheld = online(*line)
    assert row_statuses(withheld.out) == ["blocked", "matched"]
    assert ADA.partition("@")[0] not in json.dumps(csv_rows(withheld.out)[0]).replace(ADA, "")
    online("privacy", "allow", ADA)
    assert row_statuses(online(*line).out) == ["matched", "matched"]
    assert {item["asked"] for item in server.ledger()["entities"].values()} == {1}


@pytest.mark.slow
def test_bulk_resume_blocks_people_suppressed_meanwhile(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    ids = [str(4100000000 + 13 * number) for number in range(250)]
    source = write_csv("\n".join(["lusha id", *ids, ""]))
    line = ("person", "bulk", source, "--yes", "--jobs", "1")
    online(*line, "--max-credits", "700", code=6)
    assert request_counts(server) == {"account plan": 1, "person bulk": 1}
    online("privacy", "suppress", ids[150], ids[240])
    run = online("runs", "list").json[0]["id"]
    done = online("runs", "resume", run, "--yes")
    assert "148 people in 2 requests (100 already looked up, 2 on the suppression list)" in done.err
    statuses = row_statuses(done.out)
    assert [n for n, status in enumerate(statuses) if status == "blocked"] == [150, 240]
    entities = server.ledger()["entities"]
    assert {item["asked"] for item in entities.values()} == {1}
    assert not any(name.endswith((ids[150], ids[240])) for name in entities)
    assert online("runs", "show", run).json["state"] == "finished"


def test_bulk_withholds_results_about_suppressed_people(
    online: Lusha, write_csv: Callable[..., str], tmp_path: Path
) -> None:
    online("privacy", "suppress", ADA_PHONE)
    source = write_csv(
        "first name,last name,company\nAda,Byrne,Analytical Engines\nZanele,Moreau,Orchard Motors\n"
    )
    out, db = tmp_path / "out.csv", tmp_path / "crm.db"
    online("person", "bulk", source, "--yes", "--out", str(out))
    ada, zanele = csv_rows(out.read_text())
    assert ada["lusha_status"] == "blocked"
    assert ada["lusha_error"] == "the response is about a person on the suppression list"
    assert ada["lusha_credits"] != "0"
    assert ada["lusha_emails"] == ada["lusha_phones"] == ""
    assert zanele["lusha_status"] == "matched"
    run = online("runs", "list").json[0]["id"]
    online("runs", "export", run, "--out", f"sqlite:///{db}")
    assert b"Zanele" in db.read_bytes()
    assert b"555 0151" not in db.read_bytes()
    assert (
        row_statuses(online("runs", "export", run, "--ignore-suppression").out) == ["matched"] * 2
    )


def test_search_first_skips_suppressed_people(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write_csv(f"email\n{ADA}\n{ZANELE}\n")
    done = online("person", "bulk", source, "--smart", "--yes")
    assert row_statuses(done.out) == ["blocked", "matched"]
    assert len(server.ledger()["entities"]) == 1


def test_damaged_list_stops_bulk_and_keeps_its_results(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write_csv(f"email\n{ZANELE}\n")
    list_ = online.state / "suppression.db"
    good = list_.read_bytes()
    list_.write_bytes(b"no list")
    assert "suppression list" in online("person", "bulk", source, "--yes", code=1).err
    assert server.ledger()["totals"]["requests"] == 0
    list_.write_bytes(good)
    assert row_statuses(online("person", "bulk", source, "--yes").out) == ["matched"]
    list_.write_bytes(b"no list")
    run = online("runs", "list").json[0]["id"]
    online("runs", "export", run, code=1)
    list_.write_bytes(good)
    assert row_statuses(online("runs", "export", run).out) == ["matched"]


def test_bulk_counts_a_lost_response_of_a_suppressed_person_as_charged(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    ids = [str(4100000000 + 13 * number) for number in range(150)]
    line = ("person", "bulk", write_csv("\n".join(["lusha id", *ids, ""])), "--yes")
    online(*line, "--max-credits", "700", code=6)
    charged = server.ledger()["totals"]["credits"]
    run = online("runs", "list").json[0]["id"]
    with closing(sqlite3.connect(online.state / "runs" / f"{run}.db")) as db, db:
        db.execute("UPDATE batches SET state = 'sent', sendings = 1 WHERE n = 1")
    online("privacy", "suppress", *ids[100:])
    done = online(*line)
    assert row_statuses(done.out)[100:] == ["blocked"] * 50
    assert server.ledger()["totals"]["credits"] == charged
    assert f"Charged up to {charged + 302} credits, 302 of them this time, " in done.err
