"""Searches of several pages in every format: shown page by page, or at the end, and stored."""

import csv
import io
import json
import re
from typing import Any

import pytest

from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEARCHES = {
    "V3": ("contacts", "prospecting", "--seniority", "3", "--limit", "250", "--yes"),
    "V3 companies": (
        "companies",
        "prospecting",
        "--location",
        "Germany",
        "--limit",
        "120",
        "--yes",
    ),
    "V2": ("prospecting", "contact", "search", "--department", "Sales", "--limit", "120", "--yes"),
}


def records_of(body: Any) -> list[Any]:
    key = next(name for name in ("results", "contacts", "companies", "data") if name in body)
    records: list[Any] = body[key]
    return records


@pytest.fixture(params=SEARCHES)
def search(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return SEARCHES[request.param]


def test_formats_have_the_same_records(lusha: Lusha, search: tuple[str, ...]) -> None:
    body = lusha(*search, "--json").json
    records = records_of(body)
    assert len(records) > 75
    stored = lusha("last", "--json").json
    assert stored == body
    lines = lusha(*search, "-o", "jsonl").out.splitlines()
    assert len(lines) == len(records)
    # As one document at the end, with a query.
    assert lusha(*search, "--json", "--query", "@").json.keys() == body.keys()
    rows = list(csv.DictReader(io.StringIO(lusha(*search, "-o", "csv").out)))
    assert len(rows) == len(records)
    # The columns of all pages, also of values that the first page lacks.
    assert rows == list(csv.DictReader(io.StringIO(lusha("last", "-o", "csv").out)))
    tabs = lusha(*search, "-o", "tsv").out.splitlines()
    assert tabs == lusha("last", "-o", "tsv").out.splitlines()


def test_selected_fields_are_a_list_of_all_pages(lusha: Lusha, search: tuple[str, ...]) -> None:
    fields = ("--fields", "id,contactId,name", "--json")
    rows = lusha(*search, *fields).json
    assert rows == lusha("last", *fields).json
    assert len(rows) > 75


def test_json_document_is_indented_as_one(lusha: Lusha, search: tuple[str, ...]) -> None:
    text = lusha(*search, "--json").out
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


SEARCH = ("contacts", "prospecting", "--job-title", "x", "--limit", "200", "--yes")


@pytest.fixture
def with_europeans(script: StartScriptedServer) -> Lusha:
    """Return a CLI of an API whose two pages have one person in the EU each."""
    pages = [
        {"results": [{"id": f"{page}{n}", "isEuContact": n == 1} for n in range(100)],
         "pagination": {"total": 200}}
        for page in (1, 2)
    ]  # fmt: skip
    lusha, _ = script(*(ScriptedResponse(200, json.dumps(page).encode()) for page in pages))
    return lusha


@pytest.mark.parametrize("output", ["json", "jsonl", "csv"])
def test_excluded_people_are_in_no_format(with_europeans: Lusha, output: str) -> None:
    shown = with_europeans(*SEARCH, "--exclude-eu", "-o", output)
    assert "Left out 2 people in the EU." in shown.err
    assert shown.out == with_europeans("last", "-o", output).out
    assert with_europeans("last", "--json", "--query", "length(results)").json == 198


@pytest.mark.parametrize("output", ["json", "jsonl", "csv"])
def test_excluded_people_of_a_large_result_are_counted(
    with_europeans: Lusha, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lusha_cli.storage.last_result", "lusha_cli.api.pagination"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 1_000)
    shown = with_europeans(*SEARCH, "--exclude-eu", "-o", output)
    assert "Left out 2 people in the EU." in shown.err
    with_europeans("last", code=3)


def test_result_that_is_too_large_is_shown_but_not_stored(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lusha_cli.storage.last_result", "lusha_cli.api.pagination"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 10_000)
    for output in ("jsonl", "json"):
        shown = lusha(*SEARCHES["V3"], "-o", output)
        assert len(re.findall('"firstName": ?"', shown.out)) == 250
        lusha("last", code=3)
    rows = lusha(*SEARCHES["V3"], "-o", "csv").out.splitlines()
    assert len(rows) == 251


def test_next_step_names_rows_of_the_first_page(lusha: Lusha) -> None:
    shown = lusha(*SEARCHES["V3"], "-o", "table", terminal=True)
    assert "--last 1,3" in shown.err
    assert "250" in shown.err
