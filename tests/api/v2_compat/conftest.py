"""Fixtures of V2 compatibility tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import KEY, Lusha, Server


@pytest.fixture
def without_v2(tmp_path: Path, serve: Callable[..., Server]) -> tuple[Lusha, Server]:
    """Return a CLI and a server without V2."""
    server = serve(v2="gone")
    runner = Lusha(tmp_path)
    runner.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    return runner, server


@pytest.fixture
def recorded_paths(monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], list[str]]:
    """Return a function that records the request paths of a server."""

    def watch(server: Server) -> list[str]:
        paths: list[str] = []
        handle = server.sandbox.handle

        def record(request: Any) -> Any:
            paths.append(request.path)
            return handle(request)

        monkeypatch.setattr(server.sandbox, "handle", record)
        return paths

    return watch
