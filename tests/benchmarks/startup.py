"""Measure how long commands take to start, compared with bare baselines; run by hand.

    python tests/benchmarks/startup.py [--pairs 20] [--keep FOLDER] [--only WORD]

It installs the wheel of this tree, as a current pip does, and httpie beside it, both in fresh
environments; --keep keeps them in FOLDER and uses them again. The sandbox answers over HTTP in a
process of its own. Each pair runs both sides in turn; printed is the median of each side and of
their ratio. It exits with 1 where a ratio is over its target. The keyring is measured where
gnome-keyring and dbus are installed.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
ADA = "ada.byrne@analytical-engines.example"
KEY = "sandbox-bench"

MINIMAL = """
import os, sys, requests
answer = requests.get(sys.argv[1] + sys.argv[2], headers={"api_key": os.environ["LUSHA_API_KEY"]},
                      timeout=30)
answer.raise_for_status()
print(answer.text)
"""

# The sandbox with a clock that advances a minute per read: no limit is reached.
SERVER = """
import itertools, pathlib, sys, time
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.server import make_server
class Clock:
    ticks = itertools.count()
    def now(self): return time.time() + 61 * next(self.ticks)
    sleep = time.sleep
sandbox = Sandbox(pathlib.Path(sys.argv[1]), clock=Clock(), options=Options(rps=0))
server = make_server(sandbox, host="127.0.0.1", port=0)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
"""

Env = dict[str, str]


class Side(NamedTuple):
    """One side of a comparison: a command line, and its environment if it needs another."""

    name: str
    argv: list[str]
    env: Env | None = None


class Comparison(NamedTuple):
    """A command against a baseline; `most` limits the ratio, `most_ms` the difference."""

    ours: Side
    floor: Side
    most: float | None = None
    most_ms: float | None = None


class Bench:
    """Run comparisons in `env`, with their state in `state`."""

    def __init__(self, env: Env, state: Path, *, pairs: int) -> None:
        self._env = env
        self._state = state
        self._pairs = pairs
        self.is_over = False

    def compare(self, comparison: Comparison) -> None:
        """Run the pairs and print the result."""
        sides = (comparison.ours, comparison.floor)
        for side in sides:
            self._seconds(side)
        times = [[self._seconds(side) for side in sides] for _ in range(self._pairs)]
        ours, floor = (1000 * statistics.median(side) for side in zip(*times, strict=True))
        ratio = statistics.median(mine / theirs for mine, theirs in times)
        more = 1000 * statistics.median(mine - theirs for mine, theirs in times)
        target, verdict = "", ""
        if comparison.most is not None:
            target, verdict = f"at most {comparison.most:g}", self._judged(ratio, comparison.most)
        if comparison.most_ms is not None:
            target = f"at most {comparison.most_ms:g} ms more"
            verdict = f"{more:+.0f} ms {self._judged(more, comparison.most_ms)}"
        print(
            f"{sides[0].name:<32} {ours:6.1f} ms   {sides[1].name:<28} {floor:6.1f} ms   "
            f"{ratio:5.2f}   {target:<17} {verdict}".rstrip(),
            flush=True,
        )

    def _judged(self, measured: float, most: float) -> str:
        self.is_over |= measured > most
        return "ok" if measured <= most else "OVER"

    def _seconds(self, side: Side) -> float:
        # Forget earlier requests: waiting for the rate limit isn't start-up time.
        shutil.rmtree(self._state / "limits", ignore_errors=True)
        started = time.perf_counter()
        done = subprocess.run(
            side.argv,
            env=side.env or self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        taken = time.perf_counter() - started
        if done.returncode:
            raise SystemExit(f"{' '.join(side.argv)}: exit code {done.returncode}\n{done.stderr}")
        return taken


def install(folder: Path) -> None:
    """Create the environments `lusha` and `httpie` in `folder` unless they exist."""
    tools = folder / "tools"
    if not tools.exists():
        subprocess.run([sys.executable, "-m", "venv", tools], check=True)
        # The start script of an old pip imports `re`, which takes as long as bare Python.
        run_pip(tools, tools, "--upgrade", "pip")
    for name, source in (("lusha", str(ROOT)), ("httpie", "httpie")):
        if not (folder / name).exists():
            subprocess.run(
                [sys.executable, "-m", "venv", "--without-pip", folder / name], check=True
            )
            run_pip(tools, folder / name, source)
    run_pip(tools, folder / "lusha", "--force-reinstall", "--no-deps", str(ROOT))


def run_pip(tools: Path, environment: Path, *options: str) -> None:
    """Install into `environment` with the pip of `tools`."""
    pip = [str(tools / "bin" / "python"), "-m", "pip", "--python", f"{environment}/bin/python"]
    subprocess.run([*pip, "install", "-q", *options], check=True)


@contextmanager
def served(python: str, file: Path) -> Iterator[str]:
    """Serve the sandbox over HTTP in another process, with its state in `file`."""
    argv = [python, "-c", SERVER, str(file)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@contextmanager
def keyring(lusha: str, env: Env, url: str) -> Iterator[Env]:
    """Return an environment whose key is in an unlocked gnome-keyring on a separate bus."""
    bus = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with ExitStack() as running:
        dbus = running.enter_context(
            subprocess.Popen(bus, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        )
        running.callback(dbus.terminate)
        assert dbus.stdout is not None
        own = {name: value for name, value in env.items() if name != "LUSHA_API_KEY"}
        own |= {"DBUS_SESSION_BUS_ADDRESS": dbus.stdout.readline().strip()}
        daemon = running.enter_context(
            subprocess.Popen(
                ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                env=own,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        running.callback(daemon.terminate)
        assert daemon.stdin is not None
        daemon.stdin.write("unlock-me")
        daemon.stdin.close()
        time.sleep(1)
        subprocess.run(
            [lusha, "auth", "login", "--with-token", "--quiet", "--base-url", url],
            env=own, input=KEY, text=True, check=True,
        )  # fmt: skip
        yield own


def comparisons(folder: Path, url: str) -> Iterator[Comparison]:
    """Return the comparisons, except those with a keyring."""
    python, lusha = (str(folder / "lusha" / "bin" / name) for name in ("python", "lusha"))
    bare = Side("python -c pass", [python, "-c", "pass"])
    typer = Side("import typer", [python, "-c", "import typer"])
    person, account = f"/v2/person?email={ADA}", "/account/usage"
    minimal = Side("minimal requests script", [python, "-c", MINIMAL, url, person])
    usage = Side("minimal requests script", [python, "-c", MINIMAL, url, account])
    http = str(folder / "httpie" / "bin" / "http")
    httpie = Side("httpie, the same GET", [http, f"{url}{person}", f"api_key:{KEY}"])
    version = Side("lusha --version", [lusha, "--version"])
    get = [lusha, "person", "get", ADA, "--base-url", url]
    as_json = Side("lusha person get --json", [*get, "--json"])
    as_table = Side("lusha person get -o table", [*get, "-o", "table"])
    yield Comparison(version, bare, most=2)
    yield Comparison(Side("lusha --help", [lusha, "--help"]), typer, most=1.5)
    helped = Side("lusha person get --help", [lusha, "person", "get", "--help"])
    yield Comparison(helped, typer, most=1.5)
    prospecting = [lusha, "contacts", "prospecting", "--help"]
    yield Comparison(Side("lusha contacts prospecting --help", prospecting), typer, most=1.3)
    yield Comparison(Side("lusha completion bash", [lusha, "completion", "bash"]), typer, most=1)
    yield Comparison(as_json, minimal, most=1.1)
    yield Comparison(as_json, httpie, most=0.7)
    yield Comparison(as_table, minimal, most=1.2)
    yield Comparison(as_table, httpie, most=0.9)
    used = [lusha, "account", "usage", "--base-url", url]
    yield Comparison(Side("lusha account usage --json", [*used, "--json"]), usage, most=1.3)
    yield Comparison(Side("lusha account usage -o table", [*used, "-o", "table"]), usage)
    for other in ("gh", "hf"):
        result = shutil.which(other)
        if result:
            yield Comparison(version, Side(f"{other} --version", [result, "--version"]))


def in_keyring(lusha: str, url: str, env: Env) -> Comparison:
    """Compare the lookup with a key in the keyring and in the environment."""
    get = [lusha, "person", "get", ADA, "--json", "--base-url", url]
    ours = Side("lusha person get, key in keyring", get, env)
    return Comparison(ours, Side("the same, in the environment", get), most_ms=80)


def main() -> int:
    """Install, measure and print; return 1 if a ratio exceeds its target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="where the environments are kept")
    parser.add_argument("--only", default="", help="only comparisons with this word in a name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as running:
        folder = (options.keep or Path(temporary)).resolve()
        install(folder)
        env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": temporary,
            "XDG_RUNTIME_DIR": temporary,
            "LUSHA_API_KEY": KEY,
        }
        bench = Bench(env, Path(temporary, ".local/state/lusha"), pairs=options.pairs)
        lusha = str(folder / "lusha" / "bin" / "lusha")
        python = str(folder / "lusha" / "bin" / "python")
        url = running.enter_context(served(python, Path(temporary, "sandbox.db")))
        expected = list(comparisons(folder, url))
        needed = ("dbus-daemon", "gnome-keyring-daemon")
        absent = [program for program in needed if not shutil.which(program)]
        if absent:
            print(f"The keyring is not measured: {', '.join(absent)} not installed.")
        else:
            own = running.enter_context(keyring(lusha, env, url))
            expected.append(in_keyring(lusha, url, own))
        print(f"{options.pairs} pairs; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for comparison in expected:
            if options.only in f"{comparison.ours.name} {comparison.floor.name}":
                bench.compare(comparison)
    return int(bench.is_over)


if __name__ == "__main__":
    sys.exit(main())
