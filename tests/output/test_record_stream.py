"""Tables that are written response by response."""

from typing import Any

from lusha_cli.output.layouts.layout import Column, Layout
from lusha_cli.output.record_stream import RecordStream
from lusha_cli.output.terminal import Terminal

OPTIONAL = tuple(Column(name, optional=True) for name in ("note", "extra"))
LAYOUT = Layout("results", (Column("id"), *OPTIONAL))


def stream(width: int) -> tuple[RecordStream, list[str]]:
    texts: list[str] = []
    terminal = Terminal(width, color=False, encoding="utf-8")
    return (
        RecordStream(layout=LAYOUT, output="table", write=texts.append, terminal=terminal),
        texts,
    )


def page(*records: dict[str, Any]) -> dict[str, Any]:
    return {"results": list(records)}


def test_streamed_table_ends_with_the_columns_left_out() -> None:
    records, texts = stream(30)
    records.add(page({"id": "1", "note": "n" * 60, "extra": "e" * 60}))
    records.add(page({"id": "2"}))
    assert "column" not in "".join(texts)
    records.finish({})
    assert texts[-1] == "+2 columns: widen the terminal\nor pass -o json\n"


def test_streamed_table_counts_columns_of_later_pages() -> None:
    records, texts = stream(60)
    records.add(page({"id": "1", "note": "short"}))
    records.add(page({"id": "2", "note": "fits", "extra": "e" * 200}))
    records.finish({})
    assert texts[-1] == "+1 column: widen the terminal or pass -o json\n"


def test_streamed_table_without_hidden_columns_has_no_note() -> None:
    for width in (0, 200):
        records, texts = stream(width)
        records.add(page({"id": "1", "note": "a", "extra": "b"}))
        before = "".join(texts)
        records.finish({})
        assert "".join(texts) == before


def test_streamed_table_that_starts_anew_ends_the_one_before() -> None:
    records, texts = stream(40)
    records.add(page({"id": "1", "note": "n" * 200}))
    records.add(page({"id": "x" * 35, "note": "n" * 200}))
    records.finish({})
    shown = "".join(texts)
    assert shown.count("+1 column") == 2
    assert shown.index("+1 column") < shown.index("x" * 35)
