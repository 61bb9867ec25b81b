"""`runs export --anonymize` and `--pseudonymize` write nothing that identifies people."""

import json
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows

OTHER = "elodie.fischer@analytical-engines.example"
TRACES = (
    "ada.byrne",
    "byrne",
    "3445550151",
    "344 555",
    "4100000000",
    "engines",
    "london",
    "partner",
    "note",
    "30000000",
)


@pytest.fixture
def run(lusha: Lusha, tmp_path: Path) -> str:
    file = tmp_path / "people.csv"
    file.write_text(f"email,Note\n{ADA},my note on Ada\n{OTHER},x\n{ADA.upper()},again\n")
    lusha("person", "bulk", str(file), "--out", str(tmp_path / "all.csv"), "--yes")
    return str(lusha("runs", "list", "--json").json[0]["id"])


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "json", "tsv"])
@pytest.mark.parametrize("flag", ["--anonymize", "--pseudonymize"])
def test_export_has_no_personal_data(
    flag: str, format_name: str, run: str, lusha: Lusha, tmp_path: Path
) -> None:
    out = tmp_path / f"safe.{format_name}"
    lusha("runs", "export", run, "--out", str(out), flag)
    text = out.read_text().lower()
    assert not [trace for trace in TRACES if trace in text.replace("pseudonym", "")]
    assert "united kingdom" in text
    assert "2026" in text
    assert "2026-" not in text


def test_pseudonyms_are_equal_for_equal_people(run: str, lusha: Lusha, tmp_path: Path) -> None:
    out = tmp_path / "safe.csv"
    lusha("runs", "export", run, "--out", str(out), "--pseudonymize")
    first, second, third = csv_rows(out.read_text())
    names = [name for name in first if name.endswith("_pseudonym")]
    assert len(names) == 6
    assert all(first[name] == third[name] for name in names)
    assert first["lusha_person_id_pseudonym"] != second["lusha_person_id_pseudonym"]
    # Colleagues have the same company.
    assert first["lusha_company_id_pseudonym"] == second["lusha_company_id_pseudonym"]
    assert first["lusha_emails_pseudonym"].count("; ") == 1
    before = out.read_text()
    lusha("runs", "export", run, "--out", str(out), "--pseudonymize")
    assert out.read_text() == before
    key = lusha.state / "pseudonyms.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.unlink()
    lusha("runs", "export", run, "--out", str(out), "--pseudonymize")
    assert csv_rows(out.read_text())[0]["lusha_emails_pseudonym"] not in before


def test_stdout_gets_the_same_rows(run: str, lusha: Lusha) -> None:
    (first, *_) = map(
        json.loads, lusha("runs", "export", run, "--anonymize", "-o", "jsonl").out.splitlines()
    )
    assert set(first) == {
        "lusha_status", "lusha_credits", "lusha_fetched_year", "lusha_seniority",
        "lusha_departments", "lusha_country", "lusha_eu_contact", "lusha_company_industry",
        "lusha_company_size",
    }  # fmt: skip


def test_invalid_combinations_are_refused(run: str, lusha: Lusha, tmp_path: Path) -> None:
    both = lusha("runs", "export", run, "--anonymize", "--pseudonymize", code=2)
    assert "can't be used together" in both.err
    database = f"sqlite:///{tmp_path / 'x.db'}"
    assert "databases" in lusha("runs", "export", run, "--anonymize", "--out", database, code=2).err
    assert (
        "explode" in lusha("runs", "export", run, "--anonymize", "--multi", "explode", code=2).err
    )
    (lusha.state / "pseudonyms.key").write_text("short")
    assert "damaged" in lusha("runs", "export", run, "--pseudonymize", code=1).err
