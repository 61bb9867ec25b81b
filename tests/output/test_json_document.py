"""A JSON document whose records come page by page is the one that is written at once."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.json_text import parse_json
from lusha_cli.output.json_document import JsonDocument
from lusha_cli.output.serializers import json_text
from lusha_cli.output.terminal import Terminal
from lusha_cli.packed_body import PackedBody

TERMINAL = Terminal(width=0, color=False, encoding="utf-8", links=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PAGES = st.lists(st.lists(VALUES, min_size=1, max_size=3), min_size=1, max_size=4)
HEADS = st.dictionaries(st.text(), VALUES, max_size=4)


def write(key: str, pages: list[list[Any]], head: dict[str, Any], final: dict[str, Any]) -> str:
    texts: list[str] = []
    document = JsonDocument(key, write=texts.append, terminal=TERMINAL)
    for page in pages:
        document.add(page, {**head, key: page})
    document.finish(final)
    return "".join(texts)


@given(PAGES, HEADS, VALUES)
def test_document_in_pages_has_the_final_values(
    pages: list[list[Any]], head: dict[str, Any], total: Any
) -> None:
    whole = {**head, "results": [record for page in pages for record in page], "credits": total}
    text = write("results", pages, {**head, "results": [], "credits": 0},
                 {**head, "results": [], "credits": total})  # fmt: skip
    assert parse_json(text) == whole
    # What may change until the end goes behind the records.
    if all(isinstance(whole[name], str) for name in list(whole)[: list(whole).index("results")]):
        assert text == json_text(whole, terminal=TERMINAL)


@given(PAGES)
def test_selected_fields_are_one_list(pages: list[list[Any]]) -> None:
    records = [record for page in pages for record in page]
    assert write("", pages, {}, {}) == json_text(records, terminal=TERMINAL)


def test_text_outside_the_encoding_is_escaped() -> None:
    texts: list[str] = []
    terminal = TERMINAL._replace(encoding="ascii")
    document = JsonDocument("results", write=texts.append, terminal=terminal)
    document.add([{"name": "Zoë"}], {"requestId": "é", "results": []})
    document.finish({"requestId": "é", "results": [], "place": "Łódź"})
    text = "".join(texts)
    assert text.isascii()
    assert json.loads(text) == {"requestId": "é", "results": [{"name": "Zoë"}], "place": "Łódź"}


# What a response keeps compressed.


@given(PAGES, HEADS)
def test_packed_body_is_unchanged(pages: list[list[Any]], head: dict[str, Any]) -> None:
    whole = {**head, "results": [record for page in pages for record in page]}
    body = PackedBody({**head, "results": []}, "results")
    for page in pages:
        body.add(page)
    assert body.whole() == whole
    assert list(body.whole()) == list(whole)
    assert [part["results"] for part in body.parts()] == pages
    text = "".join(body.texts())
    assert parse_json(text) == whole
    assert list(parse_json(text)) == list(whole)
    assert len(body) == len(whole["results"])


@pytest.mark.parametrize("number", ["1.10", "12345678901234567890.5"])
def test_packed_body_keeps_numbers_and_odd_text(number: str) -> None:
    records = parse_json(f'[{{"n": {number}, "t": "\\ud800\\u0000"}}]')
    body = PackedBody({"results": []}, "results")
    body.add(records)
    assert number in "".join(body.texts())
    assert body.whole() == {"results": records}
    assert repr(body.whole()["results"][0]["n"]) == repr(records[0]["n"])


def test_dropped_records_are_counted() -> None:
    body = PackedBody({"results": []}, "results")
    body.add([1, 2])
    assert body.is_complete
    body.drop()
    body.add([3])
    assert len(body) == 3
    assert not body.is_complete
    assert body.whole() == {"results": []}
