"""The rate limiter: shared by the processes of a user, and adjusted by response headers."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.api.endpoints import PER_SECOND, USAGE, WEBHOOKS, Limit
from lusha_cli.api.rate_limiter import RateLimiter, RateLimiters
from lusha_cli.errors import RateLimited
from tests.benchmarks.races import Server, look_up_together
from tests.support.cli import ADA, FakeClock, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

URL, KEY = "https://api.lusha.com", "0d9ab1c2-key-of-a-test"
USAGE_BODY = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'


def make_limiter(folder: Path, clock: FakeClock) -> RateLimiter:
    """Return the rate limiter of another process of the same user."""
    return RateLimiters(folder, clock).for_key(URL, KEY)


def send_times(item: RateLimiter, clock: FakeClock, limit: Limit, *, times: int) -> list[float]:
    """Return the times at which a number of requests are sent one after another."""
    matches = []
    for _ in range(times):
        clock.sleep(item.acquire("x", limit, max_wait=1000).wait)
        item.record_response("x", 200, {}, None)
        matches.append(clock.time)
    return matches


def max_in_any(seconds: float, times: list[float]) -> int:
    return max(sum(t <= other < t + seconds for other in times) for t in times)


def test_rate_limiter_allows_25_requests_in_any_second(tmp_path: Path) -> None:
    clock = FakeClock()
    times = send_times(make_limiter(tmp_path, clock), clock, PER_SECOND, times=250)
    assert max_in_any(1.0, times) <= 25
    assert 249 / (times[-1] - times[0]) > 0.95 * 25


@pytest.mark.parametrize("limit", [USAGE, WEBHOOKS])
def test_rate_limiter_allows_bursts_under_a_minute_limit(tmp_path: Path, limit: Limit) -> None:
    clock = FakeClock()
    times = send_times(make_limiter(tmp_path, clock), clock, limit, times=limit.requests * 3)
    assert times[limit.requests - 1] == times[0]
    assert max_in_any(limit.seconds, times) == limit.requests


def test_rate_limiter_is_shared_by_processes(tmp_path: Path) -> None:
    clock = FakeClock()
    waits = [
        make_limiter(tmp_path, clock).acquire("x", PER_SECOND, max_wait=60).wait for _ in range(20)
    ]
    assert all(1 / 25 <= late - early <= 1 / 24 for early, late in pairwise(waits))


def test_rate_limiter_is_separate_per_operation_account_and_host(tmp_path: Path) -> None:
    limits = RateLimiters(tmp_path, FakeClock())
    item = limits.for_key(URL, KEY)
    assert item is limits.for_key(URL, KEY)
    others = (item, limits.for_key(URL, "another key"), limits.for_key("https://eu.example", KEY))
    assert [other.acquire("x", USAGE, max_wait=60).wait for other in others] == [0, 0, 0]
    assert item.acquire("y", PER_SECOND, max_wait=60).wait == 0
    assert item.acquire("y", PER_SECOND, max_wait=60).wait > 0


# Reports the modules that a request imports after it has taken its place.
FIRST_REQUEST = """
import sys
from lusha_cli.api.rate_limiter import RateLimiter
from lusha_cli.api.client import Client
acquire, send, known = RateLimiter.acquire, Client._send_logged, set()
def note_modules(self, *args, **options):
    known.update(sys.modules)
    return acquire(self, *args, **options)
def report_modules(self, *args):
    response = send(self, *args)
    if new := set(sys.modules) - known:
        print(sorted(new), file=sys.stderr)
    return response
RateLimiter.acquire, Client._send_logged = note_modules, report_modules
from lusha_cli.cli.main import main
main(["person", "get", "p@firm.example", "--yes", "--quiet", "--json"])
"""
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


def test_rate_limiter_holds_across_real_processes(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    times = sorted(float(t) for item in running for t in item.communicate()[0].split())
    assert len(times) == 40
    # Requests are 41 ms apart; a busy machine delays some, but sends none early.
    assert times[-1] - times[0] >= 39 / 25 - 0.2


def test_rate_limiter_makes_no_reservation_longer_than_max_wait(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    send_times(item, clock, USAGE, times=5)
    for _ in range(3):
        with pytest.raises(RateLimited, match="5 of these requests per 60 seconds"):
            item.acquire("x", USAGE, max_wait=0)
    assert item.acquire("x", USAGE, max_wait=61).wait == 61


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 0}', b'{"version": 1, "at": 9e99}', b"\xff" * 99]
)
def test_rate_limiter_ignores_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    clock = FakeClock()
    make_limiter(tmp_path, clock).acquire("x", USAGE, max_wait=60)
    [file] = tmp_path.iterdir()
    assert KEY not in file.name + file.read_text()
    file.write_bytes(content)
    assert make_limiter(tmp_path, clock).acquire("x", USAGE, max_wait=60).wait == 0
    assert json.loads(file.read_bytes())["slots"]["x"] == [clock.time]


def test_rate_limiter_resets_after_a_reboot(tmp_path: Path) -> None:
    send_times(make_limiter(tmp_path, FakeClock()), FakeClock(), USAGE, times=5)
    assert make_limiter(tmp_path, FakeClock(now=12.0)).acquire("x", USAGE, max_wait=60).wait == 0


def test_rate_limiter_is_shared_by_threads_without_a_state_folder(lusha: Lusha) -> None:
    lusha.state.write_text("a file, not a folder")
    clock = FakeClock()
    limits = RateLimiters(lusha.state / "limits", clock)
    times = send_times(limits.for_key(URL, KEY), clock, PER_SECOND, times=30)
    assert max_in_any(1.0, times) <= 25


def test_rate_limiter_lock_held_by_a_stopped_process_expires(tmp_path: Path) -> None:
    import fcntl

    clock = FakeClock()
    make_limiter(tmp_path, clock).acquire("x", USAGE, max_wait=60)
    [file] = tmp_path.iterdir()
    with file.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert make_limiter(tmp_path, clock).acquire("x", USAGE, max_wait=60).wait == 0
    assert 0 < sum(clock.slept) < 1


# Rate limit windows in response headers.

HOURLY = "The hourly window of 150 requests is used up."


def record_headers(name: str, limit: int, left: int) -> dict[str, str]:
    return {
        f"x-rate-limit-{name}": str(limit),
        f"x-{name}-requests-left": str(left),
        f"x-{name}-usage": str(limit - left),
    }


def test_rate_limiter_waits_for_an_exhausted_window(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, record_headers("minute", 40, 1), None)
    clock.time += 10
    assert item.acquire("x", PER_SECOND, max_wait=60).wait == 0
    acquire = make_limiter(tmp_path, clock).acquire("another", PER_SECOND, max_wait=60)
    assert acquire.wait == 50
    assert acquire.reason == "The minute window of 40 requests is used up."
    clock.time += 51
    assert make_limiter(tmp_path, clock).acquire("another", PER_SECOND, max_wait=60).wait < 1


def test_rate_limiter_counts_requests_in_flight(tmp_path: Path) -> None:
    item = make_limiter(tmp_path, FakeClock())
    for _ in range(4):
        item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, record_headers("minute", 40, 4), None)
    waits = [item.acquire("x", PER_SECOND, max_wait=60).wait for _ in range(2)]
    assert waits[0] < 1
    assert waits[1] > 50


def test_rate_limiter_release_undoes_a_reservation(tmp_path: Path) -> None:
    item = make_limiter(tmp_path, FakeClock())
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, record_headers("minute", 40, 2), None)
    for _ in range(3):
        acquire = item.acquire("x", USAGE, max_wait=60)
        assert acquire.at is not None
        item.release("x", acquire)
    for _ in range(2):
        assert item.acquire("y", USAGE, max_wait=60).at is not None
    assert item.acquire("y", USAGE, max_wait=60).at is None


def test_rate_limiter_holds_no_reservation_while_waiting_for_a_window(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, record_headers("hourly", 150, 0), None)
    assert item.acquire("x", PER_SECOND, max_wait=7200) == (3600, None, HOURLY)
    # As if that process was killed: others have their own max_wait.
    assert item.acquire("x", PER_SECOND, max_wait=60).wait < 1


def test_rate_limiter_notices_a_new_window(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    for left in (1, 39):
        item.acquire("x", PER_SECOND, max_wait=60)
        item.record_response("x", 200, record_headers("minute", 40, left), None)
    assert item.acquire("x", PER_SECOND, max_wait=60).wait < 1


def test_rate_limiter_leaves_waits_beyond_max_wait_to_the_api(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, record_headers("hourly", 150, 0), None)
    assert item.acquire("x", PER_SECOND, max_wait=60).wait < 1
    item.record_response("x", 429, record_headers("hourly", 150, 0), 1800.0)
    assert item.acquire("x", PER_SECOND, max_wait=60).wait < 1
    assert item.acquire("x", PER_SECOND, max_wait=3600).wait == 1800


@pytest.mark.parametrize("wait", [0.0, None])
def test_rate_limiter_keeps_a_used_up_window_if_a_429_asks_for_no_wait(
    tmp_path: Path, wait: float | None
) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 429, record_headers("minute", 40, 0), wait)
    other = make_limiter(tmp_path, clock)
    assert other.acquire("x", PER_SECOND, max_wait=60).wait == 60


def test_rate_limiter_pauses_the_operation_in_every_process_after_429(tmp_path: Path) -> None:
    clock = FakeClock()
    item = make_limiter(tmp_path, clock)
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 429, {}, 7.0)
    assert make_limiter(tmp_path, clock).acquire("x", PER_SECOND, max_wait=60).wait == 7
    assert make_limiter(tmp_path, clock).acquire("y", PER_SECOND, max_wait=60).wait == 0


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
def test_rate_limiter_ignores_invalid_headers(tmp_path: Path, headers: dict[str, str]) -> None:
    item = make_limiter(tmp_path, FakeClock())
    item.acquire("x", PER_SECOND, max_wait=60)
    item.record_response("x", 200, headers, None)
    assert item.acquire("x", PER_SECOND, max_wait=60).wait < 1


# The same through the command line, on the plans of the sandbox.


def look_up(lusha: Lusha, key: str, *, times: int, flags: tuple[str, ...] = ()) -> list[str]:
    """Run a number of sandbox lookups and return what they print to stderr."""
    lusha.env["LUSHA_API_KEY"] = key
    return [lusha("person", "get", ADA, *flags).err for _ in range(times)]


def count_requests(lusha: Lusha) -> int:
    return int(lusha("sandbox", "status").json["requests"])


@pytest.mark.slow
def test_lookup_is_not_refused_at_the_end_of_a_minute(lusha: Lusha) -> None:
    # The first lookup also reads the price list.
    lines = look_up(lusha, "sandbox-pro", times=119)
    assert count_requests(lusha) == 120
    pauses = [line for line in lines if "The minute window of 50 requests is used up." in line]
    assert len(pauses) == 2
    assert "Continuing in" in pauses[0]


@pytest.mark.slow
def test_lookup_waits_an_hour_only_with_max_wait(lusha: Lusha) -> None:
    look_up(lusha, "sandbox-pro", times=149)
    rejected = lusha("person", "get", ADA, "--json", code=7)
    assert "The hourly window of 150 requests is used up" in rejected.error["message"]
    [line] = look_up(lusha, "sandbox-pro", times=1, flags=("--max-wait", "7200"))
    assert "The hourly window of 150 requests is used up. Continuing at " in line
    assert "press Ctrl-C to stop" in line
    assert count_requests(lusha) == 152


@pytest.mark.slow
def test_lookup_stops_at_once_when_the_day_is_used_up(lusha: Lusha) -> None:
    look_up(lusha, "sandbox-free", times=99)
    before = list(lusha.clock.slept)
    rejected = lusha("person", "get", ADA, "--max-wait", "86400", code=7)
    assert "The daily quota of this key is used up. It resets in " in rejected.err
    assert sum(lusha.clock.slept) - sum(before) < 1


def test_lookup_with_no_wait_fails_at_once(lusha: Lusha, script: StartScriptedServer) -> None:
    assert lusha("person", "get", "ratelimit@magic.example", "--no-wait", "--json", code=7).error
    assert lusha.clock.slept == []
    online, server = script(ScriptedResponse(500))
    online("account", "usage", "--no-wait", code=9)
    online.env["LUSHA_NO_WAIT"] = "1"
    online("account", "usage", code=9)
    assert len(server.requests) == 2
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
def test_retry_after_accepts_every_spelling(
    script: StartScriptedServer, headers: dict[str, str], body: Any, wait: float
) -> None:
    response = ScriptedResponse(429, json.dumps(body).encode(), headers)
    lusha, _ = script(response, ScriptedResponse(200, USAGE_BODY))
    lusha("account", "usage")
    assert lusha.clock.slept == [wait]


@pytest.mark.slow
def test_16_processes_that_begin_together_keep_the_limit(tmp_path: Path) -> None:
    worst: list[int] = []
    # A busy machine wakes processes late: a good round of three is enough.
    while len(worst) < 3 and min(worst, default=99) > 27:
        folder = tmp_path / str(len(worst))
        server = look_up_together(folder, processes=16, lookups=3)
        assert len(server.times) == 48
        worst.append(server.worst_second())
    assert min(worst) <= 27, worst


def test_first_request_takes_its_place_after_the_slow_imports(tmp_path: Path) -> None:
    server = Server()
    env = {f"LUSHA_{name}_DIR": str(tmp_path / name) for name in ("STATE", "CONFIG", "CACHE")}
    url = f"http://127.0.0.1:{server.server_address[1]}"
    env |= {"LUSHA_API_KEY": "any", "LUSHA_BASE_URL": url}
    result = subprocess.run(
        [sys.executable, "-c", FIRST_REQUEST], env={**os.environ, **env}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    server.shutdown()
    server.server_close()
    assert result.stderr == ""
    assert server.times
