"""`lusha account usage`: the forecast, the rate limits, and --watch."""

import json
from typing import Any

import pytest
import yaml

from tests.support.cli import SECRET_KEY, FakeClock, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

USAGE = {"usage": {"credits": {"used": 3050, "total": 5000, "remaining": 1950}}}
# 305 days before the time of the fake clock, to the hour.
PLAN = {
    "category": "scale",
    "startDate": "2025-12-31T12:00:00.000Z",
    "endDate": "2027-12-31T12:00:00.000Z",
}
WINDOWS = {
    "x-rate-limit-minute": "300", "x-minute-requests-left": "288",
    "x-rate-limit-hourly": "5000", "x-hourly-usage": "40",
    "x-rate-limit-daily": "50000", "x-daily-requests-left": "49000",
}  # fmt: skip


@pytest.fixture
def serve(script: StartScriptedServer) -> StartScriptedServer:
    """Start a scripted server that answers `account plan` from the script too."""

    def start(*responses: ScriptedResponse) -> tuple[Lusha, ScriptedServer]:
        lusha, server = script(*responses)
        server.pricing = None
        return lusha, server

    return start


def answer(body: Any, headers: dict[str, str] | None = None) -> ScriptedResponse:
    return ScriptedResponse(200, json.dumps(body).encode(), headers or {})


class StoppingClock(FakeClock):
    """A clock on which Ctrl-C is pressed in the wait number `stop`."""

    def __init__(self, stop: int) -> None:
        super().__init__()
        self.stop = stop

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if len(self.slept) == self.stop:
            raise KeyboardInterrupt


def test_usage_shows_renewal_rate_forecast_and_windows(serve: StartScriptedServer) -> None:
    lusha, server = serve(answer(USAGE, WINDOWS), answer({"plan": PLAN}))
    assert lusha("account", "usage", "-o", "table").out.splitlines()[2:] == [
        "Renewal     2027-12-31, in 425 days",
        "Rate        10 credits a day since 2025-12-31",
        "Runs out    2027-05-15 at this rate, 230 days before the renewal",
        "Per minute  12 of 300 requests used, 288 left",
        "Per hour    40 of 5,000 requests used, 4,960 left",
        "Per day     1,000 of 50,000 requests used, 49,000 left",
    ]
    # The plan is remembered, so that one request is enough.
    server.responses = [answer(USAGE, WINDOWS)]
    assert "Renewal     2027-12-31" in lusha("account", "usage", "-o", "table").out


def test_usage_shows_the_share_of_this_machine(serve: StartScriptedServer) -> None:
    contact = {"billing": {"creditsCharged": 61}, "results": [{"id": "1", "name": "Ada Byrne"}]}
    lusha, server = serve(answer({"pricing": {}}), answer(contact))
    lusha("contacts", "search", "--email", "ada@firm.example")
    server.responses = [answer(USAGE, WINDOWS), answer({"plan": PLAN})]
    text = lusha("account", "usage", "-o", "table").out
    assert "This machine  61 credits, 2% of those used\n" in text
    # Charges of another account aren't counted.
    lusha.env["LUSHA_API_KEY"] = SECRET_KEY
    server.responses = [answer(USAGE, WINDOWS), answer({"plan": PLAN})]
    assert "This machine" not in lusha("account", "usage", "-o", "table").out


def test_usage_says_nothing_about_what_the_api_does_not_report(
    serve: StartScriptedServer,
) -> None:
    lusha, _ = serve(answer(USAGE), ScriptedResponse(403, b'{"message": "no access"}'))
    result = lusha("account", "usage", "-o", "table")
    assert result.out.startswith("Credits  ")
    assert result.out.count("\n") == 1
    assert result.err == ""
    lusha, _ = serve(answer(USAGE), answer({"plan": {"category": "pro"}, "rateLimits": None}))
    assert lusha("account", "usage", "-o", "table").out.count("\n") == 1


def test_usage_reads_the_windows_of_the_plan_without_headers(serve: StartScriptedServer) -> None:
    windows = {"daily": {"limit": 100, "used": 40, "remaining": 60}, "hourly": None}
    lusha, _ = serve(answer(USAGE), answer({"plan": PLAN, "rateLimits": windows}))
    out = lusha("account", "usage", "-o", "table").out
    assert out.splitlines()[-1] == "Per day   40 of 100 requests used, 60 left"
    assert "Per hour" not in out


def test_usage_as_json_is_the_response_of_the_api(serve: StartScriptedServer) -> None:
    lusha, server = serve(answer(USAGE, WINDOWS))
    assert lusha("account", "usage").json == USAGE
    assert len(server.requests) == 1


def test_usage_over_v3_needs_one_request(lusha: Lusha) -> None:
    out = lusha("account", "usage", "--api-version", "v3", "-o", "table", "-v")
    assert "Renewal     2027-01-01, in 61 days" in out.out
    assert "Per day     1 of 50,000 requests used" in out.out
    assert out.err.count("GET /") == 1


@pytest.mark.parametrize("usage", [{"usage": "many"}, {"usage": {}}, {"usage": {"a": 1}}])
def test_usage_of_another_shape_is_shown(serve: StartScriptedServer, usage: Any) -> None:
    lusha, _ = serve(answer(usage))
    assert lusha("account", "usage", "-o", "table").out


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
def test_watch_in_a_pipe_writes_one_line_per_refresh(lusha: Lusha, output: str) -> None:
    lusha.clock = StoppingClock(3)
    result = lusha("account", "usage", "--watch", "--interval", "20", "-o", output)
    assert lusha.clock.slept.count(20.0) == 3
    assert result.err == ""
    lines = result.out.splitlines()
    header = output in ("csv", "tsv")
    assert len(lines) == 3 + header
    for number, line in enumerate(lines[header:]):
        time = ("2026-11-01T12:00:00Z", "2026-11-01T12:00:20Z", "2026-11-01T12:00:40Z")[number]
        assert time in line
        assert "100000" in line
    if output in ("json", "jsonl"):
        record = json.loads(lines[-1])
        assert record["used"] == 0
        assert record["remaining"] == 100000
        assert record["renewsAt"] == "2027-01-01T00:00:00Z"
        assert record["runsOutAt"] is None
        assert record["dailyRequestsLeft"] == 49996
    if output == "yaml":
        assert len(yaml.safe_load(result.out)) == 3
    if header:
        assert lines[0].replace("\t", ",").startswith("time,used,total,remaining,renewsAt,")


def test_watch_on_a_terminal_draws_in_place_and_ends_clean(lusha: Lusha) -> None:
    lusha.clock = StoppingClock(2)
    result = lusha("account", "usage", "--watch", terminal=True)
    assert lusha.clock.slept == [15.0, 15.0]
    first, second = result.out.split("\x1b[9A")
    assert first.count("\n") == 9
    assert "Refreshed 12:00:00 UTC (Ctrl-C to stop)" in first
    assert "Refreshed 12:00:15 UTC (Ctrl-C to stop)" in second
    assert result.out.endswith("\x1b[K\n\n")
    assert result.err == ""


def test_watch_continues_after_a_failure_that_may_pass(serve: StartScriptedServer) -> None:
    works, plan = answer(USAGE, WINDOWS), answer({"plan": PLAN})
    lusha, server = serve(works, plan, ScriptedResponse(503), works)
    lusha.clock = StoppingClock(3)
    result = lusha("account", "usage", "--watch", "--no-wait")
    assert len(result.out.splitlines()) == 2
    assert result.err.startswith("Warning: not refreshed. ")
    assert len(server.requests) == 4
    lusha, server = serve(works, plan, ScriptedResponse(401))
    lusha.clock = StoppingClock(9)
    assert len(lusha("account", "usage", "--watch", code=4).out.splitlines()) == 1


def test_watch_keeps_to_five_requests_a_minute(lusha: Lusha) -> None:
    lusha.clock = StoppingClock(30)
    result = lusha("account", "usage", "--watch", "--interval", "12", "-v")
    assert " 429 " not in result.err
    requests = result.err.count("GET /account/usage 200")
    assert requests >= 15
    assert requests <= 1 + 5 * (lusha.clock.time - 1_793_534_400.0) / 60


@pytest.mark.parametrize("interval", ["0", "5", "11.9", "-1", "nan", "inf", "1e9"])
def test_watch_rejects_an_interval_the_api_does_not_allow(lusha: Lusha, interval: str) -> None:
    result = lusha("account", "usage", "--watch", "--interval", interval, code=2)
    assert "out of range (12 to 86400 seconds)" in result.err
    assert result.out == ""


def test_watch_options_that_contradict_are_rejected(lusha: Lusha) -> None:
    assert "--interval needs --watch" in lusha("account", "usage", "--interval", "20", code=2).err
    for option in (("--fields", "used"), ("--query", "usage")):
        err = lusha("account", "usage", "--watch", *option, code=2).err
        assert "--watch can't be combined with --fields or --query" in err
