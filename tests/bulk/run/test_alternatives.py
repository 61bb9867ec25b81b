"""`--try-all`: the other emails of a cell are sent only for rows that the first doesn't find."""

import json
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.record_types import PERSON
from lusha_cli.bulk.run.recorder import SendResult
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.errors import Interrupted, NetworkError
from lusha_cli.privacy.identifiers import person_identifiers
from lusha_cli.privacy.suppression_list import SuppressionList
from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import PERSON_PATHS, command_line, process_env
from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows, row_statuses

ZANELE = "zanele.moreau@orchard-motors.example"
NOBODY = "nobody@nowhere.example"
GONE = "gone@nowhere.example"


class SentEmails:
    """The emails of each bulk request that a sandbox gets."""

    def __init__(self, server: Server) -> None:
        self.batches: list[list[str]] = []
        self._handle = server.sandbox.handle
        server.sandbox.handle = self.handle  # type: ignore[method-assign]

    def handle(self, request: Request) -> Response:
        if request.path in PERSON_PATHS:
            contacts = json.loads(request.body)["contacts"]
            self.batches.append([contact["email"] for contact in contacts])
        return self._handle(request)

    def take(self) -> list[list[str]]:
        batches, self.batches = self.batches, []
        return batches


@pytest.fixture
def sent(server: Server) -> SentEmails:
    return SentEmails(server)


def as_csv(*cells: str) -> str:
    return "email\n" + "".join(f"{cell}\n" for cell in cells)


def test_try_all_sends_the_others_only_for_rows_that_are_not_found(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    source = write_csv(
        as_csv(f"{ADA}; {ZANELE}", f"{NOBODY}; {GONE}; {ZANELE}", f"{GONE}; {NOBODY}")
    )
    line = ("person", "bulk", source, "--yes")
    plain = online(*line)
    assert row_statuses(plain.out) == ["matched", "not_found", "not_found"]
    assert sent.take() == [[ADA, NOBODY, GONE]]
    assert "3 rows have several emails. Only the first is looked up." in plain.err
    shown = online("person", "bulk", source, "--dry-run", "--try-all")
    assert "Rows that aren't found are tried with up to 1 other email (--try-all)." in shown.err
    tried = online(*line, "--try-all")
    assert sent.take() == [[ZANELE]]
    rows = csv_rows(tried.out)
    assert [row["lusha_work_email"] for row in rows] == [ADA, ZANELE, ""]
    assert [row["lusha_status"] for row in rows] == ["matched", "matched", "not_found"]
    assert [row["email"] for row in rows][1] == f"{NOBODY}; {GONE}; {ZANELE}"
    # What was found stays in the results, and nothing is sent twice.
    for repeated in (online(*line, "--try-all"), online(*line)):
        assert repeated.out == tried.out
    assert sent.take() == []


def test_try_all_shares_people_with_other_rows(
    online: Lusha, server: Server, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    source = write_csv(as_csv(f"{NOBODY}; {ADA}", ADA, f"{NOBODY}; {ZANELE}", f"{GONE}; {ZANELE}"))
    done = online("person", "bulk", source, "--yes", "--try-all")
    assert sent.take() == [[NOBODY, ADA, GONE], [ZANELE]]
    rows = csv_rows(done.out)
    assert [row["lusha_work_email"] for row in rows] == [ADA, ADA, ZANELE, ZANELE]
    assert [row["lusha_source"] for row in rows] == ["duplicate", "api", "api", "duplicate"]
    charged = sum(entity["charged"] for entity in server.ledger()["entities"].values())
    assert sum(int(row["lusha_credits"]) for row in rows) == charged


@pytest.mark.parametrize("extra", [(), ("--try-all",)])
def test_row_with_a_suppressed_alternative_is_blocked(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str], extra: tuple[str, ...]
) -> None:
    online("privacy", "suppress", ZANELE)
    source = write_csv(as_csv(f"{ADA}; {ZANELE}", f"{GONE}; {ZANELE}", f"{NOBODY}; {GONE}", GONE))
    line = ("person", "bulk", source, "--yes", *extra)
    shown = online(*line, "--dry-run")
    assert "1 on the suppression list: not sent." in shown.err
    done = online(*line)
    assert row_statuses(done.out) == ["blocked", "blocked", "not_found", "not_found"]
    # The other rows have this address alone, or with others that are allowed.
    assert sent.take() == [[GONE, NOBODY]]
    online("privacy", "allow", ZANELE)
    online("privacy", "suppress", NOBODY)
    [run] = online("runs", "list").json
    exported = online("runs", "export", run["id"])
    assert row_statuses(exported.out)[2:] == ["blocked", "not_found"]


def test_try_all_stays_within_the_cap_and_is_resumed(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    source = write_csv(as_csv(f"{NOBODY}; {ADA}", f"{ZANELE}; {GONE}"))
    first = online("person", "bulk", source, "--dry-run").json
    assert (first["requests"], first["maxCredits"]) == (1, 13)
    both = online("person", "bulk", source, "--dry-run", "--try-all").json
    assert (both["requests"], both["maxCredits"]) == (2, 26)
    line = ("person", "bulk", source, "--yes", "--try-all")
    stopped = online(*line, "--max-credits", "13", code=6)
    assert row_statuses(stopped.out) == ["not_found", "matched"]
    assert sent.take() == [[NOBODY, ZANELE]]
    [run] = online("runs", "list").json
    assert run["state"] != "finished"
    resume = ("runs", "resume", run["id"], "--yes", "--max-credits", "7")
    assert row_statuses(online(*resume).out) == ["matched", "matched"]
    assert sent.take() == [[ADA]]
    assert online("runs", "list").json[0]["state"] == "finished"


def test_try_all_reuses_answers_of_earlier_runs(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    first = write_csv(as_csv(f"{NOBODY}; {ADA}"), "first.csv")
    online("person", "bulk", first, "--yes", "--try-all")
    sent.take()
    second = write_csv(as_csv(f"{GONE}; {ZANELE}", f"{NOBODY}; {ADA}", "new@x.example"), "next.csv")
    done = online("person", "bulk", second, "--yes", "--try-all")
    assert sent.take() == [[GONE, "new@x.example"], [ZANELE]]
    assert [row["lusha_work_email"] for row in csv_rows(done.out)] == [ZANELE, ADA, ""]
    # An answer that was paid for as an alternative is that of a row of its own too.
    third = write_csv(as_csv(ADA), "third.csv")
    assert row_statuses(online("person", "bulk", third, "--yes").out) == ["matched"]
    assert sent.take() == []


def test_retry_of_rows_with_alternatives(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    source = write_csv(as_csv(f"{NOBODY}; {ADA}", f"{GONE}; away@x.example; {NOBODY}"))
    line = ("person", "bulk", source, "--yes", "--try-all")
    online(*line)
    assert sent.take() == [[NOBODY, GONE], [ADA, "away@x.example"]]
    done = online(*line, "--retry-status", "not_found")
    assert row_statuses(done.out) == ["matched", "not_found"]
    assert sent.take() == [[GONE], ["away@x.example"], [NOBODY]]
    online("person", "bulk", source, "--yes", "--retry-status", "not_found")
    assert sent.take() == [[GONE]]


def test_sample_tries_the_alternatives_of_its_rows(
    online: Lusha, sent: SentEmails, write_csv: Callable[..., str]
) -> None:
    people = [f"nobody{n}@x.example; {ADA if n else ZANELE}" for n in range(2)]
    source = write_csv(as_csv(*people))
    line = ("person", "bulk", source, "--yes", "--try-all")
    sampled = online(*line, "--sample", "1").json
    assert (sampled["sample"], sampled["matchRate"]) == (1, 1.0)
    batches = sent.take()
    assert [len(batch) for batch in batches] == [1, 1]
    assert row_statuses(online(*line).out) == ["matched", "matched"]
    assert sorted(email for batch in batches + sent.take() for email in batch) == sorted(
        ["nobody0@x.example", "nobody1@x.example", ADA, ZANELE]
    )


def draw_run(seed: int, folder: Path) -> None:
    """Draw a file, run it with crashes and lost responses, and compare it with the definition."""
    draw = random.Random(seed)
    pool = [f"p{n}@x.example" for n in range(draw.randrange(3, 25))]
    known = set(draw.sample(pool, len(pool) // 2))
    suppressed = set(draw.sample(pool, draw.choice((0, 0, 1, 3))))
    rows = [
        draw.sample(pool, min(len(pool), draw.choice((1, 1, 2, 3, 4))))
        for _ in range(draw.randrange(1, 60))
    ]
    source = folder / f"{seed}.jsonl"
    source.write_text("".join(f"{json.dumps({'email': '; '.join(row)})}\n" for row in rows))
    record_type = PERSON._replace(endpoint=PERSON.endpoint._replace(max_items=draw.choice((1, 3))))
    sent: list[str] = []

    def send(body: Any, _: object) -> SendResult:
        if draw.random() < 0.1:
            raise draw.choice((Interrupted("Interrupted."), NetworkError("no route")))
        emails = {contact["contactId"]: contact["email"] for contact in body["contacts"]}
        sent.extend(emails.values())
        items = {
            id_: {"error": None, "isCreditCharged": True, "data": {"fullName": email}}
            if email in known
            else {"error": {"code": 3, "name": "EMPTY_DATA", "message": "none"}}
            for id_, email in emails.items()
        }
        return SendResult({"contacts": items, "companies": {}})

    suppression_list = SuppressionList(folder / str(seed))
    identifiers = [identifier for email in suppressed
                   for identifier in person_identifiers({"email": email})]  # fmt: skip
    suppression_list.add(identifiers, at=0.0)
    suppression = SuppressionPartition(suppression_list.snapshot)
    out = folder / f"{seed}.json"
    statuses = {"error": 1}
    for attempt in range(500):
        with BulkRun(
            record_type,
            str(source),
            journal_file=folder / f"{seed}.db",
            suppression=suppression,
            try_all=True,
        ) as run:
            if statuses.get("error") and attempt % 2:
                run.select(["error"])
            worst_case = len(sent) + run.plan.sent + run.plan.alternatives
            summary = run.run(send, now=lambda: 0.0, workers=1)
            assert len(sent) <= worst_case
            statuses = run.output.write(out)
            if summary.failure is None and not statuses.keys() & {"error", "skipped"}:
                break
    got = [(row["lusha_status"], row["lusha_full_name"]) for row in json.loads(out.read_text())]
    expected = []
    for row in rows:
        found = next((email for email in row if email in known), "")
        if suppressed & set(row):
            expected.append(("blocked", ""))
        else:
            expected.append(("matched", found) if found else ("not_found", ""))
    assert got == expected
    assert not suppressed & set(sent)


@pytest.mark.parametrize("seed", range(4))
def test_alternatives_of_any_file(tmp_path: Path, seed: int) -> None:
    draw_run(seed, tmp_path)


@pytest.mark.slow
def test_alternatives_of_many_files(tmp_path: Path) -> None:
    for seed in range(100, 200):
        draw_run(seed, tmp_path)


@pytest.mark.slow
def test_try_all_is_resumed_after_a_kill(
    server: Server, tmp_path: Path, write_csv: Callable[..., str]
) -> None:
    source = write_csv(as_csv(f"{NOBODY}; {ADA}", ZANELE))
    env, out = process_env(tmp_path / "killed", server), tmp_path / "out.csv"
    line = [*command_line(source, out), "--try-all"]
    handle, bodies = server.sandbox.handle, []

    def kill(request: Request) -> Response:
        if request.path in PERSON_PATHS:
            bodies.append([contact["email"] for contact in json.loads(request.body)["contacts"]])
            if ADA in bodies[-1] and bodies.count(bodies[-1]) == 1:
                process.kill()
        return handle(request)

    server.sandbox.handle = kill  # type: ignore[method-assign]
    process = subprocess.Popen(line, env=env, stderr=subprocess.DEVNULL)
    assert process.wait() == -signal.SIGKILL
    assert not out.exists()
    subprocess.run(line, env=env, check=True, stderr=subprocess.DEVNULL)
    assert bodies == [[NOBODY, ZANELE], [ADA], [ADA]]
    rows = csv_rows(out.read_text())
    assert [row["lusha_work_email"] for row in rows] == [ADA, ZANELE]
    assert server.ledger()["entities"].values()
    assert all(entity["charged"] == 6 for entity in server.ledger()["entities"].values())
