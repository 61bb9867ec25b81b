"""JSON of every shape as rows, and numbers as they are written."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.input.readers import open_input
from lusha_cli.bulk.json_numbers import number_decoder, pack_numbers, unpack_numbers
from lusha_cli.errors import UsageError
from lusha_cli.json_text import dump_json
from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows

A, B = {"email": "a@firm.example"}, {"email": "b@firm.example"}
LINE_A, LINE_B = json.dumps(A), json.dumps(B)


def read(path: Path, name: str, content: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the format of an input, and the cells of its rows."""
    source = path / name
    source.write_text(content, encoding="utf-8")
    with open_input(str(source)) as input_:
        return input_.format, [row.cells for row in input_.rows]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "a", "a.csv"])
@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (f"[{LINE_A}, {LINE_B}]", "json"),
        (f"[\n  {LINE_A},\n  {LINE_B}\n]\n", "json"),
        (f"{LINE_A}\n{LINE_B}\n", "jsonl"),
        (f"\ufeff{LINE_A}\r\n\r\n{LINE_B}", "jsonl"),
        (f"{LINE_A}\n\ufeff{LINE_B}\n\x1a", "jsonl"),
        (f"{LINE_A} {LINE_B}\n{{}}\n", "jsonl"),
        (json.dumps(A, indent=2) + "\n" + json.dumps(B, indent=2), "json"),
        (json.dumps({"results": [A, B], "paging": {"next": {"after": "2"}}}, indent=1), "json"),
        (json.dumps({"total": 2, "contacts": [A, B]}, indent=1), "json"),
        (json.dumps({"name": "My export", "data": [A, B]}, indent=1), "json"),
        (json.dumps({"my people": [A, B]}, indent=1), "json"),
        (json.dumps({"data": {"count": 2, "people": [A, B]}}, indent=1), "json"),
        (json.dumps({"data": [A, B], "included": [{"type": "x"}]}, indent=1), "json"),
        (json.dumps(["a@firm.example", "b@firm.example"], indent=1), "json"),
        (json.dumps({"x": [], "values": ["a@firm.example", "b@firm.example"]}, indent=1), "json"),
        (f'{{"results": [{LINE_A}]}}\n{{"results": [{LINE_B}]}}\n', "jsonl"),
    ],
)  # fmt: skip
def test_records_are_found_in_json_of_every_shape(
    tmp_path: Path, name: str, content: str, format_name: str
) -> None:
    found = read(tmp_path, name, content)
    assert (found[0], [cells for cells in found[1] if cells]) == (format_name, [A, B])


@pytest.mark.parametrize(
    "record",
    [
        {"email": "a@firm.example", "phones": [{"number": "+1 206 555 0100"}]},
        {"email": "a@firm.example", "contacts": [{"email": "b@firm.example"}]},
        {"firstName": "Ada", "emails": ["a@firm.example", "b@firm.example"]},
        {"id": "7", "properties": {"email": "a@firm.example"}, "deals": [{"id": "8"}]},
        {"domain": "firm.example", "people": [{"email": "a@firm.example"}]},
        {"id": "7", "properties": {"email": "a@firm.example"}},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_record_with_lists_is_a_record(tmp_path: Path, name: str, record: dict[str, Any]) -> None:
    content = "\n".join([json.dumps(record)] * 2)
    assert read(tmp_path, name, content)[1] == [record, record]


@pytest.mark.slow
def test_long_envelope_is_read_item_by_item(tmp_path: Path) -> None:
    items = [{"email": f"p{number}@firm.example", "note": "x" * 200} for number in range(9000)]
    for envelope in (
        {"meta": {"page": 1}, "results": items, "total": 9000},
        {"data": {"meta": [1, 2], "people": items}},
        {"my people": items},
    ):
        assert read(tmp_path, "a.json", json.dumps(envelope)) == ("json", items)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", f"{LINE_A},\n{LINE_B}\n", "line 1: unexpected comma after an object"),
        ("a.json", f"{LINE_A},\n{LINE_B}\n", "line 1: unexpected comma after an object"),
        ("a.json", f"{json.dumps(A, indent=1)},\n{LINE_B}\n", "line 3: unexpected comma after"),
        ("a.json", json.dumps({"contacts": [A], "leads": [B]}), "several lists of records"),
        ("a.json", f"[{LINE_A}]\n[{LINE_B}]", "line 2: unexpected text after the end"),
        ("a.jsonl", f"{LINE_A}\n[1]\n", "line 2: expected an object"),
        ("a.json", f"{LINE_A}\nfalse", "line 2: expected an object"),
        ("a.json", "[1]", "item 1: expected an object"),
        ("a.json", '[{"email": NaN}]', "NaN isn't a JSON value"),
        ("a.json", '[{"n": -Infinity}]', "-Infinity isn't a JSON value"),
        ("a.jsonl", '{"n": [Infinity]}', "Infinity isn't a JSON value"),
    ],
)  # fmt: skip
def test_json_that_is_no_list_of_records_is_refused_with_its_line(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message.replace("[", r"\[")):
        read(tmp_path, name, content)


@pytest.mark.parametrize("mapping", [[], ["--map", "email=person.email"]])
def test_nested_fields_are_looked_up_and_written_unchanged(
    lusha: Lusha, tmp_path: Path, mapping: list[str]
) -> None:
    record = {"id": "51", "person": {"email": ADA, "tags": ["x"]}, "archived": False}
    source = tmp_path / "contacts.json"
    source.write_text(json.dumps({"results": [record, record], "paging": {}}))
    result = lusha("person", "bulk", str(source), "--yes", *mapping)
    assert "email = person" in " ".join(result.err.split())
    for found in result.json:
        assert {name: found[name] for name in record} == record
        assert found["lusha_status"] == "matched"
        assert not any(name.startswith("person.") for name in found)


def test_nested_fields_of_hubspot_are_looked_up(lusha: Lusha, tmp_path: Path) -> None:
    record = {"id": "51", "properties": {"email": ADA, "firstname": "Ada"}, "archived": False}
    (tmp_path / "a.json").write_text(json.dumps({"results": [record], "paging": {}}))
    (found,) = lusha("person", "bulk", str(tmp_path / "a.json"), "--yes").json
    assert (found["properties"], found["lusha_status"]) == (record["properties"], "matched")


NUMBERS = [
    "0", "-0", "7", "1.10", "0.1000", "1E5", "1e400", "-1e400", "1e-400", "1.0", "-0.0", "1e22",
    "123456789012345678901234567890", "0.1234567890123456789", "9007199254740993", "1" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_number_of_an_own_column_keeps_its_spelling(
    lusha: Lusha, tmp_path: Path, form: str
) -> None:
    members = ", ".join(f'"n{index}": {text}' for index, text in enumerate(NUMBERS))
    own = f'"email": "{ADA}", {members}, "list": [1.50, {{"x": 2e0}}], "big": 1E400'
    source = tmp_path / f"a.{form}"
    source.write_text(f"{{{own}}}" if form == "jsonl" else f"[{{{own}}}]")
    outputs = {
        out: lusha("person", "bulk", str(source), "--yes", "-o", out).out
        for out in ("jsonl", "json", "csv")
    }
    assert own in outputs["jsonl"]
    assert own in outputs["json"]
    (cells,) = csv_rows(outputs["csv"])
    assert [cells[f"n{index}"] for index in range(len(NUMBERS))] == NUMBERS
    assert cells["list"] == '[1.50, {"x": 2e0}]'
    exported = lusha("runs", "export", lusha("runs", "list").json[0]["id"], "-o", "jsonl")
    assert own in exported.out


@pytest.mark.slow
def test_number_is_text_in_parquet(lusha: Lusha, tmp_path: Path) -> None:
    from pyarrow import parquet

    (tmp_path / "a.jsonl").write_text(f'{{"email": "{ADA}", "n": 1.10, "l": [1e400]}}\n')
    out = tmp_path / "out.parquet"
    lusha("person", "bulk", str(tmp_path / "a.jsonl"), "--yes", "--out", str(out))
    (row,) = parquet.read_table(out).to_pylist()
    assert (row["n"], row["l"]) == ("1.10", "[1e400]")


def test_own_columns_keep_their_order_and_the_last_of_repeated_keys(
    lusha: Lusha, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"z": 1, "email": "{ADA}", "a": "\\u00e9", "z": 2}}\n')
    out = lusha("person", "bulk", str(tmp_path / "a.jsonl"), "--yes").out
    assert out.startswith(f'{{"z": 2, "email": "{ADA}", "a": "é", "lusha_status"')


@pytest.mark.parametrize(
    "cell",
    ["1.10", "1E5", "00123", "-0", "1e400", " padded ", "a\nb", "a\r\nb", "a\rb", '"quoted"', '"',
     "a,b", "\ta", "a\tb", "'x", "TRUE", "nan", "0x1F", "1,5", "=1+1", "\u2028", "😀", "null"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_cell_of_an_own_column_comes_out_as_it_went_in(
    lusha: Lusha, tmp_path: Path, form: str, cell: str
) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    separator = "," if form == "csv" else "\t"
    source = tmp_path / f"a.{form}"
    rows = [("email", "x", "y"), (ADA, quoted, "1")]
    source.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode())
    result = lusha("person", "bulk", str(source), "--yes", "-o", "csv")
    assert csv_rows(result.out)[0]["x"] == cell
    assert lusha("person", "bulk", str(source), "--yes", "-o", "json").json[0]["x"] == cell


_NUMBER = r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?"
_numbers = st.from_regex(_NUMBER, fullmatch=True)
_texts = st.text(st.characters(codec="utf-8"), max_size=5).map(json.dumps)
_values = st.recursive(
    st.one_of(_numbers, _texts, st.sampled_from(["true", "false", "null"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(_texts, inner), max_size=4, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(text=_values)
def test_json_text_survives_the_journal(text: str) -> None:
    stored = json.loads(json.dumps(pack_numbers(number_decoder().decode(text))))
    assert dump_json(unpack_numbers(stored)) == text
