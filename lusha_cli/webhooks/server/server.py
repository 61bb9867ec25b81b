"""Listening: connections, log, targets and voice together, from the first to the last."""

import asyncio
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from lusha_cli.config.setting_definitions import is_loopback
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.event_printer import EventPrinter
from lusha_cli.webhooks.forwarding.forwarder import Forwarder
from lusha_cli.webhooks.forwarding.sinks import Sink
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.writer import WriteResult, OnWritten, LogWriter
from lusha_cli.webhooks.server.http_protocol import Connection, ConnectionLimiter
from lusha_cli.webhooks.server.http_types import Limits
from lusha_cli.webhooks.server.receiver import Receiver
from lusha_cli.webhooks.verification import Verdict

# Threads take turns in so many seconds: an acknowledgment does not wait for a forwarding.
_TURN = 0.0005
# Seconds in which what is refused is told of once.
_QUIET = 60.0

_ADVICE: dict[Verdict, str] = {
    "unsigned": "A request without a signature was refused (401).",
    "forged": "A request whose signature does not fit was refused (401). If it came from Lusha, "
    "the secret here is not the account's any more: lusha webhooks secret --save   (and unset "
    "LUSHA_WEBHOOK_SECRET, which wins over it)",
    "stale": "A request with an old timestamp was refused (401). If it came from Lusha, check "
    "the clock of this machine.",
}


class ServerOptions(NamedTuple):
    """What is listened for, and where it goes; times are in seconds.

    `path` is the only path that is answered, where it is one; `types` are the only ones shown.
    `grace` is the time for what is under way at the end.
    """

    host: str
    port: int
    secret: str
    tolerance: float
    path: str | None = None
    types: tuple[str, ...] = ()
    sinks: tuple[Sink, ...] = ()
    limits: Limits = Limits()
    grace_period: float = 5.0

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach it."""
        return not is_loopback(self.host)


class ServerSummary(NamedTuple):
    """What was counted, how much each target (by its label) got, and how much is left to it.

    `failure` is why nothing could be shown any more.
    """

    counts: Counter[str]
    delivered: dict[str, int]
    pending: dict[str, int]
    failure: BaseException | None


class WebhookServer:
    """Listens by `plan`, and writes to `log`.

    `show` gets deliveries, `say` sentences for people; `ready` gets the port once it listens.
    """

    def __init__(
        self,
        options: ServerOptions,
        log: DeliveryLog,
        *,
        clock: Any,
        jitter: Callable[[], float],
        show: Callable[[Sequence[Delivery]], None],
        print_message: Callable[[str], None],
        on_listening: Callable[[int], None],
    ) -> None:
        self._plan = options
        self._log = log
        self._clock = clock
        self._jitter = jitter
        self._show = show
        self._say = print_message
        self._ready = on_listening
        self._gate = ConnectionLimiter(options.limits)
        self._hurry = threading.Event()
        self._told: dict[Verdict, float] = {}
        self._forwarders: list[Forwarder] = []

    def run(self) -> ServerSummary:
        """Listen until Ctrl-C, or SIGTERM; raises OSError where the port cannot be had."""
        turn = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            return asyncio.run(self._listen())
        finally:
            sys.setswitchinterval(turn)

    def stop(self) -> None:
        """End in good order; any thread may say so, once it listens."""
        _soon(self._loop, self._stop.set)

    async def _listen(self) -> ServerSummary:
        loop, plan = asyncio.get_running_loop(), self._plan
        self._loop, self._stop = loop, asyncio.Event()
        server = await loop.create_server(
            lambda: Connection(self._gate, self._receiver),
            plan.host,
            plan.port,
            backlog=1024,
            start_serving=False,
        )
        try:
            self._begin(loop)
            loop.set_exception_handler(self._failed)
            self._heed_signals(loop)
            await server.start_serving()
            self._ready(server.sockets[0].getsockname()[1])
            with suppress(asyncio.CancelledError):
                await wait_for_stop(self._stop)
        finally:
            server.close()
        await self._drain()
        await loop.run_in_executor(None, self._end)
        left = {each.sink.label: each.count_pending() for each in self._forwarders}
        arrived = {each.sink.label: each.delivered_count for each in self._forwarders}
        return ServerSummary(self._receiver.counts, arrived, left, self._voice.failure)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the threads that show, write and forward."""
        plan, log = self._plan, self._log
        self._voice = EventPrinter(
            log,
            types=plan.types,
            show=self._show,
            print_message=self._say,
            on_failure=self.stop,
        )
        tell = self._voice.post_message
        self._writer = LogWriter(
            log,
            report_results=lambda fates: _soon(loop, _settle, fates),
            wake_readers=self._wake,
            notify=tell,
        )
        self._receiver = Receiver(
            secret=plan.secret,
            log=self._writer,
            now=self._clock.now,
            tolerance=plan.tolerance,
            path=plan.path,
            on_rejected=self._refused,
        )
        for target in plan.sinks:
            forwarder = Forwarder(target, log, clock=self._clock, jitter=self._jitter, notify=tell)
            self._forwarders.append(forwarder)
            forwarder.start(self._writer)

    def _wake(self) -> None:
        self._voice.wake()
        for forwarder in self._forwarders:
            forwarder.wake()

    def _heed_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """End in good order when told to; end at once when told so twice."""

        def heed() -> None:
            if self._stop.is_set():
                self._hurry.set()
            self._stop.set()

        for sent in (signal.SIGINT, signal.SIGTERM):
            # Elsewhere than in the main thread, and on Windows, asyncio has its own way.
            with suppress(ValueError, RuntimeError, NotImplementedError):
                loop.add_signal_handler(sent, heed)

    async def _drain(self) -> None:
        """Let the requests that are under way come to their end."""
        self._gate.close()
        until = asyncio.get_running_loop().time() + self._plan.grace_period
        while self._gate.connections and not self._hurry.is_set():
            if asyncio.get_running_loop().time() > until:
                break
            await asyncio.sleep(0.01)
        self._gate.abort_all()

    def _end(self) -> None:
        """End the threads, each in its turn."""
        until = self._clock.monotonic() + self._plan.grace_period
        for forwarder in self._forwarders:
            forwarder.stop(deadline=until, stop_now=self._hurry)
        self._writer.close()
        self._voice.stop(self._plan.grace_period)

    def _failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Say what asyncio would print with a traceback."""
        why = context.get("exception") or context["message"]
        self._voice.post_message(f"A connection failed: {why}")

    def _refused(self, verdict: Verdict) -> None:
        """Say why deliveries are refused, but not for each."""
        now = self._clock.monotonic()
        if verdict not in self._told or now - self._told[verdict] >= _QUIET:
            self._told[verdict] = now
            self._voice.post_message(_ADVICE[verdict])


async def wait_for_stop(stop: asyncio.Event) -> None:
    """Wait for the end."""
    await stop.wait()


def _soon(loop: asyncio.AbstractEventLoop, work: Callable[..., None], *given: Any) -> None:
    """Have the loop do `work`; one that has ended answers nobody any more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(work, *given)


def _settle(fates: Sequence[tuple[OnWritten, WriteResult]]) -> None:
    for then, fate in fates:
        then(fate)
