"""The pace of requests: one process or many, with what the API tells of its windows."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, FakeClock, Lusha, Script
from lusha_cli.api.endpoints import PER_SECOND, USAGE, WEBHOOKS, Limit
from lusha_cli.api.rate_limiter import RateLimiter, RateLimiters
from lusha_cli.errors import RateLimited
from scripted import Answer

URL, KEY = "https://api.lusha.com", "0d9ab1c2-key-of-a-test"
USAGE_BODY = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def pace(folder: Path, clock: FakeClock) -> RateLimiter:
    """What another process of the same user would have."""
    return RateLimiters(folder, clock).for_key(URL, KEY)


def sent_at(one: RateLimiter, clock: FakeClock, limit: Limit, *, times: int) -> list[float]:
    """When so many requests go, one after the other."""
    found = []
    for _ in range(times):
        clock.sleep(one.acquire("x", limit, max_wait=1000).wait)
        one.record_response("x", 200, {}, None)
        found.append(clock.time)
    return found


def most_in(seconds: float, times: list[float]) -> int:
    return max(sum(t <= other < t + seconds for other in times) for t in times)


def test_no_second_holds_more_than_25_requests_and_hardly_one_fewer(tmp_path: Path) -> None:
    clock = FakeClock()
    times = sent_at(pace(tmp_path, clock), clock, PER_SECOND, times=250)
    assert most_in(1.0, times) <= 25
    assert 249 / (times[-1] - times[0]) > 0.95 * 25


@pytest.mark.parametrize("limit", [USAGE, WEBHOOKS])
def test_limits_by_the_minute_let_a_burst_through_and_no_more(tmp_path: Path, limit: Limit) -> None:
    clock = FakeClock()
    times = sent_at(pace(tmp_path, clock), clock, limit, times=limit.requests * 3)
    assert times[limit.requests - 1] == times[0]
    assert most_in(limit.seconds, times) == limit.requests


def test_processes_share_one_pace(tmp_path: Path) -> None:
    clock = FakeClock()
    waits = [pace(tmp_path, clock).acquire("x", PER_SECOND, max_wait=60).wait for _ in range(20)]
    assert all(1 / 25 <= late - early <= 1 / 24 for early, late in pairwise(waits))


def test_operations_accounts_and_hosts_have_paces_of_their_own(tmp_path: Path) -> None:
    limits = RateLimiters(tmp_path, FakeClock())
    one = limits.for_key(URL, KEY)
    assert one is limits.for_key(URL, KEY)
    others = (one, limits.for_key(URL, "another key"), limits.for_key("https://eu.example", KEY))
    assert [other.acquire("x", USAGE, max_wait=60).wait for other in others] == [0, 0, 0]
    assert one.acquire("y", PER_SECOND, max_wait=60).wait == 0
    assert one.acquire("y", PER_SECOND, max_wait=60).wait > 0


PROCESS = """
import sys, time
from pathlib import Path
from lusha_cli.api.endpoints import PER_SECOND
from lusha_cli.api.rate_limiter import RateLimiters
from lusha_cli.clock import SystemClock
pace = RateLimiters(Path(sys.argv[1]), SystemClock()).for_key("u", "k")
for _ in range(10):
    time.sleep(pace.acquire("x", PER_SECOND, max_wait=60).wait)
    pace.record_response("x", 200, {}, None)
    print(time.monotonic())
"""


def test_real_processes_keep_the_limit_together(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    times = sorted(float(t) for one in running for t in one.communicate()[0].split())
    assert len(times) == 40
    # Turns are 41 ms apart; a busy machine wakes some late, and none early.
    assert times[-1] - times[0] >= 39 / 25 - 0.2


def test_no_turn_is_taken_that_nobody_waits_for(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    sent_at(one, clock, USAGE, times=5)
    for _ in range(3):
        with pytest.raises(RateLimited, match="5 of these requests in 60 s"):
            one.acquire("x", USAGE, max_wait=0)
    assert one.acquire("x", USAGE, max_wait=61).wait == 61


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 0}', b'{"version": 1, "at": 9e99}', b"\xff" * 99]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    clock = FakeClock()
    pace(tmp_path, clock).acquire("x", USAGE, max_wait=60)
    [file] = tmp_path.iterdir()
    assert KEY not in file.name + file.read_text()
    file.write_bytes(content)
    assert pace(tmp_path, clock).acquire("x", USAGE, max_wait=60).wait == 0
    assert json.loads(file.read_bytes())["slots"]["x"] == [clock.time]


def test_a_restart_of_the_machine_forgets_what_was(tmp_path: Path) -> None:
    sent_at(pace(tmp_path, FakeClock()), FakeClock(), USAGE, times=5)
    assert pace(tmp_path, FakeClock(now=12.0)).acquire("x", USAGE, max_wait=60).wait == 0


def test_without_a_state_folder_the_threads_of_a_process_share_the_pace(lusha: Lusha) -> None:
    lusha.state.write_text("a file, not a folder")
    clock = FakeClock()
    limits = RateLimiters(lusha.state / "limits", clock)
    times = sent_at(limits.for_key(URL, KEY), clock, PER_SECOND, times=30)
    assert most_in(1.0, times) <= 25


def test_a_holder_that_is_stopped_blocks_nobody_for_long(tmp_path: Path) -> None:
    import fcntl

    clock = FakeClock()
    pace(tmp_path, clock).acquire("x", USAGE, max_wait=60)
    [file] = tmp_path.iterdir()
    with file.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert pace(tmp_path, clock).acquire("x", USAGE, max_wait=60).wait == 0
    assert 0 < sum(clock.slept) < 1


# Windows, as answers tell of them.

HOURLY = "The hourly window of 150 requests is used up."


def told(name: str, limit: int, left: int) -> dict[str, str]:
    return {
        f"x-rate-limit-{name}": str(limit),
        f"x-{name}-requests-left": str(left),
        f"x-{name}-usage": str(limit - left),
    }


def test_a_window_that_is_used_up_is_waited_for(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, told("minute", 40, 1), None)
    clock.time += 10
    assert one.acquire("x", PER_SECOND, max_wait=60).wait == 0
    turn = pace(tmp_path, clock).acquire("another", PER_SECOND, max_wait=60)
    assert turn.wait == 50
    assert turn.reason == "The minute window of 40 requests is used up."
    clock.time += 51
    assert pace(tmp_path, clock).acquire("another", PER_SECOND, max_wait=60).wait < 1


def test_requests_under_way_count_as_sent(tmp_path: Path) -> None:
    one = pace(tmp_path, FakeClock())
    for _ in range(4):
        one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, told("minute", 40, 4), None)
    waits = [one.acquire("x", PER_SECOND, max_wait=60).wait for _ in range(2)]
    assert waits[0] < 1
    assert waits[1] > 50


def test_a_turn_that_was_not_used_is_as_if_never_taken(tmp_path: Path) -> None:
    one = pace(tmp_path, FakeClock())
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, told("minute", 40, 2), None)
    for _ in range(3):
        turn = one.acquire("x", USAGE, max_wait=60)
        assert turn.at is not None
        one.release("x", turn)
    for _ in range(2):
        assert one.acquire("y", USAGE, max_wait=60).at is not None
    assert one.acquire("y", USAGE, max_wait=60).at is None


def test_whoever_waits_for_a_window_holds_no_turn_meanwhile(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, told("hourly", 150, 0), None)
    assert one.acquire("x", PER_SECOND, max_wait=7200) == (3600, None, HOURLY)
    # As where that process was killed: others have their own patience.
    assert one.acquire("x", PER_SECOND, max_wait=60).wait < 1


def test_a_new_window_is_seen(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    for left in (1, 39):
        one.acquire("x", PER_SECOND, max_wait=60)
        one.record_response("x", 200, told("minute", 40, left), None)
    assert one.acquire("x", PER_SECOND, max_wait=60).wait < 1


def test_what_is_longer_than_anyone_waits_is_left_to_the_api(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, told("hourly", 150, 0), None)
    assert one.acquire("x", PER_SECOND, max_wait=60).wait < 1
    one.record_response("x", 429, told("hourly", 150, 0), 1800.0)
    assert one.acquire("x", PER_SECOND, max_wait=60).wait < 1
    assert one.acquire("x", PER_SECOND, max_wait=3600).wait == 1800


def test_a_429_holds_its_operation_back_in_every_process(tmp_path: Path) -> None:
    clock = FakeClock()
    one = pace(tmp_path, clock)
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 429, {}, 7.0)
    assert pace(tmp_path, clock).acquire("x", PER_SECOND, max_wait=60).wait == 7
    assert pace(tmp_path, clock).acquire("y", PER_SECOND, max_wait=60).wait == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"x-rate-limit-minute": "many", "x-minute-requests-left": "0"},
        {"x-rate-limit-minute": "-4", "x-minute-requests-left": "-4"},
        {"x-rate-limit-minute": "9" * 99, "x-minute-requests-left": "0"},
        {"x-rate-limit-minute": "٤٠", "x-minute-requests-left": "٠"},  # noqa: RUF001
        {"x-minute-requests-left": "0"},
    ],
)
def test_headers_that_make_no_sense_hold_nobody_back(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    one = pace(tmp_path, FakeClock())
    one.acquire("x", PER_SECOND, max_wait=60)
    one.record_response("x", 200, headers, None)
    assert one.acquire("x", PER_SECOND, max_wait=60).wait < 1


# The same through the command line, on the plans of the sandbox.


def lookups(lusha: Lusha, key: str, *, times: int, flags: tuple[str, ...] = ()) -> list[str]:
    """What stderr told of so many lookups in the sandbox."""
    lusha.env["LUSHA_API_KEY"] = key
    return [lusha("person", "get", ADA, *flags).err for _ in range(times)]


def requests_of(lusha: Lusha) -> int:
    return int(lusha("sandbox", "status").json["requests"])


def test_no_lookup_is_refused_at_the_end_of_a_minute(lusha: Lusha) -> None:
    lines = lookups(lusha, "sandbox-pro", times=120)
    assert requests_of(lusha) == 120
    pauses = [line for line in lines if "The minute window of 50 requests is used up." in line]
    assert len(pauses) == 2
    assert "Going on in" in pauses[0]


def test_an_hour_is_waited_for_only_where_that_was_agreed_to(lusha: Lusha) -> None:
    lookups(lusha, "sandbox-pro", times=150)
    refused = lusha("person", "get", ADA, "--json", code=7)
    assert "The hourly window of 150 requests is used up" in refused.error["message"]
    [line] = lookups(lusha, "sandbox-pro", times=1, flags=("--max-wait", "7200"))
    assert "The hourly window of 150 requests is used up. Going on at " in line
    assert "Ctrl-C stops" in line
    assert requests_of(lusha) == 152


def test_a_used_up_day_stops_at_once(lusha: Lusha) -> None:
    lookups(lusha, "sandbox-free", times=100)
    before = list(lusha.clock.slept)
    refused = lusha("person", "get", ADA, "--max-wait", "86400", code=7)
    assert "The daily quota of this key is used up. It resets in " in refused.err
    assert sum(lusha.clock.slept) - sum(before) < 1


def test_no_wait_fails_at_once(lusha: Lusha, script: Script) -> None:
    assert lusha("person", "get", "ratelimit@magic.example", "--no-wait", "--json", code=7).error
    assert lusha.clock.slept == []
    online, server = script(Answer(500))
    online("account", "usage", "--no-wait", code=9)
    online.env["LUSHA_NO_WAIT"] = "1"
    online("account", "usage", code=9)
    assert len(server.asked) == 2
    assert online.clock.slept == []


@pytest.mark.parametrize(
    ("headers", "body", "wait"),
    [
        ({}, {"message": "Too many requests. Reset in 9 seconds"}, 9),
        ({}, {"message": ["Rate limit exceeded, resets in 4s."]}, 4),
        ({"RateLimit-Reset": "2.5"}, {}, 2.5),
        ({"Retry-After": "3", "RateLimit-Reset": "50"}, {"message": "Reset in 40 seconds"}, 3),
    ],
)
def test_every_spelling_of_a_wait_is_understood(
    script: Script, headers: dict[str, str], body: Any, wait: float
) -> None:
    answer = Answer(429, json.dumps(body).encode(), headers)
    lusha, _ = script(answer, Answer(200, USAGE_BODY))
    lusha("account", "usage")
    assert lusha.clock.slept == [wait]
