"""`merge --anonymize` and `--pseudonymize` write nothing that identifies people."""

import random
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows

FLAGS = ("--anonymize", "--pseudonymize")
WORDS = ("Qorvath", "Zillbein", "Murxana", "Tovelka", "Hrunfeld", "Yspertal")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def draw_row(draw: random.Random) -> tuple[dict[str, str], list[str]]:
    """Return cells by heading, and the texts of them that identify somebody."""
    first, last = draw.sample(WORDS, 2)
    slug = f"{first}-{last}-{draw.randrange(10**6)}".lower()
    phone = f"+1344555{draw.randrange(10**4):04}"
    email = f"{slug}@{last.lower()}.example"
    # An identifier may be in any column, also in one of countries or sizes.
    stray = draw.choice([email, phone, f"{first} {last}", f"{last}, France", slug])
    cells = {
        "Full Name": f"{first} {last}", "Email": email, "Mobile": phone,
        "LinkedIn URL": f"https://www.linkedin.com/in/{slug}", "Street": f"1 {last} Road",
        "Company": f"{last} Works", "Notes": f"ask {first}", "City": last, "Job Title": f"{last}er",
        "Country": draw.choice(["France", stray]), "Seniority": draw.choice(["Director", stray]),
        "Department": draw.choice(["Sales", stray]), "Industry": draw.choice(["Software", stray]),
        "Employees": draw.choice(["120", phone, stray]),
        "Updated At": draw.choice(["2025-03-04", stray]),
        "lusha_country": stray, "lusha_fetched_at": stray, "lusha_company_size": stray,
    }  # fmt: skip
    return cells, [first, last, slug, email, phone, phone[2:], "linkedin.com", "ask"]


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("seed", range(4))
def test_output_contains_no_identifying_value(flag: str, seed: int, lusha: Lusha) -> None:
    draw = random.Random(seed)
    traces: set[str] = set()
    for name in ("Murxana.csv", "other.csv"):
        rows = [draw_row(draw) for _ in range(12)]
        headings = draw.sample(list(rows[0][0]), len(rows[0][0]))
        lines = [",".join(f'"{heading}"' for heading in headings)]
        for cells, found in rows:
            lines.append(",".join(f'"{cells[heading]}"' for heading in headings))
            traces.update(text.lower() for text in found)
        # The same person in both files, with other values: a conflict.
        lines.append(",".join(f'"{name if h == "Notes" else ADA if h == "Email" else WORDS[seed]}"'
                              for h in headings))  # fmt: skip
        Path(name).write_text("\n".join(lines) + "\n")
    for out in ("out.csv", "out.jsonl"):
        lusha("merge", "Murxana.csv", "other.csv", "--prefer", "newest", "--out", out, flag)
        text = Path(out).read_text().lower()
        assert not [trace for trace in {*traces, ADA, "murxana"} if trace in text]
        assert "director" in text
        assert "51-200" in text
    assert not list(Path().glob("*.review.csv"))
    printed = lusha("merge", "Murxana.csv", "other.csv", flag, "-o", "csv").out.lower()
    assert not [trace for trace in traces if trace in printed]


def test_pseudonyms_are_those_of_runs(lusha: Lusha) -> None:
    Path("people.csv").write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", "people.csv", "--out", "all.csv", "--yes")
    run = lusha("runs", "list", "--json").json[0]["id"]
    lusha("runs", "export", run, "--out", "run.csv", "--pseudonymize")
    exported = csv_rows(Path("run.csv").read_text())[0]
    Path("crm.csv").write_text(
        f"Email,Mobile,LinkedIn\n{ADA.upper()},+1 (344) 555-0151,linkedin.com/in/ada-byrne-00000/\n"
    )
    lusha("merge", "crm.csv", "--out", "crm.out.csv", "--pseudonymize")
    (row,) = csv_rows(Path("crm.out.csv").read_text())
    assert row["linkedin_url_pseudonym"] == exported["lusha_linkedin_url_pseudonym"]
    assert row["email_pseudonym"] in exported["lusha_emails_pseudonym"].split("; ")
    assert row["phone_pseudonym"] in exported["lusha_phones_pseudonym"].split("; ")
    lusha("merge", "all.csv", "--out", "all.out.csv", "--pseudonymize")
    (merged,) = csv_rows(Path("all.out.csv").read_text())
    assert merged["lusha_emails_pseudonym"] == exported["lusha_emails_pseudonym"]


def test_merge_refuses_an_earlier_review_file(lusha: Lusha) -> None:
    Path("a.csv").write_text("Email,Title\nada@acme.example,CEO\n")
    Path("out.review.csv").write_text("old")
    refused = lusha("merge", "a.csv", "--out", "out.csv", "--anonymize", code=2)
    assert "out.review.csv lists the values of an earlier merge" in refused.err
    assert not Path("out.csv").exists()
    assert "together" in lusha("merge", "a.csv", *FLAGS, code=2).err
