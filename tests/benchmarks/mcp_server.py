"""Measure the MCP server: its start, its calls, and the size of its tools.

    python tests/benchmarks/mcp_server.py [--starts 5] [--calls 200]

Prints the median time from the start of the process to its list of tools (in the sandbox), the
calls of a free tool per second, one after the other and all at once, and the tokens of the list,
estimated as a quarter of its characters. Exits with 1 above 3,000 tokens.
"""

import argparse
import asyncio
import statistics
import sys
import time

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

MAX_TOKENS = 3_000
CALL = ("filter_values", {"kind": "contacts", "filter": "seniority"})


def client() -> Client:
    """Return a client of a new process."""
    argv = ["-m", "lusha_cli", "mcp", "--sandbox", "--reveal", "emails,phones", "--quiet"]
    return Client(stdio_client(StdioServerParameters(command=sys.executable, args=argv)))


async def measure_start() -> tuple[float, float]:
    """Return the seconds until the tools are listed, and their tokens."""
    started = time.perf_counter()
    async with client() as connection:
        listed = await connection.list_tools()
        seconds = time.perf_counter() - started
    return seconds, len(listed.model_dump_json(by_alias=True, exclude_none=True)) / 4


async def measure_calls(number: int) -> tuple[float, float]:
    """Return the calls per second, one after the other and all at once."""
    async with client() as connection:
        await connection.call_tool(*CALL)
        started = time.perf_counter()
        for _ in range(number):
            await connection.call_tool(*CALL)
        sequential = number / (time.perf_counter() - started)
        started = time.perf_counter()
        await asyncio.gather(*(connection.call_tool(*CALL) for _ in range(number)))
        return sequential, number / (time.perf_counter() - started)


def main() -> int:
    """Print the measurements; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--calls", type=int, default=200)
    options = parser.parse_args()
    starts = [asyncio.run(measure_start()) for _ in range(options.starts)]
    tokens = starts[0][1]
    print(f"start to list of tools: {statistics.median(each[0] for each in starts):.2f} s")
    sequential, concurrent = asyncio.run(measure_calls(options.calls))
    print(f"calls per second: {sequential:.0f} one after the other, {concurrent:.0f} at once")
    print(f"tools: {tokens:.0f} tokens of {MAX_TOKENS}")
    return int(tokens > MAX_TOKENS)


if __name__ == "__main__":
    sys.exit(main())
