"""A real Postgres server, and one with MongoDB's protocol, for the tests of databases."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pymongo
import pytest

from tests.support.mongo import DATABASE, mongo_server, require_mongo
from tests.support.ports import free_port
from tests.support.postgres import PASSWORD

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a Postgres server on a free loopback port and return its URL."""
    if not BINARIES:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Debian's postgresql")
        pytest.skip("needs Debian's postgresql")
    bin_folder = BINARIES[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="lusha-postgres-"))
    # Postgres does not run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    port = free_port()
    (password := folder / "password").write_text(PASSWORD)
    password.chmod(0o644)
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run([*user, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)

    try:
        run(str(bin_folder / "initdb"), "-D", data, "-U", "lusha", "-A", "scram-sha-256",
            "--pwfile", str(password), "-E", "UTF8", "--locale", "C")  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run(str(bin_folder / "pg_ctl"), "-D", data, "-w", "-o", options, "-l",
            str(folder / "log"), "start")  # fmt: skip
        yield f"postgresql://lusha:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """Return the URL of the server with an empty database."""
    yield postgres
    with psycopg.connect(postgres) as db:
        db.execute("DROP SCHEMA public CASCADE")
        db.execute("CREATE SCHEMA public")


@pytest.fixture(scope="session")
def mongo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a server with MongoDB's protocol on a free loopback port and return its address."""
    require_mongo()
    with mongo_server(tmp_path_factory.mktemp("mongo")) as (address, _):
        yield address


@pytest.fixture
def mongo(mongo_address: str) -> Iterator[str]:
    """Return the URL of an empty database of the server."""
    url = f"mongodb://{mongo_address}/{DATABASE}"
    yield url
    with pymongo.MongoClient[dict[str, str]](url) as client:
        client.drop_database(DATABASE)
