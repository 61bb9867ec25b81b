"""People on the suppression list are not looked up: nothing is asked, nothing is charged."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha, Server

ADA_ID = "4100000000"
ADA_LINK = "https://www.linkedin.com/in/ada-byrne-00000"
ADA_PHONE = "+1 344 555 0151"
BY_NAME = ("--first-name", "Ada", "--last-name", "Byrne", "--company-name", "Analytical Engines")
ZANELE = "zanele.moreau@orchard-motors.example"
YUKI = "yuki.petersen@delta-systems.example"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _statuses(text: str) -> list[str]:
    return [row["lusha_status"] for row in _rows(text)]


def _asked(server: Server) -> dict[str, int]:
    requests: dict[str, int] = server.ledger()["requests"]
    return {name: number for name, number in requests.items() if name != "account usage"}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes a file and says its path."""

    def make(content: str, name: str = "leads.csv") -> str:
        (tmp_path / name).write_text(content)
        return str(tmp_path / name)

    return make


SINGLE = [
    ("person", "get", ADA),
    ("person", "get", "ADA.Byrne@analytical-engines.example"),
    ("person", "get", "--email", ADA, "--linkedin-url", "linkedin.com/in/somebody-else"),
    ("person", "get", "linkedin.com/in/Ada-Byrne-00000/?trk=x"),
    ("person", "get", ADA_ID),
    ("person", "get", ADA, "--api-version", "v3"),
    ("signals", "contacts", "get", "--contact-id", ADA_ID, "--signal", "allSignals"),
    ("signals", "contacts", "search", ADA, "--signal", "allSignals"),
    ("signals", "contacts", "search", ADA_LINK, "--signal", "allSignals"),
    ("contacts", "search", ADA),
    ("contacts", "search", "--id", ADA_ID),
    ("contacts", "enrich", ADA_ID, "--no-waterfall"),
    ("contacts", "search-and-enrich", ADA_LINK),
    ("contacts", "signals", ADA_ID, "--signal-type", "allSignals"),
    ("contacts", "signal-score", ADA),
]


@pytest.mark.parametrize("line", SINGLE, ids=" ".join)
def test_a_lookup_of_somebody_on_the_list_is_not_sent(
    line: tuple[str, ...], online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    told = online(*line, code=5)
    assert told.out == ""
    assert "is on the suppression list. Nothing was sent." in told.err
    assert "--ignore-suppression" in told.err
    assert online(*line, "--json", code=5).error["code"] == "suppressed"
    for preview in ("--dry-run", "--curl"):
        assert "suppression list" in online(*line, preview, code=5).err
    assert server.ledger()["totals"] == {"requests": 0, "credits": 0}


@pytest.mark.parametrize("line", SINGLE, ids=" ".join)
def test_it_is_sent_where_the_list_is_to_be_ignored(line: tuple[str, ...], online: Lusha) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    assert online(*line, "--ignore-suppression", "--dry-run").json["url"]
    online.env["LUSHA_IGNORE_SUPPRESSION"] = "1"
    assert online(*line, "--dry-run").json["url"]


def test_others_are_looked_up_as_ever(online: Lusha, server: Server) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, ADA_ID)
    assert online("person", "get", ZANELE).json["contact"]["data"]
    assert "Warning" not in online("contacts", "search", ZANELE).err
    assert _asked(server) == {"person get": 1, "contacts search": 1}
    online("privacy", "allow", ADA, ADA_LINK, ADA_ID)
    assert "Warning" not in online("person", "get", ADA).err


def test_who_of_many_is_on_the_list_is_told_before_the_first_is_asked_for(
    online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA_ID, "4100000007")
    ids = [str(4100000000 + number) for number in range(13, 13 * 150, 13)]
    line = ("contacts", "enrich", "-", "--no-waterfall", "--yes")
    piped = "\n".join([*ids, ADA_ID]).encode()
    told = online(*line, stdin=piped, code=5).err
    assert f"1 of 150 people is on the suppression list: {ADA_ID}." in told
    assert server.ledger()["totals"]["requests"] == 0


def test_a_body_is_refused_as_it_is_and_never_changed(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, ADA_LINK, YUKI)
    people = [
        {"contactId": "1", "email": ADA.upper()},
        {"contactId": "2", "linkedinUrl": ADA_LINK},
        {"contactId": "3", "email": ZANELE},
    ]
    body = write(json.dumps({"contacts": people}), "body.json")
    told = online("person", "bulk", "--body", body, "--yes", code=5).err
    assert f"2 of 3 people are on the suppression list: {ADA}, {ADA_LINK}." in told
    assert server.ledger()["totals"]["requests"] == 0
    assert online("person", "bulk", "--body", body, "--yes", "--ignore-suppression").json
    assert _asked(server) == {"person bulk": 1}


@pytest.mark.parametrize("content", ["[]", '{"contacts": 5}', '{"contacts": [5, null, [], true]}'])
def test_a_body_that_makes_no_sense_is_not_the_list_s_business(
    content: str, lusha: Lusha, write: Callable[..., str]
) -> None:
    lusha("privacy", "suppress", ADA)
    told = lusha("contacts", "search", "--body", write(content, "body.json"), code=2).err
    assert "suppression" not in told


def test_raw_calls_are_left_alone(online: Lusha, server: Server) -> None:
    online("privacy", "suppress", ADA)
    assert online("api", "GET", "/v2/person", "-F", f"email={ADA}").json["contact"]["data"]
    assert _asked(server) == {"person get": 1}


@pytest.mark.parametrize("known", [ADA, ADA_LINK, ADA_ID, ADA_PHONE])
def test_an_answer_that_has_somebody_who_was_not_named_is_warned_of(
    known: str, online: Lusha
) -> None:
    online("privacy", "suppress", known)
    told = online("person", "get", *BY_NAME)
    assert told.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert "Warning: the answer has 1 person on the suppression list" in told.err
    told = online("contacts", "search-and-enrich", *BY_NAME)
    assert "the answer has 1 person on the suppression list" in told.err
    assert "Warning" not in online("person", "get", *BY_NAME, "--ignore-suppression").err


def test_the_people_of_a_buying_group_are_warned_of(online: Lusha) -> None:
    line = ("contacts", "buying-group", "analytical-engines.example")
    group = online(*line).json["results"][0]["contacts"]
    online("privacy", "suppress", group[0]["id"], group[1]["socialLinks"]["linkedin"])
    assert "the answer has 2 people on the suppression list" in online(*line).err


def test_rows_on_the_list_come_out_blocked_and_are_never_sent(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, "linkedin.com/in/yuki-petersen-00028", "4100000013")
    rows = [f"{ADA},,", f"{ZANELE},,", ",linkedin.com/in/Yuki-Petersen-00028,"]
    rows += [",,4100000013", f"{ADA.upper()},,", "nobody,,", "cleo@firm.example,,"]
    source = write("\n".join(["email,linkedin,person_id", *rows, ""]))
    shown = online("person", "bulk", source, "--dry-run")
    assert "3 on the suppression list: not sent." in shown.err
    assert [one["email"] for one in shown.json["body"]["contacts"]] == [ZANELE, "cleo@firm.example"]
    done = online("person", "bulk", source, "--yes", code=10)
    assert (
        "7 rows: 2 people in 1 request (3 on the suppression list, 1 duplicates, 1 invalid)."
        in done.err
    )
    found = _rows(done.out)
    blocked, matched = "blocked", "matched"
    assert [row["lusha_status"] for row in found] == [
        blocked, matched, blocked, blocked, blocked, "invalid", "not_found",
    ]  # fmt: skip
    for row in found:
        if row["lusha_status"] == blocked:
            assert row["lusha_error"] == "on the suppression list"
            assert row["lusha_credits"] == "0"
            assert row["lusha_source"] == row["lusha_fetched_at"] == row["lusha_full_name"] == ""
    ledger = server.ledger()
    assert _asked(server) == {"person bulk": 1}
    assert len(ledger["entities"]) == 1
    again = online("person", "bulk", source, "--yes", code=10)
    assert again.out == done.out
    assert "(5 answered before" in again.err
    assert _asked(server) == {"person bulk": 1}


def test_a_file_of_nobody_else_asks_for_nothing(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write(f"email\n{ADA}\n")
    done = online("person", "bulk", source)
    assert "1 row: 0 people in 0 requests (1 on the suppression list)." in done.err
    assert _statuses(done.out) == ["blocked"]
    assert server.ledger()["totals"]["requests"] == 0
    run = online("runs", "list").json[0]
    assert run["state"] == "finished"


def test_blocked_rows_are_sent_once_the_list_allows_it_and_no_other_is_paid_again(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write(f"email\n{ADA}\n{ZANELE}\n")
    line = ("person", "bulk", source, "--yes")
    assert _statuses(online(*line).out) == ["blocked", "matched"]
    paid = server.ledger()["totals"]["credits"]
    assert _statuses(online(*line, "--retry", "blocked").out) == ["blocked", "matched"]
    assert server.ledger()["totals"]["credits"] == paid
    done = online(*line, "--retry", "blocked", "--ignore-suppression")
    assert _statuses(done.out) == ["matched", "matched"]
    asked = {name: one["asked"] for name, one in server.ledger()["entities"].items()}
    assert set(asked.values()) == {1}
    assert len(asked) == 2
    # What is known of her is withheld as long as she is on the list.
    withheld = online(*line)
    assert _statuses(withheld.out) == ["blocked", "matched"]
    assert ADA.partition("@")[0] not in json.dumps(_rows(withheld.out)[0]).replace(ADA, "")
    online("privacy", "allow", ADA)
    assert _statuses(online(*line).out) == ["matched", "matched"]
    assert {one["asked"] for one in server.ledger()["entities"].values()} == {1}


def test_who_objects_after_a_run_was_begun_is_blocked_when_it_goes_on(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    ids = [str(4100000000 + 13 * number) for number in range(250)]
    source = write("\n".join(["person_id", *ids, ""]))
    line = ("person", "bulk", source, "--yes", "--jobs", "1")
    online(*line, "--max-credits", "700", code=6)
    assert _asked(server) == {"person bulk": 1}
    online("privacy", "suppress", ids[150], ids[240])
    run = online("runs", "list").json[0]["id"]
    done = online("runs", "resume", run, "--yes")
    assert "148 people in 2 requests (100 answered before, 2 on the suppression list)" in done.err
    statuses = _statuses(done.out)
    assert [n for n, status in enumerate(statuses) if status == "blocked"] == [150, 240]
    entities = server.ledger()["entities"]
    assert {one["asked"] for one in entities.values()} == {1}
    assert not any(name.endswith((ids[150], ids[240])) for name in entities)
    assert online("runs", "show", run).json["state"] == "finished"


def test_what_an_answer_has_about_somebody_on_the_list_is_withheld(
    online: Lusha, write: Callable[..., str], tmp_path: Path
) -> None:
    online("privacy", "suppress", ADA_PHONE)
    source = write(
        "first name,last name,company\nAda,Byrne,Analytical Engines\nZanele,Moreau,Orchard Motors\n"
    )
    out, db = tmp_path / "out.csv", tmp_path / "crm.db"
    online("person", "bulk", source, "--yes", "--out", str(out))
    ada, zanele = _rows(out.read_text())
    assert ada["lusha_status"] == "blocked"
    assert ada["lusha_error"] == "the answer is about somebody on the suppression list"
    assert ada["lusha_credits"] != "0"
    assert ada["lusha_emails"] == ada["lusha_phones"] == ""
    assert zanele["lusha_status"] == "matched"
    run = online("runs", "list").json[0]["id"]
    online("runs", "export", run, "--out", f"sqlite:///{db}")
    assert b"Zanele" in db.read_bytes()
    assert b"555 0151" not in db.read_bytes()
    assert _statuses(online("runs", "export", run, "--ignore-suppression").out) == ["matched"] * 2


def test_a_search_before_the_reveal_leaves_them_out_too(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write(f"email\n{ADA}\n{ZANELE}\n")
    done = online("person", "bulk", source, "--smart", "--yes")
    assert _statuses(done.out) == ["blocked", "matched"]
    assert len(server.ledger()["entities"]) == 1


def test_companies_have_no_objections(online: Lusha, write: Callable[..., str]) -> None:
    online("privacy", "suppress", "30000000")
    source = write("company id\n30000000\n")
    assert _statuses(online("company", "bulk", source, "--yes").out) == ["matched"]
    assert "Warning" not in online("companies", "search", "analytical-engines.example").err


DAMAGED = [
    ("person", "get", ZANELE),
    ("contacts", "search", ZANELE),
    ("privacy", "suppress", ZANELE),
    ("privacy", "allow", ZANELE),
    ("privacy", "check", ZANELE),
    ("privacy", "status"),
]


@pytest.mark.parametrize("line", DAMAGED, ids=" ".join)
def test_a_damaged_list_stops_every_lookup_and_says_how_to_mend_it(
    line: tuple[str, ...], online: Lusha, server: Server
) -> None:
    online("privacy", "suppress", ADA)
    (online.state / "suppression.db").write_bytes(b"no list")
    told = online(*line, code=1)
    assert "Cannot use the suppression list" in told.err
    assert "backup" in told.err
    assert "lusha privacy suppress WHO" in told.err
    assert server.ledger()["totals"]["requests"] == 0
    if line[0] != "privacy":
        online(*line, "--ignore-suppression")


def test_a_damaged_list_stops_files_and_loses_nothing(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA)
    source = write(f"email\n{ZANELE}\n")
    list_ = online.state / "suppression.db"
    good = list_.read_bytes()
    list_.write_bytes(b"no list")
    assert "suppression list" in online("person", "bulk", source, "--yes", code=1).err
    assert server.ledger()["totals"]["requests"] == 0
    list_.write_bytes(good)
    assert _statuses(online("person", "bulk", source, "--yes").out) == ["matched"]
    list_.write_bytes(b"no list")
    run = online("runs", "list").json[0]["id"]
    online("runs", "export", run, code=1)
    list_.write_bytes(good)
    assert _statuses(online("runs", "export", run).out) == ["matched"]


def test_a_damaged_list_loses_no_answer_that_named_nobody(online: Lusha) -> None:
    online("privacy", "suppress", ADA)
    (online.state / "suppression.salt").unlink()
    line = ("prospecting", "contact", "search", "--company-domain", "analytical-engines.example")
    told = online(*line)
    assert told.json["contacts"]
    assert "Warning: Cannot use the suppression list" in told.err


def test_without_a_list_nothing_is_made_or_opened(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    lusha("privacy", "status")
    lusha("privacy", "allow", ADA)
    lusha("privacy", "check", ADA, code=3)
    assert not list(lusha.state.rglob("suppression*"))


def test_the_list_is_kept_by_hand(lusha: Lusha) -> None:
    piped = f"{ADA}\r\n\n  {ADA_PHONE} \n{ADA_LINK}\n".encode()
    assert lusha("privacy", "suppress", "-", ADA_ID, stdin=piped).json == {
        "added": 4,
        "onTheListBefore": 0,
    }
    assert lusha("privacy", "suppress", ADA.upper(), "Bo@firm.example").json["added"] == 1
    ways = ["0013445550151", "tel:+1-344-555-0151", "+1 (344) 555.0151", f"mailto:{ADA}"]
    checked = lusha("privacy", "check", *ways, "5").json
    assert [one["suppressed"] for one in checked] == [True] * 4 + [False]
    told = lusha("privacy", "check", "5", "nobody@firm.example", code=3)
    assert [one["suppressed"] for one in told.json] == [False, False]
    assert "None of 2 names is on the suppression list." in told.err
    assert lusha("privacy", "allow", ADA_PHONE, "5").json == {"removed": 1, "notOnTheList": 1}
    status = lusha("privacy", "status").json
    assert status["names"] == 4
    assert status["lastAdded"] == "2026-11-01T12:00:00+00:00"
    assert status["file"] == str(lusha.state / "sandbox" / "suppression.db")
    for path in lusha.state.rglob("suppression*"):
        content = path.read_bytes().lower()
        assert not any(word in content for word in (b"ada", b"firm", b"5550151", b"41000"))


BAD: list[tuple[tuple[str, ...], bytes, str]] = [
    ((), b"", "Nobody is named"),
    (("-",), b"\n\n", "Nobody is named"),
    (("ada",), b"", "WHO: 'ada' is no e-mail, LinkedIn URL, phone"),
    ((ADA, "ada@"), b"", "WHO 2: 'ada@' is no e-mail address"),
    (("+12",), b"", "WHO: '+12' is no phone number"),
    (("-",), f"{ADA}\nemail\n".encode(), "Line 2: 'email' is no"),
    (("-",), b"\xff\xfe", "no text in UTF-8"),
    (("https://www.linkedin.com/company/x",), b"", "no LinkedIn profile"),
]


@pytest.mark.parametrize(("who", "piped", "told"), BAD)
@pytest.mark.parametrize("verb", ["suppress", "allow", "check"])
def test_what_names_nobody_changes_nothing(
    verb: str, who: tuple[str, ...], piped: bytes, told: str, lusha: Lusha
) -> None:
    assert told in lusha("privacy", verb, *who, stdin=piped, code=2).err
    assert not list(lusha.state.rglob("suppression*"))


def test_no_personal_data_is_told_where_that_is_wanted(
    online: Lusha, write: Callable[..., str]
) -> None:
    online("privacy", "suppress", ADA, ADA_ID)
    online.env["LUSHA_REDACT_PII"] = "1"
    assert ADA not in online("person", "get", ADA, code=5).err
    body = write(json.dumps({"ids": [ADA_ID]}), "body.json")
    assert ADA_ID not in online("contacts", "enrich", "--body", body, code=5).err


def test_a_lost_answer_about_somebody_who_objected_since_counts_as_charged(
    online: Lusha, server: Server, write: Callable[..., str]
) -> None:
    ids = [str(4100000000 + 13 * number) for number in range(150)]
    line = ("person", "bulk", write("\n".join(["person_id", *ids, ""])), "--yes")
    online(*line, "--max-credits", "700", code=6)
    charged = server.ledger()["totals"]["credits"]
    run = online("runs", "list").json[0]["id"]
    with closing(sqlite3.connect(online.state / "runs" / f"{run}.db")) as db, db:
        db.execute("UPDATE batches SET state = 'sent', sendings = 1 WHERE n = 1")
    online("privacy", "suppress", *ids[100:])
    done = online(*line)
    assert _statuses(done.out)[100:] == ["blocked"] * 50
    assert server.ledger()["totals"]["credits"] == charged
    assert f"Charged up to {charged + 302} credits, 302 of them now." in done.err
