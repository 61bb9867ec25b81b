"""Costs of an account whose price list differs from the published prices."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.prices import Price
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

HOUR = 3600.0
DAY = 24 * HOUR
HIGH_PRICES = {
    "revealEmail": Price(2),
    "revealPhone": Price(10),
    "revealCompany": Price(3),
    "companySearch": Price(4, 10),
    "contactSearch": Price(4, 10),
    "lookalikeCompany": Price(7, 25),
    "showSignalsContact": Price(5),
    "signal_score_company_reveal": Price(6),
    "icp_fit_score_contact_reveal": Price(7),
    "buyingGroupContact": Price(8),
    "companyRecommendationsReveal": Price(2),
    "tableRead": Price(9, 50),
}


@pytest.fixture
def expensive(lusha: Lusha) -> Lusha:
    """Return a CLI for a sandbox account with high prices, already cached."""
    lusha.sandbox_options["prices"] = HIGH_PRICES
    lusha("account", "plan")
    return lusha


def estimated_cost(lusha: Lusha, *argv: str, stdin: bytes = b"") -> Any:
    return lusha(*argv, "--dry-run", stdin=stdin).json["maxCredits"]


# (command, cost at published prices, cost at the account's own)
COSTS = [
    (("person", "get", ADA), 7, 16),
    (("person", "get", ADA, "--api-version", "v2"), 6, 12),
    (("person", "get", ADA, "--api-version", "v3"), 7, 16),
    (("person", "get", ADA, "--reveal-phones", "--api-version", "v2"), 5, 10),
    (("company", "get", "analytical-engines.example"), 2, 7),
    (("contacts", "search", ADA), 1, 4),
    (("contacts", "search-and-enrich", ADA), 7, 16),
    (("contacts", "enrich", "4100000000", "--no-waterfall"), 6, 12),
    (("companies", "signal-score", "--domain", "analytical-engines.example"), 1, 6),
    (("contacts", "icp-fit-score", ADA, "--target-profile-id", "icp-1,icp-2"), 1, 7),
    (("companies", "recommendations", "--limit", "30"), 30, 60),
    (("contacts", "buying-group", "--domain", "analytical-engines.example"), 5, 40),
    (("contacts", "tables", "rows", "1", "--size", "60", "--owner", "you@firm.example"), 60, 18),
    (("companies", "tables", "add", "1", "2", "3", "--owner", "you@firm.example"), 2, 6),
    (("contacts", "signals", "4100000000", "--signal-type", "promotion",
      "--max-results-per-signal", "2"), 2, 10),
    (("prospecting", "contact", "search", "--department", "sales", "--limit", "30"), 2, 12),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "published", "own"), COSTS)
def test_estimate_uses_the_account_prices(
    lusha: Lusha, argv: tuple[str, ...], published: int, own: int
) -> None:
    assert estimated_cost(lusha, *argv) == published
    lusha.sandbox_options["prices"] = HIGH_PRICES
    lusha("account", "plan")
    assert estimated_cost(lusha, *argv) == own


@pytest.mark.parametrize(("argv", "published", "own"), COSTS)
def test_dry_run_fetches_the_account_prices(
    lusha: Lusha, argv: tuple[str, ...], published: int, own: int
) -> None:
    lusha.sandbox_options["prices"] = HIGH_PRICES
    assert estimated_cost(lusha, *argv) == own


def price_requests(server: Server) -> int:
    return int(server.ledger()["requests"].get("account plan", 0))


def test_price_list_is_fetched_once_a_day(online: Lusha, server: Server) -> None:
    for _ in range(3):
        online("person", "get", ADA)
        online("person", "get", ADA, "--dry-run")
    assert price_requests(server) == 1
    online.clock.sleep(DAY + 1)
    online("company", "get", "analytical-engines.example", "--dry-run")
    assert price_requests(server) == 2


def test_price_list_is_not_fetched_for_a_free_call_or_without_a_key(
    online: Lusha, server: Server
) -> None:
    online("account", "usage")
    online("filters", "companies", "sizes")
    del online.env["LUSHA_API_KEY"]
    online("person", "get", ADA, "--dry-run")
    assert price_requests(server) == 0


def test_price_list_belongs_to_the_key(expensive: Lusha) -> None:
    expensive("config", "set", "sandbox", "true", "--profile", "work")
    # Another profile with the same key is the same account.
    assert estimated_cost(expensive, "contacts", "search", ADA, "--profile", "work") == 4
    del expensive.sandbox_options["prices"]
    assert estimated_cost(expensive, "contacts", "search", ADA) == 4
    expensive.env["LUSHA_API_KEY"] = "sandbox-pro"
    assert estimated_cost(expensive, "contacts", "search", ADA) == 1


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_refused_price_list_leaves_the_published_prices(
    script: StartScriptedServer, status: int
) -> None:
    lusha, server = script(ScriptedResponse(status, b"{}"))
    server.pricing = None
    result = lusha("contacts", "search", ADA, "--dry-run")
    assert result.json["maxCredits"] == 1
    assert "Using the published prices: your account's prices can't be read." in result.err
    # An account without access to the list isn't asked for it again at once.
    lusha("contacts", "search", ADA, "--dry-run")
    assert len(server.requests) == (1 if status in (403, 404) else 2)
    lusha.clock.sleep(HOUR + 1)
    server.requests.clear()
    lusha("contacts", "search", ADA, "--dry-run")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("own", "estimate"), [((4, 10), 4), ((0, 25), 1), ((1, 50), 1), ((1, 10), 1)]
)
def test_outdated_price_list_is_never_below_the_published_one(
    script: StartScriptedServer, own: tuple[int, int], estimate: int
) -> None:
    lusha, server = script(ScriptedResponse(500, b"{}"))
    server.pricing = {"contactSearch": {"credits": own[0], "perQuantity": own[1]}}
    lusha("contacts", "search", ADA, "--dry-run")
    server.pricing = None
    lusha.clock.sleep(DAY + 1)
    assert estimated_cost(lusha, "contacts", "search", ADA) == estimate


@pytest.mark.parametrize(
    ("name", "argv"),
    [
        (name, argv)
        for names, argv in (
            (("contactSearch", "contact_search", "CONTACTSEARCH", "api_search", "apiSearch"),
             ("contacts", "search", ADA)),
            (("companySearch", "api_search"), ("companies", "search", "--domain", "a.example")),
            (("revealCompany", "reveal_company"), ("companies", "enrich", "1")),
            (("tableRead", "export_api"), ("contacts", "tables", "rows", "1", "--size", "1",
             "--owner", "you@firm.example")),
            (("contactRecommendationsReveal",), ("api", "POST", "/api/recommendations/contacts",
             "-F", "limit=1")),
            (("companyRecommendationsReveal",), ("api", "POST", "/api/recommendations/companies",
             "-F", "limit=1")),
            (("lookalikeContact",), ("api", "POST", "/v3/contacts/lookalike", "-F", "limit=1")),
            (("lookalikeCompany",), ("api", "POST", "/v3/companies/lookalike", "-F", "limit=1")),
            (("signal_score_contact_reveal",), ("contacts", "signal-score", ADA)),
        )
        for name in names
    ],
)  # fmt: skip
def test_price_list_is_read_in_every_spelling(
    script: StartScriptedServer, name: str, argv: tuple[str, ...]
) -> None:
    lusha, server = script(ScriptedResponse(500, b"{}"))
    server.pricing = {name: {"credits": 9, "perQuantity": 1}}
    assert estimated_cost(lusha, *argv) == 9


def test_max_credits_uses_the_account_prices(expensive: Lusha) -> None:
    line = ("person", "get", ADA, "--api-version", "v2", "--max-credits")
    assert "up to 12 credits" in expensive(*line, "11", code=6).err
    assert "Charged up to 12 credits" in expensive(*line, "12").err


def test_bulk_plan_uses_the_account_prices(expensive: Lusha, tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    file.write_text(f"email\n{ADA}\nnomatch@magic.example\n")
    line = ("person", "bulk", str(file), "--out", str(out), "--yes", "--api-version", "v2")
    message = expensive(*line).err
    assert "up to 28 credits" in message
    assert "Charged up to 16 credits" in message
    assert json.loads(out.read_text().splitlines()[0])["lusha_credits"] == 12
    expensive.clock.sleep(HOUR + 1)
    run = expensive("runs", "list").json[0]["id"]
    expensive("runs", "export", run, "--out", str(out))
    assert json.loads(out.read_text().splitlines()[0])["lusha_credits"] == 12


def test_bulk_over_v3_fetches_the_prices(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(prices=HIGH_PRICES)
    online = Lusha(tmp_path)
    online.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    file = tmp_path / "in.csv"
    file.write_text(f"email\n{ADA}\n")
    online("person", "bulk", str(file), "--yes", "--api-version", "v3", "--max-credits", "16")
    assert estimated_cost(online, "person", "get", ADA) == 16


@pytest.mark.parametrize(
    "pricing",
    [
        None,
        [],
        {"revealEmail": 3},
        {"revealEmail": {"credits": "2", "perQuantity": 1}},
        {"revealEmail": {"credits": 2, "perQuantity": 0}},
        {"revealEmail": {"credits": True, "perQuantity": 1}},
        {"revealEmail": {"credits": -1, "perQuantity": 1}},
        {"somethingElse": {"credits": 9, "perQuantity": 1}},
    ],
)
def test_price_cache_ignores_an_invalid_price_list(
    script: StartScriptedServer, pricing: Any
) -> None:
    body = json.dumps({"credits": {}, "pricing": pricing}).encode()
    lusha, server = script(ScriptedResponse(200, body))
    server.pricing = None
    assert estimated_cost(lusha, "person", "get", ADA, "--api-version", "v2") == 6


def test_estimate_reports_a_cost_of_zero(lusha: Lusha) -> None:
    lusha.sandbox_options["prices"] = {"contactSearch": Price(0, 25)}
    lusha("account", "plan")
    assert lusha("contacts", "search", ADA, "--dry-run").json["cost"] == "free"
    assert "Charged 0 credits" in lusha("contacts", "search", ADA).err


def test_estimate_rounds_fractions_up(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(500, b"{}"))
    server.pricing = {"revealPhone": {"credits": 2.5, "perQuantity": 1}}
    assert estimated_cost(lusha, "person", "get", ADA, "--api-version", "v2") == 4


def test_bulk_plan_with_a_cost_of_zero_is_printed_as_free(
    lusha: Lusha, write_leads: Callable[..., str]
) -> None:
    names = ("revealEmail", "revealPhone", "contactSearch")
    lusha.sandbox_options["prices"] = dict.fromkeys(names, Price(0))
    lusha("account", "plan")
    result = lusha("person", "bulk", write_leads(1), "--yes", "--api-version", "v2")
    assert "This is free. 100,000 credits left." in result.err
    assert "1 matched. Charged 0 credits" in result.err
