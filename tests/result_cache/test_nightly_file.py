"""A nightly file of 10,000 people with 10 new ones, with both kinds of cache."""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import KEY, Lusha, Server
from tests.support.redis_server import RedisServer

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("backend", ["sqlite", "redis"])
def test_nightly_file_asks_only_for_new_people(
    serve: Callable[..., Server],
    tmp_path: Path,
    redis_server: RedisServer,
    backend: str,
) -> None:
    server, online = serve(rps=0), Lusha(tmp_path)
    online.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY, LUSHA_YES="1")
    emails = [person["email"] for person in sample_people(limit=10_010)]
    for name, rows in (("a.csv", emails[:10_000]), ("b.csv", [*emails[10_000:], *emails[:9_990]])):
        (tmp_path / name).write_text("email\n" + "\n".join(rows) + "\n")
    online.env["LUSHA_CACHE"] = "30d"
    if backend == "redis":
        online.env["LUSHA_CACHE_URL"] = redis_server.url
    # Another profile doesn't share the runs, and has the same account.
    online.config.parent.mkdir()
    online.config.write_text("[profiles.other]\n")
    out = tmp_path / "out.csv"
    online("person", "bulk", str(tmp_path / "a.csv"), "--out", str(out))
    before = server.ledger()["entities"]
    started = time.monotonic()
    online("person", "bulk", str(tmp_path / "b.csv"), "--out", str(out), "--profile", "other")
    assert time.monotonic() - started < 120
    after = server.ledger()["entities"]
    assert len([name for name in after if after[name] != before.get(name)]) == 10
    with out.open(newline="") as stream:
        sources = [row["lusha_source"] for row in csv.DictReader(stream)]
    assert sources == ["api"] * 10 + ["cache"] * 9_990
