"""--shape: on lookups, searches, files and runs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.companies import DEFAULT_SEED, company_by_number
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.shapes import NAMES
from tests.support.cli import ADA, Lusha
from tests.support.crm import violations

pytestmark = pytest.mark.with_yes

COMPANY = "analytical-engines.example"
ADA_LEAD = {
    "FirstName": "Ada", "LastName": "Byrne", "Company": "Analytical Engines",
    "Title": "People Partner", "Email": ADA, "MobilePhone": "+1 344 555 0151",
    "City": "London", "State": "England", "Country": "United Kingdom", "Industry": "Manufacturing",
    "LeadSource": "Purchased List",
}  # fmt: skip


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("v2", ["on", "gone"])
def test_person_is_a_lead_in_each_format(lusha: Lusha, v2: str) -> None:
    lusha.v2 = v2
    line = ("person", "get", ADA, "--shape", "salesforce-lead")
    lead = lusha(*line, "--json").json
    assert lead.items() >= ADA_LEAD.items()
    # Ada's other number is marked do-not-call.
    assert "Phone" not in lead
    [row] = read_csv(lusha(*line, "-o", "csv").out)
    assert row.items() >= ADA_LEAD.items()
    assert row["Phone"] == ""
    assert json.loads(lusha(*line, "-o", "jsonl").out) == lead
    assert "People Partner" in lusha(*line, terminal=True).out


@pytest.mark.parametrize("v2", ["on", "gone"])
def test_json_of_hubspot_is_the_input_of_its_batch_requests(lusha: Lusha, v2: str) -> None:
    lusha.v2 = v2
    contact = lusha("person", "get", ADA, "--shape", "hubspot-contact", "-o", "jsonl").json
    assert set(contact) == {"idProperty", "id", "properties"}
    assert (contact["idProperty"], contact["id"]) == ("email", ADA)
    assert contact["properties"]["email"] == ADA
    [company] = read_csv(
        lusha("company", "get", COMPANY, "--shape", "hubspot-company", "-o", "csv").out
    )
    assert company["domain"] == COMPANY
    assert company["industry"] == "MACHINERY"


@pytest.mark.parametrize(
    ("argv", "shape"),
    [
        (("prospecting", "contact", "search", "--department", "Sales"), "salesforce-lead"),
        (("contacts", "prospecting", "--department", "Sales"), "salesforce-contact"),
        (("companies", "prospecting", "--technology", "aws"), "salesforce-account"),
        (("prospecting", "company", "search", "--technology", "aws"), "hubspot-company"),
    ],
)
def test_search_has_a_record_for_each_result(
    lusha: Lusha, argv: tuple[str, ...], shape: str
) -> None:
    records = lusha(*argv, "--limit", "10", "--shape", shape, "-o", "csv").out
    rows = read_csv(records)
    assert len(rows) == 10
    assert not [problem for row in rows for problem in violations(shape, row)]
    # The stored result is in the shape of the API, and can be shown in another shape.
    assert lusha("last", "--shape", shape, "-o", "csv").out == records


@pytest.mark.parametrize("v2", ["on", pytest.param("gone", marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("search", "enrich", "shape"),
    [
        ("contacts prospecting", "contacts enrich - --reveal emails --reveal phones",
         "hubspot-contact"),
        ("prospecting contact search", "prospecting contact enrich -", "hubspot-contact"),
        ("companies prospecting", "companies enrich -", "salesforce-account"),
        ("prospecting company search", "prospecting company enrich -", "hubspot-company"),
    ],
)  # fmt: skip
def test_enriched_search_has_complete_records(
    lusha: Lusha, search: str, enrich: str, shape: str, v2: str
) -> None:
    lusha.v2 = v2
    kind = "--department Sales" if "contact" in search else "--technology aws"
    found = lusha(*f"{search} {kind} --limit 5 --json".split()).out.encode()
    rows = read_csv(lusha(*enrich.split(), "--shape", shape, "-o", "csv", stdin=found).out)
    # One of the people has no email.
    assert len(rows) == (4 if shape == "hubspot-contact" else 5)
    assert not [problem for row in rows for problem in violations(shape, row)]


def test_results_without_a_required_property_are_reported(lusha: Lusha) -> None:
    line = ("contacts", "prospecting", "--department", "Sales", "--limit", "10")
    reported = lusha(*line, "--shape", "hubspot-contact", "--json", code=10)
    assert reported.json == []
    assert "10 records left out of hubspot-contact: 10 without email." in reported.err
    assert "lusha last" in reported.err


def test_no_match_is_still_reported_as_such(lusha: Lusha) -> None:
    lusha("person", "get", "nobody@nowhere.example", "--shape", "salesforce-lead", code=3)


def test_dry_run_shows_the_request(lusha: Lusha) -> None:
    shown = lusha("person", "get", ADA, "--shape", "salesforce-lead", "--dry-run", "--json")
    assert shown.json["method"] == "GET"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("person", "get", ADA, "--shape", "salesforce-leads"), "Did you mean salesforce-lead?"),
        (("person", "get", ADA, "--shape", "salesforce-account"), "is for companies"),
        (("company", "get", COMPANY, "--shape", "salesforce-lead"), "is for people"),
        (("person", "get", ADA, "--shape", "salesforce-lead", "--fields", "a"), "--fields can't"),
        (("person", "get", ADA, "--shape", "salesforce-lead", "--query", "a"), "--query can't"),
        (("company", "bulk", "in.csv", "--shape", "salesforce-lead"), "is for people"),
        (("person", "bulk", "in.csv", "--shape", "salesforce-lead", "--multi", "first"), "--multi"),
        (("person", "bulk", "in.csv", "--shape", "salesforce-lead", "--data-columns", "city"),
         "--data-columns"),
        (("person", "bulk", "in.csv", "--shape", "salesforce-lead", "--out", "sqlite:///a.db"),
         "--shape doesn't apply to databases"),
    ],
)  # fmt: skip
def test_option_that_makes_no_sense_is_refused(
    lusha: Lusha, argv: tuple[str, ...], message: str
) -> None:
    assert message in lusha(*argv, "--json", code=2).error["message"]
    assert lusha("credits", "log").json == []


def test_fields_as_a_setting_are_for_other_commands(lusha: Lusha) -> None:
    lusha.env["LUSHA_FIELDS"] = "contact.data.fullName"
    assert lusha("person", "get", ADA, "--shape", "salesforce-lead").json["LastName"] == "Byrne"


def test_sample_shows_its_projection(lusha: Lusha, leads: str) -> None:
    line = ("person", "bulk", leads, "--sample", "5", "--json")
    assert lusha(*line, "--shape", "salesforce-lead").json.keys() == lusha(*line).json.keys()


def test_bulk_request_of_a_body_has_records(lusha: Lusha, write_file: Callable[..., str]) -> None:
    contacts = [{"contactId": "1", "email": ADA}, {"contactId": "2", "email": "no@where.example"}]
    body = write_file("body.json", json.dumps({"contacts": contacts}))
    shown = lusha("person", "bulk", "--body", body, "--shape", "salesforce-lead", "--json")
    assert [record["Company"] for record in shown.json] == ["Analytical Engines"]
    assert "1 record left out of salesforce-lead: 1 not found." in shown.err


def test_last_of_another_kind_is_refused(lusha: Lusha) -> None:
    lusha("account", "usage")
    assert "neither people nor companies" in lusha("last", "--shape", NAMES[0], code=2).err
    lusha("person", "get", ADA)
    assert "is for companies" in lusha("last", "--shape", "salesforce-account", code=2).err


@pytest.fixture
def leads(write_csv: Callable[..., str]) -> str:
    people = sample_people(limit=20)
    rows = [f"{person['email']},{person['fullName']}" for person in people]
    unusable = ("nobody@nowhere.example,Nobody", "no email,Nobody")
    return write_csv("\n".join(("email,Name", *rows, rows[0], *unusable, "")))


def test_each_row_of_a_file_is_in_the_output_or_in_the_review_file(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    line = ("person", "bulk", leads, "--shape", "salesforce-lead")
    # One row is invalid.
    reported = lusha(*line, "--out", str(out), code=10)
    rows, review = read_csv(out.read_text()), read_csv((tmp_path / "out.review.csv").read_text())
    assert len(rows) + len(review) == 23
    assert not [problem for row in rows for problem in violations("salesforce-lead", row)]
    assert [row["lusha_review"] for row in review] == ["duplicate", "not found", "invalid"]
    # What was found is there too, with the row's own columns.
    assert review[0]["lusha_full_name"] == review[0]["Name"]
    assert (
        "3 records left out of salesforce-lead: 1 duplicate, 1 invalid, 1 not found. Written"
        in (reported.err)
    )
    exported = tmp_path / "other.jsonl"
    [run] = lusha("runs", "list").json
    summary = lusha("runs", "export", run["id"], "--out", str(exported), "--shape",
                    "hubspot-contact", "--json").json  # fmt: skip
    lines = [json.loads(line) for line in exported.read_text().splitlines()]
    assert summary["written"] == len(lines) == 20
    assert summary["leftOut"] == {"duplicate": 1, "invalid": 1, "not found": 1}
    assert summary["review"] == str(tmp_path / "other.review.jsonl")


def test_review_file_of_an_earlier_output_is_deleted(
    lusha: Lusha, write_csv: Callable[..., str], tmp_path: Path
) -> None:
    out, review = tmp_path / "out.csv", tmp_path / "out.review.csv"
    shape = tmp_path / "mine.yaml"
    shape.write_text(lusha("shapes", "show", "hubspot-contact").out)
    leads = write_csv(f"email\n{ADA}\n")
    line = ("person", "bulk", leads, "--shape", str(shape), "--out", str(out))
    shape.write_text(shape.read_text().replace("source: best_email", "source: x_url"))
    assert "1 invalid" not in lusha(*line).err
    assert [row["lusha_review"] for row in read_csv(review.read_text())] == ["without email"]
    assert read_csv(out.read_text()) == []
    shape.write_text(shape.read_text().replace("source: x_url", "source: best_email"))
    lusha(*line)
    assert not review.exists()
    assert len(read_csv(out.read_text())) == 1
    # A file that this run didn't write isn't touched.
    review.write_text("mine")
    lusha(*line)
    assert review.read_text() == "mine"


def test_resumed_run_writes_the_same_shape(
    lusha: Lusha, write_csv: Callable[..., str], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    leads = write_csv(f"email\n{ADA}\n")
    lusha("person", "bulk", leads, "--shape", "salesforce-lead", "--out", str(out))
    first = out.read_text()
    out.unlink()
    [run] = lusha("runs", "list").json
    lusha("runs", "resume", run["id"])
    assert out.read_text() == first


def test_review_file_never_replaces_the_input(
    lusha: Lusha, write_csv: Callable[..., str], tmp_path: Path
) -> None:
    leads = write_csv(f"email\n{ADA}\n", "out.review.csv")
    out = str(tmp_path / "out.csv")
    refused = lusha("person", "bulk", leads, "--shape", "salesforce-lead", "--out", out, code=2)
    assert "is the input file" in refused.err


def test_rows_on_standard_output_are_records(lusha: Lusha, leads: str) -> None:
    shown = lusha("person", "bulk", leads, "--shape", "salesforce-contact", "-o", "jsonl",
                  code=10)  # fmt: skip
    lines = [json.loads(line) for line in shown.out.splitlines()]
    assert len(lines) == 20
    assert all(line["LastName"] for line in lines)
    assert "The rows are in the run: lusha runs export" in shown.err


def test_output_in_parquet_has_the_properties(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    lusha("person", "bulk", leads, "--shape", "salesforce-lead", "--out", str(out), code=10)
    assert parquet.read_table(out).num_rows == 20


def test_shape_of_a_file_replaces_the_built_in_ones(
    lusha: Lusha, write_file: Callable[..., str]
) -> None:
    shape = write_file(
        "mine.yaml", "for: people\nproperties:\n  - {name: Who, source: full_name}\n"
    )
    assert lusha("person", "get", ADA, "--shape", shape).json == {"Who": "Ada Byrne"}


def test_shapes_are_listed_and_described(lusha: Lusha) -> None:
    assert [shape["name"] for shape in lusha("shapes", "list").json] == list(NAMES)
    described: Any = lusha("shapes", "show", "salesforce-lead", "--json").json
    assert described[1] == {
        "name": "LastName", "source": ["last_name", "last_word_of_name"], "kind": "text",
        "max_length": 80, "required": True, "default": "[not provided]", "values": [],
    }  # fmt: skip
    lusha("shapes", "show", "salesforce", code=2)


@pytest.mark.slow
@pytest.mark.parametrize("v2", ["on", "gone"])
def test_1000_people_and_companies_in_every_shape_have_no_violation(
    lusha: Lusha, tmp_path: Path, v2: str
) -> None:
    lusha.v2 = v2
    people = sample_people(limit=1000)
    domains = [company_by_number(number, seed=DEFAULT_SEED).domain for number in range(1000)]
    files = {"person": ("email", [row["email"] for row in people]),
             "company": ("domain", domains)}  # fmt: skip
    blocked: list[str] = []
    for kind, (heading, values) in files.items():
        source = tmp_path / f"{kind}.csv"
        source.write_text("\n".join((heading, *values, "")))
        lusha(kind, "bulk", str(source), "--out", str(tmp_path / f"{kind}.out.csv"))
        run = lusha("runs", "list").json[0]["id"]
        if kind == "person":
            plain = read_csv((tmp_path / "person.out.csv").read_text())
            blocked = [n for row in plain for n in row["lusha_do_not_call"].split("; ") if n]
            assert len(blocked) > 50
        for shape in NAMES:
            if shape.endswith(("company", "account")) != (kind == "company"):
                continue
            out = tmp_path / f"{shape}.csv"
            lusha("runs", "export", run, "--shape", shape, "--out", str(out))
            rows = read_csv(out.read_text())
            review = tmp_path / f"{shape}.review.csv"
            left_out = len(read_csv(review.read_text())) if review.exists() else 0
            assert len(rows) + left_out == 1000
            assert len(rows) > 900, shape
            assert not [problem for row in rows for problem in violations(shape, row, blocked)]
