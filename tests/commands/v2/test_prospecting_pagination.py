"""Pages of prospecting searches: how many are requested, and what survives an error."""

import json
from typing import Any

import pytest

from lusha_cli.sandbox.data.companies import company_by_number, company_data
from lusha_cli.sandbox.data.people import person_by_number, profile
from tests.support.cli import Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEED = 1843
EVERYBODY = [person_by_number(number, seed=SEED) for number in range(20_000)]
EVERY_COMPANY = [company_by_number(number, seed=SEED) for number in range(1_000)]
CONTACTS = ("prospecting", "contact", "search")
COMPANIES = ("prospecting", "company", "search")


def test_search_requests_one_page_by_default(online: Lusha, server: Server) -> None:
    body = online(*CONTACTS, "--department", "Sales").json
    assert (body["currentPage"], body["pageLength"], len(body["contacts"])) == (0, 20, 20)
    assert server.ledger()["totals"]["credits"] == 1


def test_search_limit_of_75_uses_the_cheapest_pages(online: Lusha, server: Server) -> None:
    result = online(*CONTACTS, "--department", "Sales", "--limit", "75")
    ids = {value["contactId"] for value in result.json["contacts"]}
    names = [value["name"] for value in result.json["contacts"]]
    expected = [p for p in EVERYBODY if profile(p)["department"] == "Sales"][:75]
    assert len(ids) == 75
    assert names == [p.full_name for p in expected]
    assert result.json["pageLength"] == 75
    assert server.ledger()["requests"]["prospecting contact search"] == 3
    assert server.ledger()["totals"]["credits"] == 3
    assert "Charged up to 3 credits" in result.err
    assert "Fetching 2 more pages: up to 2 credits." in result.err


def test_search_small_limit_requests_a_small_page(online: Lusha, server: Server) -> None:
    assert len(online(*CONTACTS, "--department", "Sales", "--limit", "3").json["contacts"]) == 3
    assert server.ledger()["totals"] == {
        "requests": 3,  # and the departments, and the prices
        "credits": 1,
    }


def test_search_all_returns_everything_in_the_fewest_requests(
    online: Lusha, server: Server
) -> None:
    line = (*COMPANIES, "--location", "Japan", "--all")
    expected = [str(firm.id) for firm in EVERY_COMPANY if company_data(firm)["country"] == "Japan"]
    assert [value["id"] for value in online(*line).json["companies"]] == expected
    assert server.ledger()["requests"]["prospecting company search"] == -(-len(expected) // 50)
    # Exactly one full page: the second isn't requested.
    body = {
        "filters": {"companies": {"include": {"domains": [f.domain for f in EVERY_COMPANY[:50]]}}}
    }
    stdin = json.dumps(body).encode()
    assert len(online(*COMPANIES, "--all", "--body", "-", stdin=stdin).json["companies"]) == 50
    assert server.ledger()["requests"]["prospecting company search"] == -(-len(expected) // 50) + 1


def search_page(number: int, ids: list[int], *, total: int, request: str = "r") -> ScriptedResponse:
    body = json.dumps(
        {
            "requestId": request,
            "currentPage": number,
            "pageLength": len(ids),
            "totalResults": total,
            "contacts": [{"contactId": f"c{i}", "name": f"N{i}"} for i in ids],
        }
    )
    return ScriptedResponse(201, body.encode())


def test_search_returns_a_repeated_record_once(script: StartScriptedServer) -> None:
    lusha, server = script(
        search_page(0, list(range(50)), total=120),
        search_page(1, [49, *range(50, 99)], total=120, request="other"),
        search_page(2, list(range(99, 120)), total=120),
    )
    body = lusha(*CONTACTS, "--job-title", "x", "--all").json
    assert [value["contactId"] for value in body["contacts"]] == [f"c{i}" for i in range(120)]
    assert body["pageLength"] == 120
    assert [body["pages"]["page"] for body in server.bodies] == [0, 1, 2]
    assert {body["pages"]["size"] for body in server.bodies} == {50}
    # IDs belong to their search; a record of another search says so.
    assert body["requestId"] == "r"
    assert [value.get("requestId") for value in body["contacts"]].count("other") == 49


def test_search_short_page_is_the_last_without_a_total(script: StartScriptedServer) -> None:
    item = ScriptedResponse(201, b'{"requestId": "r", "contacts": [{"contactId": "a"}]}')
    lusha, server = script(item)
    assert len(lusha(*CONTACTS, "--job-title", "x", "--all").json["contacts"]) == 1
    assert len(server.requests) == 1


def test_search_keeps_paid_results_after_an_error(script: StartScriptedServer) -> None:
    lusha, _ = script(search_page(0, list(range(50)), total=120), ScriptedResponse(500))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", code=10)
    assert len(result.json["contacts"]) == result.json["pageLength"] == 50
    assert "The results from page 1 onward are missing." in result.err
    assert "--page 1 --page-size 50" in result.err
    lusha, _ = script(search_page(0, list(range(50)), total=120), ScriptedResponse(500))
    line = (*CONTACTS, "--job-title", "x", "--limit", "120")
    result = lusha(*line, "--query", "length(contacts)", code=10)
    assert result.json == 50
    # The page of 25 that failed may be charged too.
    assert "Charged up to 3 credits" in result.err


def test_search_interrupted_between_pages_keeps_results(lusha: Lusha, monkeypatch: Any) -> None:
    from lusha_cli.context.app_context import AppContext

    send, calls = AppContext.send, []

    def interrupted(context: AppContext, call: Any, **options: Any) -> Any:
        calls.append(call)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return send(context, call, **options)

    monkeypatch.setattr(AppContext, "send", interrupted)
    result = lusha(*COMPANIES, "--size", "1-", "--all", "--yes", code=130)
    assert len(result.json["companies"]) == 50
    assert "--page 1" in result.err


def test_search_interrupted_at_the_prompt_keeps_results(lusha: Lusha, monkeypatch: Any) -> None:
    from lusha_cli.context.environment import Environment

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Environment, "confirm", interrupted)
    result = lusha(*COMPANIES, "--size", "1-", "--all", "-o", "jsonl", code=130)
    assert len(result.out.splitlines()) == 50
    assert "Charged up to 2 credits" in result.err


def test_search_reports_an_error_of_the_first_page(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(500))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "-o", "jsonl", code=9)
    assert "Page" not in result.err


def test_search_dry_run_prints_pages_and_cost(online: Lusha, server: Server) -> None:
    def shown(*more: str) -> dict[str, Any]:
        body: dict[str, Any] = online(
            *CONTACTS, "--job-title", "x", *more, "--dry-run", "--api-version", "v2"
        ).json
        return {key: body[key] for key in ("requests", "maxCredits", "cost")}

    assert shown() == {"requests": 1, "maxCredits": 1, "cost": "up to 1 credit"}
    assert shown("--page", "3", "--page-size", "26")["maxCredits"] == 2
    assert shown("--limit", "75") == {
        "requests": 3, "maxCredits": 3, "cost": "up to 3 credits",
    }  # fmt: skip
    assert shown("--all") == {
        "requests": None, "maxCredits": None, "cost": "up to 2 credits per page of 50",
    }  # fmt: skip
    assert shown("--signal", "allSignals")["maxCredits"] == 3
    assert shown("--company-signal", "allSignals", "--signal", "promotion")["maxCredits"] == 24
    assert server.ledger()["totals"]["credits"] == 0


def test_search_max_credits_limits_pages(online: Lusha, server: Server) -> None:
    line = (*CONTACTS, "--department", "Sales")
    online(*line, "--limit", "200", "--max-credits", "7", code=6)
    assert server.ledger()["totals"]["credits"] == 0
    # The first page shows the total cost, so no other page is requested.
    result = online(*line, "--all", "--max-credits", "5", "-o", "jsonl", code=10)
    assert len(result.out.splitlines()) == 50
    assert server.ledger()["totals"]["credits"] == 2
    assert "on top of the 2 counted so far, but --max-credits allows" in result.err
    assert "--page 1 --page-size 50" in result.err


def test_search_total_missing_keeps_the_limit(script: StartScriptedServer) -> None:
    page = [{"contactId": f"c{number}"} for number in range(50)]
    lusha, server = script(
        ScriptedResponse(201, json.dumps({"requestId": "r", "contacts": page}).encode())
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "--max-credits", "4", code=10)
    assert len(server.requests) == 2
    assert len(result.json["contacts"]) == 50
    assert "Charged up to 4 credits" in result.err


def test_search_limit_sends_no_more_pages_than_the_dry_run(script: StartScriptedServer) -> None:
    lusha, server = script(
        search_page(0, list(range(50)), total=500), search_page(1, [49, *range(50, 99)], total=500)
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--limit", "100", "--max-credits", "4")
    assert len(result.json["contacts"]) == 99
    assert len(server.requests) == 2
    assert "The API returned 99 of 100 results." in result.err


def test_search_continues_after_a_page_with_a_missing_record(script: StartScriptedServer) -> None:
    lusha, server = script(
        search_page(0, list(range(49)), total=120),
        search_page(1, list(range(50, 100)), total=120),
        search_page(2, list(range(100, 120)), total=120),
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--all")
    assert len(result.json["contacts"]) == 119
    assert len(server.requests) == 3
    assert "The API returned 119 of 120 results." in result.err


def test_search_empty_page_is_the_last(script: StartScriptedServer) -> None:
    lusha, server = script(
        search_page(0, list(range(50)), total=9999), search_page(1, [], total=9999)
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "--yes")
    assert len(result.json["contacts"]) == 50
    assert len(server.requests) == 2


def test_search_prints_an_unknown_response_unchanged(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b'[{"contactId": "a"}]'))
    result = lusha(*CONTACTS, "--job-title", "x", "--limit", "10", code=9)
    assert result.json == [{"contactId": "a"}]
    assert "Response unusable" in result.err


@pytest.mark.parametrize("odd", [b"[]", b'{"contacts": 1}', b"null", b'{"other": 1}'])
def test_search_unknown_response_stops_the_pages(script: StartScriptedServer, odd: bytes) -> None:
    lusha, _ = script(search_page(0, list(range(50)), total=120), ScriptedResponse(201, odd))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "-o", "jsonl", code=10)
    assert len(result.out.splitlines()) == 50
    assert "The results from page 1 onward are missing." in result.err
    assert "may have been charged" in result.err


def test_search_lost_page_counts_as_charged(script: StartScriptedServer) -> None:
    lusha, server = script(
        search_page(0, list(range(50)), total=120), ScriptedResponse(200, b"", cut=True)
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--all", code=10)
    assert len(server.requests) == 2
    assert "may have been charged" in result.err
    assert "Charged up to 4 credits" in result.err
    assert "--page 1" in result.err


def test_search_page_past_the_end_is_reported(lusha: Lusha) -> None:
    result = lusha(*CONTACTS, "--department", "Sales", "--page", "999")
    assert result.json["contacts"] == []
    assert "This page is past the last of the 2,100 results." in result.err
