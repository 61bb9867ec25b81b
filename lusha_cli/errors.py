"""Exit codes, the tree of errors that users can meet, and which HTTP status is which error."""

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """What the process returns; one value for each thing a script would branch on."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NO_MATCH = 3
    KEY = 4
    FORBIDDEN = 5
    CREDITS = 6
    LIMIT = 7
    NETWORK = 8
    SERVER = 9
    PARTIAL = 10
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.OK: "all went well",
    ExitCode.UNEXPECTED: "something unexpected",
    ExitCode.USAGE: "the command line, a file or a setting cannot be used; nothing was charged",
    ExitCode.NO_MATCH: "a single lookup found nothing",
    ExitCode.KEY: "the API key is missing or refused",
    ExitCode.FORBIDDEN: "not allowed by the account, its plan or the law; or a bad signature",
    ExitCode.CREDITS: "out of credits, or over --max-credits",
    ExitCode.LIMIT: "rate limit or daily quota, after waiting as told",
    ExitCode.NETWORK: "no connection, or no answer in time",
    ExitCode.SERVER: "the API failed",
    ExitCode.PARTIAL: "of many rows or items, some failed; the others are done",
    ExitCode.INTERRUPTED: "interrupted, or declined when asked",
}


class LushaError(Exception):
    """An error to show to the user: what happened and why, and in `hint` what to type next.

    `status` is the HTTP status that caused it, `retry_after` the seconds the server asked for.
    `was_lost` says that the request may have been answered, and charged, before it came to this.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED
    code: ClassVar[str] = "unexpected"
    default_hint: ClassVar[str | None] = None

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint if hint is not None else self.default_hint
        self.status = status
        self.retry_after = retry_after
        self.was_lost = False

    def as_dict(self) -> dict[str, Any]:
        """The object that JSON mode writes to stderr."""
        return {
            "error": {
                "code": self.code,
                "message": self.message,
                "hint": self.hint,
                "status": self.status,
            }
        }


class UsageError(LushaError):
    """The command line, a file or the configuration cannot be used as given."""

    exit_code = ExitCode.USAGE
    code = "usage"


class RunBusy(UsageError):
    """Another process is at work on the run of the same file."""

    code = "run_busy"


class RejectedError(UsageError):
    """The API refused the request's content (400, 412, 422 and the like): nothing was charged."""

    code = "rejected"
    default_hint = "Nothing was charged. Add --dry-run to see the request that was sent."


class SessionEnded(RejectedError):
    """A session of lookalikes is not known any more (410)."""

    code = "session_ended"
    default_hint = "A session lasts 30 days. Start a new one: name the seeds, without --more."


class NoMatch(LushaError):
    """A single lookup found nothing."""

    exit_code = ExitCode.NO_MATCH
    code = "no_match"
    default_hint = "Nothing was charged. Check the spelling, or name it in another way."


class Retired(LushaError):
    """An endpoint of V2 that is not there any more (404 or 410 of the endpoint, 301 or 308).

    `plain` is the error that the same answer means where nothing is known of V2 and V3; `lost` are
    the tries before it whose answers were lost, and which may have been charged.
    """

    exit_code = ExitCode.USAGE
    code = "retired"
    default_hint = "Leave out --api-version v2: V3 of the API does the same job."
    plain: "LushaError | None" = None
    lost = 0


class KeyMissing(LushaError):
    """No API key was found anywhere."""

    exit_code = ExitCode.KEY
    code = "key_missing"
    default_hint = "Run: lusha auth login   (or set LUSHA_API_KEY, or try it with --sandbox)"


class KeyRefused(LushaError):
    """The API refused the key (401)."""

    exit_code = ExitCode.KEY
    code = "key_refused"
    default_hint = "Run: lusha auth status   to see which key is used, then: lusha auth login"


class KeyringError(LushaError):
    """The OS keyring is absent, locked, or does not answer."""

    exit_code = ExitCode.KEY
    code = "keyring"
    default_hint = "Set LUSHA_API_KEY, or run: lusha auth login --insecure-storage"


class Forbidden(LushaError):
    """The account, its plan or the law does not allow it (403, 451)."""

    exit_code = ExitCode.FORBIDDEN
    code = "forbidden"
    default_hint = "Run: lusha account usage   to see the account's credits and plan."


class Blocked(Forbidden):
    """A data-protection law forbids the answer (451)."""

    code = "blocked"
    default_hint = "The person's data is protected by law. Nothing was charged."


class Suppressed(Forbidden):
    """Somebody on the suppression list would have been looked up; nothing was sent."""

    code = "suppressed"
    default_hint = (
        "Who is on it objected to being looked up. To ask all the same, add --ignore-suppression"
    )


class SuppressionUnusable(LushaError):
    """The suppression list is there and cannot be used: nobody is looked up without it."""

    code = "suppression_list"


class OutOfCredits(LushaError):
    """The account has no credits left (402)."""

    exit_code = ExitCode.CREDITS
    code = "out_of_credits"
    default_hint = "Run: lusha account usage"


class BudgetExceeded(LushaError):
    """The call might cost more than --max-credits allows; it was not sent."""

    exit_code = ExitCode.CREDITS
    code = "budget"


class RateLimited(LushaError):
    """A rate limit was still in force after waiting as told (429)."""

    exit_code = ExitCode.LIMIT
    code = "rate_limited"
    default_hint = "Run it again in a moment, or wait longer with --max-wait SECONDS."


class QuotaUsedUp(RateLimited):
    """The daily quota is used up: waiting would take hours."""

    code = "daily_quota"
    default_hint = "Run it again after the quota resets."


class NetworkError(LushaError):
    """The API could not be reached, or did not answer in time."""

    exit_code = ExitCode.NETWORK
    code = "network"
    default_hint = "Check the connection and any proxy settings, or allow more time with --timeout."


class ServerError(LushaError):
    """The API failed (5xx), or answered with something that is not the API's."""

    exit_code = ExitCode.SERVER
    code = "server"
    default_hint = "The fault is on the API's side. Run it again in a few minutes."


class Interrupted(LushaError):
    """Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED
    code = "interrupted"


class Declined(LushaError):
    """The person at the terminal said no."""

    exit_code = ExitCode.INTERRUPTED
    code = "declined"


class RowsFailed(LushaError):
    """A bulk run ended, and some of its rows failed."""

    exit_code = ExitCode.PARTIAL
    code = "rows_failed"


class SandboxStateError(LushaError):
    """The sandbox's state file cannot be used."""

    code = "sandbox_state"
    default_hint = "Run: lusha sandbox reset   or set LUSHA_STATE_DIR to another folder."


class JournalFailure(LushaError):
    """The journal of a run cannot be written."""

    code = "journal"


class DamagedJournal(LushaError):
    """The journal of a run cannot be read."""

    code = "damaged_journal"


class SecretMissing(LushaError):
    """The secret of the account's webhooks was not found anywhere."""

    exit_code = ExitCode.KEY
    code = "secret_missing"
    default_hint = "Run: lusha webhooks secret --save   (or set LUSHA_WEBHOOK_SECRET)"


class BadSignature(LushaError):
    """A delivery was not signed with the secret, or not lately."""

    exit_code = ExitCode.FORBIDDEN
    code = "bad_signature"


class DeliveryLogUnusable(LushaError):
    """The log of deliveries cannot be opened, read or written."""

    code = "delivery_log"
    default_hint = "Check the folder and the free space, or name another log with --out."


class DeliveryLogBusy(UsageError):
    """Another listener is at work on the same log."""

    code = "log_busy"


class NotAllDelivered(LushaError):
    """Deliveries were sent again, and some did not arrive."""

    exit_code = ExitCode.PARTIAL
    code = "not_all_delivered"


class ClosedPipe(Exception):
    """The reader of stdout went away, as `head` does: not an error, but the end."""


_BY_STATUS: dict[int, type[LushaError]] = {
    401: KeyRefused,
    402: OutOfCredits,
    403: Forbidden,
    404: NoMatch,
    429: RateLimited,
    451: Blocked,
    499: ServerError,
}


def error_class(status: int) -> type[LushaError]:
    """The error that an HTTP status of 300 or more stands for."""
    if status >= 500 or status < 400:
        return ServerError
    return _BY_STATUS.get(status, RejectedError)
