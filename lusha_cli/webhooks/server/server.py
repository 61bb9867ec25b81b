"""Run connections, log, sinks and printer together, from start to shutdown."""

import asyncio
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from lusha_cli.clock import Clock
from lusha_cli.parsing.urls import is_loopback
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.event_printer import EventPrinter
from lusha_cli.webhooks.forwarding.forwarder import Forwarder
from lusha_cli.webhooks.forwarding.sinks import Sink
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.writer import LogWriter, OnWritten, WriteResult
from lusha_cli.webhooks.server.http_protocol import Connection, ConnectionLimiter
from lusha_cli.webhooks.server.http_types import Limits
from lusha_cli.webhooks.server.receiver import Receiver
from lusha_cli.webhooks.signature import Verdict

# Seconds between thread switches: short, so that forwarding does not delay acknowledgments.
_SWITCH_INTERVAL = 0.0005
# Seconds between two messages about the same kind of rejection.
_NOTICE_INTERVAL = 60.0

_REJECTION_NOTICES: dict[Verdict, str] = {
    "unsigned": "A request without a signature was rejected (401).",
    "forged": "A request with a wrong signature was rejected (401). If it came from Lusha, the "
    "account's secret has changed. Unset LUSHA_WEBHOOK_SECRET, then run: "
    "lusha webhooks secret --save",
    "stale": "A request with an old timestamp was rejected (401). If it came from Lusha, check "
    "the clock of this machine.",
}


class ServerOptions(NamedTuple):
    """The options of a webhook server; times are in seconds.

    `path` is the only path that is served (None: every path), `types` are the only event types
    printed (empty: all), and `grace_period` is the time that requests and deliveries in progress
    get at shutdown.
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
        """Return whether other machines can reach the server."""
        return not is_loopback(self.host)


class ServerSummary(NamedTuple):
    """Counts of requests, and per sink label the deliveries sent and still pending.

    `failure` is the error that stopped the printer, if any.
    """

    counts: Counter[str]
    delivered: dict[str, int]
    pending: dict[str, int]
    failure: BaseException | None


@dataclass(eq=False, repr=False)
class WebhookServer:
    """A webhook server with `options` that writes to `log`.

    `show` receives deliveries, `print_message` messages for people, and `on_listening` the port
    once the server accepts connections.
    """

    options: ServerOptions
    log: DeliveryLog
    _: KW_ONLY
    clock: Clock
    jitter: Callable[[], float]
    show: Callable[[Sequence[Delivery]], None]
    print_message: Callable[[str], None]
    on_listening: Callable[[int], None]

    def __post_init__(self) -> None:
        self._limiter = ConnectionLimiter(self.options.limits)
        self._stop_now = threading.Event()
        self._last_notices: dict[Verdict, float] = {}
        self._forwarders: list[Forwarder] = []

    def run(self) -> ServerSummary:
        """Serve until a signal such as Ctrl-C. Raises OSError if the port cannot be bound."""
        previous_interval = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_INTERVAL)
        try:
            return asyncio.run(self._serve())
        finally:
            sys.setswitchinterval(previous_interval)

    def stop(self) -> None:
        """Shut down gracefully; may be called from any thread while serving."""
        _call_soon(self._loop, self._stop.set)

    async def _serve(self) -> ServerSummary:
        loop, options = asyncio.get_running_loop(), self.options
        self._loop, self._stop = loop, asyncio.Event()
        server = await loop.create_server(
            lambda: Connection(self._limiter, self._receiver),
            options.host,
            options.port,
            backlog=1024,
            # Binding first reports a port in use before any thread starts.
            start_serving=False,
        )
        try:
            self._start_threads(loop)
            loop.set_exception_handler(self._on_loop_error)
            self._install_signal_handlers(loop)
            await server.start_serving()
            self.on_listening(server.sockets[0].getsockname()[1])
            with suppress(asyncio.CancelledError):
                await wait_for_stop(self._stop)
        finally:
            server.close()
        await self._drain()
        await loop.run_in_executor(None, self._stop_threads)
        pending = {
            forwarder.sink.label: forwarder.count_pending() for forwarder in self._forwarders
        }
        delivered = {
            forwarder.sink.label: forwarder.delivered_count for forwarder in self._forwarders
        }
        return ServerSummary(self._receiver.counts, delivered, pending, self._printer.failure)

    def _start_threads(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the threads that print, write and forward."""
        options, log = self.options, self.log
        self._printer = EventPrinter(
            log,
            types=options.types,
            show=self.show,
            print_message=self.print_message,
            on_failure=self.stop,
        )
        notify = self._printer.post_message
        self._writer = LogWriter(
            log,
            report_results=lambda results: _call_soon(loop, _deliver_results, results),
            wake_readers=self._wake,
            notify=notify,
        )
        self._receiver = Receiver(
            secret=options.secret,
            log=self._writer,
            now=self.clock.now,
            tolerance=options.tolerance,
            path=options.path,
            on_rejected=self._on_rejected,
        )
        for sink in options.sinks:
            forwarder = Forwarder(
                sink, log, writer=self._writer, clock=self.clock, jitter=self.jitter, notify=notify
            )
            self._forwarders.append(forwarder)
            forwarder.start()

    def _wake(self) -> None:
        self._printer.wake()
        for forwarder in self._forwarders:
            forwarder.wake()

    def _install_signal_handlers(self, loop: asyncio.AbstractEventLoop) -> None:
        """Shut down gracefully on the first signal, immediately on the second."""

        def on_signal() -> None:
            if self._stop.is_set():
                self._stop_now.set()
            self._stop.set()

        # A closing terminal sends SIGHUP twice, which must not stop it immediately.
        handlers = {
            "SIGINT": on_signal,
            "SIGTERM": on_signal,
            "SIGQUIT": on_signal,
            "SIGHUP": self._stop.set,
        }
        for name, handler in handlers.items():
            number = getattr(signal, name, None)  # Windows has only the first two
            if number is None:
                continue
            # nohup ignores SIGHUP, and the server has to survive it then. SIGTERM always ends it.
            if name != "SIGTERM" and signal.getsignal(number) is signal.SIG_IGN:
                continue
            # Not supported outside the main thread and on Windows, where Ctrl-C cancels the task.
            with suppress(ValueError, RuntimeError, NotImplementedError):
                loop.add_signal_handler(number, handler)

    async def _drain(self) -> None:
        """Let requests in progress finish within the grace period."""
        self._limiter.close()
        deadline = asyncio.get_running_loop().time() + self.options.grace_period
        while self._limiter.connections and not self._stop_now.is_set():
            if asyncio.get_running_loop().time() > deadline:
                break
            await asyncio.sleep(0.01)
        self._limiter.abort_all()

    def _stop_threads(self) -> None:
        """Stop the threads in the order in which they depend on each other."""
        deadline = self.clock.monotonic() + self.options.grace_period
        for forwarder in self._forwarders:
            forwarder.stop(deadline=deadline, stop_now=self._stop_now)
        self._writer.close()
        self._printer.stop(self.options.grace_period)

    def _on_loop_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Print one line for an error for which asyncio would print a traceback."""
        reason = context.get("exception") or context["message"]
        self._printer.post_message(f"A connection failed: {reason}")

    def _on_rejected(self, verdict: Verdict) -> None:
        """Print why deliveries are rejected, at most once per interval and reason."""
        now = self.clock.monotonic()
        if (
            verdict not in self._last_notices
            or now - self._last_notices[verdict] >= _NOTICE_INTERVAL
        ):
            self._last_notices[verdict] = now
            self._printer.post_message(_REJECTION_NOTICES[verdict])


async def wait_for_stop(stop: asyncio.Event) -> None:
    """Wait for the stop event."""
    await stop.wait()


def _call_soon(loop: asyncio.AbstractEventLoop, callback: Callable[..., None], *args: Any) -> None:
    """Schedule `callback` on the loop; do nothing if the loop is already closed."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(callback, *args)


def _deliver_results(results: Sequence[tuple[OnWritten, WriteResult]]) -> None:
    for on_written, result in results:
        on_written(result)
