"""Record the outcome and the possible charge of each request of a run in its journal."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from lusha_cli.billing.charges import Charge
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.cached_parts import build_batch_request
from lusha_cli.bulk.run.in_flight import V2, InFlight, ResendRefused, Sending
from lusha_cli.bulk.run.journal import Journal, RequestBatch
from lusha_cli.bulk.run.outcomes import Outcome, add_error, batch_charge, parse_outcomes
from lusha_cli.bulk.run.sendings import NOT_CHARGED, LostRequests, StoredSending
from lusha_cli.bulk.run.stored_steps import rebuild_response
from lusha_cli.bulk.suppression import SUPPRESSED_ERROR
from lusha_cli.errors import (
    JournalCorrupted,
    JournalWriteError,
    LegallyRestricted,
    LushaError,
    NetworkError,
    RejectedError,
    ServerError,
)
from lusha_cli.json_types import Json

# After this many consecutive failures the API is down: the rows aren't the cause. After this many
# consecutive rejections of single rows the options are invalid, not the rows.
MAX_CONSECUTIVE_FAILURES = 3
MAX_CONSECUTIVE_REJECTIONS = 10
NO_ANSWER_ERROR = "sent, but no response was received"
IN_DOUBT_ERROR = "sent by an earlier run, which may have been charged"


class SendResult(NamedTuple):
    """The body of a response, and the seconds until it arrived.

    `text` is the JSON of the body as it arrived, or None if it was built from other bodies.
    `was_lost`: the response to an earlier attempt was lost; that attempt may have been charged
    together with this one.
    """

    body: Json
    was_lost: bool = False
    seconds: float = 0.0
    text: bytes | None = None


@dataclass(eq=False)
class Recorder:
    """Records outcomes in `journal`.

    `options` are those of the requests. `is_free_to_resend` returns whether items whose request
    over an API version was lost are sent again free of charge. `on_answer` receives finished items,
    matched items and total credits. `on_response` receives each response once it is recorded.
    """

    record_type: RecordType
    journal: Journal
    in_flight: InFlight
    lost: LostRequests
    _: KW_ONLY
    options: dict[str, Json]
    is_free_to_resend: Callable[[str], bool]
    timestamp: Callable[[], str]
    on_answer: Callable[[int, int, int], None]
    on_response: Callable[[RequestBatch, Json, dict[str, Outcome]], None]

    def __post_init__(self) -> None:
        self._consecutive_failures = self._consecutive_rejections = 0
        self._reports: list[tuple[int, int]] = []
        self.incomplete = 0
        self.is_confirmed = False

    def record(self, sending: Sending, future: "Future[SendResult]") -> list[RequestBatch]:
        """Record the outcome of a request; return the batches to send in its place.

        Raises the error that must stop the run.
        """
        try:
            result = future.result()
        except (JournalWriteError, JournalCorrupted):
            # A local error: whether the request was sent isn't known, so it counts as sent.
            self._release(sending)
            raise
        except LushaError as error:
            return self._record_error(sending, error)
        self._consecutive_failures = self._consecutive_rejections = 0
        self.is_confirmed = True
        if result.was_lost:
            sending.batch = sending.batch._replace(is_resent=True)
        self._record_body(sending, result.body, text=result.text)
        return []

    def report(self) -> None:
        """Call `on_answer` for everything that was recorded since the last call."""
        while self._reports:
            items, matched = self._reports.pop(0)
            self.on_answer(items, matched, self.in_flight.spent)

    def record_unknown(self, batch: RequestBatch) -> None:
        """Record that the items of a batch may have been charged, and are not sent again."""
        charge = self._lost_charge(batch.item_ids)
        if not self._record_answered_steps(batch, charge):
            self._store_status(
                batch,
                status="unknown",
                error=NO_ANSWER_ERROR,
                charge=charge,
                api=self._api_of(batch),
            )
        self.in_flight.spent += charge.credits

    def _record_answered_steps(self, batch: RequestBatch, charge: Charge) -> bool:
        """Record the steps of a lost request that were received before the process was killed."""
        losses = [loss for loss in self.lost.covered_by(batch.item_ids)
                  if loss.item_ids == batch.item_ids]  # fmt: skip
        steps = self.journal.sendings.steps(losses[-1].id) if losses else []
        if not steps:
            return False
        request = build_batch_request(self.record_type, batch, self.options)
        body = rebuild_response(self.record_type, request, steps)
        if body is None:
            return False
        received_at = self.timestamp()
        outcomes = parse_outcomes(
            self.record_type, batch.item_ids, body, received_at, is_resent=True
        )
        outcomes = add_error(outcomes, NO_ANSWER_ERROR)
        self.journal.record_answer(
            batch._replace(is_resent=True),
            received_at=received_at,
            body=body,
            error=NO_ANSWER_ERROR,
            charge=charge,
            sendings=self._resolved_ids(None, batch),
            api=self._api_of(batch),
        )
        self.lost.resolve(batch.item_ids)
        self._count(outcomes)
        return True

    def _count(self, outcomes: dict[str, Outcome]) -> None:
        """Count the outcomes of a response for the report and the summary."""
        self.incomplete += sum(outcome.is_incomplete for outcome in outcomes.values())
        matched = sum(outcome.status == "matched" for outcome in outcomes.values())
        self._reports.append((len(outcomes), matched))

    def record_doubtful(self, batch: RequestBatch, api: str) -> None:
        """Record that earlier runs may have been charged for these items, which aren't sent."""
        charge = Charge(0, is_exact=True)
        self._store_status(batch, status="unknown", error=IN_DOUBT_ERROR, charge=charge, api=api)

    def record_suppressed(self, batch: RequestBatch) -> None:
        """Record that the items of a batch are not sent, as their people are suppressed."""
        # An earlier attempt whose response was lost may have been charged.
        charge = self._lost_charge(batch.item_ids) if batch.is_resent else Charge(0, is_exact=True)
        self._store_status(
            batch, status="blocked", error=SUPPRESSED_ERROR, charge=charge, received_at=""
        )
        self.in_flight.spent += charge.credits

    def _record_error(self, sending: Sending, error: LushaError) -> list[RequestBatch]:
        if error.partial_body is not None:
            self._record_body(sending, error.partial_body, error=error)
            # It is in the journal now: whoever reports the error must not show it.
            error.partial_body = None
        elif isinstance(error, ResendRefused):
            self._record_status(sending, "unknown", NO_ANSWER_ERROR, error)
            return []
        elif isinstance(error, (RejectedError, LegallyRestricted)):
            self._consecutive_failures = 0
            return self._record_rejection(sending, error)
        elif isinstance(error, (ServerError, NetworkError)):
            # The API may have charged it before it failed, so it counts.
            self._record_status(sending, "error", error.message, error)
        else:
            self._cancel(sending, error)
        if isinstance(error, (ServerError, NetworkError)):
            self._consecutive_failures += 1
            if self._consecutive_failures < MAX_CONSECUTIVE_FAILURES:
                return []
        elif isinstance(error, (RejectedError, LegallyRestricted)):
            return []
        raise error

    def _record_rejection(self, sending: Sending, error: LushaError) -> list[RequestBatch]:
        """Split a rejected batch to find the invalid item; the others are sent without it."""
        batch, charge = sending.batch, sending.charge_after(error)
        if charge.credits and not self.is_free_to_resend(sending.api):
            self._record_status(sending, "error", error.message, error)
            return []
        if len(batch.items) > 1:
            self._cancel(sending, error)
            middle = len(batch.items) // 2
            is_resent = batch.is_resent or charge.credits > 0
            # The first half goes next, so that the invalid item is isolated early.
            return [
                batch._replace(items=half, is_resent=is_resent)
                for half in (batch.items[:middle], batch.items[middle:])
            ]
        status = "blocked" if isinstance(error, LegallyRestricted) else "invalid"
        self._record_status(sending, status, error.message, error)
        self._consecutive_rejections += 1
        if self._consecutive_rejections == MAX_CONSECUTIVE_REJECTIONS:
            raise error
        return []

    def _cancel(self, sending: Sending, error: LushaError) -> None:
        """Make the items of a request pending again; keep its record if it may be charged."""
        charge = sending.charge_after(error)
        if charge.credits or sending.stored.unbounded:
            self.lost.add(sending.stored)
        else:
            self.journal.sendings.cancel(sending.id, sending.batch.number)
        self.in_flight.close(sending, charge.credits)

    def _release(self, sending: Sending) -> None:
        """Count a request that the journal lists as sent."""
        stored = sending.stored
        self.in_flight.close(sending, stored.credits + stored.charged)

    def _record_body(
        self,
        sending: Sending,
        body: Json,
        *,
        text: bytes | None = None,
        error: LushaError | None = None,
    ) -> None:
        """Record a response; with `error`, the incomplete one of a request that failed later."""
        batch, received_at = sending.batch, self.timestamp()
        outcomes = parse_outcomes(
            self.record_type, batch.item_ids, body, received_at, is_resent=batch.is_resent
        )
        computed = batch_charge(
            self.record_type,
            body,
            outcomes,
            worst_case=lambda items: self.in_flight.worst_case(items, batch.field),
            is_resent=batch.is_resent,
        )
        charge = sending.charge(computed)
        if error is not None and not charge.is_exact:
            after = sending.charge_after(error)
            charge = Charge(max(charge.credits, after.credits), is_exact=False)
        was_recorded = not self.journal.record_answer(
            batch,
            received_at=received_at,
            body=body,
            text=text,
            error=error.message.strip() if error else "",
            charge=self._with_losses(charge, self.lost.covered_by(batch.item_ids)),
            sendings=self._resolved_ids(sending, batch),
            api=sending.api if error else None,
        )
        if was_recorded:
            return
        self.lost.resolve(batch.item_ids)
        if charge.is_exact:
            self.in_flight.learn(len(batch.items), charge.credits, batch.field)
        self.in_flight.close(sending, charge.credits)
        if error:
            outcomes = add_error(outcomes, error.message)
        self._count(outcomes)
        self.on_response(batch, body, outcomes)

    def _record_status(self, sending: Sending, status: str, text: str, error: LushaError) -> None:
        """Record the status of all items of a request that ended with `error`."""
        charge, batch = sending.charge_after(error), sending.batch
        losses = self.lost.covered_by(batch.item_ids)
        total = Charge(
            charge.credits + sum(loss.credits + loss.charged for loss in losses),
            charge.is_exact and not losses,
        )
        may_be_charged = total.credits or sending.stored.unbounded
        api = sending.api if may_be_charged else NOT_CHARGED
        self._store_status(
            batch,
            status=status,
            error=text,
            charge=total,
            api=api if status in ("error", "unknown") else None,
            sending=sending,
        )

    def _store_status(
        self,
        batch: RequestBatch,
        *,
        status: str,
        error: str,
        charge: Charge,
        api: str | None = None,
        sending: Sending | None = None,
        received_at: str | None = None,
    ) -> None:
        was_recorded = not self.journal.record_answer(
            batch,
            received_at=self.timestamp() if received_at is None else received_at,
            status=status,
            error=error,
            charge=charge,
            sendings=self._resolved_ids(sending, batch),
            api=api,
        )
        if was_recorded:
            return
        self.lost.resolve(batch.item_ids)
        if sending:
            self.in_flight.close(sending, charge.credits)
        self._reports.append((len(batch.items), 0))

    def _resolved_ids(self, sending: Sending | None, batch: RequestBatch) -> list[int]:
        """Return the recorded requests that an outcome of these items resolves."""
        losses = [loss.id for loss in self.lost.covered_by(batch.item_ids)]
        return [sending.id, *losses] if sending else losses

    def _with_losses(self, charge: Charge, losses: list[StoredSending]) -> Charge:
        """Add the separate charges of lost requests for the same items."""
        if not losses:
            return charge
        cost = self.record_type.endpoint.cost
        credits_ = sum(
            # Data is charged once, but the batches of results in every request that is different.
            cost.batch_credits(len(loss.item_ids))
            if self.is_free_to_resend(loss.api)
            else loss.credits + loss.charged
            for loss in losses
        )
        return Charge(charge.credits + credits_, is_exact=False)

    def _lost_charge(self, item_ids: list[str]) -> Charge:
        """Return the possible charge of lost requests for these items."""
        losses = self.lost.covered_by(item_ids)
        recorded = sum(loss.credits + loss.charged for loss in losses)
        is_exact = all(loss.is_exact and not loss.credits for loss in losses)
        if set(item_ids) <= {id_ for loss in losses for id_ in loss.item_ids}:
            return Charge(recorded, is_exact)
        # Their charge isn't recorded, or that of a request with other items too.
        return Charge(max(recorded, self.in_flight.worst_case(len(item_ids))), is_exact=False)

    def _api_of(self, batch: RequestBatch) -> str:
        apis = {self.lost.api_of(id_) or V2 for id_ in batch.item_ids}
        return apis.pop() if len(apis) == 1 else ""
