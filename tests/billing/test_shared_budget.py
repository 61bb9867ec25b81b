"""The budget that a team shares in a Redis server."""

import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lusha_cli.api.client import Client
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.shared_budget import _PERIODS, ServerUnavailable, SharedBudget
from lusha_cli.json_types import Json
from lusha_cli.parsing.budgets import UNITS, period_of
from lusha_cli.parsing.redis_urls import check_redis_url, mask_redis_password
from tests.billing.test_ledger import recorded
from tests.billing.test_spending_limits import requests
from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.redis_server import PASSWORD, RedisServer, running_server

SEARCH = ("contacts", "search", "--email", ADA)
URLS = {
    "plain": ("redis://h:1/0", "redis://h:1/0"),
    "tls": ("rediss://h/2", "rediss://h/2"),
    "no database": ("redis://h", "redis://h"),
    "password": ("redis://:secret@h:1/0", "redis://h:1/0"),
    "user": ("rediss://ann:secret@h:1/0", "rediss://ann@h:1/0"),
    "escaped": ("redis://:se%40cr%2Fet@h/0", "redis://h/0"),
    "IPv6": ("redis://:secret@[::1]:1/0", "redis://[::1]:1/0"),
}
INVALID = ("", "redis", "redis://", "http://h/0", "redis://:se@cret@h/0", "redis://:se/cret@h/0",
           "redis://:secret@h:x/0", "redis://h/name", "redis://h/0?password=secret",
           "redis://:secret@h/0#x", "redis://[h/0", "postgresql://ann:secret@h/0")  # fmt: skip


@pytest.mark.parametrize(("url", "masked"), URLS.values(), ids=URLS)
def test_url_is_masked(url: str, masked: str) -> None:
    assert check_redis_url(url) == url
    assert mask_redis_password(url) == masked


@pytest.mark.parametrize("url", INVALID)
def test_invalid_url_is_refused_without_its_password(lusha: Lusha, url: str) -> None:
    with pytest.raises(ValueError, match=r"Use a URL|write %") as refused:
        check_redis_url(url)
    assert "secret" not in f"{refused.value}{mask_redis_password(url)}"
    result = lusha("config", "set", "ledger_url", url, code=2)
    assert "secret" not in result.out + result.err
    assert "cret@" not in result.out + result.err


def test_password_is_never_printed(lusha: Lusha) -> None:
    lusha("config", "set", "ledger_url", f"redis://:{PASSWORD}@127.0.0.1:1/0")
    assert lusha("config", "get", "ledger_url").out == "redis://127.0.0.1:1/0\n"
    for argv in (("config", "list"), ("config", "list", "--json"), ("doctor",),
                 (*SEARCH, "--debug"), (*SEARCH, "-v")):  # fmt: skip
        result = lusha(*argv, code=6 if argv[:2] == SEARCH[:2] else 0)
        assert PASSWORD not in result.out + result.err
    lusha.env["LUSHA_LEDGER_URL"] = "redis://:an-other-password@h:x/0"
    lusha("config", "unset", "ledger_url")
    assert "an-other-password" not in lusha(*SEARCH, code=2).err


def test_server_of_the_file_is_not_replaced_by_a_variable(lusha: Lusha) -> None:
    lusha("config", "set", "ledger_url", "redis://file:1/0")
    lusha.env["LUSHA_LEDGER_URL"] = "redis://variable:1/0"
    lusha.env["LUSHA_BUDGET_OFFLINE"] = "local"
    assert lusha("config", "get", "ledger_url").out == "redis://file:1/0\n"
    assert lusha("config", "get", "budget_offline").out == "stop\n"
    lusha("config", "unset", "ledger_url")
    assert lusha("config", "get", "ledger_url").out == "redis://variable:1/0\n"


@pytest.mark.parametrize("offline", ["stop", "local"])
def test_server_that_is_gone_stops_paid_requests_unless_local(
    online: Lusha, server: Server, offline: str
) -> None:
    online("config", "set", "ledger_url", "redis://127.0.0.1:1/0")
    online("config", "set", "budget_offline", offline)
    online("config", "set", "budget", "2/day")
    if offline == "stop":
        error = online(*SEARCH, "--json", code=6).error
        assert error["code"] == "budget_unavailable"
        assert "Nothing was sent" in error["message"]
        assert requests(server) == 0
        assert recorded(online.state) == []
        online("account", "usage")
        return
    for _ in range(2):
        assert online(*SEARCH).err.count("Warning: the server of the shared budget") == 1
    online(*SEARCH, code=6)
    assert requests(server) == 2


@pytest.mark.slow
def test_redis_is_imported_only_with_a_server(lusha: Lusha) -> None:
    code = (
        "import sys; from lusha_cli.cli.main import main; "
        f"code = main({[*SEARCH, '--sandbox']!r}); "
        "sys.exit(code or ('redis' in sys.modules))"
    )
    folders = {f"LUSHA_{n}_DIR": str(lusha.folder / n) for n in ("STATE", "CACHE", "CONFIG")}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={"LUSHA_BUDGET": "100/day", "PYTHONPATH": ":".join(sys.path), **folders},
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr


# With a server.


@pytest.fixture(scope="module")
def shared_server() -> Iterator[RedisServer]:
    """Start one server for the tests of this file."""
    with running_server(password=PASSWORD) as server:
        yield server


@pytest.fixture
def redis_server(shared_server: RedisServer) -> RedisServer:
    """Return the server with an empty database."""
    with shared_server.client() as client:
        client.flushall()
    return shared_server


@pytest.fixture
def mortal_server() -> Iterator[RedisServer]:
    """Start a server that the test stops."""
    with running_server() as server:
        yield server


@pytest.fixture
def budget(redis_server: RedisServer) -> Iterator[SharedBudget]:
    """Return the counters of one account."""
    shared = SharedBudget(redis_server.url, account="ann")
    yield shared
    shared.close()


@pytest.fixture
def team(online: Lusha, server: Server, redis_server: RedisServer, tmp_path: Path) -> list[Lusha]:
    """Return two CLIs with folders of their own, which share a budget of 3 credits a day."""
    other = Lusha(tmp_path / "other")
    other.env.update(online.env)
    for lusha in (online, other):
        lusha("config", "set", "ledger_url", redis_server.url)
        lusha("config", "set", "budget", "3/day")
    return [online, other]


@pytest.mark.slow
def test_script_knows_the_calendar(redis_server: RedisServer) -> None:
    """The periods of the server are those that are computed here."""
    chance = random.Random(1)
    times = [chance.randrange(4_102_444_800) for _ in range(3000)]
    for year in range(1970, 2101):
        for month in range(1, 13):
            first = int(datetime(year, month, 1, tzinfo=UTC).timestamp())
            times += [max(first - 1, 0), first]
    script = f"{_PERIODS} local found = {{}} for n, at in ipairs(ARGV) do found[n] = " \
             "periods(tonumber(at)) end return found"  # fmt: skip
    with redis_server.client() as client:
        found = client.eval(script, 0, *times)
    by_period: dict[tuple[str, int], set[int]] = {}
    for at, numbers in zip(times, found, strict=True):
        for unit, number in zip(UNITS, numbers, strict=True):
            by_period.setdefault((unit, number), set()).add(period_of(unit, at).start)
    assert all(len(starts) == 1 for starts in by_period.values())
    starts = [(unit, *found) for (unit, _), found in by_period.items()]
    assert len(starts) == len(set(starts))


@pytest.mark.slow
def test_reservation_is_settled_in_its_periods(
    budget: SharedBudget, redis_server: RedisServer
) -> None:
    first, use = budget.reserve(6, {"day": 10})
    assert first is not None
    assert use.used == {"hour": 0, "day": 0, "week": 0, "month": 0}
    refused, use = budget.reserve(6, {"day": 10, "month": 100})
    assert (refused, use.used["day"]) == (None, 6)
    budget.settle([first], 2)
    assert budget.use().used == {"hour": 2, "day": 2, "week": 2, "month": 2}
    second, _ = budget.reserve(8, {"day": 10})
    third, _ = budget.reserve(1, {})
    assert second is not None
    assert third is not None
    # A charge above the estimate counts too.
    budget.settle([second, third], 12)
    assert budget.use().used["month"] == 14
    # A period that is over is not counted again.
    budget.settle([second._replace(numbers=(1, 1, 1, 1))], 0)
    with redis_server.client() as client:
        keys = client.keys("*")
        assert len(keys) == 4
        for key in keys:
            assert key.startswith(b"lusha:budget:{")
            assert b"ann" not in key
            assert 0 < client.ttl(key) <= 32 * 86_400
    with closing(SharedBudget(redis_server.url, account="bob")) as other:
        assert other.use().used["month"] == 0


@pytest.mark.slow
def test_wrong_password_is_a_clear_error(
    redis_server: RedisServer, online: Lusha, server: Server
) -> None:
    url = redis_server.url.replace(PASSWORD, "another-password-of-a-test")
    with (
        closing(SharedBudget(url, account="ann")) as wrong,
        pytest.raises(ServerUnavailable, match="password") as refused,
    ):
        wrong.use()
    assert "another-password" not in str(refused.value)
    online("config", "set", "ledger_url", url)
    result = online(*SEARCH, "--debug", "--json", code=6)
    assert result.error["code"] == "budget_unavailable"
    assert "another-password" not in result.err
    assert requests(server) == 0


@pytest.mark.slow
def test_team_shares_one_budget(team: list[Lusha], server: Server) -> None:
    ann, bob = team
    for lusha in (ann, bob, ann):
        lusha(*SEARCH)
    error = bob(*SEARCH, "--json", code=6).error
    assert "the budget is 3 credits a day, with 3 used so far" in error["message"]
    assert requests(server) == 3
    assert bob(*SEARCH, "--dry-run").json["budgetLeft"] == 0
    assert "3 of 3 credits used this day" in bob("account", "usage", "-o", "table").out
    # Each has a ledger of its own besides.
    assert [len(recorded(lusha.state)) for lusha in team] == [2, 1]
    # Another account has another budget.
    bob.env["LUSHA_API_KEY"] = f"{KEY}-2"
    bob(*SEARCH)


@pytest.mark.slow
def test_who_has_no_budget_is_counted_too(team: list[Lusha], server: Server) -> None:
    ann, bob = team
    bob("config", "unset", "budget")
    for _ in range(3):
        bob(*SEARCH)
    ann(*SEARCH, code=6)
    bob(*SEARCH)
    assert requests(server) == 4


@pytest.mark.slow
def test_refusal_of_the_ledger_releases_the_reservation(team: list[Lusha]) -> None:
    ann, bob = team
    ann("config", "set", "budget", "100/day")
    ann(*SEARCH)
    (ann.state / "ledger.salt").unlink()
    assert ann(*SEARCH, "--json", code=6).error["code"] == "budget_unavailable"
    assert bob(*SEARCH, "--dry-run").json["budgetLeft"] == 2


@pytest.mark.slow
def test_crash_leaves_the_reservation(team: list[Lusha], monkeypatch: pytest.MonkeyPatch) -> None:
    ann, bob = team
    send = Client.send

    def crash(client: Client, request: ApiRequest) -> Json:
        if request.is_free:
            return send(client, request)
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(Client, "send", crash)
        ann(*SEARCH, code=1)
    assert bob(*SEARCH, "--dry-run").json["budgetLeft"] == 2


@pytest.mark.slow
@pytest.mark.with_yes
@pytest.mark.parametrize("offline", ["stop", "local"])
def test_server_that_dies_in_a_run(
    online: Lusha,
    server: Server,
    offline: str,
    mortal_server: RedisServer,
    monkeypatch: pytest.MonkeyPatch,
    write_leads: Callable[..., str],
) -> None:
    online("config", "set", "ledger_url", mortal_server.url)
    online("config", "set", "budget_offline", offline)
    online("config", "set", "budget", "10000/day")
    settle, count = SharedBudget.settle, 0

    def settle_twice(*arguments: object) -> None:
        nonlocal count
        count += 1
        settle(*arguments)  # type: ignore[arg-type]
        if count == 2:
            mortal_server.stop()

    monkeypatch.setattr(SharedBudget, "settle", settle_twice)
    argv = ("person", "bulk", write_leads(500), "--jobs", "1")
    result = online(*argv, "--json", code=6 if offline == "stop" else 0)
    if offline == "stop":
        assert '"budget_unavailable"' in result.err
        assert requests(server) == 2
        # What was paid for is written, and the run can be resumed.
        assert result.out.count('"matched"') == 200
        mortal_server.start()
        online(*argv)
    assert requests(server) == 5
    total = sum(call.credits for call in recorded(online.state))
    assert total == server.ledger()["totals"]["credits"]


@pytest.mark.slow
def test_server_that_hangs_costs_little_time(online: Lusha, mortal_server: RedisServer) -> None:
    online("config", "set", "ledger_url", mortal_server.url)
    online("config", "set", "budget", "100/day")
    online(*SEARCH)
    mortal_server.signal(signal.SIGSTOP)
    error = online(*SEARCH, "--json", code=6).error
    assert "imeout" in error["message"] or "timed out" in error["message"].lower()


def test_ledger_has_no_password(lusha: Lusha) -> None:
    lusha("config", "set", "ledger_url", f"redis://:{PASSWORD}@127.0.0.1:1/0")
    lusha("config", "set", "budget_offline", "local")
    lusha(*SEARCH)
    with closing(sqlite3.connect(lusha.state / "sandbox" / "ledger.db")) as db:
        assert PASSWORD not in "\n".join(map(str, db.execute("SELECT * FROM calls")))
