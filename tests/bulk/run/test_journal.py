"""What a journal stores, and in how many bytes."""

import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.run.journal import Journal, RequestBatch
from lusha_cli.errors import JournalCorrupted
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import PERSON_PATHS
from tests.support.cli import Lusha, Server
from tests.support.files import csv_rows

VALUES: list[Any] = [None, 0, "", [], {}, {"a": [1, 2.5, "ü", "\ud800", "\u2028"]}, "x" * 5000]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return an empty journal."""
    with closing(Journal(tmp_path / "run.db", size=100)) as created:
        yield created


def stored_answer(journal: Journal, body: Any, text: bytes | None = None) -> Any:
    """Store a body as the result of items 1 and 2, and return it as it is read."""
    batch = RequestBatch(0, [("1", {}), ("2", {})])
    journal.record_answer(batch, received_at="now", body=body, text=text, charge=(1, True))
    [*_, answer] = journal.stored_answers(0)
    assert answer.item_ids == ["1", "2"]
    return answer.body


@pytest.mark.parametrize("value", VALUES)
def test_journal_returns_every_value_unchanged(journal: Journal, value: Any) -> None:
    journal.finish_planning()
    database = journal.database
    assert stored_answer(journal, value) == value
    assert stored_answer(journal, None, json.dumps(value).encode()) == value
    assert [database.unpack(database.pack_result(other)) for other in (value, *VALUES)] == [
        value,
        *VALUES,
    ]


def test_journal_reads_single_results_after_it_is_reopened(tmp_path: Path) -> None:
    people = enumerate(sample_people(limit=9))
    bodies = [{"contacts": {str(number): {"data": person}}} for number, person in people]
    file = tmp_path / "run.db"
    with closing(Journal(file, size=100)) as journal:
        journal.finish_planning()
        packed = [journal.database.pack_result(body) for body in bodies]
    with closing(Journal(file, size=100)) as journal:
        assert [journal.database.unpack(value) for value in packed] == bodies
        assert journal.database.pack_result(bodies[3]) == packed[3]


@pytest.mark.parametrize("damaged", [b"", b"x", b"not compressed", zlib.compress(b"{")])
def test_journal_reports_a_damaged_value(journal: Journal, damaged: bytes) -> None:
    with pytest.raises(JournalCorrupted, match="a stored value is damaged"):
        journal.database.unpack(damaged)


def test_journal_has_the_bytes_of_each_response(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    handle, received = server.sandbox.handle, []

    def watch(request: Request) -> Response:
        response = handle(request)
        if request.path in PERSON_PATHS:
            received.append(response.body)
        return response

    server.sandbox.handle = watch  # type: ignore[method-assign]
    online("person", "bulk", write_leads(150), "--yes")
    [run] = online("runs", "list").json
    with closing(sqlite3.connect(online.state / "runs" / f"{run['id']}.db")) as db:
        stored = db.execute("SELECT body FROM answers ORDER BY rowid").fetchall()
    assert [zlib.decompress(body) for (body,) in stored] == received


def test_journal_of_reused_results_is_small(
    online: Lusha, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source = Path(write_leads(150))
    online("person", "bulk", str(source), "--yes")
    first, *lines = source.read_text().splitlines()
    (tmp_path / "reversed.csv").write_text("\n".join([first, *lines[::-1], ""]))
    result = online("person", "bulk", str(tmp_path / "reversed.csv"), "--yes")
    assert "(150 already looked up)" in result.err
    assert {row["lusha_status"] for row in csv_rows(result.out)} == {"matched"}
    latest = online("runs", "list").json[0]["id"]
    with closing(Journal(online.state / "runs" / f"{latest}.db", size=1)) as journal:
        text = sum(
            len(json.dumps(answer.body)) for n in (0, 1) for answer in journal.stored_answers(n)
        )
        select = "SELECT count(*), sum(length(body)) FROM answers"
        assert journal.database.execute(select).fetchone()[0] == 150
        assert journal.database.execute(select).fetchone()[1] < 0.4 * text
        # The dictionary has nothing of a person: it stays when they are erased.
        dictionary = journal.get("dictionary")
        assert '"emailAddresses": [{"email": ""' in dictionary
        assert not re.search(r"[0-9@]", dictionary.replace("country_iso2", ""))
