"""The cache on a real Redis server, shared by several machines."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.bulk_runs import request_counts
from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.redis_server import PASSWORD, RedisServer

pytestmark = [pytest.mark.slow, pytest.mark.with_yes]
WriteCsv = Callable[..., str]
EMAILS = [person["email"] for person in sample_people(limit=260)]


def machine(folder: Path, server: Server, redis_server: RedisServer) -> Lusha:
    """Return the CLI of a machine of its own that shares the cache."""
    folder.mkdir()
    cli = Lusha(folder)
    cli.env.update(
        LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY, LUSHA_CACHE="30d",
        LUSHA_CACHE_URL=redis_server.url,
    )  # fmt: skip
    return cli


def enrich(cli: Lusha, source: str, *more: str) -> list[dict[str, str]]:
    out = cli.folder / "out.csv"
    cli("person", "bulk", source, "--out", str(out), *more)
    with out.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_two_machines_pay_once(
    tmp_path: Path, server: Server, redis_server: RedisServer, write_csv: WriteCsv
) -> None:
    first, second = (machine(tmp_path / name, server, redis_server) for name in "ab")
    leads = write_csv("email\n" + "\n".join(EMAILS[:120]))
    rows = enrich(first, leads)
    first("company", "get", "analytical-engines.example")
    before = request_counts(server)
    again = enrich(second, leads)
    assert {row["lusha_source"] for row in again} == {"cache"}
    person = second("person", "get", rows[0]["lusha_linkedin_url"], "--json").json
    second("company", "get", "analytical-engines.example")
    assert request_counts(server) == before
    assert person["contact"]["data"]["fullName"] == rows[0]["lusha_full_name"]
    own = {"lusha_source": "", "lusha_credits": ""}
    assert [row | own for row in again] == [row | own for row in rows]


def test_smart_rows_are_shared(
    tmp_path: Path, server: Server, redis_server: RedisServer, write_csv: WriteCsv
) -> None:
    first, second = (machine(tmp_path / name, server, redis_server) for name in "ab")
    leads = write_csv("email\n" + "\n".join(EMAILS[:30]))
    enrich(first, leads, "--smart")
    before = request_counts(server)
    assert {row["lusha_source"] for row in enrich(second, leads, "--smart")} == {"cache"}
    assert request_counts(server) == before


def test_server_that_is_gone_before_is_one_warning(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    redis_server.stop()
    result = cli("person", "get", ADA)
    assert result.err.count("Warning: the cache server redis://127.0.0.1") == 1
    assert PASSWORD not in result.err + result.out


def test_erasure_fails_while_the_server_is_gone(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    cli("person", "get", ADA)
    redis_server.stop()
    # Nothing was found, but the server may have something.
    for command in (("forget", ADA), ("status",), ("export",), ("clear",)):
        assert "the server can't be reached" in cli("cache", *command, code=1).err
    assert "the server can't be reached" in cli("privacy", "forget", ADA, code=10).err
    assert "the server can't be reached" in cli("privacy", "suppress", ADA).err


def test_server_that_is_killed_in_a_run_loses_nothing_paid(
    tmp_path: Path,
    server: Server,
    redis_server: RedisServer,
    write_csv: WriteCsv,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    handle, number = server.sandbox.handle, 0

    def handle_and_kill(request: Any) -> Any:
        nonlocal number
        number += request.path in ("/v2/person", "/v3/contacts/search-and-enrich")
        if number == 2:
            redis_server.stop()
        return handle(request)

    monkeypatch.setattr(server.sandbox, "handle", handle_and_kill)
    leads = write_csv("email\n" + "\n".join(EMAILS))
    out = cli.folder / "out.csv"
    result = cli("person", "bulk", leads, "--out", str(out), "--jobs", "1")
    assert result.err.count("Warning: the cache server") == 1
    with out.open(newline="") as stream:
        assert {row["lusha_status"] for row in csv.DictReader(stream)} == {"matched"}
    before = request_counts(server)
    enrich(cli, write_csv("email\n" + "\n".join(EMAILS[5:]), "other.csv"))
    assert request_counts(server) == before


def test_this_process_pays_once_without_the_server(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    context = cli.make_context()
    cache = context.result_cache
    assert cache is not None
    from lusha_cli.api.endpoints import PERSON_GET

    first = context.call(PERSON_GET, query={"email": ADA})
    redis_server.stop()
    before = request_counts(server)
    link = first["contact"]["data"]["socialLinks"]["linkedin"]
    again = context.call(PERSON_GET, query={"linkedinUrl": link})
    assert again["contact"]["data"] == first["contact"]["data"]
    assert request_counts(server) == before
    context.close()


def test_rejected_connection_is_an_error_before_anything_is_paid(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    cli.env["LUSHA_CACHE_URL"] = redis_server.url.replace(PASSWORD, "wrong-password")
    before = request_counts(server)
    error = cli("person", "get", ADA, "--json", code=2)
    assert "rejected the connection" in error.error["message"]
    assert "wrong-password" not in error.err + error.out
    assert request_counts(server) == before


def test_entries_expire_on_the_server(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    import redis

    cli = machine(tmp_path / "a", server, redis_server)
    cli.env["LUSHA_CACHE_MISSES"] = "1d"
    cli.env["LUSHA_CACHE"] = "2d"
    cli("person", "get", ADA)
    client: Any = redis.Redis.from_url(redis_server.url)
    names = [name for name in client.scan_iter() if not name.endswith(b"hits")]
    assert names
    assert all(0 < client.ttl(name) <= 2 * 86_400 for name in names)
    content = b"".join(client.get(name) for name in names) + b"".join(names)
    assert b"ada" not in content.lower()
    client.close()


def test_cache_commands_work_on_the_server(
    tmp_path: Path, server: Server, redis_server: RedisServer
) -> None:
    cli = machine(tmp_path / "a", server, redis_server)
    link = cli("person", "get", ADA, "--json").json["contact"]["data"]["socialLinks"]["linkedin"]
    cli("contacts", "search-and-enrich", ADA, EMAILS[3])
    status = cli("cache", "status", "--json").json
    assert (status["backend"], status["entries"]) == ("redis", 3)
    assert PASSWORD not in str(status)
    assert len(cli("cache", "export", "--json").json) == 3
    assert cli("cache", "forget", link, "--json").json == {"deleted": 2}
    before = request_counts(server)
    cli("person", "get", ADA)
    assert request_counts(server) != before
    cli("cache", "clear", "--yes")
    assert cli("cache", "status", "--json").json["entries"] == 0


def test_nightly_file_asks_only_for_new_rows(
    tmp_path: Path, server: Server, redis_server: RedisServer, write_csv: WriteCsv
) -> None:
    first, second = (machine(tmp_path / name, server, redis_server) for name in "ab")
    enrich(first, write_csv("email\n" + "\n".join(EMAILS[:250])))
    before = server.ledger()["entities"]
    rows = enrich(second, write_csv("email\n" + "\n".join(EMAILS), "night.csv"))
    after = server.ledger()["entities"]
    assert len([name for name in after if after[name] != before.get(name)]) == 10
    assert [row["lusha_source"] for row in rows] == ["cache"] * 250 + ["api"] * 10
