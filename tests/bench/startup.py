"""How long commands take to start, against bare floors; run by hand in an installed environment.

    python tests/bench/startup.py [--pairs 15]

Each pair runs both sides in turn; printed is the ratio of their medians.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADA = "ada.byrne@analytical-engines.example"
LUSHA = str(Path(sys.executable).parent / "lusha")

MINIMAL = """
import os, sys, requests
answer = requests.get(sys.argv[1] + "/v2/person", params={"email": sys.argv[2]},
                      headers={"api_key": os.environ["LUSHA_API_KEY"]}, timeout=30)
answer.raise_for_status()
print(answer.text)
"""


def seconds(command: list[str], env: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def compare(
    name: str, ours: list[str], floor: list[str], *, most: float, pairs: int, env: dict[str, str]
) -> None:
    for command in (ours, floor):
        seconds(command, env)
    times = [(seconds(ours, env), seconds(floor, env)) for _ in range(pairs)]
    mine, theirs = (statistics.median(side) for side in zip(*times, strict=True))
    verdict = "ok" if mine <= most * theirs else "TOO SLOW"
    sys.stdout.write(
        f"{name:<52} {mine * 1000:7.1f} ms / {theirs * 1000:7.1f} ms = {mine / theirs:5.2f}"
        f"  (at most {most}) {verdict}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=15)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "LUSHA_CONFIG_DIR": f"{folder}/config",
            "LUSHA_STATE_DIR": f"{folder}/state",
            "LUSHA_API_KEY": "sandbox-bench",
        }
        python = [sys.executable, "-c"]
        compare(
            "lusha --version / python -c pass",
            [LUSHA, "--version"], [*python, "pass"], most=2, pairs=pairs, env=env,
        )  # fmt: skip
        compare(
            "lusha --version / import typer",
            [LUSHA, "--version"], [*python, "import typer"], most=1.3, pairs=pairs, env=env,
        )  # fmt: skip
        served = [LUSHA, "sandbox", "serve", "--port", "0", "--rps", "0", "--json"]
        with subprocess.Popen(
            served, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            assert server.stdout is not None
            url = json.loads(server.stdout.readline())["url"]
            compare(
                "lusha person get --json / minimal requests script",
                [LUSHA, "person", "get", ADA, "--json", "--quiet", "--base-url", url],
                [*python, MINIMAL, url, ADA], most=1.5, pairs=pairs, env=env,
            )  # fmt: skip
            server.terminate()


if __name__ == "__main__":
    main()
