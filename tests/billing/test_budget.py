"""Budgets, dry runs and reported charges of V2 commands."""

import shlex

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server


def test_charge_is_reported_after_a_call(lusha: Lusha) -> None:
    assert "Charged up to 6 credits" in lusha("person", "get", ADA).err
    assert "Charged 0 credits" in lusha("person", "get", ADA).err
    assert "Charged up to 1 credit" in lusha("company", "get", "Analytical Engines").err
    assert lusha("person", "get", ADA, "--quiet").err == ""
    assert lusha("account", "usage").err == ""


def test_account_usage_decreases_by_the_charge(lusha: Lusha) -> None:
    def used() -> int:
        counters = lusha("account", "usage").json["usage"]["credits"]
        assert counters["used"] + counters["remaining"] == counters["total"]
        return int(counters["used"])

    before = used()
    lusha("person", "get", ADA)
    assert used() == before + 6
    lusha("person", "get", ADA)
    assert used() == before + 6


def test_dry_run_sends_nothing_and_needs_no_key(online: Lusha, server: Server) -> None:
    del online.env["LUSHA_API_KEY"]
    line = ("person", "get", ADA, "--dry-run", "--api-version", "v2")
    shown = online(*line).json
    assert shown == {
        "method": "GET",
        "url": f"{server.url}/v2/person?email=ada.byrne%40analytical-engines.example",
        "body": None,
        "requests": 1,
        "maxCredits": 6,
        "cost": "up to 6 credits",
    }
    assert "up to 6 credits" in online(*line, terminal=True).out
    assert server.ledger()["totals"]["requests"] == 0


def test_dry_run_includes_reveals_and_signals_in_the_cost(lusha: Lusha) -> None:
    def cost(*argv: str) -> tuple[int | None, str]:
        shown = lusha("person", "get", ADA, "--dry-run", "--api-version", "v2", *argv).json
        return shown["maxCredits"], shown["cost"]

    assert cost("--reveal-emails") == (1, "up to 1 credit")
    assert cost("--reveal-phones") == (5, "up to 5 credits")
    assert cost("--reveal-phones", "--reveal-emails")[0] == 6
    assert cost("--no-reveal-phones")[0] == 6
    assert cost("--signal", "promotion") == (
        None,
        "up to 6 credits plus 1 credit per signal delivered",
    )


def test_curl_prints_a_line_with_a_key_variable(lusha: Lusha) -> None:
    lusha.env["LUSHA_API_KEY"] = KEY
    line = lusha("api", "POST", "/v2/company", "-f", "a=it's", "--curl").out
    assert shlex.split(line) == [
        "printf", "api_key: %s", "$LUSHA_API_KEY", "|",
        "curl", "-sS", "-X", "POST", "https://api.lusha.com/v2/company",
        "-H", "@-", "-H", "Content-Type: application/json",
        "--data-raw", '{"a": "it\'s"}',
    ]  # fmt: skip
    assert KEY not in line
    assert lusha("account", "usage", "--curl", terminal=True).out == (
        "printf 'api_key: %s' \"$LUSHA_API_KEY\" | "
        "curl -sS https://api.lusha.com/account/usage -H @-\n"
    )


def test_max_credits_is_never_exceeded(online: Lusha, server: Server) -> None:
    result = online("person", "get", ADA, "--max-credits", "5", "--json", code=6)
    assert result.error["code"] == "budget"
    assert "up to 7 credits" in result.error["message"]
    assert server.ledger()["totals"]["credits"] == 0
    online("person", "get", ADA, "--max-credits", "7")
    # V2 works, so that the price of V3 no longer counts.
    online("person", "get", "someone@firm.example", "--max-credits", "6", code=3)
    online("account", "usage", "--max-credits", "0")
    result = online("person", "get", ADA, "--max-credits", "99", "--signal", "promotion", code=6)
    assert "can't be capped" in result.err
    online.env["LUSHA_MAX_CREDITS"] = "1"
    online("person", "get", ADA, code=6)


def test_account_without_credits_exits_6(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-broke"
    error = online("person", "get", ADA, "--json", code=6).error
    assert error["code"] == "out_of_credits"
    assert error["status"] == 402


def test_plan_without_reveals_exits_5(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    error = online("person", "get", ADA, "--reveal-emails", "--json", code=5).error
    assert error["code"] == "forbidden"
    online.env["LUSHA_API_KEY"] = "sandbox-inactive"
    online("account", "usage", code=5)


@pytest.mark.slow
def test_signals_are_reported_as_charged(lusha: Lusha) -> None:
    signals = ("--signal", "allSignals", "--signals-start-date", "2020-01-01", "--yes")
    for noun, whos in (
        ("person", [p["email"] for p in lusha("sandbox", "people", "--limit", "6").json]),
        ("company", [p["domain"] for p in lusha("sandbox", "people", "--limit", "6").json]),
    ):
        for who in whos:
            before = lusha("sandbox", "status").json["creditsCharged"]
            reported = lusha(noun, "get", who, *signals).err
            charged = lusha("sandbox", "status").json["creditsCharged"] - before
            assert f"Charged up to {charged} credit" in reported


def test_account_usage_waits_for_its_rate_limit(lusha: Lusha) -> None:
    for _ in range(10):
        assert lusha("account", "usage").json["usage"]
    assert 0 < sum(lusha.clock.slept) <= 61
    reported = lusha("account", "usage", "--max-wait", "0", "--json", code=7)
    assert reported.error["code"] == "rate_limited"


def test_max_credits_error_names_its_source(lusha: Lusha) -> None:
    lusha.env["LUSHA_MAX_CREDITS"] = "5"
    failed = lusha("person", "get", ADA, code=6).err
    assert "LUSHA_MAX_CREDITS allows 5 credits" in failed
    assert "Raise LUSHA_MAX_CREDITS" in failed
    del lusha.env["LUSHA_MAX_CREDITS"]
    lusha("config", "set", "max_credits", "5")
    failed = lusha("person", "get", ADA, code=6).err
    assert "max_credits (in config.toml) allows 5 credits" in failed
    lusha("person", "get", ADA, "--max-credits", "7")
