"""The budget that a team shares: counters in a Redis server, which reserves credits atomically.

A key of the server is named after a hash of the account and a calendar period. The server's clock
decides the period. A reservation is replaced by the charge when a request is settled. If that
fails, or the process is killed, the reservation stays: the counters may be high, never low.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.optional_dependencies import missing_dependency
from lusha_cli.parsing.budgets import UNITS

if TYPE_CHECKING:
    import redis

# Seconds to wait for the server: a lookup must not take much longer because of it.
TIMEOUT = 1.0
# More would be a mistake, and exceed the whole numbers of Lua.
_MAX_CREDITS = 10**12

# The number of the present hour, day, week (from Monday) and month.
_PERIODS = """
local function periods(seconds)
  local day = math.floor(seconds / 86400)
  local z = day + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524)
    - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return {math.floor(seconds / 3600), day, math.floor((day + 3) / 7), year * 12 + month - 1}
end
"""
_NAMES = """
local units = {'hour', 'day', 'week', 'month'}
local function name(unit, number)
  return KEYS[1] .. ':' .. units[unit] .. ':' .. string.format('%.0f', number)
end
"""
# ARGV: the credits, and the limit of each unit or -1. Returns whether they were reserved, the
# server's time, the numbers of the periods, and the credits that were used of them before.
_RESERVE = f"""
{_PERIODS}{_NAMES}
local now = tonumber(redis.call('TIME')[1])
local numbers, used, allowed = periods(now), {{}}, 1
local credits = tonumber(ARGV[1])
for unit = 1, 4 do
  used[unit] = tonumber(redis.call('GET', name(unit, numbers[unit])) or '0')
  local limit = tonumber(ARGV[1 + unit])
  if limit >= 0 and used[unit] + credits > limit then allowed = 0 end
end
if allowed == 1 and credits > 0 then
  local lasts = {{7200, 172800, 691200, 2764800}}
  for unit = 1, 4 do
    local key = name(unit, numbers[unit])
    redis.call('INCRBY', key, ARGV[1])
    redis.call('EXPIRE', key, lasts[unit])
  end
end
return {{allowed, now, numbers, used}}
"""
# ARGV: the difference in credits, and the numbers of the periods. A period that is over is gone.
_SETTLE = f"""
{_NAMES}
for unit = 1, 4 do
  local key = name(unit, tonumber(ARGV[1 + unit]))
  if redis.call('EXISTS', key) == 1 then redis.call('INCRBY', key, ARGV[1]) end
end
return 1
"""


class ServerUnavailable(Exception):
    """The server can't be reached or refuses the request; the text is the reason."""


class SharedUse(NamedTuple):
    """The server's time, the numbers of its present periods, and the credits used by unit."""

    at: float
    numbers: tuple[int, ...]
    used: Mapping[str, int]


class SharedReservation(NamedTuple):
    """Credits that are counted in some periods, until they are settled."""

    credits: int
    numbers: tuple[int, ...]


class SharedBudget:
    """The counters of one account on the server at `url`. Safe to use from threads."""

    def __init__(self, url: str, *, account: str) -> None:
        self._url = url
        digest = hashlib.sha256(f"lusha budget {account}".encode()).hexdigest()
        # The braces keep all keys of an account on one node of a cluster.
        self._key = f"lusha:budget:{{{digest[:32]}}}"

    def use(self) -> SharedUse:
        """Return what is used now. Raises ServerUnavailable."""
        _, use = self._reserve(0, {})
        return use

    def reserve(
        self, credits_: int, limits: Mapping[str, int]
    ) -> tuple[SharedReservation | None, SharedUse]:
        """Reserve credits if no limit (by unit) is exceeded; return also what was used before.

        Raises ServerUnavailable.
        """
        credits_ = min(credits_, _MAX_CREDITS)
        is_allowed, use = self._reserve(credits_, limits)
        return SharedReservation(credits_, use.numbers) if is_allowed else None, use

    def settle(self, reservations: list[SharedReservation], charged: int) -> None:
        """Replace reservations by the charge. Without the server, they stay."""
        difference = min(charged, _MAX_CREDITS) - sum(each.credits for each in reservations)
        if not reservations or not difference:
            return
        with suppress(ServerUnavailable), self._translate_errors():
            self._settle_script(keys=[self._key], args=[difference, *reservations[0].numbers])

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def _reserve(self, credits_: int, limits: Mapping[str, int]) -> tuple[bool, SharedUse]:
        arguments = [credits_, *(limits.get(unit, -1) for unit in UNITS)]
        with self._translate_errors():
            reply: Any = self._reserve_script(keys=[self._key], args=arguments)
            is_allowed, at, numbers, used = reply
            by_unit = dict(zip(UNITS, map(int, used), strict=True))
            return bool(is_allowed), SharedUse(float(at), tuple(map(int, numbers)), by_unit)

    @cached_property
    def _client(self) -> "redis.Redis":
        try:
            import redis
            from redis.backoff import NoBackoff
            from redis.retry import Retry
        except ImportError as error:
            raise missing_dependency("redis", what="The shared budget (ledger_url)") from error
        # One more attempt, as the server may have closed an idle connection.
        return redis.Redis.from_url(
            self._url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 1),
        )

    @cached_property
    def _reserve_script(self) -> Any:
        return self._client.register_script(_RESERVE)

    @cached_property
    def _settle_script(self) -> Any:
        return self._client.register_script(_SETTLE)

    @contextmanager
    def _translate_errors(self) -> "Iterator[None]":
        """Raise ServerUnavailable for each error of the connection or the server."""
        _ = self._client
        from redis.exceptions import RedisError

        try:
            yield
        except (RedisError, OSError, ValueError, TypeError) as error:
            raise ServerUnavailable(str(error).rstrip(".") or type(error).__name__) from error
