"""Measure how many deliveries a second `lusha webhooks listen` acknowledges, and how soon.

Run by hand: python tests/benchmarks/webhooks.py [--rate 500] [--seconds 20] [--kill]

The client is this process, the listener another. Deliveries of 2 KB are sent at a steady rate,
whatever the answers take: on connections that stay open, or on a new one for each. The target is
500 a second with 99 of 100 acknowledged within 50 ms, each on the disk before. With --kill, the
listener is killed (SIGKILL) and started again every two seconds; then every delivery that was
acknowledged must be in the log, once.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, NamedTuple

from lusha_cli.webhooks.signature import sign

SECRET = "whsec_of_a_bench_0123456789"
RATE, WITHIN = 500, 0.050
LUSHA = [sys.executable, "-m", "lusha_cli"]


class Result(NamedTuple):
    """Ids acknowledged in one run, seconds for each, and the number not acknowledged."""

    acknowledged: list[str]
    took: list[float]
    lost: int
    seconds: float

    def at(self, share: float) -> float:
        """Return the time within which this share was acknowledged."""
        return sorted(self.took)[min(int(len(self.took) * share), len(self.took) - 1)]


def delivery(host: str, *, is_last: bool) -> tuple[str, bytes]:
    """Return a request with a body of 2 KB, and its id."""
    id_ = str(uuid.uuid4())
    content = {
        "id": id_, "type": "promotion", "entityType": "contact", "entityId": id_[:4],
        "subscriptionId": "507f1f77bcf86cd799439011", "data": {"note": "x" * 1800},
        "timestamp": "2026-01-14T16:16:35.841Z", "billing": {"creditsCharged": 1},
    }  # fmt: skip
    body, timestamp = json.dumps(content).encode(), str(int(time.time()))
    head = (
        f"POST /hook HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"User-Agent: Lusha-Webhooks/1.0\r\nX-Lusha-Timestamp: {timestamp}\r\n"
        f"X-Lusha-Signature: {sign(SECRET, timestamp, body)}\r\nContent-Length: {len(body)}\r\n"
        f"{'Connection: close' if is_last else 'Accept: */*'}\r\n\r\n"
    )
    return id_, head.encode() + body


async def load(port: int, *, rate: int, seconds: float, keeps: bool) -> Result:
    """Deliver at a steady rate; what takes too long does not slow the others down."""
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    acknowledged: list[str] = []
    took: list[float] = []
    lost = 0

    async def one(due: float) -> None:
        nonlocal lost
        id_, request = delivery(f"127.0.0.1:{port}", is_last=not keeps)
        writer: asyncio.StreamWriter | None = None
        try:
            pair = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port)
            reader, writer = pair
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"Content-Length: (\d+)", head)
            assert length
            answer = json.loads(await reader.readexactly(int(length[1])))
            assert b" 201 " in head.partition(b"\r\n")[0], head
            assert answer["webhookId"] == id_
            acknowledged.append(id_)
            took.append(time.perf_counter() - due)
            if keeps:
                idle.append(pair)
                return
        except (OSError, asyncio.IncompleteReadError, AssertionError):
            lost += 1
        if writer is not None:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    began, tasks = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    spent = time.perf_counter() - began
    for _, writer in idle:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    return Result(acknowledged, took, lost, spent)


class Listener:
    """Run `lusha webhooks listen` in another process, on `port` (0 selects a free one)."""

    def __init__(self, folder: Path, out: str, *more: str, port: int = 0) -> None:
        env = {**os.environ, "LUSHA_WEBHOOK_SECRET": SECRET, "LUSHA_STATE_DIR": str(folder),
               "LUSHA_CONFIG_DIR": str(folder)}  # fmt: skip
        self.process = subprocess.Popen(
            [*LUSHA, "webhooks", "listen", "--port", str(port), "--out", out, *more],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.port, self.messages = port, ""
        for line in self.process.stderr:
            self.messages += line
            match = re.search(r"Listening at http://127\.0\.0\.1:(\d+)", line)
            if match:
                self.port = int(match[1])
                break
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.messages += self.process.stderr.read()

    def cpu(self) -> float:
        """Return the CPU seconds used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self, sent: signal.Signals = signal.SIGINT) -> None:
        """Stop the process and wait for it."""
        self.process.send_signal(sent)
        self.process.wait()
        self._reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()


class Receiver(BaseHTTPRequestHandler):
    """Accept every delivery; `received` counts the ids."""

    protocol_version = "HTTP/1.1"
    received: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        """Accept the delivery."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.received[self.headers["X-Lusha-Delivery-Id"]] += 1
        self.send_response_only(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""

    def handle(self) -> None:
        """Continue quietly when a listener is killed."""
        with suppress(ConnectionError):
            super().handle()


def logged(out: Path) -> Counter[str]:
    """Count each id in a JSON-lines log."""
    return Counter(json.loads(line)["id"] for line in out.read_bytes().splitlines())


def measure(name: str, out: str, folder: Path, options: argparse.Namespace, *more: str) -> None:
    """Print the result for one kind of log and one kind of connections."""
    for keeps in (True, False):
        listener = Listener(folder, out.replace("#", str(keeps)), *more)
        try:
            cpu = listener.cpu()
            result = asyncio.run(
                load(listener.port, rate=options.rate, seconds=options.seconds, keeps=keeps)
            )
            cpu = listener.cpu() - cpu
        finally:
            listener.end()
        p99 = result.at(0.99)
        print(
            f"{name}, {'kept connections' if keeps else 'a new connection each'}: "
            f"{len(result.acknowledged) / result.seconds:.0f}/s "
            f"({len(result.acknowledged) / result.seconds / RATE:.2f}x of the target), "
            f"p50 {result.at(0.5) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms "
            f"({p99 / WITHIN:.2f}x of the target), {result.lost} lost, "
            f"{cpu / result.seconds:.0%} of a core"
        )


def kill(folder: Path, options: argparse.Namespace, target: str) -> None:
    """Kill the listener repeatedly; return whether an acknowledged delivery was lost."""
    out = folder / "killed.jsonl"
    forward = ("--forward", target)
    listener = Listener(folder, str(out), *forward)
    acknowledged: list[str] = []
    until = time.perf_counter() + options.seconds
    unanswered = kills = 0
    while time.perf_counter() < until:
        killed = threading.Timer(2.0, listener.process.kill)
        killed.start()
        result = asyncio.run(load(listener.port, rate=options.rate, seconds=2.1, keeps=True))
        killed.join()
        acknowledged += result.acknowledged
        unanswered += result.lost
        listener.end(signal.SIGKILL)
        kills += 1
        listener = Listener(folder, str(out), *forward, port=listener.port)
    while any(id_ not in Receiver.received for id_ in logged(out)):
        time.sleep(0.1)
    listener.end()
    counts = logged(out)
    missing = sum(counts[id_] != 1 for id_ in acknowledged)
    twice = sum(count > 1 for count in counts.values())
    print(
        f"killed {kills} times: {len(acknowledged)} acknowledged, {unanswered} not; "
        f"{missing} of the acknowledged missing, {twice} logged twice, "
        f"{sum(id_ not in Receiver.received for id_ in counts)} not forwarded"
    )


def floor(folder: Path) -> None:
    """Print what the machine itself needs: to sync 2 KB, and to wake up on time."""
    writes, wakes = [], []
    with (folder / "floor").open("wb", buffering=0) as file:
        for _ in range(500):
            began = time.perf_counter()
            file.write(b"x" * 2500)
            os.fdatasync(file.fileno())
            writes.append(time.perf_counter() - began)
            began = time.perf_counter()
            time.sleep(0.001)
            wakes.append(time.perf_counter() - began - 0.001)
    for name, took in (("writing through to the disk", writes), ("waking up late", wakes)):
        took.sort()
        print(f"floor, {name}: p50 {took[250] * 1000:.1f} ms, p99 {took[494] * 1000:.1f} ms")


def receive(ready: "multiprocessing.SimpleQueue[int]") -> None:
    """Run a forwarding target in a separate process."""
    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    ready.put(receiver.server_address[1])
    receiver.serve_forever()


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    ready: multiprocessing.SimpleQueue[int] = multiprocessing.SimpleQueue()
    # After a kill, its ids are compared; otherwise it runs in a separate process.
    kind = threading.Thread if options.kill else multiprocessing.Process
    kind(target=receive, args=(ready,), daemon=True).start()
    target = f"http://127.0.0.1:{ready.get()}/hook"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.kill:
            kill(folder, options, target)
            return
        floor(folder)
        measure("JSON lines", f"{folder}/#.jsonl", folder, options)
        measure("SQLite", f"sqlite:///{folder}/#.db", folder, options)
        measure("JSON lines, forwarded", f"{folder}/f#.jsonl", folder, options, "--forward", target)


if __name__ == "__main__":
    main()
