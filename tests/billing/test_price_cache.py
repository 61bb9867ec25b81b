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
HIGH_PRICES = {
    "revealEmail": Price(2),
    "revealPhone": Price(10),
    "revealCompany": Price(3),
    "companySearch": Price(4, 10),
    "contactSearch": Price(4, 10),
    "lookalikeCompany": Price(7, 25),
    "showSignalsContact": Price(5),
    "signal_score_company_reveal": Price(6),
    "buyingGroupContact": Price(8),
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


@pytest.mark.parametrize(
    ("argv", "published", "own"),
    [
        (("person", "get", ADA), 6, 12),
        (("person", "get", ADA, "--reveal-phones"), 5, 10),
        (("company", "get", "analytical-engines.example"), 1, 3),
        (("contacts", "search", ADA), 1, 4),
        (("contacts", "search-and-enrich", ADA), 7, 16),
        (("contacts", "enrich", "4100000000", "--no-waterfall"), 6, 12),
        (("companies", "signal-score", "--domain", "analytical-engines.example"), 1, 6),
        (("contacts", "buying-group", "--domain", "analytical-engines.example"), 5, 40),
        (("contacts", "tables", "rows", "1", "--size", "60", "--owner", "you@firm.example"), 3, 18),
        (("contacts", "signals", "4100000000", "--signal-type", "promotion",
          "--max-results-per-signal", "2"), 2, 10),
        (("person", "get", ADA, "--api-version", "v3"), 7, 16),
        (("prospecting", "contact", "search", "--department", "sales", "--limit", "30"), 2, 12),
    ],
)  # fmt: skip
def test_estimate_uses_the_account_prices_once_cached(
    lusha: Lusha,
    argv: tuple[str, ...],
    published: int,
    own: int,
) -> None:
    assert estimated_cost(lusha, *argv) == published
    lusha.sandbox_options["prices"] = HIGH_PRICES
    lusha("account", "plan")
    assert estimated_cost(lusha, *argv) == own


def test_price_cache_expires_after_an_hour(expensive: Lusha) -> None:
    expensive.clock.sleep(HOUR - 1)
    assert estimated_cost(expensive, "person", "get", ADA) == 12
    expensive.clock.sleep(2)
    assert estimated_cost(expensive, "person", "get", ADA) == 6


def test_price_cache_is_separate_per_profile(expensive: Lusha) -> None:
    expensive("config", "set", "sandbox", "true", "--profile", "work")
    assert estimated_cost(expensive, "person", "get", ADA, "--profile", "work") == 6
    expensive.env["LUSHA_API_KEY"] = "sandbox-pro"
    assert estimated_cost(expensive, "person", "get", ADA) == 6


def test_max_credits_uses_the_account_prices(expensive: Lusha) -> None:
    failed = expensive("person", "get", ADA, "--max-credits", "11", code=6)
    assert "at most 12 credits" in failed.err
    assert "Charged up to 12 credits." in expensive("person", "get", ADA, "--max-credits", "12").err


def test_bulk_plan_uses_the_account_prices(expensive: Lusha, tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    file.write_text(f"email\n{ADA}\nnomatch@magic.example\n")
    line = ("person", "bulk", str(file), "--out", str(out), "--yes", "--api-version", "v2")
    message = expensive(*line).err
    assert "This costs at most 28 credits." in message
    assert "Charged up to 16 credits." in message
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
    online("person", "bulk", str(file), "--yes", "--api-version", "v3", "--max-credits", "7")
    assert estimated_cost(online, "person", "get", ADA) == 12


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
    lusha, _ = script(
        ScriptedResponse(200, json.dumps({"credits": {}, "pricing": pricing}).encode())
    )
    lusha("account", "plan")
    assert estimated_cost(lusha, "person", "get", ADA) == 6


def test_estimate_reports_a_cost_of_zero(lusha: Lusha) -> None:
    lusha.sandbox_options["prices"] = {"contactSearch": Price(0, 25)}
    lusha("account", "plan")
    assert lusha("contacts", "search", ADA, "--dry-run").json["cost"] == "free"
    assert "Charged 0 credits." in lusha("contacts", "search", ADA).err


def test_estimate_rounds_fractions_up(script: StartScriptedServer) -> None:
    pricing = {"revealPhone": {"credits": 2.5, "perQuantity": 1}}
    lusha, _ = script(
        ScriptedResponse(200, json.dumps({"credits": {}, "pricing": pricing}).encode())
    )
    lusha("account", "plan")
    assert estimated_cost(lusha, "person", "get", ADA) == 4
