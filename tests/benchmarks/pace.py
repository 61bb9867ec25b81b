"""Measure how much of the API's rate limit a bulk run uses, when responses take long.

The server answers each request after a delay and stores when it came. Printed are the requests a
second between the first and the last one as a share of the limit of 25, and the most requests that
came within one second; then how long the whole run took, with the file read and written.

Run by hand: python tests/benchmarks/pace.py [--requests 300] [--latency 0.05 0.3 1]
"""

import argparse
import multiprocessing
import tempfile
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lusha_cli.api.concurrency import REQUESTS_PER_SECOND
from tests.benchmarks.bulk import Handler, environment, lusha, run, write_input

ITEMS_PER_REQUEST = 100


class SlowHandler(Handler):
    """Answer each POST after a delay, and store the time at which it came."""

    arrivals: Any = None
    latency: float = 0.0

    def do_POST(self) -> None:  # noqa: N802
        """Answer as the other benchmarks' server does, but later."""
        came = time.monotonic()
        self.arrivals.append(came)
        time.sleep(self.latency)
        super().do_POST()


def serve(ready: Any, arrivals: Any, latency: float) -> None:
    """Serve until killed; send the port first."""
    SlowHandler.arrivals, SlowHandler.latency = arrivals, latency
    server = ThreadingHTTPServer(("127.0.0.1", 0), SlowHandler)
    server.daemon_threads = True
    ready.send(server.server_address[1])
    server.serve_forever()


def most_within_a_second(arrivals: list[float]) -> int:
    """Return the most requests that came within one second."""
    first, most = 0, 0
    for last, at in enumerate(arrivals):
        while at - arrivals[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def measure(requests: int, latency: float) -> None:
    """Print the result for one latency."""
    with multiprocessing.Manager() as manager, tempfile.TemporaryDirectory() as name:
        arrivals = manager.list()
        ours, theirs = multiprocessing.Pipe()
        options = (theirs, arrivals, latency)
        server = multiprocessing.Process(target=serve, args=options, daemon=True)
        server.start()
        try:
            folder = Path(name)
            write_input(folder / "in.csv", requests * ITEMS_PER_REQUEST)
            url = f"http://127.0.0.1:{ours.recv()}"
            cost = run(lusha(folder / "in.csv", folder / "out.csv"), environment(folder, url))
        finally:
            server.kill()
        times = sorted(arrivals)
    rate = (len(times) - 1) / (times[-1] - times[0])
    print(
        f"{latency * 1000:>5.0f} ms: {len(times)} requests, {rate:.2f} a second, "
        f"{rate / REQUESTS_PER_SECOND:.3f} of the limit, at most {most_within_a_second(times)} "
        f"within a second; the whole run took {cost.seconds:.1f} s, "
        f"{cost.seconds * REQUESTS_PER_SECOND / len(times):.3f} of the limit's own time"
    )


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--latency", type=float, nargs="+", default=[0.05, 0.3, 1.0])
    options = parser.parse_args()
    for latency in options.latency:
        measure(options.requests, latency)


if __name__ == "__main__":
    main()
