"""Measure how long a run takes to write to databases, near and over a slow network.

The sandbox answers a run once; the export of it is measured. Between lusha and Postgres, a proxy on
the loopback delays each direction by --delay seconds. With --baseline, another checkout writes the
same run too. It needs Debian's postgresql, and for MongoDB a server in --mongo.

Run by hand: python tests/benchmarks/sinks.py [--rows 10000] [--delay 0.001] [--baseline PATH]
                 [--mongo mongodb://127.0.0.1:27017/bench]
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Pass data on, each piece `delay` seconds after it came, however many are on their way."""
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            loop.call_later(delay, writer.write, data)
    loop.call_later(delay, writer.close)


@contextmanager
def slow_network(port: int, delay: float) -> Iterator[int]:
    """Start a proxy to a port of the loopback that delays each direction; return its port."""
    loop, started = asyncio.new_event_loop(), threading.Event()
    ports: list[int] = []

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(
            _copy(reader, far_writer, delay), _copy(far_reader, writer, delay)
        )  # fmt: skip

    async def serve() -> None:
        server = await asyncio.start_server(connect, "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        started.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    started.wait()
    yield ports[0]
    loop.call_soon_threadsafe(loop.stop)


@contextmanager
def postgres(folder: Path) -> Iterator[int]:
    """Start a Postgres server with its data in a folder; return its port."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        sys.exit("This needs Debian's postgresql.")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir()
    if user:
        shutil.chown(folder, "postgres")
    port = free_port()

    def run(program: str, *options: str) -> None:
        path = str(binaries[-1].with_name(program))
        subprocess.run([*user, path, "-D", str(folder / "data"), *options], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)  # fmt: skip

    run("initdb", "-U", "lusha", "-A", "trust", "-E", "UTF8", "--locale", "C")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield port
    finally:
        run("pg_ctl", "-m", "immediate", "stop")


def lusha(checkout: Path, folder: Path, *argv: str) -> str:
    """Run a command of a checkout in the sandbox; return its output."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("LUSHA_")}
    path = f"{checkout}{os.pathsep}{env.get('PYTHONPATH', '')}"
    env |= {"PYTHONPATH": path, "LUSHA_SANDBOX": "1"}
    env |= {f"LUSHA_{name}_DIR": str(folder / name) for name in ("STATE", "CONFIG", "CACHE")}
    done = subprocess.run([sys.executable, "-m", "lusha_cli", *argv], env=env, cwd=folder,
                          capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        sys.exit(f"{checkout}: {done.stderr[-2000:]}")
    return done.stdout


def cpu_seconds() -> float:
    """Return the CPU seconds of the processes that ended, without those of servers."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the seconds of an export to each database."""
    from lusha_cli.sandbox.data.people import sample_people

    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--delay", type=float, default=0.001)
    parser.add_argument("--baseline", type=Path, help="another checkout")
    parser.add_argument("--mongo", help="the URL of a MongoDB database, which is written to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        base.chmod(0o755)
        emails = "".join(f"{person['email']}\n" for person in sample_people(limit=options.rows))
        (base / "leads.csv").write_text(f"email\n{emails}")
        checkouts = [ROOT, *([options.baseline.resolve()] if options.baseline else [])]
        for number, checkout in enumerate(checkouts):
            folder = base / str(number)
            folder.mkdir()
            lusha(checkout, folder, "person", "bulk", str(base / "leads.csv"), "--yes",
                  "--out", "out.csv")  # fmt: skip
            [run] = json.loads(lusha(checkout, folder, "runs", "list"))
            with postgres(folder / "server") as port, slow_network(port, options.delay) as slow:
                targets = {
                    "file": "out.csv",
                    "SQLite": "sqlite:///crm.db",
                    "Postgres": f"postgresql://lusha@127.0.0.1:{port}/postgres?table=near",
                    f"Postgres, {options.delay * 1000:g} ms away":
                        f"postgresql://lusha@127.0.0.1:{slow}/postgres?table=far",
                }  # fmt: skip
                if options.mongo and checkout == ROOT:
                    targets["MongoDB"] = options.mongo
                for target, out in targets.items():
                    began, before = time.monotonic(), cpu_seconds()
                    lusha(checkout, folder, "runs", "export", run["id"], "--out", out)
                    seconds = time.monotonic() - began
                    cpu = cpu_seconds() - before
                    print(f"{checkout.name:10} {target:22} {seconds:6.2f} s, {cpu:.2f} s of CPU",
                          flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
