"""The client against a server that says what the test wants."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Script, Server
from tests.support.scripted_server import Answer, Scripted

USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def test_tries_again_after_5xx_with_growing_waits(script: Script) -> None:
    lusha, server = script(*[Answer(500)] * 3, Answer(200, USAGE))
    result = lusha("account", "usage")
    assert result.json["usage"]
    assert len(server.asked) == 4
    assert len(lusha.clock.slept) == 3
    for wait, most in zip(lusha.clock.slept, [1, 2, 4], strict=True):
        assert 0 <= wait <= most


@pytest.mark.parametrize("status", [429, 499, 500, 502, 503, 504, 520])
def test_repeats_what_may_go_well_the_next_time(script: Script, status: int) -> None:
    lusha, server = script(Answer(status), Answer(200, USAGE))
    lusha("account", "usage")
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [501, 505])
def test_does_not_repeat_what_the_server_cannot_do(script: Script, status: int) -> None:
    lusha, server = script(Answer(status))
    lusha("account", "usage", code=9)
    assert len(server.asked) == 1


@pytest.mark.parametrize("chance", [0.25, 0.5, 1.0])
def test_waits_are_drawn_from_nothing_up_to_1_s_doubling_to_60(
    script: Script, monkeypatch: pytest.MonkeyPatch, chance: float
) -> None:
    monkeypatch.setattr("random.random", lambda: chance)
    lusha, _ = script(Answer(429))
    lusha("account", "usage", "--max-wait", "400", code=7)
    most = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    waits = [wait for wait in lusha.clock.slept if wait in {chance * longest for longest in most}]
    assert waits[:9] == [chance * longest for longest in most]


def test_gives_up_on_5xx_after_six_more_tries(script: Script) -> None:
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
def test_waits_as_it_is_told(script: Script, headers: dict[str, str], wait: float) -> None:
    lusha, _ = script(Answer(429, headers=headers), Answer(200, USAGE))
    result = lusha("account", "usage")
    assert lusha.clock.slept == [wait]
    assert "Trying again in" in result.err


def test_an_unreadable_retry_after_falls_back_to_backing_off(script: Script) -> None:
    lusha, _ = script(Answer(429, headers={"Retry-After": "soon"}), Answer(200, USAGE))
    lusha("account", "usage")
    assert 0 <= lusha.clock.slept[0] <= 1


def test_waits_no_longer_than_max_wait(script: Script) -> None:
    lusha, server = script(Answer(429, headers={"Retry-After": "61"}))
    assert lusha("account", "usage", "--json", code=7).error["code"] == "rate_limited"
    assert len(server.asked) == 1
    lusha("account", "usage", "--max-wait", "125", code=7)
    # First for what the answer before asked, then for its own two.
    assert lusha.clock.slept == [61.0, 61.0, 61.0]


def test_a_used_up_daily_quota_stops_at_once(script: Script) -> None:
    headers = {"X-RateLimit-Remaining-Daily": "0", "X-RateLimit-Reset-Daily": "12000"}
    lusha, server = script(Answer(429, headers=headers))
    result = lusha("account", "usage", code=7)
    assert "It resets in 3 h 20 min." in result.err
    assert len(server.asked) == 1
    assert lusha.clock.slept == []


@pytest.mark.parametrize("status", [400, 402, 403, 404, 412, 422, 451])
def test_does_not_repeat_what_would_fail_again(script: Script, status: int) -> None:
    lusha, server = script(Answer(status))
    codes = {402: 6, 403: 5, 404: 3, 451: 5}
    lusha("account", "plan", code=codes.get(status, 2))
    assert len(server.asked) == 1


def test_finds_out_how_the_key_is_sent_and_remembers_it(script: Script) -> None:
    lusha, server = script(Answer(401), Answer(200, USAGE), Answer(200, USAGE))
    lusha("account", "usage")
    lusha("account", "usage")
    assert server.keys == [KEY, f"Bearer {KEY}", f"Bearer {KEY}"]


def test_a_changed_mind_of_the_api_is_followed(script: Script) -> None:
    lusha, server = script(Answer(401), Answer(200, USAGE), Answer(401), Answer(200, USAGE))
    lusha("account", "usage")
    lusha("account", "usage")
    assert server.keys == [KEY, f"Bearer {KEY}", f"Bearer {KEY}", KEY]


def test_a_refused_key_is_tried_in_both_ways_and_no_more(script: Script) -> None:
    lusha, server = script(Answer(401, b'{"message": "Invalid API key"}'))
    result = lusha("account", "usage", code=4)
    assert "Invalid API key" in result.err
    assert server.keys == [KEY, f"Bearer {KEY}"]


@pytest.mark.parametrize(("scheme", "sent"), [("raw", KEY), ("bearer", f"Bearer {KEY}")])
def test_a_setting_pins_how_the_key_is_sent(script: Script, scheme: str, sent: str) -> None:
    lusha, server = script(Answer(401))
    lusha.env["LUSHA_AUTH_SCHEME"] = scheme
    lusha("account", "usage", code=4)
    assert server.keys == [sent]


def test_the_sandbox_s_auth_modes_are_both_mastered(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    for auth in ("raw", "bearer", "any"):
        lusha = Lusha(tmp_path / auth)
        lusha.env.update(LUSHA_BASE_URL=serve(auth=auth).url, LUSHA_API_KEY=KEY)
        lusha("account", "usage")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_follows_no_redirect(script: Script, status: int) -> None:
    lusha, server = script(Answer(status, headers={"Location": "https://evil.example/"}))
    result = lusha("account", "plan", code=9)
    assert "the key is not sent there" in result.err
    assert len(server.asked) == 1


def test_tries_the_literal_path_once_on_a_404(script: Script) -> None:
    lusha, server = script(Answer(404), Answer(200, b'{"signals": []}'))
    argv = ("api", "GET", "/api/signals/filters/contact")
    assert lusha(*argv).json == {"signals": []}
    assert [path for _, path, _ in server.asked] == [
        "/api/signals/filters/contact",
        "/signals/filters/contact",
    ]
    server.answers = [Answer(404)]
    lusha(*argv, code=3)
    assert len(server.asked) == 4


def test_a_lost_answer_is_asked_for_again_where_that_is_free(script: Script) -> None:
    lusha, server = script(Answer(0, cut=True), Answer(200, USAGE))
    assert lusha("account", "usage").json["usage"]
    assert len(server.asked) == 2


def test_a_lost_answer_is_not_asked_for_again_where_that_may_cost(script: Script) -> None:
    for path in ("/x", "/prospecting/contact/search"):
        lusha, server = script(Answer(0, cut=True))
        lusha("api", "POST", path, "-F", "a=1", code=8)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "said", "code"),
    [
        (Answer(200, USAGE, cut=True), "Cannot reach", 8),
        (Answer(200, b"<html>"), "not JSON", 9),
        (Answer(200, b"[" * 100_000), "not JSON", 9),
    ],
)
def test_a_damaged_answer_is_told(script: Script, answer: Answer, said: str, code: int) -> None:
    lusha, server = script(answer)
    assert said in lusha("account", "usage", code=code).err
    assert len(server.asked) == 7


def test_an_empty_answer_is_an_empty_object(script: Script) -> None:
    lusha, _ = script(Answer(204))
    assert lusha("api", "GET", "/x").json == {}


def test_nobody_listening_is_exit_8(script: Script) -> None:
    lusha, server = script(Answer(200))
    server.server.shutdown()
    server.server.server_close()
    result = lusha("account", "usage", code=8)
    assert f"Cannot reach 127.0.0.1:{server.port}: connection refused." in result.err


def test_tls_that_cannot_be_verified_is_exit_8(script: Script) -> None:
    lusha, server = script(Answer(200, USAGE))
    lusha.env["LUSHA_BASE_URL"] = f"https://127.0.0.1:{server.port}"
    assert "no secure connection" in lusha("account", "usage", code=8).err
    assert server.asked == []


def test_netrc_is_left_alone(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    lusha, server = script(Answer(200, USAGE))
    lusha("account", "usage")
    assert "authorization" not in server.asked[0][2]


def test_a_proxy_is_told_no_key_in_clear(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    lusha, server = script(Answer(200, USAGE))
    proxy = Scripted([Answer(502)])
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    lusha("account", "usage")
    assert proxy.asked == []
    assert len(server.asked) == 1
    proxy.server.shutdown()
    proxy.server.server_close()


def test_verbose_is_a_line_for_each_request_and_debug_is_more(script: Script) -> None:
    headers = {"x-daily-requests-left": "7", "Set-Cookie": "session=secret"}
    lusha, _ = script(Answer(200, USAGE, headers=headers))
    assert lusha("account", "usage").err == ""
    line = lusha("account", "usage", "-v").err
    assert line.startswith("GET /account/usage 200 in 0 ms")
    debug = lusha("account", "usage", "--debug").err
    assert "x-daily-requests-left: 7" in debug
    assert "secret" not in debug


def test_waits_are_told_and_quiet_silences_them(script: Script) -> None:
    wait = Answer(429, headers={"Retry-After": "5"})
    lusha, server = script(wait, Answer(200, USAGE))
    assert "Trying again in 5 s" in lusha("account", "usage").err
    server.answers = [wait, Answer(200, USAGE)]
    assert lusha("account", "usage", "-q").err == ""


def test_unknown_fields_of_an_answer_are_kept(script: Script) -> None:
    body = b'{"contact": {"error": null, "data": {"fullName": "A", "new": [1]}}, "extra": 1}'
    lusha, _ = script(Answer(200, body))
    assert lusha("person", "get", ADA).json["extra"] == 1
    assert lusha("person", "get", ADA, terminal=True).out


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"contact": {"data": {"a": 1}}, "billing": {"creditsCharged": 3}}', "3 credits"),
        (b'{"contact": {"data": {"a": 1}}, "creditsCharged": 1}', "1 credit."),
        (b'{"contact": {"data": {"a": 1}}, "creditCharged": 0}', "0 credits"),
        (b'{"contact": {"data": {"emails": ["a@b.example"]}, "isCreditCharged": true}}', "up to 1"),
        (b'{"contact": {"data": {"a": 1}}}', "up to 6 credits"),
    ],
)
def test_credits_are_found_wherever_the_api_puts_them(
    script: Script, body: bytes, told: str
) -> None:
    lusha, _ = script(Answer(200, body))
    assert told in lusha("person", "get", ADA).err


def test_what_never_left_is_tried_again_whatever_it_costs(lusha: Lusha) -> None:
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


def test_what_may_have_been_charged_is_not_sent_again(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    result = lusha("prospecting", "contact", "search", "--job-title", "x", code=8)
    assert len(server.asked) == 1
    assert "may have been charged" in result.err
    lusha, server = script(Answer(200, b"", cut=True))
    told = lusha("person", "get", ADA, code=8).err
    assert "may have been charged all the same. Running it again charges nothing twice." in told
    assert len(server.asked) == 7


def test_what_is_sent_again_by_retry_paid_is_counted_as_often(script: Script) -> None:
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


def test_what_is_free_and_done_twice_is_not_sent_again(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    words = ("contacts", "tables", "create", "Leads", "--owner", "a@firm.example", "--retry-paid")
    assert "it may have been done all the same. Look first." in lusha(*words, code=8).err
    assert len(server.asked) == 1
