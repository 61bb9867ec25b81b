"""Mistakes in the YAML of a user's shape: reported with the line, before anything is paid."""

import re
from pathlib import Path

import pytest

from lusha_cli.errors import UsageError
from lusha_cli.shapes import NAMES
from lusha_cli.shapes.catalog import load_shape, shape_text
from tests.support.cli import Lusha

GOOD = """\
for: people
about: Our contacts
key: Mail
properties:
  - name: Mail
    source: best_email
    kind: email
    required: true
  - name: Land
    source: country
    picklist:
      values: [NO, DE]
      map:
        Norway: NO
        Germany: DE
        Other: ""
    default: NO
"""
# A change of GOOD, the line of the mistake, and a part of the message.
MISTAKES = [
    ("source: best_email", "source: best_mail", 6, "Did you mean best_email?"),
    ("source: best_email", "source: [full_name, nmae]", 6, "there is no source 'nmae'"),
    ("source: country", "source: contry", 10, "Did you mean country?"),
    ("kind: email", "knd: email", 7, "unknown key 'knd'. Did you mean kind?"),
    ("kind: email", "kind: emial", 7, "Did you mean email?"),
    ("kind: email", "kind: phone", 6, "'best_email' isn't a source of phone numbers"),
    ("required: true", "required: yes", 8, "required: 'yes' isn't true or false"),
    ("required: true", "max_length: -1", 8, "max_length: '-1' isn't a positive number"),
    ("required: true", "max_length: [1]", 8, "expected one value"),
    ("required: true", "range: max", 8, "range needs kind number"),
    ("required: true", "kind: url", 8, "the key 'kind' occurs twice"),
    ("name: Land", "name: mail", 9, "the property 'mail' occurs twice"),
    ("name: Land", "naem: Land", 9, "unknown key 'naem'"),
    ("- name: Land\n    source", "- source", 9, "name is missing"),
    ("for: people", "for: persons", 1, "for: 'persons' isn't one of people, companies"),
    ("for: people\n", "", 1, "for is missing"),
    ("about:", "abuot:", 2, "Did you mean about?"),
    ("key: Mail", "key: Mial", 3, "Did you mean Mail?"),
    ("key: Mail", "json: xml", 3, "json: 'xml' isn't one of flat, hubspot"),
    ("Germany: DE", "Germany: D", 15, "map: 'D' isn't one of the values"),
    ("default: NO", "default: SE", 17, "default: 'SE' isn't one of the values"),
    ("picklist:\n", "picklist: x\n    unused:\n", 12, "unknown key 'unused'"),
    ("map:\n", "map: 5\n      valeus:\n", 14, "unknown key 'valeus'"),
    ("default: NO", "default: [", 18, ""),
    ("properties:\n", "properties: 5\nother:\n", 5, "unknown key 'other'"),
    ("for: people", "- for: people", 1, ""),
]  # fmt: skip


def write(tmp_path: Path, text: str) -> str:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_shape_of_a_file_is_read(tmp_path: Path) -> None:
    shape = load_shape(write(tmp_path, GOOD))
    assert shape.columns == ["Mail", "Land"]
    picklist = shape.properties[1].picklist
    assert picklist is not None
    assert [picklist.find(text) for text in ("norway", "DE", "Other", "France")] == [
        "NO", "DE", "", None,
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_mistake_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    file = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(UsageError) as error:
        load_shape(file)
    assert message in error.value.message
    found = re.search(r"line (\d+)", error.value.message)
    assert found, error.value.message
    assert abs(int(found[1]) - line) <= (0 if message else 1), error.value.message


@pytest.mark.parametrize("text", ["", "\x00", "for: people", "properties: []\nfor: people", "5"])
def test_file_that_is_not_a_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        load_shape(write(tmp_path, text))


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"for: \xff\xfe")
    for name in ("missing.yaml", "bytes.yaml", "."):
        with pytest.raises(UsageError):
            load_shape(f"{tmp_path}/{name}")


@pytest.mark.parametrize("name", NAMES)
def test_printed_shape_is_read_as_the_built_in_one(lusha: Lusha, tmp_path: Path, name: str) -> None:
    file = write(tmp_path, lusha("shapes", "show", name).out)
    assert load_shape(file)._replace(name=name) == load_shape(name)
    assert lusha("shapes", "show", name).out == shape_text(name)


def test_mistake_costs_nothing(lusha: Lusha, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD.replace("best_email", "best_mail"))
    for argv in (("person", "get", "a@b.example"), ("prospecting", "contact", "search")):
        reported = lusha(*argv, "--shape", file, "--json", code=2)
        assert "there is no source 'best_mail' for people" in reported.error["message"]
        assert "best_email" in reported.error["hint"]
    assert lusha("credits", "log").json == []
