"""Run a function that may never return."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def run_with_timeout(seconds: float, work: Callable[[], T]) -> T:
    """Return or raise what `work` does, in a thread. Raises TimeoutError after `seconds`.

    The thread isn't stopped; it ends with the process.
    """
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        # Raised again in the calling thread; here Python would only print a traceback.
        except BaseException as error:
            failures.append(error)

    # Python would wait at exit for a thread that isn't a daemon.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    if failures:
        raise failures[0]
    raise TimeoutError(f"no response within {seconds:g} seconds")
