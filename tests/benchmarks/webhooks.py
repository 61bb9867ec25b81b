"""Measure how many deliveries a second `lusha webhooks listen` acknowledges, and how soon.

Run by hand: python tests/benchmarks/webhooks.py [--rate 500] [--seconds 20] [--kill]
    [--peer] [--replay]

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
import urllib.request
import uuid
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, NamedTuple

from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.jsonl import encode_line
from lusha_cli.webhooks.signature import sign

PAYLOAD = 2048
SECRET = "whsec_of_a_bench_0123456789"
RATE, WITHIN = 500, 0.050
LUSHA = [sys.executable, "-m", "lusha_cli"]


class Result(NamedTuple):
    """When each id was acknowledged, the seconds that took, and the number not acknowledged."""

    acknowledged: dict[str, float]
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
    acknowledged: dict[str, float] = {}
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
            acknowledged[id_] = time.perf_counter()
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

    def __init__(
        self, folder: Path, out: str, *more: str, port: int = 0, command: list[str] | None = None
    ) -> None:
        command = command or [*LUSHA, "webhooks", "listen", "--port", str(port), "--out", out]
        env = {**os.environ, "LUSHA_WEBHOOK_SECRET": SECRET, "LUSHA_STATE_DIR": str(folder),
               "LUSHA_CONFIG_DIR": str(folder)}  # fmt: skip
        self.process = subprocess.Popen(
            [*command, *more],
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


# Does the same with aiohttp: checks the signature, skips repeated IDs by an index in SQLite, writes
# to a file that is on the disk before the answer, and prints the event. Deliveries that come during
# a write share the next one.
PEER = """
import asyncio, hashlib, hmac, json, os, sqlite3, sys, time
from aiohttp import web
secret, out = sys.argv[1].encode(), os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
waiting, running = [], False
db = sqlite3.connect(sys.argv[2] + ".index", check_same_thread=False, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
db.execute("CREATE TABLE deliveries (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, type TEXT, "
           "entity TEXT, received REAL, at INTEGER, length INTEGER)")
end = 0
def write(group):
    global end
    db.execute("BEGIN IMMEDIATE")
    lines = []
    for event, line in group:
        row = (event["id"], event["type"], event["entityId"], time.time(), end, len(line))
        if db.execute("INSERT OR IGNORE INTO deliveries VALUES (NULL, ?, ?, ?, ?, ?, ?)",
                      row).rowcount:
            lines.append(line)
            end += len(line)
    os.write(out, b"".join(lines))
    os.fdatasync(out)
    db.execute("COMMIT")
    for event, _ in group:
        print(json.dumps(event), flush=True)
async def drain():
    global waiting, running
    while waiting:
        group, waiting = waiting, []
        await asyncio.to_thread(write, [entry for entry, _ in group])
        for _, done in group:
            done.set_result(None)
    running = False
async def hook(request):
    global running
    body, stamp = await request.read(), request.headers["X-Lusha-Timestamp"]
    signed = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signed, request.headers["X-Lusha-Signature"]):
        return web.json_response({}, status=401)
    event = json.loads(body)
    id_ = event["id"]
    line = {"id": id_, "timestamp": stamp, "signature": signed, "body": body.decode()}
    done = asyncio.get_running_loop().create_future()
    waiting.append(((event, json.dumps(line).encode() + b"\\n"), done))
    if not running:
        running = True
        asyncio.create_task(drain())
    await done
    return web.json_response({"status": "ok", "webhookId": id_}, status=201)
app = web.Application()
app.router.add_post("/hook", hook)
async def main():
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"Listening at http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}",
          file=sys.stderr, flush=True)
    await asyncio.Event().wait()
try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
"""


class Receiver(BaseHTTPRequestHandler):
    """Accept every delivery; `received` counts the ids."""

    protocol_version = "HTTP/1.1"
    received: ClassVar[Counter[str]] = Counter()
    times: ClassVar[dict[str, float]] = {}

    def do_GET(self) -> None:
        """Return when each delivery came."""
        content = json.dumps(self.times).encode()
        self.send_response_only(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        """Accept the delivery."""
        self.rfile.read(int(self.headers["Content-Length"]))
        id_ = self.headers["X-Lusha-Delivery-Id"]
        self.received[id_] += 1
        # The same clock as in the other processes of the machine.
        self.times.setdefault(id_, time.perf_counter())
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


def measure(
    name: str,
    out: str,
    folder: Path,
    options: argparse.Namespace,
    *,
    target: str | None = None,
    command: list[str] | None = None,
) -> None:
    """Print the result for one kind of log and one kind of connections."""
    more = ["--forward", target] if target else []
    for keeps in (True, False):
        file = out.replace("#", str(keeps))
        listener = Listener(folder, file, *more, command=command and [*command, file])
        try:
            cpu = listener.cpu()
            result = asyncio.run(
                load(listener.port, rate=options.rate, seconds=options.seconds, keeps=keeps)
            )
            forwarded = wait_for(result, target) if target else []
            cpu = listener.cpu() - cpu
        finally:
            listener.end()
        p99, count = result.at(0.99), len(result.acknowledged)
        print(
            f"{name}, {'kept connections' if keeps else 'a new connection each'}: "
            f"{count / result.seconds:.0f}/s ({count / result.seconds / RATE:.2f}x of the target), "
            f"p50 {result.at(0.5) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms "
            f"({p99 / WITHIN:.2f}x of the target), {result.lost} lost, "
            f"{cpu / count * 1000:.2f} ms of CPU each"
        )
        if forwarded:
            at = forwarded[int(len(forwarded) * 0.99)]
            print(
                f"    {len(forwarded)} of {count} forwarded, p50 "
                f"{forwarded[len(forwarded) // 2] * 1000:.1f} ms after the answer, "
                f"p99 {at * 1000:.1f} ms ({at / WITHIN:.2f}x of the target)"
            )
        database = Path(file.removeprefix("sqlite:///"))
        if file.startswith("sqlite:"):
            size = sum(each.stat().st_size for each in database.parent.glob(f"{database.name}*"))
            print(f"    {size / count / PAYLOAD:.2f}x the payload on the disk (at most 1.3)")


def wait_for(result: Result, target: str) -> list[float]:
    """Return the seconds from the answer to each delivery until it was forwarded, sorted."""
    until = time.perf_counter() + 20
    while time.perf_counter() < until:
        with urllib.request.urlopen(target) as response:
            times = json.load(response)
        if all(id_ in times for id_ in result.acknowledged):
            break
        time.sleep(0.2)
    return sorted(times[id_] - at for id_, at in result.acknowledged.items() if id_ in times)


def replay(folder: Path, target: str) -> None:
    """Print the peak memory and time of a replay, for few and many deliveries."""
    env = {**os.environ, "LUSHA_WEBHOOK_SECRET": SECRET, "LUSHA_STATE_DIR": str(folder),
           "LUSHA_CONFIG_DIR": str(folder)}  # fmt: skip
    for count in (2_000, 200_000):
        with (log := folder / "replayed.jsonl").open("wb") as file:
            for number in range(count):
                _, request = delivery("x", is_last=True)
                body = request.partition(b"\r\n\r\n")[2]
                file.write(encode_line(Delivery(
                    f"{number}", "promotion", "", time.time(), str(int(time.time())), "", body
                )))  # fmt: skip
        command = [*LUSHA, "webhooks", "replay", str(log), "--to", target, "-o", "jsonl"]
        began = time.perf_counter()
        with subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, process.returncode
        print(f"replay of {count:,}: {usage.ru_maxrss // 1024} MB, "
              f"{count / (time.perf_counter() - began):.0f}/s")  # fmt: skip


def install_peer(folder: Path) -> list[str]:
    """Install aiohttp in an environment of its own; return the command of the peer."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "peer")],
                   check=True)  # fmt: skip
    python = str(folder / "peer" / "bin" / "python")
    subprocess.run(["python3", "-m", "pip", "--python", python, "install", "-q", "aiohttp"],
                   check=True)  # fmt: skip
    return [python, "-c", PEER, SECRET]


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
    parser.add_argument("--peer", action="store_true", help="measure aiohttp too")
    parser.add_argument("--replay", action="store_true", help="measure a replay too")
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
        measure("JSON lines, forwarded", f"{folder}/f#.jsonl", folder, options, target=target)
        if options.peer:
            peer = install_peer(folder)
            measure("aiohttp, JSON lines", f"{folder}/p#.jsonl", folder, options, command=peer)
        if options.replay:
            replay(folder, target)


if __name__ == "__main__":
    main()
