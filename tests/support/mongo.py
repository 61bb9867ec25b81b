"""Start SecantusDB, which has MongoDB's protocol and storage engine, for tests."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymongo
import pytest

from tests.support.ports import free_port

DATABASE = "crm"


def require_mongo() -> None:
    """Skip the test if the server isn't installed."""
    if importlib.util.find_spec("secantus") is None:
        pytest.skip("needs PyPI's secantusdb, which has no wheel for this platform")


@contextmanager
def mongo_server(storage: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Start a server with its data in a folder; return its address, and the process."""
    port = free_port()
    # Its metrics thread isn't needed; the folder is one without a configuration file.
    argv = [sys.executable, "-m", "secantus", "--port", str(port), "--storage-path", str(storage),
            "--standalone", *options]  # fmt: skip
    storage.mkdir(exist_ok=True)
    process = subprocess.Popen(
        argv, cwd=storage, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(storage)},
    )  # fmt: skip
    assert process.stderr
    try:
        for line in process.stderr:
            if b"listening on" in line:
                break
        else:
            pytest.fail("the server didn't start")
        yield f"127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


def find_all(url: str, collection: str) -> list[dict[str, Any]]:
    """Return the documents of a collection, by id."""
    with pymongo.MongoClient[dict[str, Any]](url) as client:
        return list(client[DATABASE][collection].find().sort("_id"))
