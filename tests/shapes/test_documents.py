"""--shape mongo: documents for mongoimport."""

import hashlib
import json
from pathlib import Path

import pytest

from lusha_cli.json_types import Json
from tests.support.cli import ADA, Lusha

pytestmark = pytest.mark.with_yes


def documents(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("v2", ["on", "gone"])
def test_documents_have_the_shape_of_the_api(lusha: Lusha, tmp_path: Path, v2: str) -> None:
    lusha.v2 = v2
    leads, out = tmp_path / "leads.csv", tmp_path / "contacts.jsonl"
    leads.write_text(
        f"name,company,email\nAda Byrne,Analytical Engines,{ADA}\n"
        f"John Smith,Totally Other Inc,{ADA}\nAda Byrne,,{ADA}\n,,nobody@nowhere.example\n"
    )
    lusha("person", "bulk", str(leads), "--shape", "mongo", "--out", str(out))
    [document] = documents(out)
    assert document["_id"] == str(document["personId"])
    assert document["fullName"] == "Ada Byrne"
    assert document["company"]["name"] == "Analytical Engines"
    assert hashlib.sha256(ADA.encode()).hexdigest() in document["lusha"]["emailHashes"]
    assert set(document["lusha"]["fetchedAt"]) == {"$date"}
    review = documents(tmp_path / "contacts.review.jsonl")
    assert [row["lusha_review"] for row in review] == ["mismatched", "duplicate", "not found"]


def test_documents_of_companies_go_to_stdout_as_json_lines(lusha: Lusha, tmp_path: Path) -> None:
    domains = tmp_path / "domains.csv"
    domains.write_text("domain\nanalytical-engines.example\n")
    result = lusha("company", "bulk", str(domains), "--shape", "mongo")
    document = json.loads(result.out)
    assert document["lusha"]["domain"] == "analytical-engines.example"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("person", "get", ADA), "applies to bulk commands"),
        (("person", "bulk", "leads.csv", "--out", "x.csv"), "documents are nested"),
        (("person", "bulk", "leads.csv", "-o", "tsv"), "documents are nested"),
        (("person", "bulk", "leads.csv", "--fill"), "--fill and --shape can't be used together"),
    ],
)
def test_documents_are_refused_where_they_do_not_fit(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...],
    message: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text(f"email\n{ADA}\n")
    result = lusha(*arguments, "--shape", "mongo", code=2)
    assert message in result.err
