"""Input options that state what is detected anyway."""

import codecs
import gzip
import io
from typing import Any

import pytest

from lusha_cli.bulk.input.effective_options import effective_options
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.record_types import PERSON
from lusha_cli.json_types import Json

NONE: dict[str, Any] = {
    "format": None, "delimiter": None, "encoding": None, "sheet": None, "mapping": {},
}  # fmt: skip


def effective(source: str, file: io.BytesIO, options: dict[str, Any]) -> dict[str, Json]:
    """Return the effective ones of options, of which `mapping` is one."""
    reading = {name: value for name, value in options.items() if name != "mapping"}
    return effective_options(source, file, InputOptions(**reading), options["mapping"], PERSON)


CSV = b"email,first name,note\nada@firm.example,Ada,x\n"
GUESSED = "email,first name,note\nada@firm.example,Zoë,x\n".encode("cp1252")
NOTES = b"Leads of Q3\n\n"


@pytest.mark.parametrize(
    ("source", "content", "options"),
    [
        ("a.csv", CSV, {}),
        ("a.csv", CSV, {"format": "csv"}),
        ("a.txt", CSV, {"format": "csv"}),
        ("-", CSV, {"format": "csv"}),
        ("a.csv", CSV, {"delimiter": ","}),
        ("a.csv", CSV.replace(b",", b";"), {"delimiter": ";"}),
        ("a.csv", CSV, {"encoding": "utf-8"}),
        ("a.csv", codecs.BOM_UTF8 + CSV, {"encoding": "utf-8"}),
        ("a.csv", GUESSED, {"encoding": "cp1252"}),
        ("a.csv", CSV, {"delimiter": "comma"}),
        ("a.csv", CSV.replace(b",", b"\t"), {"delimiter": "tab"}),
        ("a.csv", CSV.replace(b",", b"\t"), {"delimiter": "\\t"}),
        ("a.csv", b"sep=;\n" + CSV.replace(b",", b";"), {"delimiter": ";"}),
        ("a.csv", CSV, {"header_row": 1}),
        ("a.csv", NOTES + CSV, {"header_row": 3}),
        ("a.csv", CSV, {"no_header": False, "strict": False}),
        ("a.csv", CSV, {"mapping": {"email": "email"}}),
        ("a.csv", CSV, {"mapping": {"email": "email", "first_name": "first name"}}),
        ("a.csv", CSV, {"format": "csv", "delimiter": ",", "mapping": {"email": "email"}}),
    ],
)
def test_options_that_state_what_is_detected_are_left_out(
    source: str, content: bytes, options: dict[str, Any]
) -> None:
    file = io.BytesIO(content)
    assert effective(source, file, {**NONE, **options}) == NONE
    assert file.read() == content


@pytest.mark.parametrize(
    ("source", "content", "options"),
    [
        ("a.csv", CSV, {"format": "jsonl"}),
        ("a.csv", CSV, {"delimiter": ";"}),
        ("a.csv", CSV, {"encoding": "cp1252"}),
        ("a.csv", CSV, {"encoding": "no-such-encoding"}),
        ("a.csv", NOTES + CSV, {"header_row": 1}),
        ("a.csv", CSV + CSV, {"header_row": 3}),
        ("a.csv", CSV, {"no_header": True}),
        ("a.csv", b"sep=;\n" + CSV.replace(b",", b";"), {"delimiter": ","}),
        # A later row may be malformed.
        ("a.csv", CSV, {"strict": True}),
        ("a.csv", CSV, {"mapping": {"email": "note"}}),
        ("a.csv", CSV, {"mapping": {"first_name": "note"}}),
        ("a.csv", CSV, {"mapping": {"email": "missing"}}),
        # Later rows may have more columns that hold an email.
        ("a.jsonl", b'{"email": "a@b.example"}\n', {"format": "jsonl", "mapping": {"email": "x"}}),
    ],
)
def test_options_that_change_something_are_kept(
    source: str, content: bytes, options: dict[str, Any]
) -> None:
    given = {**NONE, **options}
    assert effective(source, io.BytesIO(content), given) == given


def test_only_needed_options_are_kept() -> None:
    given = {**NONE, "format": "csv", "mapping": {"email": "email", "last_name": "note"}}
    kept = effective("a.csv", io.BytesIO(CSV), given)
    assert kept == {**NONE, "mapping": {"last_name": "note"}}


@pytest.mark.parametrize(
    ("source", "content", "format_name"),
    [
        ("a.tsv", b"email\nada@firm.example\n", "tsv"),
        ("a.csv", b"email\nada@firm.example\n", None),
        ("a.txt", b"ada@firm.example\n", "list"),
        ("a.json.gz", b"[]", "json"),
        ("-", b"{}\n{}\n", "jsonl"),
    ],
)
def test_format_of_the_content_is_effective(
    source: str, content: bytes, format_name: str | None
) -> None:
    # The same bytes may be read in another way.
    file = io.BytesIO(gzip.compress(content) if source.endswith(".gz") else content)
    assert effective(source, file, NONE)["format"] == format_name
