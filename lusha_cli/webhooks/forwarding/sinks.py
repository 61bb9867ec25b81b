"""The sinks that deliveries are sent to: a URL, a command, the suppression list."""

import hashlib
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from lusha_cli.config.setting_definitions import EVENT_VARIABLES
from lusha_cli.errors import UsageError
from lusha_cli.webhooks.deliveries import OPT_OUT, Delivery, InvalidDelivery, iso_time, parse_body
from lusha_cli.webhooks.forwarding.sender import DeliveryError, Sender, check_url, redacted_url
from lusha_cli.webhooks.opt_outs import opt_out_identifiers

ID_HEADER = "X-Lusha-Delivery-Id"
# Seconds after which a command is assumed to hang.
EXEC_TIMEOUT = 300.0

_KILL_SIGNAL = getattr(signal, "SIGKILL", signal.SIGTERM)
# Secrets that are removed from the environment of commands.
_SECRET_VARIABLES = ("LUSHA_API_KEY", "LUSHA_WEBHOOK_SECRET")


class SinkConnection(Protocol):
    """A connection to a sink, used by one thread."""

    def send(self, delivery: Delivery, attempt: int) -> None:
        """Send a delivery. Raises DeliveryError."""

    def close(self) -> None:
        """Close the connection. By default there is nothing to close."""
        return


class Sink(Protocol):
    """A destination of deliveries; `name` identifies it in the log, `label` in messages.

    It receives `types` only (empty: all types), over `connection_count` connections. A sink that is
    new to a log starts with the next delivery, or with the first one if `starts_at_first` is set.
    It gets each delivery after the sinks with the names `after` have finished it. Deliveries leave
    this process unless `is_internal` is set.
    """

    name: str
    label: str
    types: tuple[str, ...]
    connection_count: int
    starts_at_first: bool
    after: tuple[str, ...] = ()
    is_internal: bool = False

    def open(self) -> SinkConnection:
        """Return a connection for one thread."""

    def cancel(self) -> None:
        """Stop deliveries in progress that take too long; they are sent again later.

        By default nothing is stopped: deliveries end soon, or with the process.
        """
        return


class UrlSink(Sink):
    """A URL that receives each delivery with its original signature."""

    connection_count = 4
    starts_at_first = False

    def __init__(self, url: str, *, types: tuple[str, ...], timeout: float) -> None:
        self._url = check_url(url, parameter="--forward")
        self._timeout = timeout
        self.types = types
        self.name = _sink_name("forward", url)
        self.label = redacted_url(url)

    def open(self) -> SinkConnection:
        """Return a new connection; each thread uses its own."""
        return _UrlConnection(Sender(self._url, timeout=self._timeout))


class _UrlConnection(SinkConnection):
    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send(self, delivery: Delivery, attempt: int) -> None:
        self._sender.send(
            delivery.body,
            timestamp=delivery.timestamp,
            signature=delivery.signature,
            extra_headers={ID_HEADER: delivery.id, "X-Lusha-Attempt": str(attempt)},
        )

    def close(self) -> None:
        self._sender.close()


class CommandSink(Sink, SinkConnection):
    """A command that runs once per delivery, with the body on its standard input."""

    connection_count = 2
    starts_at_first = False

    def __init__(
        self,
        command_line: str,
        *,
        types: tuple[str, ...],
        env: Mapping[str, str],
        timeout: float = EXEC_TIMEOUT,
    ) -> None:
        try:
            self._argv = shlex.split(command_line)
        except ValueError as error:
            raise UsageError(
                f"--exec {command_line!r} isn't a valid command: {error}.",
                hint="For example: --exec 'python hook.py'",
            ) from error
        if shutil.which(next(iter(self._argv), ""), path=env.get("PATH")) is None:
            raise UsageError(
                f"--exec {command_line!r}: command not found.",
                hint="For example: --exec 'python hook.py'",
            )
        self._env = {name: value for name, value in env.items() if name not in _SECRET_VARIABLES}
        self._timeout = timeout
        self._running: set[subprocess.Popen[bytes]] = set()
        self.types = types
        self.name = _sink_name("exec", command_line)
        self.label = f"the command {self._argv[0]}"

    def open(self) -> SinkConnection:
        """Return the sink itself, because nothing stays open between runs."""
        return self

    def cancel(self) -> None:
        """Terminate the running commands and all their child processes."""
        for process in list(self._running):
            _signal_process(process, signal.SIGTERM)

    def send(self, delivery: Delivery, attempt: int) -> None:
        """Run the command. Raises DeliveryError unless its exit code is 0."""
        env = {**self._env, **_event_variables(delivery, attempt)}
        try:
            # In its own session, so that Ctrl-C at the terminal lets running commands finish.
            process = subprocess.Popen(
                self._argv,
                stdin=subprocess.PIPE,
                stdout=_stderr_or_null(),
                env=env,
                start_new_session=True,
            )
        except OSError as error:
            raise DeliveryError(
                f"cannot run ({(error.strerror or str(error)).lower()})", is_unreachable=True
            ) from error
        self._running.add(process)
        with process:
            try:
                process.communicate(delivery.body, timeout=self._timeout)
            except subprocess.TimeoutExpired:
                _signal_process(process, _KILL_SIGNAL)
                raise DeliveryError(f"killed after {self._timeout:g} s") from None
            finally:
                self._running.discard(process)
        if process.returncode:
            raise DeliveryError(f"exited with code {process.returncode}")


class _OptOutSink(Sink, SinkConnection):
    """A sink in this process that gets the opt-outs; `apply` receives a person's identifiers."""

    types: tuple[str, ...] = (OPT_OUT,)
    connection_count = 1
    is_internal = True

    def __init__(self, apply: Callable[[list[str]], object]) -> None:
        self._apply = apply

    def open(self) -> SinkConnection:
        """Return the sink itself."""
        return self

    def send(self, delivery: Delivery, attempt: int) -> None:  # noqa: ARG002
        """Apply an opt-out. Raises DeliveryError."""
        try:
            identifiers = opt_out_identifiers(parse_body(delivery.body))
        except InvalidDelivery:
            return  # it doesn't identify anyone
        if identifiers:
            self._apply(identifiers)


class SuppressionSink(_OptOutSink):
    """The suppression list; `suppress` adds the identifiers of people who opted out."""

    name = "suppression"
    label = "the suppression list"
    # Opt-outs that arrived before the sink was added count too.
    starts_at_first = True

    def send(self, delivery: Delivery, attempt: int) -> None:
        """Add the person to the list."""
        try:
            super().send(delivery, attempt)
        except Exception as error:  # any error of the list: the delivery is retried
            raise DeliveryError(f"cannot write ({error})", is_unreachable=True) from error


class ErasureSink(_OptOutSink):
    """The erasure of all that is stored about people who opted out.

    The log with the opt-out is part of that, so that `others` get it first.
    """

    name = "erasure"
    label = "the erasure of people who opted out"
    starts_at_first = False

    def __init__(self, erase: Callable[[list[str]], object], others: Iterable[Sink]) -> None:
        super().__init__(erase)
        self.after = tuple(sink.name for sink in others if not sink.types or OPT_OUT in sink.types)

    def send(self, delivery: Delivery, attempt: int) -> None:
        """Erase the person."""
        try:
            super().send(delivery, attempt)
        except Exception as error:  # such as a run in progress: the others are erased meanwhile
            who = delivery.entity.partition(":")[2] or "WHO"
            reason = str(error).rstrip(".")
            raise DeliveryError(
                f"not everything is erased ({reason}). To erase it now, run: "
                f"lusha privacy forget {who}"
            ) from error


def _event_variables(delivery: Delivery, attempt: int) -> dict[str, str]:
    """Return the environment variables that describe a delivery to a command."""
    entity_type, _, entity_id = delivery.entity.partition(":")
    received = iso_time(delivery.received)
    values = (delivery.id, delivery.type, entity_type, entity_id, received, str(attempt))
    return dict(zip(EVENT_VARIABLES, values, strict=True))


def _stderr_or_null() -> int:
    """Return the descriptor for a command's output; stdout is reserved for events."""
    try:
        os.fstat(2)
    except OSError:
        return subprocess.DEVNULL
    return 2


def _signal_process(process: "subprocess.Popen[bytes]", signal_number: signal.Signals) -> None:
    """Send a signal to a command and all its child processes."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal_number)
        else:  # pragma: no cover - Windows
            process.kill()


def _sink_name(prefix: str, value: str) -> str:
    """Return a name with the hash of `value`, because a URL or command may hold a secret."""
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix} {digest[:16]}"
