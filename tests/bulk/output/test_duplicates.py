"""The first row of each person or company."""

from lusha_cli.bulk.output.duplicates import FirstRows


def test_first_rows_are_found_whatever_their_number() -> None:
    rows = FirstRows()
    ids = [f"v1.{number}" for number in range(20_000)]
    assert [rows.find_or_add(id_, row) for row, id_ in enumerate(ids, start=1)] == list(
        range(1, 20_001)
    )
    assert [rows.find_or_add(id_, 99_999) for id_ in ids[::500]] == list(range(1, 20_001, 500))
    assert rows.find_or_add("4100000000", 20_001) == 20_001
