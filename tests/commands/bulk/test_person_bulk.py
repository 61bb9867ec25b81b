"""`lusha person bulk` and `lusha company bulk`: from a file to an enriched file."""

import csv
import io
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server

OUTCOME = ["lusha_status", "lusha_error", "lusha_credits", "lusha_source", "lusha_fetched_at"]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def emails(lusha: Lusha) -> list[str]:
    """The addresses of 250 people of the sandbox."""
    return [person["email"] for person in lusha("sandbox", "people", "--limit", "250").json]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Writes a file and says its path."""

    def make(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


Write = Callable[[str, str | bytes], str]


def test_every_row_comes_out_once_in_order_with_its_own_columns_first(
    lusha: Lusha, write: Write, emails: list[str]
) -> None:
    lines = [f"{n},{email},+44 0{n}" for n, email in enumerate(emails)]
    lines[7] = "7,nomatch@magic.example,=1+1"
    source = write("leads.csv", "No,Work Email,Phone\n" + "\n".join(lines))
    out = str(Path(source).with_name("out.csv"))
    result = lusha("person", "bulk", source, "--out", out, "--yes")
    rows = rows_of(Path(out).read_text())
    assert [row["No"] for row in rows] == [str(n) for n in range(250)]
    assert [row["Phone"] for row in rows[:2]] == ["+44 00", "+44 01"]
    assert list(rows[0])[:8] == ["No", "Work Email", "Phone", *OUTCOME]
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


def test_a_row_has_the_data_of_the_person(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    row = rows_of(lusha("person", "bulk", source, "--yes").out)[0]
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


def test_equal_people_are_sent_once(online: Lusha, server: Server, write: Write) -> None:
    source = write("a.csv", f"email,note\n{ADA},1\n {ADA.upper()} ,2\nmailto:{ADA},3\n")
    rows = rows_of(online("person", "bulk", source, "--yes").out)
    assert [row["lusha_source"] for row in rows] == ["api", "duplicate", "duplicate"]
    assert [row["lusha_credits"] for row in rows] == ["6", "0", "0"]
    assert {row["lusha_status"] for row in rows} == {"matched"}
    assert {row["lusha_full_name"] for row in rows} == {"Ada Byrne"}
    ledger = server.ledger()
    assert [entity["asked"] for entity in ledger["entities"].values()] == [1]


def test_every_format_in_and_out(lusha: Lusha, write: Write, tmp_path: Path) -> None:
    sources = [
        write("a.csv", f"e-mail;x\n{ADA};1\nnomatch@magic.example;2\n"),
        write("a.tsv", f"Email\tx\n{ADA}\t1\nnomatch@magic.example\t2\n"),
        write("a.jsonl", f'{{"email": "{ADA}", "x": "1"}}\n\n'
              '{"email": "nomatch@magic.example", "x": "2"}\n'),
        write("a.json", f' [{{"email": "{ADA}", "x": "1"}}\n,'
              '{"email": "nomatch@magic.example", "x": "2"}] \n'),
    ]  # fmt: skip
    for source in sources:
        for form in ("csv", "tsv", "jsonl", "json"):
            out = tmp_path / f"out.{form}"
            lusha("person", "bulk", source, "--out", str(out), "--yes")
            text = out.read_text()
            if form == "json":
                rows = json.loads(text)
            elif form == "jsonl":
                rows = [json.loads(line) for line in text.splitlines()]
            else:
                rows = list(csv.DictReader(text.splitlines(), delimiter=",\t"[form == "tsv"]))
            assert [row["x"] for row in rows] == ["1", "2"]
            assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
            assert rows[0]["lusha_full_name"] == "Ada Byrne"


def test_stdout_has_the_input_s_format_or_the_one_of_output(lusha: Lusha, write: Write) -> None:
    source = write("a.tsv", f"email\n{ADA}\n")
    assert lusha("person", "bulk", source, "--yes").out.startswith("email\tlusha_status\t")
    assert lusha("person", "bulk", source, "--yes", "--json").json[0]["lusha_status"] == "matched"
    assert lusha("person", "bulk", source, "--yes", "-o", "jsonl").out.count("\n") == 1
    for output in ("table", "yaml"):
        result = lusha("person", "bulk", source, "--yes", "-o", output, code=2)
        assert "does not apply to a file" in result.err
    lusha("config", "set", "output", "yaml")
    assert lusha("person", "bulk", source, "--yes").out.startswith("email\t")


def test_stdin_is_a_file_too(lusha: Lusha) -> None:
    result = lusha(
        "person", "bulk", "-", "--format", "csv", "--yes", stdin=f"email\n{ADA}".encode()
    )
    assert rows_of(result.out)[0]["lusha_full_name"] == "Ada Byrne"
    assert "--format" in lusha("person", "bulk", "-", "--yes", stdin=b"email\n", code=2).err


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("email,Näme\n{},Jürgen\n".encode(), "utf-8"),
        ("\ufeffemail,Näme\n{},Jürgen\n".encode(), "utf-8"),
        ("email,Näme\n{},Jürgen\n".encode("utf-16"), "utf-16"),
        ("email,Näme\n{},Jürgen\n".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_detected_and_told(
    lusha: Lusha, write: Write, content: bytes, encoding: str
) -> None:
    codec = encoding if encoding != "utf-16" else "utf-16-le"
    source = write("a.csv", content.replace("{}".encode(codec), ADA.encode(codec)))
    result = lusha("person", "bulk", source, "--yes")
    assert f"csv, {encoding}, comma between the cells" in result.err
    assert rows_of(result.out)[0]["Näme"] == "Jürgen"


def test_an_encoding_can_be_named(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email,x\n{ADA},Łódź\n".encode("cp1250"))
    result = lusha("person", "bulk", source, "--yes", "--encoding", "cp1250")
    assert rows_of(result.out)[0]["x"] == "Łódź"
    for encoding, said in (("klingon", "cannot be read as"), ("utf-8", "bytes that are not utf-8")):
        result = lusha("person", "bulk", source, "--yes", "--encoding", encoding, code=2)
        assert said in result.err


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_are_detected_and_can_be_named(lusha: Lusha, write: Write, mark: str) -> None:
    source = write("a.csv", f'"a,;|b"{mark}email\nx{mark}{ADA}\n')
    assert rows_of(lusha("person", "bulk", source, "--yes").out)[0]["lusha_status"] == "matched"
    named = lusha("person", "bulk", source, "--yes", "--delimiter", mark)
    assert rows_of(named.out)[0]["a,;|b"] == "x"
    assert "not one character" in lusha("person", "bulk", source, "--delimiter", "", code=2).err


HEADINGS = [
    ("Email Address", "email"), ("E-Mail-Adresse", "email"), ("Adresse e-mail", "email"),
    ("Correo electrónico", "email"), ("WORK_EMAIL", "email"), ("Person - Email - Work", "email"),
    ("Person Linkedin Url", "linkedin_url"), ("LinkedIn Member Profile", "linkedin_url"),
    ("First Name", "first_name"), ("Vorname", "first_name"), ("Prénom", "first_name"),
    ("Nombre", "first_name"), ("Nachname", "last_name"), ("Apellidos", "last_name"),
    ("Nom de famille", "last_name"), ("Full Name", "full_name"), ("Name", "full_name"),
    ("Account Name", "company_name"), ("Organization", "company_name"), ("Firma", "company_name"),
    ("Entreprise", "company_name"), ("Company Domain Name", "company_domain"),
    ("Website", "company_domain"), ("Lusha Person ID", "person_id"), ("Job Title", "job_title"),
    ("Standort", "location"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_columns_are_recognised_by_name(
    lusha: Lusha, write: Write, heading: str, field: str
) -> None:
    source = write("a.csv", f"{heading}\nx\n")
    result = lusha("person", "bulk", source, "--dry-run")
    assert result.json["requests"] == 0
    assert f"Columns: {field} = {heading}" in result.err


def test_the_better_of_two_columns_goes_first_row_by_row(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"Personal Email,Work Email\np@home.example,{ADA}\n{ADA},\n")
    result = lusha("person", "bulk", source, "--yes")
    assert "email = Work Email or Personal Email" in result.err
    assert [row["lusha_source"] for row in rows_of(result.out)] == ["api", "duplicate"]


def test_map_overrides_what_is_recognised(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"Email,Contact Info\nx@y.example,{ADA}\n")
    result = lusha("person", "bulk", source, "--yes", "--map", "email=Contact Info")
    assert rows_of(result.out)[0]["lusha_full_name"] == "Ada Byrne"
    for pair, said in (
        ("email=Contact Inf", "did you mean 'Contact Info'"),
        ("emial=Email", "did you mean 'email'."),
        ("email", "FIELD=COLUMN"),
    ):
        assert said in lusha("person", "bulk", source, "--map", pair, code=2).err


def test_names_are_sent_with_their_company(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", "Vorname,Nachname,Firma,Titel\n Ada , Byrne,Analytical  Engines,x\n")
    shown = lusha("person", "bulk", source, "--dry-run").json
    assert shown["body"]["contacts"] == [
        {
            "contactId": "1",
            "fullName": "Ada Byrne",
            "companies": [{"name": "Analytical Engines", "isCurrent": True}],
        }
    ]
    rows = rows_of(lusha("person", "bulk", source, "--yes").out)
    assert rows[0]["lusha_work_email"] == ADA
    assert rows[0]["Vorname"] == " Ada "


def test_a_row_can_say_all_that_the_api_takes(lusha: Lusha, write: Write) -> None:
    names = ("person id,email,linkedin,full name,location,company name,company domain,job title,"
             "company fqdn,company social id")  # fmt: skip
    values = f"7,{ADA},linkedin.com/in/ada,Ada Byrne,London,AE,ae.example,Boss,www.ae.example,12"
    source = write("a.csv", f"{names}\n{values}\n")
    assert lusha("person", "bulk", source, "--dry-run").json["body"]["contacts"] == [
        {
            "contactId": "1",
            "personId": "7",
            "fullName": "Ada Byrne",
            "email": ADA,
            "linkedinUrl": "https://www.linkedin.com/in/ada",
            "location": "London",
            "companies": [
                {
                    "name": "AE",
                    "domain": "ae.example",
                    "isCurrent": True,
                    "jobTitle": "Boss",
                    "fqdn": "www.ae.example",
                    "companySocialId": "12",
                }
            ],
        }
    ]
    assert rows_of(lusha("person", "bulk", source, "--yes").out)[0]["lusha_full_name"]
    firms = write("b.csv", "domain,name,company id,fqdn\nae.example,AE,9,www.ae.example\n")
    assert lusha("company", "bulk", firms, "--dry-run").json["body"]["companies"] == [
        {"id": "1", "companyId": "9", "domain": "ae.example", "name": "AE",
         "fqdn": "www.ae.example"}
    ]  # fmt: skip


def test_rows_that_cannot_be_sent_say_why_and_the_run_goes_on(lusha: Lusha, write: Write) -> None:
    source = write(
        "a.csv",
        "email,first name,last name,company,linkedin\n"
        f"{ADA},,,,\n"
        "not-an-email,,,,\n"
        ",Ada,,,\n"
        ",Ada,Byrne,,\n"
        ",,,,https://www.linkedin.com/company/x\n"
        ",,,,\n"
        f"{ADA},,,\n"
        f"{ADA},,,,,more\n"
        ",,,Analytical Engines,\n",
    )
    result = lusha("person", "bulk", source, "--yes", code=10)
    rows = rows_of(result.out)
    assert [row["lusha_status"] for row in rows] == [
        "matched", "invalid", "invalid", "invalid", "invalid", "skipped", "invalid", "invalid",
        "invalid",
    ]  # fmt: skip
    assert "no e-mail address" in rows[1]["lusha_error"]
    assert "the full name is missing" in rows[2]["lusha_error"]
    assert "the company is missing" in rows[3]["lusha_error"]
    assert "no LinkedIn profile" in rows[4]["lusha_error"]
    assert rows[5]["lusha_error"] == "the row is empty"
    assert rows[6]["lusha_error"] == "line 8: 4 of 5 cells"
    assert rows[7]["lusha_error"] == "line 9: 6 of 5 cells; left over: 'more'"
    assert "Some rows failed: 7 invalid." in result.err
    assert "1 matched, 7 invalid, 1 skipped." in result.err
    assert all(row["lusha_credits"] in ("0", "6") for row in rows)


def test_what_is_good_of_a_row_is_sent(lusha: Lusha, write: Write) -> None:
    link = lusha("person", "get", ADA).json["contact"]["data"]["socialLinks"]["linkedin"]
    source = write("a.csv", f"email,linkedin\nbroken,{link}\n")
    assert rows_of(lusha("person", "bulk", source, "--yes").out)[0]["lusha_status"] == "matched"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n ", "is empty"),
        ("a.csv", b"email\n", "no rows"),
        ("a.csv", b"PK\x03\x04\x00\x00", "is a binary file"),
        ("a.csv", b"colour,shape\nred,round\n", "no column is recognised among: colour, shape"),
        ("a.csv", b"email,x,email\na,b,c\n", "line 1: the columns 1 and 3 are both named 'email'"),
        ("a.csv", b'email,x\n"a@b.example,1\nc@d.example,2\n', "line 3: unexpected end of data"),
        ("a.csv", b'email,x\n"a"b,1\n', "line 2: ',' expected after"),
        ("a.jsonl", b'{"email": "a@b.example"}\n{"email": \n', "line 2, column"),
        ("a.jsonl", b"[1]\n", "line 1: an object was expected"),
        ("a.jsonl", b'{"a": ' + b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"email": "a@b.example"}', "expected [, not {"),
        ("a.json", b'[{"email": "a@b.example"} {', "line 1: expected , or ], not {"),
        ("a.json", b'[\n{"email": "a@b.example"},\n{"email": x}]', "line 3, column"),
        ("a.json", b'[{"email": "a@b.example"}', "not the end"),
        (
            "a.json",
            b'[{"email": "a@b.example"}]\n[{"x": 1}]',
            "line 2: there is more after the end",
        ),
        ("a.json", b"[] x", "there is more after the end"),
        ("a.json", b'[{"email": NaN}]', "NaN is no JSON value"),
        ("a.jsonl", b'{"email": Infinity}', "Infinity is no JSON value"),
        ("a.json", b"[1]", "item 1: an object was expected"),
        ("a.json", b"[]", "no rows"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.xls", b"x", "Save it as .xlsx"),
    ],
)
def test_files_that_cannot_be_used_are_refused_before_anything_is_sent(
    online: Lusha, server: Server, write: Write, name: str, content: bytes, said: str
) -> None:
    source = write(name, content)
    result = online("person", "bulk", source, "--yes", code=2)
    assert said in result.err
    assert result.out == ""
    assert server.ledger()["totals"]["requests"] == 0


def test_a_missing_file_or_a_folder_is_told(lusha: Lusha, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.csv")
    assert f"{missing}: No such file" in lusha("person", "bulk", missing, code=2).err
    assert "directory" in lusha("person", "bulk", str(tmp_path), "--format", "csv", code=2).err
    assert "No INPUT is named" in lusha("person", "bulk", code=2).err


def test_an_out_that_cannot_be_written_is_refused_first(
    online: Lusha, server: Server, write: Write, tmp_path: Path
) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    for out, said in (
        (tmp_path / "out.pdf", "the format is not known"),
        (tmp_path / "no" / "out.csv", "there is no folder"),
        (tmp_path, "the format is not known"),
    ):
        result = online("person", "bulk", source, "--yes", "--out", str(out), code=2)
        assert said in result.err
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert "is a folder" in online("person", "bulk", source, "--out", str(folder), code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_an_out_folder_that_takes_no_file_is_told(
    lusha: Lusha, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise OSError(30, "Read-only file system")

    source = write("a.csv", f"email\n{ADA}\n")
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    result = lusha("person", "bulk", source, "--yes", "--out", f"{source}.csv", code=2)
    assert "Read-only file system" in result.err


def test_out_may_replace_the_input_and_keeps_its_mode(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    os.chmod(source, 0o640)
    lusha("person", "bulk", source, "--out", source, "--yes")
    assert rows_of(Path(source).read_text())[0]["lusha_status"] == "matched"
    assert stat.S_IMODE(os.stat(source).st_mode) == 0o640
    again = lusha("person", "bulk", source, "--out", source, "--yes")
    assert "The input has 30 lusha_ columns: they are written anew." in again.err
    assert "Columns: email = email\n" in again.err
    assert "1 row: 1 person in 1 request." in again.err
    header = Path(source).read_text().splitlines()[0].split(",")
    assert len(header) == len(set(header))


def test_a_disk_that_is_full_leaves_no_half_file(
    lusha: Lusha, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    source = write("a.csv", f"email\n{ADA}\n")
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "out.csv"
    result = lusha("person", "bulk", source, "--out", str(out), "--yes", code=1)
    assert "No space left on device" in result.err
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "state", tmp_path / "cache"}


def test_nothing_is_left_in_the_temporary_folder(
    lusha: Lusha, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    good, bad = write("a.csv", f"email\n{ADA}\n"), write("b.csv", "x\n1\n")
    lusha("person", "bulk", good, "--yes")
    lusha("person", "bulk", bad, "--yes", code=2)
    lusha("person", "bulk", good, "--dry-run")
    assert list(place.iterdir()) == []


def test_without_a_terminal_it_needs_yes(online: Lusha, server: Server, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    result = online("person", "bulk", source, code=2)
    assert "Add --yes to agree." in result.err
    assert "at most 7 credits" in result.err
    assert "person bulk" not in server.ledger()["requests"]


def test_a_terminal_is_asked_with_the_cost_and_what_is_left(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    no = lusha("person", "bulk", source, terminal=True, stdin=b"n\n", code=130)
    assert "This costs at most 7 credits. 100,000 credits left. Go on? [y/N]" in no.err
    assert "Nothing was sent." in no.err
    assert no.out == ""
    yes = lusha("person", "bulk", source, terminal=True, stdin=b"y\n")
    assert rows_of(yes.out)[0]["lusha_status"] == "matched"


def test_the_credits_left_are_not_waited_for(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    for _ in range(7):
        result = lusha("person", "bulk", source, "--yes", "--fresh")
    assert "This costs at most 7 credits.\n" in result.err
    assert sum(lusha.clock.slept) < 1


def test_nothing_to_send_needs_no_agreement(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", "email\nbroken\n")
    assert rows_of(lusha("person", "bulk", source, code=10).out)[0]["lusha_status"] == "invalid"


def test_dry_run_shows_the_first_request_and_the_highest_cost(
    online: Lusha, server: Server, write: Write, emails: list[str]
) -> None:
    del online.env["LUSHA_API_KEY"]
    source = write("a.csv", "email\n" + "\n".join(emails))
    shown = online(
        "person", "bulk", source, "--dry-run", "--refresh-job-info", "--filter-by",
        "emailAddresses", "--reveal-emails", "--no-reveal-phones", "--signals-start-date",
        "2026-01-01", "--partial-profile",
    ).json  # fmt: skip
    assert shown["method"] == "POST"
    assert shown["url"] == f"{server.url}/v2/person"
    assert shown["requests"] == 3
    assert shown["maxCredits"] == 250 + 10
    assert len(shown["body"]["contacts"]) == 100
    assert shown["body"]["contacts"][0] == {"contactId": "1", "email": emails[0]}
    assert shown["body"]["metadata"] == {
        "refreshJobInfo": True,
        "filterBy": "emailAddresses",
        "revealEmails": True,
        "revealPhones": False,
        "signalsStartDate": "2026-01-01",
        "partialProfile": True,
    }
    curl = online("person", "bulk", source, "--curl")
    assert curl.out.startswith("curl -sS -X POST http")
    assert "the first of 3 requests" in curl.err
    assert online("person", "bulk", source, "--dry-run", "-o", "table").out
    assert server.ledger()["totals"]["requests"] == 0


def test_the_sandbox_takes_every_option_in_bulk(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    row = rows_of(
        lusha(
            "person", "bulk", source, "--yes", "--refresh-job-info", "--filter-by",
            "emailAddresses", "--reveal-emails", "--signal", "allSignals",
            "--signals-start-date", "2020-01-01", "--partial-profile",
        ).out
    )[0]  # fmt: skip
    assert row["lusha_emails"]
    assert row["lusha_phones"] == ""


def test_max_credits_stops_before_it_could_be_crossed(
    online: Lusha, server: Server, write: Write, emails: list[str]
) -> None:
    source = write("a.csv", "email\n" + "\n".join(emails))
    result = online("person", "bulk", source, "--yes", "--max-credits", "1100", code=6)
    rows = rows_of(result.out)
    skipped = [row for row in rows if row["lusha_status"] == "skipped"]
    assert len(rows) == 250
    assert len(skipped) == 50
    assert "--max-credits" in skipped[0]["lusha_error"]
    assert server.ledger()["totals"]["credits"] <= 1100
    spent = sum(int(row["lusha_credits"]) for row in rows)
    assert server.ledger()["totals"]["credits"] == spent + 8
    result = online("person", "bulk", source, "--yes", "--max-credits", "5", "--fresh", code=6)
    assert {row["lusha_status"] for row in rows_of(result.out)} == {"skipped"}
    signals = ("--signal", "promotion", "--max-credits", "9999")
    assert "without a bound" in online("person", "bulk", source, "--yes", *signals, code=6).err


def test_an_account_that_runs_dry_keeps_what_it_got(
    serve: Callable[..., Server], tmp_path: Path, write: Write, emails: list[str]
) -> None:
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=serve(credits=500).url, LUSHA_API_KEY=KEY)
    source = write("a.csv", "email\n" + "\n".join(emails))
    out = tmp_path / "out.csv"
    result = lusha("person", "bulk", source, "--yes", "--out", str(out), "--json", code=6)
    statuses = [row["lusha_status"] for row in rows_of(out.read_text())]
    assert statuses == ["matched"] * 100 + ["skipped"] * 150
    assert result.error["code"] == "out_of_credits"


def test_each_fate_of_a_row_is_its_status(lusha: Lusha, write: Write) -> None:
    names = ("nomatch", "gdpr", "invalid-name", "partial", "control")
    source = write("a.csv", "email\n" + "\n".join(f"{name}@magic.example" for name in names))
    rows = rows_of(lusha("person", "bulk", source, "--yes", code=10).out)
    assert [row["lusha_status"] for row in rows] == [
        "not_found", "blocked", "invalid", "matched", "matched",
    ]  # fmt: skip


def test_a_batch_that_fails_does_not_end_the_run(
    lusha: Lusha, write: Write, emails: list[str]
) -> None:
    lines = ["broken@magic.example", *emails]
    source = write("a.csv", "email\n" + "\n".join(lines))
    result = lusha("person", "bulk", source, "--yes", "--max-wait", "0", code=10)
    statuses = [row["lusha_status"] for row in rows_of(result.out)]
    assert statuses == ["error"] * 100 + ["matched"] * 151
    assert "Some rows failed: 100 error." in result.err


def test_three_failures_in_a_row_end_the_run_with_everything_written(
    lusha: Lusha, write: Write, emails: list[str]
) -> None:
    lines = list(emails) + [email + ".example" for email in emails]
    for start in range(0, 500, 100):
        lines[start] = "broken@magic.example" if start == 0 else f"html@magic.example,{start}"
    lines = [line if "," in line else f"{line},0" for line in lines]
    # One e-mail address would be one person: a location of its own makes each of them another.
    source = write("a.csv", "email,location\n" + "\n".join(lines))
    result = lusha("person", "bulk", source, "--yes", "--max-wait", "0", code=9)
    statuses = [row["lusha_status"] for row in rows_of(result.out)]
    assert statuses == ["error"] * 300 + ["skipped"] * 200


def test_a_rate_limit_ends_the_run_with_everything_written(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\nratelimit@magic.example\n{ADA}\n")
    result = lusha("person", "bulk", source, "--yes", code=7)
    assert [row["lusha_status"] for row in rows_of(result.out)] == ["skipped", "skipped"]
    assert sum(lusha.clock.slept) <= 60


def test_body_sends_one_request_as_it_is(lusha: Lusha, write: Write) -> None:
    body = {
        "contacts": [{"contactId": "x", "email": ADA}],
        "metadata": {"filterBy": "phoneNumbers"},
    }
    source = write("body.json", json.dumps(body))
    assert "--yes" in lusha("person", "bulk", "--body", source, code=2).err
    answer = lusha("person", "bulk", "--body", source, "--yes").json
    assert answer["contacts"]["x"]["data"]["fullName"] == "Ada Byrne"
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


def test_files_take_no_fields_and_no_query(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    for flag in ("--fields", "--query"):
        assert "does not apply" in lusha("person", "bulk", source, flag, "x", code=2).err


def test_quiet_says_nothing_and_a_terminal_shows_progress(lusha: Lusha, write: Write) -> None:
    source = write("a.csv", f"email\n{ADA}\n")
    assert lusha("person", "bulk", source, "--yes", "-q").err == ""
    again = ("person", "bulk", source, "--yes", "--fresh")
    assert "1/1 rows" in lusha(*again, terminal=True).err
    assert "1/1 rows" not in lusha(*again, "-q", terminal=True).err


def test_companies_are_enriched_by_domain_name_or_id(lusha: Lusha, write: Write) -> None:
    company = lusha("company", "get", "analytical-engines.example").json["data"]
    source = write(
        "firms.csv",
        "Website,Unternehmen,Lusha Company ID\n"
        "https://www.analytical-engines.example/x,,\n"
        ",ANALYTICAL ENGINES,\n"
        f",,{company['id']}\n"
        "nowhere.example,,\n"
        "gdpr.magic.example,,\n"
        "no domain,,\n",
    )
    result = lusha("company", "bulk", source, "--yes", code=10)
    rows = rows_of(result.out)
    assert [row["lusha_status"] for row in rows] == [
        "matched", "matched", "matched", "not_found", "blocked", "invalid",
    ]  # fmt: skip
    for row in rows[:3]:
        assert row["lusha_company_name"] == "Analytical Engines"
        assert row["lusha_company_id"] == str(company["id"])
        assert row["lusha_company_domain"] == "analytical-engines.example"
    assert "6 rows: 5 companies in 1 request (1 invalid)." in result.err


def test_company_bulk_sends_every_parameter(lusha: Lusha, write: Write) -> None:
    source = write("firms.csv", "domain\nanalytical-engines.example\n")
    argv = (
        "company", "bulk", source, "--signal", "allSignals", "--signals-start-date",
        "2020-01-01", "--news-event-type", "ipo", "--hiring-by-department", "Sales",
        "--hiring-by-location", "country=Japan,state=Tokyo", "--hiring-by-location", "Germany",
        "--no-partial-company",
    )  # fmt: skip
    shown = lusha(*argv, "--dry-run").json
    assert shown["body"] == {
        "companies": [{"id": "1", "domain": "analytical-engines.example"}],
        "signals": ["allSignals"],
        "signalsStartDate": "2020-01-01",
        "signalsFilters": {
            "include": {
                "newsEventTypes": ["IPO"],
                "hiringByDepartments": ["Sales"],
                "hiringByLocations": [
                    {"country": "Japan", "state": "Tokyo"},
                    {"country": "Germany"},
                ],
            }
        },
        "partialCompany": False,
    }
    assert shown["maxCredits"] is None
    assert rows_of(lusha(*argv, "--yes").out)[0]["lusha_status"] == "matched"
    bad = lusha("company", "bulk", source, "--news-event-type", "IPOs", code=2)
    assert "did you mean IPO" in bad.err
    body = write("body.json", '{"companies": [{"id": "a", "name": "Analytical Engines"}]}')
    sent: Any = lusha("company", "bulk", "--body", body, "--yes").json
    assert sent["a"]["name"] == "Analytical Engines"
