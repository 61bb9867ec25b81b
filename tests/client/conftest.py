"""A client with folders of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli import Lusha
from tests.support.cli import KEY, Server

MakeClient = Callable[..., Lusha]


@pytest.fixture
def make_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeClient]:
    """Return a function that makes a client; all are closed after the test."""
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"LUSHA_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.delenv("LUSHA_API_KEY", raising=False)
    made: list[Lusha] = []

    def make(**arguments: Any) -> Lusha:
        made.append(Lusha(**arguments))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """Start a sandbox over HTTP without rate limits, whose clock doesn't advance here."""
    return serve(rps=0, credits=10**6)


@pytest.fixture
def client(make_client: MakeClient, server: Server) -> Lusha:
    """Return a client of a sandbox over HTTP."""
    return make_client(base_url=server.url, api_key=KEY)
