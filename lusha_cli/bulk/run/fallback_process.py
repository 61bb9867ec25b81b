"""Run a command that reads lines from a file and writes lines, within limits."""

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from lusha_cli.api.interrupts import UninterruptedSection

# A longer line isn't a result.
MAX_LINE = 1 << 20
# After this many lines that aren't results, the command is stopped.
MAX_REJECTED = 1000
_QUEUED_LINES = 100
_CHUNK = 1 << 16
_LAST_BYTES = 2000
# Seconds that a wait may delay Ctrl-C.
_POLL = 0.1
# Seconds that a command has to end after its last line.
_GRACE = 5.0


class Ending(NamedTuple):
    """How a command ended: why it failed, "" if it didn't, and its last line on stderr."""

    problem: str = ""
    last_message: str = ""


def run_process(
    command: Sequence[str],
    stdin: IO[bytes],
    *,
    env: Mapping[str, str],
    timeout: float,
    accept: Callable[[bytes], bool],
    is_complete: Callable[[], bool],
) -> Ending:
    """Run a command, and pass each line that it writes to `accept`, until it ends.

    `accept` returns whether a line was a result. The command is stopped if it writes none for
    `timeout` seconds or too much else, or if it hasn't ended soon after `is_complete`. Its whole
    process group ends with it, also after Ctrl-C.
    """
    is_posix = os.name == "posix"
    try:
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(env),
            # Ctrl-C reaches us alone: we stop it.
            start_new_session=is_posix,
        )
    except OSError as error:
        return Ending(f"can't be run: {error.strerror}")
    assert process.stdout
    assert process.stderr
    lines: queue.Queue[bytes | None] = queue.Queue(_QUEUED_LINES)
    errors = bytearray()
    is_stopped = threading.Event()
    threads = [
        threading.Thread(target=_read_lines, args=(process.stdout, lines, is_stopped), daemon=True),
        threading.Thread(target=_read_end, args=(process.stderr, errors), daemon=True),
    ]
    try:
        for thread in threads:
            thread.start()
        problem = _receive(lines, timeout, accept, is_complete)
        if not problem:
            problem = _wait(process, is_complete())
    finally:
        _kill(process)
        process.wait()
        # Results that were written before it was stopped are not lost.
        _drain(lines, accept)
        is_stopped.set()
        for thread in threads:
            thread.join(_GRACE)
        for stream in (process.stdout, process.stderr):
            with suppress(OSError):
                stream.close()
    return Ending(problem, _last_line(bytes(errors)))


def _receive(
    lines: "queue.Queue[bytes | None]",
    timeout: float,
    accept: Callable[[bytes], bool],
    is_complete: Callable[[], bool],
) -> str:
    """Pass on the lines until the command closes its output; return why it must be stopped."""
    deadline, rejected = time.monotonic() + timeout, 0
    while not is_complete():
        # Ctrl-C between receiving and storing a line would lose it.
        with UninterruptedSection():
            try:
                line = lines.get(timeout=_POLL)
            except queue.Empty:
                if time.monotonic() >= deadline:
                    return f"returned no result for {timeout:g} seconds"
                continue
            if line is None:
                # The end of the output, for whoever reads next.
                lines.put(None)
                return ""
            if len(line) > MAX_LINE:
                return f"wrote a line of more than {MAX_LINE >> 20} MB"
            if accept(line):
                deadline = time.monotonic() + timeout
                continue
        rejected += 1
        if rejected == MAX_REJECTED:
            return f"wrote {MAX_REJECTED:,} lines that aren't results"
    return ""


def _drain(lines: "queue.Queue[bytes | None]", accept: Callable[[bytes], bool]) -> None:
    """Pass on the lines that a stopped command has written, up to the end of its output."""
    deadline = time.monotonic() + _GRACE
    with suppress(queue.Empty):
        while (left := deadline - time.monotonic()) > 0:
            line = lines.get(timeout=left)
            if line is None:
                return
            if len(line) <= MAX_LINE:
                accept(line)


def _wait(process: "subprocess.Popen[bytes]", is_complete: bool) -> str:
    """Wait for the end of a command; return why it failed."""
    try:
        code = process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        return "" if is_complete else "closed its output, but didn't end"
    if not code or is_complete:
        return ""
    return f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a command with all processes that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:  # pragma: no cover - Windows
            process.kill()


def _read_lines(
    stream: IO[bytes], lines: "queue.Queue[bytes | None]", is_stopped: threading.Event
) -> None:
    """Put the lines of a stream into a queue, then None; a line that is too long is the last."""
    buffer = b""
    with suppress(OSError, ValueError):
        while chunk := os.read(stream.fileno(), _CHUNK):
            *complete, buffer = (buffer + chunk).split(b"\n")
            for line in complete:
                if not _put(lines, line, is_stopped):
                    return
            if len(buffer) > MAX_LINE:
                break
    if buffer:
        _put(lines, buffer, is_stopped)
    _put(lines, None, is_stopped)


def _put(
    lines: "queue.Queue[bytes | None]", line: bytes | None, is_stopped: threading.Event
) -> bool:
    """Put a line into the queue when it has space; return False once nobody reads it."""
    while not is_stopped.is_set():
        with suppress(queue.Full):
            lines.put(line, timeout=0.2)
            return True
    return False


def _read_end(stream: IO[bytes], last: bytearray) -> None:
    """Read a stream to its end, and store only the last bytes."""
    with suppress(OSError, ValueError):
        while chunk := os.read(stream.fileno(), _CHUNK):
            last += chunk
            del last[:-_LAST_BYTES]


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip()[:200] if lines else ""
