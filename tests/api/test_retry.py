"""Retries: which errors are retried, how long the client waits, and what may be charged twice."""

import pytest

from tests.support.cli import ADA, KEY, Lusha, StartScriptedServer
from tests.support.ports import CLOSED_PORT
from tests.support.scripted_server import ScriptedResponse

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def test_retry_after_5xx_waits_longer_each_time(script: StartScriptedServer) -> None:
    lusha, server = script(*[ScriptedResponse(500)] * 3, ScriptedResponse(200, USAGE))
    result = lusha("account", "usage")
    assert result.json["usage"]
    assert len(server.requests) == 4
    assert len(lusha.clock.slept) == 3
    for wait, maximum in zip(lusha.clock.slept, [1, 2, 4], strict=True):
        assert 0 <= wait <= maximum


@pytest.mark.parametrize("status", [429, 499, 500, 502, 503, 504, 520])
def test_retry_repeats_temporary_errors(script: StartScriptedServer, status: int) -> None:
    lusha, server = script(ScriptedResponse(status), ScriptedResponse(200, USAGE))
    lusha("account", "usage")
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [501, 505])
def test_retry_skips_errors_the_server_cannot_fix(script: StartScriptedServer, status: int) -> None:
    lusha, server = script(ScriptedResponse(status))
    lusha("account", "usage", code=9)
    assert len(server.requests) == 1


@pytest.mark.parametrize("chance", [0.25, 0.5, 1.0])
def test_retry_draws_backoff_from_zero_up_to_doubling_bound(
    script: StartScriptedServer, monkeypatch: pytest.MonkeyPatch, chance: float
) -> None:
    monkeypatch.setattr("random.random", lambda: chance)
    lusha, _ = script(ScriptedResponse(429))
    lusha("account", "usage", "--max-wait", "400", code=7)
    maximum = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    waits = [
        wait for wait in lusha.clock.slept if wait in {chance * longest for longest in maximum}
    ]
    assert waits[:9] == [chance * longest for longest in maximum]


def test_retry_stops_after_six_retries_of_5xx(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(503))
    assert lusha("account", "usage", "--json", code=9).error["status"] == 503
    assert len(server.requests) == 7


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7),
        ({"RateLimit-Reset": "3"}, 3),
        (
            {
                "Retry-After": "Sun, 01 Nov 2026 12:00:09 GMT",
                "Date": "Sun, 01 Nov 2026 12:00:00 GMT",
            },
            9,
        ),
    ],
)
def test_retry_waits_for_retry_after(
    script: StartScriptedServer, headers: dict[str, str], wait: float
) -> None:
    lusha, _ = script(ScriptedResponse(429, headers=headers), ScriptedResponse(200, USAGE))
    result = lusha("account", "usage")
    assert lusha.clock.slept == [wait]
    assert "Retrying in" in result.err


def test_retry_uses_backoff_for_an_unreadable_retry_after(script: StartScriptedServer) -> None:
    lusha, _ = script(
        ScriptedResponse(429, headers={"Retry-After": "soon"}), ScriptedResponse(200, USAGE)
    )
    lusha("account", "usage")
    assert 0 <= lusha.clock.slept[0] <= 1


DATE = "Sun, 01 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "0"},
        {"Retry-After": "0.0"},
        {"Retry-After": "0.001"},
        {"Retry-After": "-1"},
        {"Retry-After": "-86400"},
        {"Retry-After": DATE, "Date": DATE},
        {"Retry-After": "Sun, 01 Nov 2020 12:00:00 GMT", "Date": DATE},
        {"RateLimit-Reset": "0"},
        {"Retry-After": "0", "x-minute-requests-left": "0", "x-rate-limit-minute": "40"},
    ],
)
@pytest.mark.parametrize("max_wait", [0, 60, 3600])
def test_retry_backs_off_if_the_server_asks_for_no_wait(
    script: StartScriptedServer, status: int, headers: dict[str, str], max_wait: float
) -> None:
    lusha, server = script(ScriptedResponse(status, headers=headers))
    server.pricing = None
    started = lusha.clock.time
    code = 7 if status == 429 else 9
    lusha("account", "plan", "--max-wait", str(max_wait), code=code)
    assert len(server.requests) <= 7
    # At most a handful of requests in each second.
    assert len(server.requests) <= 1 + 5 * (lusha.clock.time - started)


@pytest.mark.parametrize("seconds", [1, 2, 59])
def test_retry_sends_few_requests_if_the_server_repeats_its_wait(
    script: StartScriptedServer, seconds: int
) -> None:
    lusha, server = script(ScriptedResponse(429, headers={"Retry-After": str(seconds)}))
    server.pricing = None
    lusha("account", "plan", code=7)
    assert len(server.requests) <= 1 + 60 / seconds


def test_retry_reads_another_wait_if_retry_after_is_zero(script: StartScriptedServer) -> None:
    headers = {"Retry-After": "0", "RateLimit-Reset": "3"}
    lusha, _ = script(ScriptedResponse(429, headers=headers), ScriptedResponse(200, USAGE))
    lusha("account", "usage")
    assert lusha.clock.slept == [3]


def test_retry_waits_no_longer_than_max_wait(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(429, headers={"Retry-After": "61"}))
    assert lusha("account", "usage", "--json", code=7).error["code"] == "rate_limited"
    assert len(server.requests) == 1
    lusha("account", "usage", "--max-wait", "125", code=7)
    # First the wait of the earlier response, then its own 2 seconds.
    assert lusha.clock.slept == [61.0, 61.0, 61.0]


def test_retry_stops_at_once_when_the_daily_quota_is_used_up(script: StartScriptedServer) -> None:
    headers = {"X-RateLimit-Remaining-Daily": "0", "X-RateLimit-Reset-Daily": "12000"}
    lusha, server = script(ScriptedResponse(429, headers=headers))
    result = lusha("account", "usage", code=7)
    assert "It resets in 3 h 20 min." in result.err
    assert len(server.requests) == 1
    assert lusha.clock.slept == []


@pytest.mark.parametrize("status", [400, 402, 403, 404, 412, 422, 451])
def test_retry_skips_errors_that_would_repeat(script: StartScriptedServer, status: int) -> None:
    lusha, server = script(ScriptedResponse(status))
    server.pricing = None
    codes = {402: 6, 403: 5, 404: 3, 451: 5}
    lusha("account", "plan", code=codes.get(status, 2))
    assert len(server.requests) == 1


def test_retry_repeats_a_lost_response_when_it_is_free(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(0, cut=True), ScriptedResponse(200, USAGE))
    assert lusha("account", "usage").json["usage"]
    assert len(server.requests) == 2


def test_retry_skips_a_lost_response_that_may_be_charged(script: StartScriptedServer) -> None:
    for path in ("/x", "/prospecting/contact/search"):
        lusha, server = script(ScriptedResponse(0, cut=True))
        lusha("api", "POST", path, "-F", "a=1", "--yes", code=8)
        assert len(server.requests) == 1


def test_retry_reports_waits_unless_quiet(script: StartScriptedServer) -> None:
    wait = ScriptedResponse(429, headers={"Retry-After": "5"})
    lusha, server = script(wait, ScriptedResponse(200, USAGE))
    assert "Retrying in 5 s" in lusha("account", "usage").err
    server.responses = [wait, ScriptedResponse(200, USAGE)]
    assert lusha("account", "usage", "-q").err == ""


def test_retry_repeats_requests_that_were_never_sent(lusha: Lusha) -> None:
    lusha.env.update(
        LUSHA_SANDBOX="0", LUSHA_BASE_URL=f"http://127.0.0.1:{CLOSED_PORT}", LUSHA_API_KEY=KEY
    )
    line = ("prospecting", "contact", "search", "--job-title", "x")
    assert "may have been charged" not in lusha(*line, code=8).err
    assert len(lusha.clock.slept) == 6


def test_retry_skips_requests_that_may_have_been_charged(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, b"", cut=True))
    result = lusha("prospecting", "contact", "search", "--job-title", "x", code=8)
    assert len(server.requests) == 1
    assert "may have been charged" in result.err
    lusha, server = script(ScriptedResponse(200, b"", cut=True))
    reported = lusha("person", "get", ADA, code=8).err
    assert "may have been charged. You can run it again: nothing is charged twice." in reported
    assert len(server.requests) == 7


def test_retry_paid_counts_each_charge(script: StartScriptedServer) -> None:
    body = b'{"contacts": [], "totalResults": 0, "creditsCharged": 1}'
    unanswered, result = ScriptedResponse(200, b"", cut=True), ScriptedResponse(200, body)
    lusha, server = script(unanswered, unanswered, result)
    line = ("prospecting", "contact", "search", "--job-title", "x", "--allow-double-charge")
    assert "Charged up to 3 credits." in lusha(*line).err
    server.responses[:] = [unanswered]
    reported = lusha(*line, code=8).err
    assert "7 attempts failed, and each may have been charged." in reported


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (ScriptedResponse(200, b"", cut=True), 8),
        (ScriptedResponse(500), 9),
        (ScriptedResponse(503, headers={"Retry-After": "1"}), 9),
    ],
    ids=["cut", "500", "503"],
)
def test_retry_paid_stays_within_max_credits(
    script: StartScriptedServer, response: ScriptedResponse, code: int
) -> None:
    lusha, server = script(response)
    line = ("prospecting", "contact", "search", "--job-title", "x", "--allow-double-charge")
    reported = lusha(*line, "--max-credits", "3", code=code).err
    assert len(server.requests) == 3
    assert "Charged up to 3 credits." in reported
    assert "3 attempts failed, and each may have been charged." in reported


@pytest.mark.parametrize("status", [500, 501, 503, 505, 599])
def test_server_error_may_have_been_charged(script: StartScriptedServer, status: int) -> None:
    lusha, server = script(ScriptedResponse(status))
    reported = lusha("prospecting", "contact", "search", "--job-title", "x", code=9).err
    assert len(server.requests) == 1
    assert "Charged up to 1 credit." in reported
    assert "The request may have been charged" in reported
    # A retry doesn't change these.
    assert ("--allow-double-charge" in reported) == (status not in (501, 505))
    # A request that costs nothing reports no charge.
    assert "harged" not in lusha("account", "usage", code=9).err


@pytest.mark.parametrize("status", [400, 403, 429])
def test_rejected_request_is_not_reported_as_charged(
    script: StartScriptedServer, status: int
) -> None:
    lusha, _ = script(ScriptedResponse(status))
    line = ("prospecting", "contact", "search", "--job-title", "x", "--no-wait")
    result = lusha(*line, code={400: 2, 403: 5, 429: 7}[status])
    assert "may have been charged" not in result.err
    assert "Charged up to" not in result.err


def test_retry_skips_free_requests_that_are_not_idempotent(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, b"", cut=True))
    arguments = (
        "contacts",
        "tables",
        "create",
        "Leads",
        "--owner",
        "a@firm.example",
        "--allow-double-charge",
    )
    assert (
        "the request may have succeeded. Check before you retry." in lusha(*arguments, code=8).err
    )
    assert len(server.requests) == 1
