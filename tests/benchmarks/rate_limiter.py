"""Measure what the shared rate limiter costs a request, alone and with other processes.

Run by hand: python tests/benchmarks/rate_limiter.py [--processes 16] [--times 2000]
"""

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path

from lusha_cli.api.endpoints import Limit
from lusha_cli.api.rate_limiter import RateLimiters
from lusha_cli.clock import SystemClock

# A limit that never delays a request: only the bookkeeping is measured.
ENDLESS = Limit(10**9, 1)
HEADERS = {
    f"x-{part}": "1000"
    for name in ("minute", "hourly", "daily")
    for part in (f"{name}-requests-left", f"{name}-usage")
} | {f"x-rate-limit-{name}": "2000" for name in ("minute", "hourly", "daily")}


def take(folder: str, times: int) -> float:
    """Return the seconds that the bookkeeping of one request takes."""
    pace = RateLimiters(Path(folder), SystemClock()).for_key("https://api.lusha.com", "key")
    began = time.perf_counter()
    for _ in range(times):
        pace.acquire("person get", ENDLESS, max_wait=60)
        pace.record_response("person get", 200, HEADERS, None)
    return (time.perf_counter() - began) / times


def main() -> None:
    """Print the cost of a request."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--times", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"one process: {take(folder, options.times) * 1000:.3f} ms a request")
        with multiprocessing.Pool(options.processes) as pool:
            jobs = [(folder, options.times // options.processes)] * options.processes
            costs = pool.starmap(take, jobs)
    # Each process waits for the others: this is the time of all together.
    print(
        f"{options.processes} processes, without a pause: {max(costs) * 1000:.3f} ms a request each"
    )


if __name__ == "__main__":
    main()
