"""Responses of several pages collected into one document."""

from typing import Any

from lusha_cli.api.pagination import PageCollector


def test_collector_leaves_the_responses_unchanged() -> None:
    collector = PageCollector("results", key="id")
    pages: list[dict[str, Any]] = [{"results": [{"id": number}]} for number in range(3)]
    for page in pages:
        collector.add(page)
    assert collector.body == {"results": [{"id": 0}, {"id": 1}, {"id": 2}]}
    assert pages == [{"results": [{"id": number}]} for number in range(3)]


def test_collector_leaves_a_map_of_records_unchanged() -> None:
    collector = PageCollector("results", key="")
    pages: list[dict[str, Any]] = [{"results": {"a": 1}}, {"results": {"b": 2}}]
    for page in pages:
        collector.add(page)
    assert collector.body == {"results": {"a": 1, "b": 2}}
    assert pages == [{"results": {"a": 1}}, {"results": {"b": 2}}]


def test_collector_keeps_the_records_of_earlier_pages_in_place() -> None:
    collector = PageCollector("results", key="id")
    collector.add({"results": [{"id": 0}]})
    records = collector.body["results"]
    collector.add({"results": [{"id": 0}, {"id": 1}]})
    # The same list: a copy for each page takes quadratic time.
    assert collector.body["results"] is records
    assert records == [{"id": 0}, {"id": 1}]
