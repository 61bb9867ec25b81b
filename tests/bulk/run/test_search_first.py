"""`person bulk --smart`: search first, then reveal only what is wanted, missing and available."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEED = 1843
PEOPLE = [
    item for item in (person_by_number(n, seed=SEED) for n in range(60)) if not item.is_partial
]


def has_emails(item: Person) -> bool:
    return bool(profile(item)["work"] or profile(item)["private"])


def has_phones(item: Person) -> bool:
    return bool(profile(item)["phones"])


@pytest.fixture
def source_file(tmp_path: Path) -> Path:
    """Write a file of person IDs, some of which have an email or a phone in the file."""
    file = tmp_path / "leads.csv"
    rows = ["lusha id,email,phone"]
    for location, item in enumerate(PEOPLE):
        email = f"lead{item.number}@firm.example" if location % 3 == 0 else ""
        phone = "+1 202 555 0100" if location % 2 == 0 else ""
        rows.append(f"{item.id},{email},{phone}")
    file.write_text("\n".join([*rows, "4100000001,,", ""]))
    return file


def test_search_first_rejects_api_version_v2(
    online: Lusha, source_file: Path, server: Server
) -> None:
    line = ("person", "bulk", str(source_file), "--smart", "--yes", "--api-version", "v2")
    assert "Remove --api-version v2" in online(*line, code=2).err
    assert server.ledger()["totals"]["credits"] == 0


def csv_rows(out: Path) -> list[dict[str, str]]:
    with out.open() as file:
        return list(csv.DictReader(file))


def test_search_first_reveals_only_available_data(
    online: Lusha, server: Server, source_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    result = online("person", "bulk", str(source_file), "--smart", "--yes", "--out", str(out))
    expected = sum(has_emails(item) + 5 * has_phones(item) for item in PEOPLE)
    search = -(-len(PEOPLE) // 25)
    assert server.ledger()["totals"]["credits"] == expected + search
    assert f"Charged {expected + search} credits, " in result.err
    assert "Saved 0 credits" in result.err
    rows = csv_rows(out)
    assert [row["lusha_status"] for row in rows] == ["matched"] * len(PEOPLE) + ["not_found"]
    for row, item in zip(rows, PEOPLE, strict=False):
        assert bool(row["lusha_emails"]) == has_emails(item)
        assert bool(row["lusha_phones"]) == has_phones(item)
        assert int(row["lusha_credits"]) == has_emails(item) + 5 * has_phones(item)


def test_search_first_reveals_one_kind_and_saves_the_other(
    online: Lusha, server: Server, source_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    line = ("person", "bulk", str(source_file), "--smart", "--reveal", "emails", "--yes")
    shown = online(*line, "--dry-run").json
    assert shown["url"].endswith("/v3/contacts/search")
    assert shown["maxCredits"] == len(PEOPLE) + 1 + 3
    result = online(*line, "--out", str(out))
    emails = sum(map(has_emails, PEOPLE))
    phones = sum(map(has_phones, PEOPLE))
    assert server.ledger()["totals"]["credits"] == emails + 3
    assert f"Saved {5 * phones} credits" in result.err
    assert not any(row["lusha_phones"] for row in csv_rows(out))
    assert all(row["lusha_full_name"] for row in csv_rows(out)[:-1])


def test_search_first_skips_rows_that_have_the_data(
    online: Lusha, server: Server, source_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    line = (
        "person",
        "bulk",
        str(source_file),
        "--smart",
        "--reveal",
        "emails,phones",
        "--fill-empty",
    )
    result = online(*line, "--yes", "--out", str(out))
    locations = list(enumerate(PEOPLE))
    complete = [item for location, item in locations if location % 6 == 0]
    emails = sum(has_emails(item) for location, item in locations if location % 3)
    phones = sum(has_phones(item) for location, item in locations if location % 2)
    sent = len(PEOPLE) - len(complete)
    assert server.ledger()["totals"]["credits"] == emails + 5 * phones + -(-sent // 25)
    assert f"{len(complete)} already complete" in result.err
    rows = csv_rows(out)
    assert [row["lusha_status"] for row in rows[::6]][:5] == ["skipped"] * 5
    assert rows[0]["lusha_error"] == "the row already has all requested data"
    for location, (row, item) in enumerate(zip(rows, PEOPLE, strict=False)):
        if location % 6:
            assert bool(row["lusha_emails"]) == (location % 3 != 0 and has_emails(item))
            assert bool(row["lusha_phones"]) == (location % 2 != 0 and has_phones(item))


def test_search_first_reveals_earlier_results_for_free(
    online: Lusha, server: Server, source_file: Path, tmp_path: Path
) -> None:
    line = (
        "person",
        "bulk",
        str(source_file),
        "--smart",
        "--yes",
        "--out",
        str(tmp_path / "o.csv"),
    )
    online(*line)
    before = server.ledger()["totals"]["credits"]
    online(*line, "--fresh")
    assert server.ledger()["totals"]["credits"] - before == -(-len(PEOPLE) // 25)
    assert {row["lusha_credits"] for row in csv_rows(tmp_path / "o.csv")} == {"0"}


def test_search_first_resumes_without_a_second_charge(
    online: Lusha, server: Server, source_file: Path, tmp_path: Path
) -> None:
    line = ("person", "bulk", str(source_file), "--smart", "--reveal", "emails", "--yes")
    online(*line, "--out", str(tmp_path / "a.csv"))
    requested = server.ledger()["requests"]
    result = online(*line, "--out", str(tmp_path / "b.csv"))
    assert server.ledger()["requests"]["contacts search"] == requested["contacts search"]
    assert (tmp_path / "a.csv").read_text() == (tmp_path / "b.csv").read_text()
    assert "Saved" in result.err
    [run] = online("runs", "list", "--json").json
    assert run["options"] == {"smart": True, "reveal": ["emails"]}
    online("runs", "export", run["id"], "--out", str(tmp_path / "c.csv"))
    assert (tmp_path / "c.csv").read_text() == (tmp_path / "a.csv").read_text()
    online("runs", "resume", run["id"], "--yes")


def test_search_first_reveals_a_person_in_two_rows_once(
    online: Lusha, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"email,lusha id,phone\n{ADA},,\n,4100000000,\n{ADA},,+1 202 555 0100\n")
    out = tmp_path / "out.csv"
    online("person", "bulk", str(file), "--smart", "--fill-empty", "--yes", "--out", str(out))
    entity = server.ledger()["entities"]["person:4100000000"]
    assert entity["charged"] == 6
    assert [row["lusha_status"] for row in csv_rows(out)] == ["matched", "matched", "skipped"]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--reveal", "emails"), "--reveal needs --smart"),
        (("--fill-empty",), "--fill-empty needs --smart"),
        (("--smart", "--refresh-job-info"), "--smart can't be combined with --refresh-job-info"),
        (("--smart", "--signal", "promotion"), "--smart can't be combined with --signal"),
        (("--smart", "--reveal-emails"), "--smart can't be combined with --reveal-emails"),
        (
            ("--smart", "--reveal", "emails,faxes"),
            "'faxes' isn't one of emails, phones",
        ),
    ],
)
def test_search_first_rejects_conflicting_options(
    online: Lusha, server: Server, source_file: Path, flags: tuple[str, ...], message: str
) -> None:
    assert message in online("person", "bulk", str(source_file), "--yes", *flags, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_search_first_reports_a_person_missing_from_the_response(
    script: StartScriptedServer, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"email\n{ADA}\n")
    offer = [{"field": "emails", "credits": 1}, {"field": "odd"}, 7]
    value = {"results": [{"clientReferenceId": "1", "id": "7", "canReveal": offer}]}
    lusha, _ = script(
        ScriptedResponse(200, b'{"usage": {}}'),
        ScriptedResponse(200, json.dumps(value).encode()),
        ScriptedResponse(200, b'{"results": [], "billing": {"creditsCharged": 0}}'),
    )
    result = lusha("person", "bulk", str(file), "--smart", "--yes", "-o", "json", code=10)
    assert result.json[0]["lusha_status"] == "error"
    assert "has no data for this person" in result.json[0]["lusha_error"]


def test_search_first_stays_within_the_budget(
    online: Lusha, server: Server, source_file: Path
) -> None:
    line = ("person", "bulk", str(source_file), "--smart", "--yes", "--max-credits", "10")
    online(*line, code=6)
    assert server.ledger()["totals"]["credits"] == 0


def test_search_first_does_not_repeat_a_lost_search(
    serve: Callable[..., Server], tmp_path: Path, source_file: Path
) -> None:
    from lusha_cli.sandbox.faults import parse_faults

    server = serve(faults=parse_faults("cut:1"))
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    lusha("person", "bulk", str(source_file), "--smart", "--yes", "-o", "json", code=10)
    assert server.ledger()["requests"]["contacts search"] == 1
