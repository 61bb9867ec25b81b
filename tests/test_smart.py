"""`person bulk --smart`: search first, then reveal only what is wanted, lacking and there."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ADA, KEY, Lusha, Script, Server
from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from scripted import Answer

SEED = 1843
PEOPLE = [one for one in (person_by_number(n, seed=SEED) for n in range(60)) if not one.is_partial]


def _has_emails(one: Person) -> bool:
    return bool(profile(one)["work"] or profile(one)["private"])


def _has_phones(one: Person) -> bool:
    return bool(profile(one)["phones"])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of people by their ids, of whom some have an e-mail or a phone in the file."""
    file = tmp_path / "leads.csv"
    rows = ["person_id,email,phone"]
    for place, one in enumerate(PEOPLE):
        email = f"lead{one.number}@firm.example" if place % 3 == 0 else ""
        phone = "+1 202 555 0100" if place % 2 == 0 else ""
        rows.append(f"{one.id},{email},{phone}")
    file.write_text("\n".join([*rows, "4100000001,,", ""]))
    return file


def test_it_asks_v3_alone(online: Lusha, source: Path, server: Server) -> None:
    line = ("person", "bulk", str(source), "--smart", "--yes", "--api-version", "v2")
    assert "Leave out --api-version v2" in online(*line, code=2).err
    assert server.ledger()["totals"]["credits"] == 0


def _rows(out: Path) -> list[dict[str, str]]:
    with out.open() as file:
        return list(csv.DictReader(file))


def test_only_what_is_there_is_revealed(
    online: Lusha, server: Server, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    result = online("person", "bulk", str(source), "--smart", "--yes", "--out", str(out))
    wanted = sum(_has_emails(one) + 5 * _has_phones(one) for one in PEOPLE)
    search = -(-len(PEOPLE) // 25)
    assert server.ledger()["totals"]["credits"] == wanted + search
    assert f"Charged {wanted + search} credits." in result.err
    assert "Saved 0 credits" in result.err
    rows = _rows(out)
    assert [row["lusha_status"] for row in rows] == ["matched"] * len(PEOPLE) + ["not_found"]
    for row, one in zip(rows, PEOPLE, strict=False):
        assert bool(row["lusha_emails"]) == _has_emails(one)
        assert bool(row["lusha_phones"]) == _has_phones(one)
        assert int(row["lusha_credits"]) == _has_emails(one) + 5 * _has_phones(one)


def test_one_kind_is_revealed_and_the_other_is_saved(
    online: Lusha, server: Server, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    line = ("person", "bulk", str(source), "--smart", "--reveal", "emails", "--yes")
    shown = online(*line, "--dry-run").json
    assert shown["url"].endswith("/v3/contacts/search")
    assert shown["maxCredits"] == len(PEOPLE) + 1 + 3
    result = online(*line, "--out", str(out))
    emails = sum(map(_has_emails, PEOPLE))
    phones = sum(map(_has_phones, PEOPLE))
    assert server.ledger()["totals"]["credits"] == emails + 3
    assert f"Saved {5 * phones} credits" in result.err
    assert not any(row["lusha_phones"] for row in _rows(out))
    assert all(row["lusha_full_name"] for row in _rows(out)[:-1])


def test_rows_that_have_it_are_not_paid_for(
    online: Lusha, server: Server, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    line = ("person", "bulk", str(source), "--smart", "--reveal", "emails,phones", "--fill-empty")
    result = online(*line, "--yes", "--out", str(out))
    places = list(enumerate(PEOPLE))
    complete = [one for place, one in places if place % 6 == 0]
    emails = sum(_has_emails(one) for place, one in places if place % 3)
    phones = sum(_has_phones(one) for place, one in places if place % 2)
    sent = len(PEOPLE) - len(complete)
    assert server.ledger()["totals"]["credits"] == emails + 5 * phones + -(-sent // 25)
    assert f"{len(complete)} with all that is wanted" in result.err
    rows = _rows(out)
    assert [row["lusha_status"] for row in rows[::6]][:5] == ["skipped"] * 5
    assert rows[0]["lusha_error"] == "the row has what is wanted"
    for place, (row, one) in enumerate(zip(rows, PEOPLE, strict=False)):
        if place % 6:
            assert bool(row["lusha_emails"]) == (place % 3 != 0 and _has_emails(one))
            assert bool(row["lusha_phones"]) == (place % 2 != 0 and _has_phones(one))


def test_what_was_revealed_before_costs_nothing(
    online: Lusha, server: Server, source: Path, tmp_path: Path
) -> None:
    line = ("person", "bulk", str(source), "--smart", "--yes", "--out", str(tmp_path / "o.csv"))
    online(*line)
    before = server.ledger()["totals"]["credits"]
    online(*line, "--fresh")
    assert server.ledger()["totals"]["credits"] - before == -(-len(PEOPLE) // 25)
    assert {row["lusha_credits"] for row in _rows(tmp_path / "o.csv")} == {"0"}


def test_the_same_command_goes_on_and_pays_nothing_again(
    online: Lusha, server: Server, source: Path, tmp_path: Path
) -> None:
    line = ("person", "bulk", str(source), "--smart", "--reveal", "emails", "--yes")
    online(*line, "--out", str(tmp_path / "a.csv"))
    asked = server.ledger()["requests"]
    result = online(*line, "--out", str(tmp_path / "b.csv"))
    assert server.ledger()["requests"]["contacts search"] == asked["contacts search"]
    assert (tmp_path / "a.csv").read_text() == (tmp_path / "b.csv").read_text()
    assert "Saved" in result.err
    [run] = online("runs", "list", "--json").json
    assert run["options"] == {"smart": True, "reveal": ["emails"]}
    online("runs", "export", run["id"], "--out", str(tmp_path / "c.csv"))
    assert (tmp_path / "c.csv").read_text() == (tmp_path / "a.csv").read_text()
    online("runs", "resume", run["id"], "--yes")


def test_a_person_of_two_rows_is_revealed_once(
    online: Lusha, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"email,person_id,phone\n{ADA},,\n,4100000000,\n{ADA},,+1 202 555 0100\n")
    out = tmp_path / "out.csv"
    online("person", "bulk", str(file), "--smart", "--fill-empty", "--yes", "--out", str(out))
    entity = server.ledger()["entities"]["person:4100000000"]
    assert entity["charged"] == 6
    assert [row["lusha_status"] for row in _rows(out)] == ["matched", "matched", "skipped"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--reveal", "emails"), "--reveal goes with --smart"),
        (("--fill-empty",), "--fill-empty goes with --smart"),
        (("--smart", "--refresh-job-info"), "--smart does not go with --refresh-job-info"),
        (("--smart", "--signal", "promotion"), "--smart does not go with --signal"),
        (("--smart", "--reveal-emails"), "--smart does not go with --reveal-emails"),
        (("--smart", "--reveal", "emails,faxes"), "'faxes' is not one of emails, phones"),
    ],
)
def test_what_does_not_go_together_is_refused(
    online: Lusha, server: Server, source: Path, flags: tuple[str, ...], said: str
) -> None:
    assert said in online("person", "bulk", str(source), "--yes", *flags, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_a_person_who_is_left_out_is_an_error_and_not_a_match(
    script: Script, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"email\n{ADA}\n")
    offer = [{"field": "emails", "credits": 1}, {"field": "odd"}, 7]
    found = {"results": [{"clientReferenceId": "1", "id": "7", "canReveal": offer}]}
    lusha, _ = script(
        Answer(200, b'{"usage": {}}'),
        Answer(200, json.dumps(found).encode()),
        Answer(200, b'{"results": [], "billing": {"creditsCharged": 0}}'),
    )
    result = lusha("person", "bulk", str(file), "--smart", "--yes", "-o", "json", code=10)
    assert result.json[0]["lusha_status"] == "error"
    assert "leaves the person out" in result.json[0]["lusha_error"]


def test_the_budget_holds(online: Lusha, server: Server, source: Path) -> None:
    line = ("person", "bulk", str(source), "--smart", "--yes", "--max-credits", "10")
    online(*line, code=6)
    assert server.ledger()["totals"]["credits"] == 0


def test_a_lost_search_is_not_sent_again(
    serve: Callable[..., Server], tmp_path: Path, source: Path
) -> None:
    from lusha_cli.sandbox.faults import parse_faults

    server = serve(faults=parse_faults("cut:1"))
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    lusha("person", "bulk", str(source), "--smart", "--yes", "-o", "json", code=10)
    assert server.ledger()["requests"]["contacts search"] == 1
