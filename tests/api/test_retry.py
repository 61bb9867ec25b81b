"""Retries: which errors are retried, how long the client waits, and what may be charged twice."""

import pytest

from tests.support.cli import ADA, KEY, Lusha, Script
from tests.support.scripted_server import Answer

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def test_retry_after_5xx_waits_longer_each_time(script: Script) -> None:
    lusha, server = script(*[Answer(500)] * 3, Answer(200, USAGE))
    result = lusha("account", "usage")
    assert result.json["usage"]
    assert len(server.asked) == 4
    assert len(lusha.clock.slept) == 3
    for wait, most in zip(lusha.clock.slept, [1, 2, 4], strict=True):
        assert 0 <= wait <= most


@pytest.mark.parametrize("status", [429, 499, 500, 502, 503, 504, 520])
def test_retry_repeats_temporary_errors(script: Script, status: int) -> None:
    lusha, server = script(Answer(status), Answer(200, USAGE))
    lusha("account", "usage")
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [501, 505])
def test_retry_skips_errors_the_server_cannot_fix(script: Script, status: int) -> None:
    lusha, server = script(Answer(status))
    lusha("account", "usage", code=9)
    assert len(server.asked) == 1


@pytest.mark.parametrize("chance", [0.25, 0.5, 1.0])
def test_retry_draws_backoff_from_zero_up_to_doubling_bound(
    script: Script, monkeypatch: pytest.MonkeyPatch, chance: float
) -> None:
    monkeypatch.setattr("random.random", lambda: chance)
    lusha, _ = script(Answer(429))
    lusha("account", "usage", "--max-wait", "400", code=7)
    most = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    waits = [wait for wait in lusha.clock.slept if wait in {chance * longest for longest in most}]
    assert waits[:9] == [chance * longest for longest in most]


def test_retry_stops_after_six_retries_of_5xx(script: Script) -> None:
    lusha, server = script(Answer(503))
    assert lusha("account", "usage", "--json", code=9).error["status"] == 503
    assert len(server.asked) == 7


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
def test_retry_waits_for_retry_after(script: Script, headers: dict[str, str], wait: float) -> None:
    lusha, _ = script(Answer(429, headers=headers), Answer(200, USAGE))
    result = lusha("account", "usage")
    assert lusha.clock.slept == [wait]
    assert "Trying again in" in result.err


def test_retry_uses_backoff_for_an_unreadable_retry_after(script: Script) -> None:
    lusha, _ = script(Answer(429, headers={"Retry-After": "soon"}), Answer(200, USAGE))
    lusha("account", "usage")
    assert 0 <= lusha.clock.slept[0] <= 1


def test_retry_waits_no_longer_than_max_wait(script: Script) -> None:
    lusha, server = script(Answer(429, headers={"Retry-After": "61"}))
    assert lusha("account", "usage", "--json", code=7).error["code"] == "rate_limited"
    assert len(server.asked) == 1
    lusha("account", "usage", "--max-wait", "125", code=7)
    # First for what the answer before asked, then for its own two.
    assert lusha.clock.slept == [61.0, 61.0, 61.0]


def test_retry_stops_at_once_when_the_daily_quota_is_used_up(script: Script) -> None:
    headers = {"X-RateLimit-Remaining-Daily": "0", "X-RateLimit-Reset-Daily": "12000"}
    lusha, server = script(Answer(429, headers=headers))
    result = lusha("account", "usage", code=7)
    assert "It resets in 3 h 20 min." in result.err
    assert len(server.asked) == 1
    assert lusha.clock.slept == []


@pytest.mark.parametrize("status", [400, 402, 403, 404, 412, 422, 451])
def test_retry_skips_errors_that_would_repeat(script: Script, status: int) -> None:
    lusha, server = script(Answer(status))
    codes = {402: 6, 403: 5, 404: 3, 451: 5}
    lusha("account", "plan", code=codes.get(status, 2))
    assert len(server.asked) == 1


def test_retry_repeats_a_lost_response_when_it_is_free(script: Script) -> None:
    lusha, server = script(Answer(0, cut=True), Answer(200, USAGE))
    assert lusha("account", "usage").json["usage"]
    assert len(server.asked) == 2


def test_retry_skips_a_lost_response_that_may_be_charged(script: Script) -> None:
    for path in ("/x", "/prospecting/contact/search"):
        lusha, server = script(Answer(0, cut=True))
        lusha("api", "POST", path, "-F", "a=1", code=8)
        assert len(server.asked) == 1


def test_retry_reports_waits_unless_quiet(script: Script) -> None:
    wait = Answer(429, headers={"Retry-After": "5"})
    lusha, server = script(wait, Answer(200, USAGE))
    assert "Trying again in 5 s" in lusha("account", "usage").err
    server.answers = [wait, Answer(200, USAGE)]
    assert lusha("account", "usage", "-q").err == ""


def test_retry_repeats_requests_that_were_never_sent(lusha: Lusha) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lusha.env.update(
        LUSHA_SANDBOX="0", LUSHA_BASE_URL=f"http://127.0.0.1:{port}", LUSHA_API_KEY=KEY
    )
    line = ("prospecting", "contact", "search", "--job-title", "x")
    assert "may have been charged" not in lusha(*line, code=8).err
    assert len(lusha.clock.slept) == 6


def test_retry_skips_requests_that_may_have_been_charged(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    result = lusha("prospecting", "contact", "search", "--job-title", "x", code=8)
    assert len(server.asked) == 1
    assert "may have been charged" in result.err
    lusha, server = script(Answer(200, b"", cut=True))
    told = lusha("person", "get", ADA, code=8).err
    assert "may have been charged all the same. Running it again charges nothing twice." in told
    assert len(server.asked) == 7


def test_retry_paid_counts_each_charge(script: Script) -> None:
    body = b'{"contacts": [], "totalResults": 0, "creditsCharged": 1}'
    lost, found = Answer(200, b"", cut=True), Answer(200, body)
    lusha, server = script(lost, lost, found)
    line = ("prospecting", "contact", "search", "--job-title", "x", "--retry-paid")
    assert "Charged up to 3 credits." in lusha(*line).err
    server.answers[:] = [lost]
    told = lusha(*line, code=8).err
    assert "7 answers were lost: each may have been charged all the same." in told


def test_retry_paid_stays_within_max_credits(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    line = ("prospecting", "contact", "search", "--job-title", "x", "--retry-paid")
    lusha(*line, "--max-credits", "3", code=8)
    assert len(server.asked) == 3


def test_retry_skips_free_requests_that_are_not_idempotent(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    words = ("contacts", "tables", "create", "Leads", "--owner", "a@firm.example", "--retry-paid")
    assert "it may have been done all the same. Look first." in lusha(*words, code=8).err
    assert len(server.asked) == 1
