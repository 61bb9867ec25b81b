"""Lists: one email, domain or LinkedIn URL a line."""

from pathlib import Path

import pytest

from lusha_cli.bulk.input.line_list import line_column
from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows

PROFILE = "https://www.linkedin.com/in/ada-byrne"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("ada@firm.example", "email"),
        ("MAILTO:ada@firm.example", "email"),
        ("<ada@firm.example>", "email"),
        ("Ada Byrne <ada@firm.example>", "email"),
        ("Byrne, Ada <ada@firm.example>;", "email"),
        ("ada@straße.example", "email"),
        (PROFILE, "linkedin_url"),
        ("linkedin.com/in/ada", "linkedin_url"),
        ("de.linkedin.com/pub/ada/1/2/3", "linkedin_url"),
        ("https://www.linkedin.com/company/firm?trk=x@y", "value"),
        ("https://www.linkedin.com/company/firm", "linkedin_url"),
        ("notlinkedin.com", "domain"),
        ("firm.example", "domain"),
        ("https://www.firm.example/about", "domain"),
        ("münchen.example", "domain"),
        ("Ada Byrne", "value"),
        ("Ada,Byrne,ada@firm.example", "value"),
        ("ada@firm.example,Ada", "value"),
        ("12345", "value"),
        ("St. Gallen", "value"),
    ],
)
def test_line_belongs_to_the_column_of_its_kind(text: str, column: str) -> None:
    assert line_column(text) == column


@pytest.mark.parametrize("name", ["-", "a.txt", "a.list", "a"])
def test_list_is_looked_up_line_by_line(lusha: Lusha, tmp_path: Path, name: str) -> None:
    content = f"# my list\n{ADA}\n\n  x@y.example  \n"
    source = name
    if name != "-":
        source = str(tmp_path / name)
        Path(source).write_text(content)
    stdin = content.encode() if name == "-" else b""
    result = lusha("person", "bulk", source, "--yes", stdin=stdin)
    rows = csv_rows(result.out)
    assert [row["email"] for row in rows] == [ADA, "  x@y.example  "]
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
    assert "Read as a list without a header: 2 emails." in result.err
    assert "2 lines skipped" in result.err


def test_list_of_mixed_lines_uses_each_for_what_it_is(
    online: Lusha, server: Server, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_text(f"{ADA}\n{PROFILE}\nAda Byrne\n{ADA}\n")
    result = online("person", "bulk", str(source), "--yes", code=10)
    rows = csv_rows(result.out)
    own = [(row["email"], row["linkedin_url"], row["value"]) for row in rows]
    assert own == [(ADA, "", ""), ("", PROFILE, ""), ("", "", "Ada Byrne"), (ADA, "", "")]
    assert [row["lusha_status"] for row in rows][2] == "invalid"
    assert "line 3: 'Ada Byrne' isn't an email" in rows[2]["lusha_error"]
    assert rows[3]["lusha_credits"] == "0"


def test_list_of_domains_is_of_companies(lusha: Lusha) -> None:
    stdin = b"analytical-engines.example\nhttps://www.analytical-engines.example/about\n"
    rows = csv_rows(lusha("company", "bulk", "-", "--yes", stdin=stdin).out)
    assert [row["lusha_status"] for row in rows] == ["matched", "matched"]


def test_list_of_one_line_is_a_list(lusha: Lusha) -> None:
    assert (
        csv_rows(lusha("person", "bulk", "-", "--yes", stdin=ADA.encode()).out)[0]["email"] == ADA
    )


def test_list_in_json_has_a_column_for_each_kind(lusha: Lusha) -> None:
    stdin = f'["{ADA}", "{PROFILE}", "nobody"]'.encode()
    rows = lusha("person", "bulk", "-", "--yes", stdin=stdin, code=10).json
    assert rows[0]["email"] == ADA
    assert rows[1]["linkedin_url"] == PROFILE
    assert (rows[2]["value"], rows[2]["lusha_status"]) == ("nobody", "invalid")


def test_list_of_comments_only_is_empty(lusha: Lusha) -> None:
    stdin = b"# nothing\n\n"
    error = lusha("person", "bulk", "-", "--format", "list", "--yes", stdin=stdin, code=2).err
    assert "standard input is empty" in error
