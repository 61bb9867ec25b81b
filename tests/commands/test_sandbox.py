"""`lusha sandbox status` and `reset`."""

from tests.support.cli import ADA, Lusha


def test_sandbox_command_shows_and_resets_the_state(lusha: Lusha) -> None:
    lusha("account", "usage")
    assert lusha("sandbox", "status").json["requests"] == 1
    lusha("person", "get", ADA)
    status = lusha("sandbox", "status").json
    assert status["requests"] > 1
    assert status["creditsCharged"] == 6
    assert status["stateFile"] == str(lusha.state / "sandbox.db")
    assert status["accounts"][0]["plan"] == "scale"
    lusha("sandbox", "reset")
    assert lusha("sandbox", "status").json["creditsCharged"] == 0


def test_sandbox_command_reports_a_damaged_state_and_reset_fixes_it(lusha: Lusha) -> None:
    lusha.state.mkdir(parents=True)
    (lusha.state / "sandbox.db").write_text("this is no database, not at all" * 50)
    result = lusha("account", "usage", code=1)
    assert "sandbox.db" in result.err
    assert "lusha sandbox reset" in result.err
    lusha("sandbox", "reset")
    assert lusha("account", "usage").json


def test_sandbox_serve_takes_prices_and_billing(lusha: Lusha) -> None:
    line = ("sandbox", "serve", "--port", "0", "--price", "revealPhone=10", "--billing")
    failed = lusha(*line, "free", code=2)
    assert "'free' isn't one of live, documented" in " ".join(failed.err.split())
    failed = lusha(*line, "live", "--price", "revealFone=1", code=2)
    assert "Did you mean revealPhone" in failed.err
    assert "For example: --price revealPhone=10" in failed.err
