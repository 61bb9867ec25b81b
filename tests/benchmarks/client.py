"""Measure how long `from lusha_cli import Lusha` takes, compared with `import requests`.

    python tests/benchmarks/client.py [--pairs 30]

Each pair starts both in new processes, in turn. Printed are the medians, and the first call of a
client in the sandbox. It exits with 1 if the client is slower to import than requests.
"""

import argparse
import statistics
import subprocess
import sys
import time

STATEMENTS = {
    "nothing": "pass",
    "import lusha_cli": "import lusha_cli",
    "from lusha_cli import Lusha": "from lusha_cli import Lusha",
    "import requests": "import requests",
    "first call in the sandbox": (
        "from lusha_cli import Lusha\nwith Lusha(sandbox=True) as client: client.account.usage()"
    ),
}


def seconds(statement: str) -> float:
    """Return how long a process with a statement runs."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - started


def main() -> int:
    """Print the medians; return 1 if the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=30)
    pairs = parser.parse_args().pairs
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(pairs):
        for name, statement in STATEMENTS.items():
            times[name].append(seconds(statement))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(f"{median * 1000:7.1f} ms  {name}")
    return int(medians["from lusha_cli import Lusha"] > medians["import requests"])


if __name__ == "__main__":
    sys.exit(main())
