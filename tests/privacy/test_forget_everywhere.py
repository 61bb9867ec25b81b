"""A person in every place at once, and a crash at each write of their erasure."""

import shutil
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import redis

from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.reader import read_log
from tests.privacy.test_forget import ADA_ID, ADA_PHONE, OTHER, plant, write_log
from tests.privacy.test_forget_in import PEOPLE, TABLES, rows_of_others, write_sink
from tests.support.cli import ADA, Lusha
from tests.support.crashes import crashes_at_message, crashes_at_write
from tests.support.files import row_statuses
from tests.support.redis_server import RedisServer
from tests.support.traces import traces_in, traces_in_bytes

# A process forks to crash.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs os.fork"),
    pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning"),
]


class Everywhere:
    """A machine with data of Ada in every place, and the command that erases it."""

    def __init__(self, lusha: Lusha, folder: Path) -> None:
        self.lusha = lusha
        self.folder = folder
        (box := folder / "box").mkdir()
        self.box = box
        self.sink = box / "crm.db"
        self.logs = [
            LogLocation(box / "log.jsonl", is_sqlite=False),
            LogLocation(box / "log.db", is_sqlite=True),
            LogLocation(box / "rotated.jsonl", is_sqlite=False),
            LogLocation(box / "rotated.db", is_sqlite=True),
        ]

    def plant(self, *, log_folder: str) -> None:
        self.lusha.env["LUSHA_CACHE"] = "30d"
        (inputs := self.folder / "inputs").mkdir()
        plant(self.lusha, inputs, log_folder=log_folder)
        write_sink(self.lusha, inputs, f"sqlite:///{self.sink}")
        for log in self.logs:
            write_log(self.lusha, log, is_rotated=log.file.stem == "rotated")
        # A run whose file has her email as its name.
        (named := inputs / f"{ADA}.csv").write_text(PEOPLE + ",\n")
        self.lusha("person", "bulk", str(named), "--out", f"{inputs}/{ADA}.jsonl", "--yes")
        # What crashes left behind.
        runs = self.lusha.state / "runs"
        first = min(runs.glob("*.db")).stem
        (runs / f"{first}.damaged-1").write_bytes(ADA.encode())
        (runs / f"{first}.new").write_bytes(ADA.encode())
        (self.box / "log.jsonl.forgetting").write_bytes(ADA.encode())

    @property
    def command(self) -> list[str]:
        named = [f"sqlite:///{self.sink}", *(str(log.file) for log in self.logs)]
        options = [word for name in named for word in ("--in", name)]
        return ["privacy", "forget", ADA, *options, "--yes"]

    def folders(self) -> list[Path]:
        return [self.lusha.state, self.lusha.folder / "cache", self.box]

    def traces(self) -> list[tuple[str, bytes]]:
        existing = filter(Path.exists, self.folders())
        return [trace for folder in existing for trace in traces_in(folder)]

    def crash(self, step: int) -> bool:
        """Run the command in a process that ends at its write `step`; return if it got there."""
        return crashes_at_write(step, lambda: self.lusha(*self.command))


@pytest.fixture
def everywhere(lusha: Lusha, tmp_path: Path) -> Everywhere:
    """Return a machine with data of Ada in every place without a server."""
    machine = Everywhere(lusha, tmp_path)
    machine.plant(log_folder="webhooks/sandbox")
    return machine


def test_nothing_is_left_after_a_crash_at_any_write(everywhere: Everywhere, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    for folder in everywhere.folders():
        shutil.copytree(folder, backup / folder.name)
    assert {name for name, _ in everywhere.traces()} >= {"crm.db", "log.db", "log.jsonl"}
    others = rows_of_others(everywhere.sink)
    step = 1
    while everywhere.crash(step):
        everywhere.lusha(*everywhere.command)
        assert everywhere.traces() == [], step
        assert rows_of_others(everywhere.sink) == others, step
        for log in everywhere.logs:
            ids = [] if log.file.stem == "rotated" else ["d3"]
            assert [delivery.id for delivery in read_log(log)] == ids, step
        for rotated in everywhere.box.glob("rotated-*"):
            log = LogLocation(rotated, is_sqlite=rotated.suffix == ".db")
            assert [delivery.id for delivery in read_log(log)] == ["d3"], step
        for folder in everywhere.folders():
            shutil.rmtree(folder)
            shutil.copytree(backup / folder.name, folder)
        step += 1
    assert step > 100
    # The last one wasn't interrupted.
    assert everywhere.traces() == []


def test_runs_resume_after_a_crash(everywhere: Everywhere, tmp_path: Path) -> None:
    lusha = everywhere.lusha
    assert everywhere.crash(20)
    lusha(*everywhere.command)
    before = len(lusha("credits", "log", "--json").json)
    for number, run in enumerate(lusha("runs", "list", "--json").json):
        out = tmp_path / f"{number}.csv"
        lusha("runs", "resume", run["id"], "--out", str(out), "--yes")
        assert "forgotten" in row_statuses(out.read_text())
        assert traces_in_bytes(out.read_bytes()) == []
    assert len(lusha("credits", "log", "--json").json) == before
    assert lusha("privacy", "find", OTHER).code == 0


@pytest.fixture
def with_servers(
    online: Lusha, tmp_path: Path, redis_server: RedisServer, database: str
) -> Everywhere:
    """Return a machine that also has data of Ada in its caches, on Redis too, and in Postgres."""
    machine = Everywhere(online, tmp_path)
    machine.plant(log_folder="webhooks")
    online.env["LUSHA_CACHE_URL"] = redis_server.url
    online("person", "get", ADA, "--refresh")
    write_sink(online, tmp_path, database)
    return machine


def traces_on(redis_server: RedisServer) -> list[bytes]:
    """Return the traces of Ada in all keys and values of a server, compressed ones included."""
    with redis.Redis.from_url(redis_server.url) as client:
        keys = client.keys("*")
        values = [value for key in keys if client.type(key) == b"string"
                  for value in [client.get(key)]]  # fmt: skip
    texts = [*keys, *values]
    for value in values:
        for start in (index for index, byte in enumerate(value) if byte == 0x78):
            with suppress(zlib.error):
                texts.append(zlib.decompressobj().decompress(value[start:]))
    return [trace for text in texts for trace in traces_in_bytes(text)]


def read_tables(database: str) -> dict[str, bytes]:
    """Return the content of each table of a Postgres database."""
    tables = {}
    with psycopg.connect(database) as db:
        for table in TABLES:
            with db.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                tables[table] = b"".join(bytes(block) for block in copy)
    return tables


def write_tables(database: str, tables: dict[str, bytes]) -> None:
    """Replace the content of all tables of a Postgres database."""
    with psycopg.connect(database) as db:
        db.execute(f"TRUNCATE {', '.join(tables)}".encode())
        for table, content in tables.items():
            with db.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                copy.write(content)


@pytest.mark.parametrize("who", [ADA.upper(), ADA_ID, ADA_PHONE])
def test_nothing_is_left_on_servers(
    who: str, with_servers: Everywhere, redis_server: RedisServer, database: str
) -> None:
    lusha = with_servers.lusha
    assert traces_on(redis_server)
    found = lusha("privacy", "find", who, "--in", database, "--json").json["found"]
    assert {entry["store"] for entry in found} >= {"runs", "last", "webhooks", "cache", "ledger"}
    command = with_servers.command
    command[2] = who
    lusha(*command, "--in", database)
    assert with_servers.traces() == []
    assert traces_on(redis_server) == []
    assert traces_in_bytes(b"".join(read_tables(database).values())) == []
    lusha("privacy", "find", who, "--in", database, code=3)


def test_nothing_is_left_after_a_crash_at_any_message_to_a_server(
    with_servers: Everywhere, redis_server: RedisServer, database: str, tmp_path: Path
) -> None:
    command = [*with_servers.command, "--in", database]
    backup = tmp_path / "backup"
    for folder in with_servers.folders():
        shutil.copytree(folder, backup / folder.name)
    tables = read_tables(database)
    others = [line for line in tables["contacts"].splitlines() if not traces_in_bytes(line)]
    with redis_server.client() as client:
        keys = {key: client.dump(key) for key in client.keys("*")}
    step = 1
    while crashes_at_message(step, lambda: with_servers.lusha(*command)):
        with_servers.lusha(*command)
        assert with_servers.traces() == [], step
        assert traces_on(redis_server) == [], step
        left = read_tables(database)
        assert traces_in_bytes(b"".join(left.values())) == [], step
        assert left["contacts"].splitlines() == others, step
        for folder in with_servers.folders():
            shutil.rmtree(folder)
            shutil.copytree(backup / folder.name, folder)
        write_tables(database, tables)
        with redis_server.client() as client:
            client.flushall()
            for key, value in keys.items():
                client.restore(key, 0, value)
        step += 1
    assert step > 20
    assert traces_on(redis_server) == []
