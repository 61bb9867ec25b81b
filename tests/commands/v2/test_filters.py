"""`lusha filters`, and filter values checked against cached lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEARCH = ("prospecting", "contact", "search")


def request_count(server: Server) -> dict[str, int]:
    requests: dict[str, int] = server.ledger()["requests"]
    return requests


def list_requests(server: Server) -> int:
    """Return how often a list was requested, over V2 or V3."""
    requested = request_count(server)
    return requested.get("filters contacts departments", 0) + requested.get(
        "contacts filter-values", 0
    )


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--department", "Engineer"), "Similar values: Engineering & Technical."),
        (("--department", "Saels"), "Similar values: Sales."),
        (("--department", "Alchemy"), "'Alchemy' isn't in the list."),
        (("--seniority", "directr"), "Similar values: director."),
        (("--seniority", "77"), "'77' isn't in the list."),
        (("--data-point", "fax"), "'fax' isn't in the list."),
        (("--location", "Germny"), "Similar values: Germany."),
        (("--location", "country=Untied States"), "Similar values: United States"),
        (("--exclude-location", "New York"), "'New York' isn't in the list."),
        (("--company-location", "Narnia"), "'Narnia' isn't in the list."),
        (("--company-site", "country=Spian"), "Similar values: Spain"),
        (("--main-industry-id", "999"), "'999' isn't in the list."),
        (("--main-industry-id", "Finanse"), "Similar values: Finance."),
        (("--sub-industry-id", "Biotech"), "Similar values: Biotechnology Research."),
        (("--sic", "9999"), "'9999' isn't in the list."),
        (("--naics", "1"), "'1' isn't in the list."),
        (("--intent-topic", "privacy"), "Similar values: Data Privacy."),
    ],
)
def test_filter_value_unknown_is_rejected_before_paying(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    result = online(*SEARCH, "--job-title", "x", *argv, code=2)
    assert f"{argv[0]}: " in result.err
    assert message in result.err
    assert "List all values: lusha filters " in result.err
    hint = result.err.partition("List all values: lusha ")[2].strip()
    assert online(*hint.split()).json
    assert "prospecting contact search" not in request_count(server)


def test_filter_list_is_fetched_once_a_day(online: Lusha, server: Server) -> None:
    for _ in range(3):
        online(*SEARCH, "--department", "Sales")
    assert list_requests(server) == 1
    online.clock.time += 86_000
    online(*SEARCH, "--department", "Sales", "--exclude-department", "Legal")
    assert list_requests(server) == 1
    online.clock.time += 500
    online(*SEARCH, "--department", "Sales")
    assert list_requests(server) == 2
    # Setting the clock back doesn't renew the cached list.
    online.clock.time -= 10_000
    online(*SEARCH, "--department", "Sales")
    assert list_requests(server) == 3


def test_filters_command_refreshes_the_cache(online: Lusha, server: Server) -> None:
    online("filters", "contacts", "departments")
    online(*SEARCH, "--department", "Sales")
    assert list_requests(server) == 1


def test_filter_cache_is_private(online: Lusha) -> None:
    online("filters", "contacts", "departments")
    files = list((online.folder / "cache").rglob("*.json"))
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert json.loads(files[0].read_text())["answer"][0] == "Business Development"


def test_filter_cache_is_separate_per_api(online: Lusha, lusha: Lusha) -> None:
    online("filters", "contacts", "seniority")
    lusha("filters", "contacts", "seniority")
    folders = {file.parent.name for file in (online.folder / "cache").rglob("*.json")}
    assert "sandbox" in folders
    assert len(folders) == 2


@pytest.mark.parametrize("content", ["", "{", "[]", '{"fetched": "x", "answer": []}', "[" * 99999])
def test_filter_cache_damaged_is_fetched_again(online: Lusha, server: Server, content: str) -> None:
    online("filters", "contacts", "departments")
    [file] = (online.folder / "cache").rglob("*.json")
    file.write_text(content)
    online(*SEARCH, "--department", "Sales")
    assert list_requests(server) == 2


def test_filter_cache_that_cannot_be_written_is_ignored(online: Lusha) -> None:
    (online.folder / "cache").write_text("not a folder")
    assert online(*SEARCH, "--department", "sales").json["contacts"]


FOUND = ScriptedResponse(201, b'{"requestId": "r", "totalResults": 0, "contacts": []}')


@pytest.mark.parametrize(
    "failure",
    [
        ScriptedResponse(500),
        ScriptedResponse(404),
        ScriptedResponse(403),
        ScriptedResponse(429),
        ScriptedResponse(200, b'{"odd": 1}'),
    ],
)
def test_filter_values_are_sent_as_typed_without_a_list(
    script: StartScriptedServer, failure: ScriptedResponse
) -> None:
    class Failing(ScriptedResponse):
        pass

    lusha, server = script(failure)
    started = lusha.clock.time

    def answer_search() -> None:
        # The list always fails; the search succeeds.
        server.responses[:] = [failure]

    answer_search()
    shown = lusha(
        *SEARCH, "--department", "Alchemy", "--seniority", "vp", "--seniority", "7", "--sic", "12",
        "--dry-run",
    )  # fmt: skip
    assert shown.json["body"]["filters"] == {
        "contacts": {"include": {"departments": ["Alchemy"], "seniority": ["vice president", 7]}},
        "companies": {"include": {"sicCodes": ["12"]}},
    }
    assert "--department could not be checked. 'Alchemy' is sent unchanged." in shown.err
    assert server.requests == []
    lusha(*SEARCH, "--department", "Alchemy", code=exit_code_for(failure))
    assert server.bodies[-1]["filters"]["contacts"]["include"]["departments"] == ["Alchemy"]
    assert lusha.clock.time - started <= 70


def exit_code_for(failure: ScriptedResponse) -> int:
    return {500: 9, 404: 3, 403: 5, 429: 7, 200: 9}[failure.status]


def test_filter_dry_run_uses_the_cached_list(online: Lusha, server: Server) -> None:
    online("filters", "contacts", "seniority")
    shown = online(*SEARCH, "--seniority", "CXO", "--dry-run").json
    assert shown["body"]["filters"]["contacts"]["include"]["seniority"] == [9]
    assert "isn't in the list" in online(*SEARCH, "--seniority", "king", "--dry-run", code=2).err
    # The account's prices are the one thing that a preview fetches.
    assert server.ledger()["requests"] == {"filters contacts seniority": 1, "account plan": 1}


def test_filter_lookup_reports_a_refused_key(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-revoked"
    online(*SEARCH, "--department", "Sales", code=4)
    del online.env["LUSHA_API_KEY"]
    online(*SEARCH, "--department", "Sales", code=4)


LISTS: dict[str, Any] = {
    "contacts departments": "Sales",
    "contacts seniority": {"id": 8, "name": "vice president"},
    "contacts data-points": "work_email",
    "contacts countries": {"name": "United States", "code": "US"},
    "companies industries": {
        "main_industry": "Finance",
        "main_industry_id": 3,
        "sub_industries": [{"value": "Financial Services", "id": 103}],
    },
    "companies sizes": {"min": 11, "max": 50},
    "companies revenues": {"min": 1_000_000, "max": 10_000_000},
    "companies sics": {"code": "5411", "label": "Food & Beverage Retail"},
    "companies naics": {"code": "541714", "label": "Biotechnology Research"},
    "companies intent-topics": "Data Privacy",
}


@pytest.mark.parametrize(("name", "entry"), LISTS.items(), ids=list(LISTS))
def test_filters_print_the_whole_list_in_every_format(lusha: Lusha, name: str, entry: Any) -> None:
    line = ("filters", *name.split())
    listed = lusha(*line).json
    assert entry in listed
    rows = lusha(*line, "-o", "jsonl").out.splitlines()
    assert len(rows) == len(listed)
    for output in ("csv", "tsv", "yaml", "table"):
        assert lusha(*line, "-o", output).out
    assert lusha(*line, terminal=True).out
    assert lusha(*line).err == ""


def test_filters_search_by_text(lusha: Lusha) -> None:
    locations = lusha("filters", "contacts", "locations", "berlin").json
    assert locations == [
        {
            "continent": "Europe", "country": "Germany", "city": "Berlin", "state": "Berlin",
            "country_grouping": "emea",
        }
    ]  # fmt: skip
    assert lusha("filters", "companies", "locations", "germ").json == [
        {"continent": "Europe", "country": "Germany", "country_grouping": "emea"}
    ]
    names = lusha("filters", "companies", "names", "analytical e").json
    assert [value["name"] for value in names] == ["Analytical Engines", "Analytical Energy"]
    assert lusha("filters", "companies", "technologies", "s3").json == []
    assert {"name": "aws"} in lusha("filters", "companies", "technologies", "A").json
    body = lusha("filters", "companies", "technologies", "--body", "-", stdin=b'{"text": "sap"}')
    assert body.json == [{"name": "sap"}]
    assert "TEXT is missing" in lusha("filters", "companies", "names", code=2).err


def test_filters_print_sub_industries_as_rows(lusha: Lusha, tmp_path: Path) -> None:
    text = lusha("filters", "companies", "industries", "-o", "csv").out.splitlines()
    assert text[0] == "main_industry,main_industry_id,sub_industries.value,sub_industries.id"
    assert "Finance,3,Financial Services,103" in text


def seniority_names(*entries: tuple[int, str]) -> ScriptedResponse:
    listed = [{"id": number, "name": name} for number, name in entries]
    return ScriptedResponse(200, json.dumps(listed).encode())


def test_filter_value_prefers_the_name_of_the_list(script: StartScriptedServer) -> None:
    lusha, server = script(seniority_names((3, "vp"), (8, "vice president")), FOUND)
    lusha(*SEARCH, "--seniority", "VP")
    assert server.bodies[-1]["filters"]["contacts"]["include"]["seniority"] == [3]


def test_filter_value_with_several_matches_is_rejected(script: StartScriptedServer) -> None:
    industries = [
        {"main_industry": main, "main_industry_id": number,
         "sub_industries": [{"value": "Other", "id": 700 + number}]}
        for number, main in enumerate(("Retail", "Finance"), start=1)
    ]  # fmt: skip
    lusha, server = script(ScriptedResponse(200, json.dumps(industries).encode()))
    result = lusha(*SEARCH, "--sub-industry-id", "other", code=2)
    assert "matches several values: 701 (Other), 702 (Other)" in result.err
    assert lusha(*SEARCH, "--sub-industry-id", "702", "--dry-run").code == 0
    assert len(server.requests) == 1


def test_filter_cache_does_not_store_an_empty_list(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b"[]"), FOUND, ScriptedResponse(200, b'["Sales"]'))
    assert "could not be checked" in lusha(*SEARCH, "--department", "Slaes").err
    assert "Similar values: Sales" in lusha(*SEARCH, "--department", "Slaes", code=2).err


def test_filter_lists_are_tried_once_without_a_connection(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, b"", cut=True))
    lusha(*SEARCH, "--department", "a", "--seniority", "b", "--location", "c", "--sic", "d", code=8)
    paths = {path for _, path, _ in server.requests}
    assert paths == {"/prospecting/filters/contacts/departments", "/prospecting/contact/search"}
