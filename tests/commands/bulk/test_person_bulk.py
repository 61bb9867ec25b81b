"""`lusha person bulk`: from a file to an enriched file."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.files import OUTCOME_COLUMNS, WriteFile, csv_rows


def test_person_bulk_returns_every_row_once_in_order(
    lusha: Lusha, write_file: WriteFile, emails: list[str]
) -> None:
    lines = [f"{n},{email},+44 0{n}" for n, email in enumerate(emails)]
    lines[7] = "7,nomatch@magic.example,=1+1"
    source = write_file("leads.csv", "No,Work Email,Phone\n" + "\n".join(lines))
    out = str(Path(source).with_name("out.csv"))
    result = lusha("person", "bulk", source, "--out", out, "--yes")
    rows = csv_rows(Path(out).read_text())
    assert [row["No"] for row in rows] == [str(n) for n in range(250)]
    assert [row["Phone"] for row in rows[:2]] == ["+44 00", "+44 01"]
    assert list(rows[0])[:11] == ["No", "Work Email", "Phone", *OUTCOME_COLUMNS]
    for row, email in zip(rows, emails, strict=True):
        if row["No"] == "7":
            assert row["lusha_status"] == "not_found"
            assert row["lusha_error"]
            assert row["lusha_full_name"] == ""
        else:
            assert row["lusha_status"] == "matched"
            assert row["lusha_source"] == "api"
            assert row["lusha_work_email"] == email
            assert row["lusha_fetched_at"] == "2026-11-01T12:00:00+00:00"
    assert "249 matched, 1 not found." in result.err
    assert "250 rows: 250 people in 3 requests." in result.err
    assert result.out == ""


def test_person_bulk_adds_columns_with_the_persons_data(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    row = csv_rows(lusha("person", "bulk", source, "--yes").out)[0]
    data = lusha("person", "get", ADA).json["contact"]["data"]
    assert row["lusha_person_id"] == str(data["personId"])
    assert row["lusha_full_name"] == "Ada Byrne"
    assert row["lusha_job_title"] == data["jobTitle"]["title"]
    assert row["lusha_work_email"] == ADA
    assert row["lusha_emails"].split("; ") == [e["email"] for e in data["emailAddresses"]]
    mobile, direct = (phone["number"] for phone in data["phoneNumbers"])
    assert row["lusha_mobile_phone"] == mobile
    assert row["lusha_direct_phone"] == ""
    assert row["lusha_phones"] == f"{mobile}; {direct}"
    assert row["lusha_do_not_call"] == direct
    assert row["lusha_city"] == "London"
    assert row["lusha_eu_contact"] == "false"
    assert row["lusha_company_name"] == "Analytical Engines"
    assert row["lusha_company_domain"] == "analytical-engines.example"
    assert row["lusha_credits"] == "6"


def test_person_bulk_sends_duplicate_rows_once(
    online: Lusha, server: Server, write_file: WriteFile
) -> None:
    source = write_file("a.csv", f"email,note\n{ADA},1\n {ADA.upper()} ,2\nmailto:{ADA},3\n")
    rows = csv_rows(online("person", "bulk", source, "--yes").out)
    assert [row["lusha_source"] for row in rows] == ["api", "duplicate", "duplicate"]
    assert [row["lusha_credits"] for row in rows] == ["6", "0", "0"]
    assert {row["lusha_status"] for row in rows} == {"matched"}
    assert {row["lusha_full_name"] for row in rows} == {"Ada Byrne"}
    ledger = server.ledger()
    assert [entity["asked"] for entity in ledger["entities"].values()] == [1]


def test_person_bulk_with_nothing_to_send_needs_no_confirmation(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file("a.csv", "email\nbroken\n")
    assert csv_rows(lusha("person", "bulk", source, code=10).out)[0]["lusha_status"] == "invalid"


def test_person_bulk_options_work_on_the_sandbox(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    row = csv_rows(
        lusha(
            "person", "bulk", source, "--yes", "--refresh-job-info", "--filter-by",
            "emailAddresses", "--reveal-emails", "--signal", "allSignals",
            "--signals-start-date", "2020-01-01", "--partial-profile",
        ).out
    )[0]  # fmt: skip
    assert row["lusha_emails"]
    assert row["lusha_phones"] == ""


def test_person_bulk_stops_before_max_credits(
    online: Lusha, server: Server, write_file: WriteFile, emails: list[str]
) -> None:
    source = write_file("a.csv", "email\n" + "\n".join(emails))
    result = online("person", "bulk", source, "--yes", "--max-credits", "1100", code=6)
    rows = csv_rows(result.out)
    skipped = [row for row in rows if row["lusha_status"] == "skipped"]
    assert len(rows) == 250
    assert len(skipped) == 50
    assert "--max-credits" in skipped[0]["lusha_error"]
    assert server.ledger()["totals"]["credits"] <= 1100
    spent = sum(int(row["lusha_credits"]) for row in rows)
    assert server.ledger()["totals"]["credits"] == spent + 8
    result = online("person", "bulk", source, "--yes", "--max-credits", "5", "--fresh", code=6)
    assert "Earlier results are unchanged." in result.err
    other = write_file("other.csv", "email\nother@nowhere.example\n")
    result = online("person", "bulk", other, "--yes", "--max-credits", "5", code=6)
    assert {row["lusha_status"] for row in csv_rows(result.out)} == {"skipped"}
    signals = ("--signal", "promotion", "--max-credits", "9999")
    assert "can't be capped" in online("person", "bulk", source, "--yes", *signals, code=6).err


def test_person_bulk_keeps_results_when_credits_run_out(
    serve: Callable[..., Server], tmp_path: Path, write_file: WriteFile, emails: list[str]
) -> None:
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=serve(credits=500).url, LUSHA_API_KEY=KEY)
    source = write_file("a.csv", "email\n" + "\n".join(emails))
    out = tmp_path / "out.csv"
    result = lusha("person", "bulk", source, "--yes", "--out", str(out), "--json", code=6)
    statuses = [row["lusha_status"] for row in csv_rows(out.read_text())]
    assert statuses == ["matched"] * 100 + ["skipped"] * 150
    assert result.error["code"] == "out_of_credits"


def test_person_bulk_maps_scenarios_to_row_statuses(lusha: Lusha, write_file: WriteFile) -> None:
    names = ("nomatch", "gdpr", "invalid-name", "partial", "control")
    source = write_file("a.csv", "email\n" + "\n".join(f"{name}@magic.example" for name in names))
    rows = csv_rows(lusha("person", "bulk", source, "--yes", code=10).out)
    assert [row["lusha_status"] for row in rows] == [
        "not_found", "blocked", "invalid", "matched", "matched",
    ]  # fmt: skip


def test_person_bulk_continues_after_a_failed_batch(
    lusha: Lusha, write_file: WriteFile, emails: list[str]
) -> None:
    lines = ["broken@magic.example", *emails]
    source = write_file("a.csv", "email\n" + "\n".join(lines))
    result = lusha("person", "bulk", source, "--yes", "--max-wait", "0", code=10)
    statuses = [row["lusha_status"] for row in csv_rows(result.out)]
    assert statuses == ["error"] * 100 + ["matched"] * 151
    assert "Some rows have no result: 100 failed." in result.err


def test_person_bulk_stops_after_three_failures_and_writes_everything(
    lusha: Lusha, write_file: WriteFile, emails: list[str]
) -> None:
    lines = list(emails) + [email + ".example" for email in emails]
    for start in range(0, 500, 100):
        lines[start] = "broken@magic.example" if start == 0 else f"html@magic.example,Road {start}"
    lines = [line if "," in line else f"{line},Road" for line in lines]
    # The same email would be one person: different locations make different rows.
    source = write_file("a.csv", "email,location\n" + "\n".join(lines))
    result = lusha("person", "bulk", source, "--yes", "--max-wait", "0", code=9)
    statuses = [row["lusha_status"] for row in csv_rows(result.out)]
    assert statuses == ["error"] * 300 + ["skipped"] * 200


def test_person_bulk_stops_at_a_rate_limit_and_writes_everything(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file("a.csv", f"email\nratelimit@magic.example\n{ADA}\n")
    result = lusha("person", "bulk", source, "--yes", code=7)
    assert [row["lusha_status"] for row in csv_rows(result.out)] == ["skipped", "skipped"]
    assert sum(lusha.clock.slept) <= 60


def test_person_bulk_body_sends_one_request_unchanged(lusha: Lusha, write_file: WriteFile) -> None:
    body = {
        "contacts": [{"contactId": "x", "email": ADA}],
        "metadata": {"filterBy": "phoneNumbers"},
    }
    source = write_file("body.json", json.dumps(body))
    many = [{"contactId": str(number), "email": ADA} for number in range(10)]
    large = write_file("large.json", json.dumps({"contacts": many}))
    assert "--yes" in lusha("person", "bulk", "--body", large, code=2).err
    response = lusha("person", "bulk", "--body", source).json
    assert response["contacts"]["x"]["data"]["fullName"] == "Ada Byrne"
    shown = lusha(
        "person", "bulk", "--body", "-", "--dry-run", "--filter-by", "emailAddresses",
        stdin=json.dumps(body).encode(),
    ).json  # fmt: skip
    assert shown["body"] == {**body, "metadata": {"filterBy": "emailAddresses"}}
    assert shown["maxCredits"] == 7
    assert lusha("person", "bulk", "--body", source, "--yes", terminal=True).out
    lusha("person", "bulk", "--body", source, "--yes", "--max-credits", "6", code=6)
    assert "not both" in lusha("person", "bulk", source, "--body", source, code=2).err
    assert "not a JSON object" in lusha("person", "bulk", "--body", "-", stdin=b"[]", code=2).err


def test_person_bulk_rejects_fields_and_query(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    for flag in ("--fields", "--query"):
        assert "doesn't apply" in lusha("person", "bulk", source, flag, "x", code=2).err


def test_person_bulk_shows_progress_unless_quiet(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    assert lusha("person", "bulk", source, "--yes", "-q").err == ""
    again = ("person", "bulk", source, "--yes", "--fresh")
    assert "1/1 rows" in lusha(*again, terminal=True).err
    assert "1/1 rows" not in lusha(*again, "-q", terminal=True).err
