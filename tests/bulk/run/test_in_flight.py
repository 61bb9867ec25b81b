"""Requests in flight: in the journal before they leave, and covered by the cap."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.billing.charges import Charge
from lusha_cli.bulk.plan import RunSummary
from lusha_cli.bulk.record_types import PERSON
from lusha_cli.bulk.run.in_flight import Sending
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.bulk.run.recorder import SendResult
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import (
    BudgetExceeded,
    Forbidden,
    JournalWriteError,
    LushaError,
    NetworkError,
    OutOfCredits,
    RejectedError,
    ServerError,
)

ONCE = PERSON._replace(endpoint=PERSON.endpoint._replace(is_idempotent=False))


class Killed(BaseException):
    """What ends the process in place of SIGKILL."""


class Api:
    """A fake API: `charged` counts all credits, and `sent` how often each person was sent."""

    def __init__(self, per_person: int = 6) -> None:
        self.per_person = per_person
        self.charged = 0
        self.sent: Counter[str] = Counter()
        self.bodies: list[int] = []
        self.on_request: Callable[[int], None] = lambda _: None
        self.after_charge: Callable[[int], None] = lambda _: None
        self._lock = threading.Lock()

    def __call__(self, body: Any, _: Sending) -> SendResult:
        return SendResult(self.respond(body))

    def respond(self, body: Any) -> Any:
        contacts = body["contacts"]
        with self._lock:
            self.bodies.append(len(contacts))
            number = len(self.bodies)
            self.sent.update(contact["email"] for contact in contacts)
            self.on_request(number)
            charge = self.per_person * len(contacts)
            self.charged += charge
            self.after_charge(number)
        return answer(contacts, charge)


def answer(contacts: list[Any], charge: int | None) -> Any:
    items = {
        contact["contactId"]: {"error": None, "data": {"emails": [contact["email"]]}}
        for contact in contacts
    }
    billing = {} if charge is None else {"billing": {"creditsCharged": charge}}
    return {"contacts": items, "companies": {}, **billing}


OpenRun = Callable[..., AbstractContextManager[BulkRun]]


@pytest.fixture
def open_run(tmp_path: Path) -> OpenRun:
    """Return a function that opens the same run of 300 people as another process would."""
    source = tmp_path / "in.jsonl"

    def open_(*, idempotent: bool = False, rows: int = 300) -> BulkRun:
        source.write_text("".join(f'{{"email": "p{n}@f.example"}}\n' for n in range(rows)))
        record_type = PERSON if idempotent else ONCE
        return BulkRun(record_type, str(source), journal_file=tmp_path / "run.db")

    return open_


def send_all(run: BulkRun, send: Any, **more: Any) -> RunSummary:
    return run.run(send, now=lambda: 0.0, **{"workers": 1, **more})


def select(run: BulkRun, kind: str) -> None:
    if kind == "sample":
        run.select_sample(100, seed=1)
    elif kind == "retry":
        run.select(["error"])


def fail_at(number: int, error: BaseException) -> Callable[[int], None]:
    def fail(request: int) -> None:
        if request == number:
            raise error

    return fail


def prepare(open_run: OpenRun, kind: str, *, idempotent: bool) -> None:
    """Make the first 100 people fail without a charge, for a run with --retry-status."""
    if kind == "retry":
        api = Api()
        names = {"error": {"name": "ENRICH_FAILED", "message": "Failed"}}

        def fail(body: Any, _: Sending) -> SendResult:
            if not api.bodies:
                api.respond(body)
                items = {contact["contactId"]: names for contact in body["contacts"]}
                return SendResult({"contacts": items, "billing": {"creditsCharged": 0}})
            raise BudgetExceeded("Enough.")

        with open_run(idempotent=idempotent) as run:
            send_all(run, fail)


@pytest.mark.parametrize("kind", ["plain", "sample", "retry"])
def test_killed_request_counts_as_up_to_its_worst_case(open_run: OpenRun, kind: str) -> None:
    prepare(open_run, kind, idempotent=False)
    api = Api()
    api.after_charge = fail_at(1, Killed())
    with open_run() as run, suppress(Killed):
        select(run, kind)
        send_all(run, api)
    assert api.charged == 600
    with open_run() as run:
        assert run._journal.total_charged() == (604, False)
        assert run._journal.sendings.count() == 1


@pytest.mark.parametrize("kind", ["plain", "sample", "retry"])
@pytest.mark.parametrize("idempotent", [True, False])
@pytest.mark.parametrize("retry_paid", [True, False])
def test_killed_request_is_sent_again_only_if_free_or_allowed(
    open_run: OpenRun, kind: str, idempotent: bool, retry_paid: bool
) -> None:
    prepare(open_run, kind, idempotent=idempotent)
    api = Api()
    api.after_charge = fail_at(1, Killed())
    with open_run(idempotent=idempotent) as run, suppress(Killed):
        select(run, kind)
        send_all(run, api)
    again = Api()
    with open_run(idempotent=idempotent) as run:
        select(run, kind)
        summary = send_all(run, again, retry_paid=retry_paid)
        statuses = run.output.write(run._journal._database._file.with_name("out.json"))
        total, is_exact = run._journal.total_charged()
    repeated = api.sent & again.sent
    assert len(repeated) == (100 if idempotent or retry_paid else 0)
    assert not is_exact
    # Over V2 the repetition is charged together with the lost request.
    assert total >= (again.charged if idempotent else api.charged + again.charged)
    assert statuses.get("unknown", 0) == (0 if idempotent or retry_paid else 100)
    assert summary.resent == (1 if idempotent or retry_paid else 0)


@pytest.mark.parametrize("api_version", ["v2", "v3"])
def test_request_lost_on_v2_is_not_sent_over_v3(open_run: OpenRun, api_version: str) -> None:
    first, second = Api(), Api()
    first.after_charge = fail_at(1, Killed())
    with open_run(idempotent=True) as run, suppress(Killed):
        send_all(run, first)
    is_free = {"is_free_to_resend": lambda api: api == "v2" == api_version}
    with open_run(idempotent=True) as run:
        send_all(run, second, api_version=lambda: api_version, **is_free)
    assert bool(first.sent & second.sent) == (api_version == "v2")


@pytest.mark.parametrize("retry_paid", [True, False])
@pytest.mark.parametrize("kind", ["resumed", "retried"])
def test_repeated_request_does_not_switch_to_v3_on_its_way(
    open_run: OpenRun, retry_paid: bool, kind: str
) -> None:
    first, second = Api(), Api()
    error = Killed() if kind == "resumed" else NetworkError("No answer.")
    first.after_charge = fail_at(1, error)
    with open_run(idempotent=True) as run, suppress(Killed):
        send_all(run, first)

    def send(body: Any, sending: Sending) -> SendResult:
        sending.begin_step("v2", 604)
        sending.fail_step(0, 0)  # V2 is retired
        sending.begin_step("v3", 604)
        return second(body, sending)

    with open_run(idempotent=True) as run:
        if kind == "retried":
            run.select(["error"])
        summary = send_all(run, send, retry_paid=retry_paid)
        statuses = run.output.write(run._journal._database._file.with_name("out.json"))
    assert summary.failure is None
    assert bool(first.sent & second.sent) == retry_paid
    assert statuses.get("unknown", 0) == (0 if retry_paid else 100)


def test_charge_of_each_step_is_recorded_at_once(open_run: OpenRun) -> None:
    totals: list[tuple[int, bool]] = []

    def send(_: Any, sending: Sending) -> SendResult:
        def note() -> None:
            totals.append(run._journal.total_charged())

        sending.begin_step("v3", 4)
        note()
        sending.end_step(Charge(3, is_exact=True))
        note()
        sending.begin_step("v3", 600)
        note()
        raise Killed

    with open_run() as run, suppress(Killed):
        send_all(run, send)
    with open_run() as run:
        totals.append(run._journal.total_charged())
    assert [total for total, _ in totals] == [4, 3, 603, 603]


@pytest.mark.parametrize("error", [Forbidden("No."), OutOfCredits("No credits.")])
def test_charge_of_a_step_before_an_error_is_counted(open_run: OpenRun, error: LushaError) -> None:
    def send(_: Any, sending: Sending) -> SendResult:
        sending.begin_step("v3", 4)
        sending.end_step(Charge(4, is_exact=True))
        sending.begin_step("v3", 600)
        sending.fail_step(0, 0)
        raise error

    with open_run() as run:
        summary = send_all(run, send)
        assert summary.failure is error
        assert (summary.credits, summary.total_credits) == (4, 4)
    # The items were paid for once, and are not searched for again.
    api = Api()
    with open_run() as run:
        send_all(run, api)
    assert api.bodies == [100, 100]


class FullDisk:
    """Makes the n-th write to the journal fail, and all later ones."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**9
        execute = JournalDatabase.execute
        words = ("INSERT", "UPDATE", "DELETE", "COMMIT")

        def limited(database: JournalDatabase, statement: str, values: Any = ()) -> Any:
            if statement.startswith(words):
                self.left -= 1
                if self.left < 0:
                    raise database._unusable_error("database or disk is full")
            return execute(database, statement, values)

        monkeypatch.setattr(JournalDatabase, "execute", limited)


@pytest.mark.slow
@pytest.mark.parametrize("writes", range(30))
@pytest.mark.parametrize("workers", [1, 3])
def test_full_disk_never_marks_a_sent_request_unsent(
    open_run: OpenRun, monkeypatch: pytest.MonkeyPatch, writes: int, workers: int
) -> None:
    disk, api = FullDisk(monkeypatch), Api()
    with open_run() as run:
        disk.left = writes
        summary = send_all(run, api, workers=workers)
    assert summary.failure is None or isinstance(summary.failure, JournalWriteError)
    disk.left = 10**9
    with open_run() as run:
        total, _ = run._journal.total_charged()
        assert total >= api.charged
        send_all(run, api, workers=workers)
        assert set(api.sent.values()) == {1}
        assert run._journal.total_charged()[0] >= api.charged
        statuses = run.output.write(run._journal._database._file.with_name("out.json"))
    assert statuses.get("matched", 0) + statuses.get("unknown", 0) == 300


def test_disk_with_space_again_records_the_response(
    open_run: OpenRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, failures = JournalDatabase.execute, [None]

    def once(database: JournalDatabase, statement: str, values: Any = ()) -> Any:
        if statement.startswith("INSERT INTO answers") and failures:
            failures.pop()
            raise database._unusable_error("database or disk is full")
        return execute(database, statement, values)

    monkeypatch.setattr(JournalDatabase, "execute", once)
    with open_run() as run:
        summary = send_all(run, Api())
        assert isinstance(summary.failure, JournalWriteError)
        assert run.answered_count == 100
        assert run._journal.total_charged() == (600, True)


@pytest.mark.parametrize("jobs", [1, 4, 16])
@pytest.mark.parametrize("surprise_at", [1, 2])
def test_cap_is_exceeded_only_by_what_was_in_flight_at_the_first_surprise(
    open_run: OpenRun, jobs: int, surprise_at: int
) -> None:
    api = Api(per_person=2)

    def raise_price(number: int) -> None:
        api.per_person = 20 if number >= surprise_at else 2

    api.on_request = raise_price
    with open_run(rows=4000) as run:
        summary = send_all(run, api, max_credits=6000, workers=jobs)
    in_flight = 1 if surprise_at == 1 else jobs
    assert api.charged <= max(6000, 200 * (surprise_at - 1) + 2000 * in_flight)
    assert summary.credits == api.charged
    assert isinstance(summary.failure, BudgetExceeded)
    assert f"{api.charged:,} charged so far" in summary.failure.message
    assert "--max-credits is 6,000" in summary.failure.message


def test_first_request_under_a_cap_is_sent_alone(open_run: OpenRun) -> None:
    api, pending, most = Api(), [0], [0, 0]

    def send(body: Any, sending: Sending) -> SendResult:
        pending[0] += 1
        first = not api.bodies
        most[not first] = max(most[not first], pending[0])
        result = api(body, sending)
        pending[0] -= 1
        return result

    with open_run() as run:
        send_all(run, send, max_credits=10_000, workers=3)
    assert most[0] == 1


@pytest.mark.parametrize("cap", [603, 604, 1207, 1208, 1811, 1812])
def test_lost_tries_of_retry_paid_count_against_the_cap(open_run: OpenRun, cap: int) -> None:
    """Each try is lost after it was charged 600; it counts with up to 604."""
    charged = 0

    def send(_: Any, sending: Sending) -> SendResult:
        nonlocal charged
        unanswered = 0
        sending.begin_step("v2", 604)
        while True:
            charged += 600
            unanswered += 1
            if not sending.allow_retry(604, unanswered):
                sending.fail_step(604, unanswered)
                raise NetworkError("No answer.")

    with open_run() as run:
        summary = send_all(run, send, max_credits=cap, retry_paid=True)
    assert charged <= cap
    assert charged == cap // 604 * 600
    assert summary.credits == cap // 604 * 604


def test_retry_without_retry_paid_is_refused(open_run: OpenRun) -> None:
    allowed: list[bool] = []

    def send(body: Any, sending: Sending) -> SendResult:
        sending.begin_step("v2", 604)
        allowed.append(sending.allow_retry(604, 1))
        return SendResult(answer(body["contacts"], 600))

    with open_run() as run:
        send_all(run, send)
    assert allowed == [False] * 3


PARTIAL_ERRORS = [
    (Forbidden("The plan lacks signals."), True),
    (OutOfCredits("No credits left."), True),
    (ServerError("The API failed."), False),
    (NetworkError("No answer."), False),
    (RejectedError("The API returned 400."), False),
]


@pytest.mark.parametrize(("error", "stops"), PARTIAL_ERRORS)
def test_incomplete_response_is_recorded_with_an_error(
    open_run: OpenRun, tmp_path: Path, error: Any, stops: bool
) -> None:
    requests = 0

    def send(body: Any, sending: Sending) -> SendResult:
        nonlocal requests
        requests += 1
        contacts = body["contacts"]
        if requests > 1:
            return SendResult(answer(contacts, 600))
        sending.begin_step("v3", 604)
        sending.end_step(Charge(604, is_exact=True))
        sending.begin_step("v3", 50)
        sending.fail_step(50, isinstance(error, (ServerError, NetworkError)))
        error.partial_body = answer(contacts[1:], 604)
        raise error

    out = tmp_path / "out.json"
    with open_run() as run:
        summary = send_all(run, send)
        statuses = run.output.write(out)
        assert run.incomplete_count == 99
        assert (summary.failure is error) == stops
        assert summary.incomplete == 99
        expected = {"matched": 99, "error": 1, "skipped": 200} if stops else None
        assert statuses == (expected or {"matched": 299, "error": 1})
        first = 604 if stops or isinstance(error, RejectedError) else 654
        assert summary.credits == first + (0 if stops else 1200)
        assert summary.is_exact == (first == 604)
        # --retry-status error repeats them only with --allow-double-charge.
        assert run.select(["error"], lambda _: False) == 100
        assert run.select(["error"], lambda api: api == "v3") == 0
        assert run.plan.sent == 100
    rows = json.loads(out.read_text())
    assert rows[0]["lusha_status"] == "error"
    assert rows[1]["lusha_emails"] == "p1@f.example"
    assert {row["lusha_error"] for row in rows[:100]} == {error.message}


@pytest.mark.parametrize(
    ("error", "refused"),
    [(NetworkError("No answer."), 100), (ServerError("Failed."), 100), (None, 0)],
)
def test_retry_error_leaves_out_what_may_be_charged(
    open_run: OpenRun, error: Any, refused: int
) -> None:
    def send(body: Any, _: Sending) -> SendResult:
        if error:
            raise error
        failed = {"error": {"name": "ENRICH_FAILED", "message": "Failed"}}
        return SendResult({"contacts": {item["contactId"]: failed for item in body["contacts"]}})

    with open_run() as run:
        send_all(run, send)
        left_out = run.select(["error"], lambda _: False)
    assert left_out == refused * 3


def test_negative_charge_counts_as_what_the_data_costs(open_run: OpenRun) -> None:
    with open_run() as run:
        summary = send_all(
            run, lambda body, _: SendResult(answer(body["contacts"], -500)), max_credits=700
        )
        # 100 emails and 4 batches of 25; the next request would cross the cap.
        assert (summary.credits, summary.is_exact) == (104, False)
        assert isinstance(summary.failure, BudgetExceeded)
