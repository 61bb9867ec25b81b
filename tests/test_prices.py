"""What calls cost an account that pays other prices than the published ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from lusha_cli.sandbox.handlers.v3 import account
from lusha_cli.sandbox.prices import PRICES, Price
from scripted import Answer

HOUR = 3600.0
DEAR = {
    **PRICES,
    "revealEmail": Price(2),
    "revealPhone": Price(10),
    "reveal_company": Price(3),
    "api_search": Price(4, 10),
    "lookalikeCompany": Price(7, 25),
    "showSignalsContact": Price(5),
    "signal_score_company_reveal": Price(6),
    "buyingGroupContact": Price(8),
    "export_api": Price(9, 50),
}


@pytest.fixture
def dear(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> Lusha:
    """An account of the sandbox whose price list is another, and was looked at."""
    monkeypatch.setattr(account, "PRICES", DEAR)
    lusha("account", "plan")
    return lusha


def _most(lusha: Lusha, *argv: str, stdin: bytes = b"") -> Any:
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
def test_the_account_s_own_prices_count_once_they_are_known(
    lusha: Lusha,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    published: int,
    own: int,
) -> None:
    assert _most(lusha, *argv) == published
    monkeypatch.setattr(account, "PRICES", DEAR)
    lusha("account", "plan")
    assert _most(lusha, *argv) == own


def test_they_are_known_for_an_hour(dear: Lusha) -> None:
    dear.clock.sleep(HOUR - 1)
    assert _most(dear, "person", "get", ADA) == 12
    dear.clock.sleep(2)
    assert _most(dear, "person", "get", ADA) == 6


def test_another_profile_has_prices_of_its_own(dear: Lusha) -> None:
    dear("config", "set", "sandbox", "true", "--profile", "work")
    assert _most(dear, "person", "get", ADA, "--profile", "work") == 6
    dear.env["LUSHA_API_KEY"] = "sandbox-pro"
    assert _most(dear, "person", "get", ADA) == 6


def test_a_cap_counts_the_own_prices(dear: Lusha) -> None:
    failed = dear("person", "get", ADA, "--max-credits", "11", code=6)
    assert "at most 12 credits" in failed.err
    assert "Charged up to 12 credits." in dear("person", "get", ADA, "--max-credits", "12").err


def test_a_run_is_planned_and_counted_at_the_own_prices(dear: Lusha, tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    file.write_text(f"email\n{ADA}\nnomatch@magic.example\n")
    line = ("person", "bulk", str(file), "--out", str(out), "--yes", "--api-version", "v2")
    said = dear(*line).err
    assert "This costs at most 28 credits." in said
    assert "Charged up to 16 credits." in said
    assert json.loads(out.read_text().splitlines()[0])["lusha_credits"] == 12
    dear.clock.sleep(HOUR + 1)
    run = dear("runs", "list").json[0]["id"]
    dear("runs", "export", run, "--out", str(out))
    assert json.loads(out.read_text().splitlines()[0])["lusha_credits"] == 12


def test_a_run_over_v3_learns_the_prices_by_itself(
    online: Lusha, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "PRICES", DEAR)
    file = tmp_path / "in.csv"
    file.write_text(f"email\n{ADA}\n")
    online("person", "bulk", str(file), "--yes", "--api-version", "v3", "--max-credits", "7")
    assert _most(online, "person", "get", ADA) == 12


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
def test_a_price_list_that_makes_no_sense_leaves_the_published_prices(
    script: Script, pricing: Any
) -> None:
    lusha, _ = script(Answer(200, json.dumps({"credits": {}, "pricing": pricing}).encode()))
    lusha("account", "plan")
    assert _most(lusha, "person", "get", ADA) == 6


def test_what_costs_nothing_is_told_all_the_same(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "PRICES", {**PRICES, "api_search": Price(0, 25)})
    lusha("account", "plan")
    assert lusha("contacts", "search", ADA, "--dry-run").json["cost"] == "free"
    assert "Charged 1 credit." in lusha("contacts", "search", ADA).err


def test_a_part_of_a_credit_counts_as_one(script: Script) -> None:
    pricing = {"revealPhone": {"credits": 2.5, "perQuantity": 1}}
    lusha, _ = script(Answer(200, json.dumps({"credits": {}, "pricing": pricing}).encode()))
    lusha("account", "plan")
    assert _most(lusha, "person", "get", ADA) == 4
