"""Exit codes, the tree of user-facing errors, and the error of each HTTP status."""

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """The exit code of the process: one value for each case a script would branch on."""

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


EXIT_CODE_DESCRIPTIONS = {
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
    """An error for the user: what happened and why, and in `hint` what to type next.

    `status` is the HTTP status behind it, `retry_after` the seconds that the server asked to wait.
    `was_lost` means that the response was lost, so that the request may have been charged.
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
        self.response_lost = False

    def as_dict(self) -> dict[str, Any]:
        """Return the error as the JSON object that is written to stderr."""
        return {
            "error": {
                "code": self.code,
                "message": self.message,
                "hint": self.hint,
                "status": self.status,
            }
        }


class UsageError(LushaError):
    """The command line, a file or the configuration isn't valid."""

    exit_code = ExitCode.USAGE
    code = "usage"


class RunLocked(UsageError):
    """Another process holds the lock of the same run."""

    code = "run_busy"


class RejectedError(UsageError):
    """The API rejected the request (400, 412, 422 and the like); nothing was charged."""

    code = "rejected"
    default_hint = "Nothing was charged. Add --dry-run to see the request that was sent."


class SessionEnded(RejectedError):
    """A lookalike session has expired (410)."""

    code = "session_ended"
    default_hint = "A session lasts 30 days. Start a new one: name the seeds, without --more."


class NoMatch(LushaError):
    """A single lookup had no match."""

    exit_code = ExitCode.NO_MATCH
    code = "no_match"
    default_hint = "Nothing was charged. Check the spelling, or name it in another way."


class EndpointRetired(LushaError):
    """A V2 endpoint is retired (404 or 410 of the endpoint, 301 or 308).

    `plain` is the error that the same response means for a raw call; `lost` counts earlier attempts
    whose responses were lost, and which may have been charged.
    """

    exit_code = ExitCode.USAGE
    code = "retired"
    default_hint = "Leave out --api-version v2: V3 of the API does the same job."
    raw_error: "LushaError | None" = None
    unanswered = 0


class MissingApiKey(LushaError):
    """No API key is set."""

    exit_code = ExitCode.KEY
    code = "key_missing"
    default_hint = "Run: lusha auth login   (or set LUSHA_API_KEY, or try it with --sandbox)"


class InvalidApiKey(LushaError):
    """The API rejected the key (401)."""

    exit_code = ExitCode.KEY
    code = "key_refused"
    default_hint = "Run: lusha auth status   to see which key is used, then: lusha auth login"


class KeyringError(LushaError):
    """The OS keyring is missing, locked or doesn't respond."""

    exit_code = ExitCode.KEY
    code = "keyring"
    default_hint = "Set LUSHA_API_KEY, or run: lusha auth login --insecure-storage"


class Forbidden(LushaError):
    """The account, its plan or the law doesn't allow the request (403, 451)."""

    exit_code = ExitCode.FORBIDDEN
    code = "forbidden"
    default_hint = "Run: lusha account usage   to see the account's credits and plan."


class LegallyRestricted(Forbidden):
    """A data-protection law forbids the response (451)."""

    code = "blocked"
    default_hint = "The person's data is protected by law. Nothing was charged."


class Suppressed(Forbidden):
    """The request names a person on the suppression list; nothing was sent."""

    code = "suppressed"
    default_hint = (
        "Who is on it objected to being looked up. To ask all the same, add --ignore-suppression"
    )


class SuppressionListError(LushaError):
    """The suppression list exists and can't be read, so that nobody is looked up."""

    code = "suppression_list"


class OutOfCredits(LushaError):
    """The account has no credits left (402)."""

    exit_code = ExitCode.CREDITS
    code = "out_of_credits"
    default_hint = "Run: lusha account usage"


class BudgetExceeded(LushaError):
    """The request could cost more than the budget allows; it wasn't sent."""

    exit_code = ExitCode.CREDITS
    code = "budget"


class RateLimited(LushaError):
    """A rate limit was still in force after the retries (429)."""

    exit_code = ExitCode.LIMIT
    code = "rate_limited"
    default_hint = "Run it again in a moment, or wait longer with --max-wait SECONDS."


class QuotaExceeded(RateLimited):
    """The daily quota is exhausted; waiting would take hours."""

    code = "daily_quota"
    default_hint = "Run it again after the quota resets."


class NetworkError(LushaError):
    """The API couldn't be reached or didn't respond in time."""

    exit_code = ExitCode.NETWORK
    code = "network"
    default_hint = "Check the connection and any proxy settings, or allow more time with --timeout."


class ServerError(LushaError):
    """The API failed (5xx), or the response isn't one of the API."""

    exit_code = ExitCode.SERVER
    code = "server"
    default_hint = "The fault is on the API's side. Run it again in a few minutes."


class Interrupted(LushaError):
    """The user pressed Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED
    code = "interrupted"


class ConfirmationDeclined(LushaError):
    """The user declined at a prompt."""

    exit_code = ExitCode.INTERRUPTED
    code = "declined"


class PartialFailure(LushaError):
    """A bulk run ended and some of its rows failed."""

    exit_code = ExitCode.PARTIAL
    code = "rows_failed"


class SandboxStateError(LushaError):
    """The sandbox's state file can't be used."""

    code = "sandbox_state"
    default_hint = "Run: lusha sandbox reset   or set LUSHA_STATE_DIR to another folder."


class JournalWriteError(LushaError):
    """The journal of a run can't be written."""

    code = "journal"


class JournalCorrupted(LushaError):
    """The journal of a run can't be read."""

    code = "damaged_journal"


class MissingWebhookSecret(LushaError):
    """The webhook secret isn't set."""

    exit_code = ExitCode.KEY
    code = "secret_missing"
    default_hint = "Run: lusha webhooks secret --save   (or set LUSHA_WEBHOOK_SECRET)"


class BadSignature(LushaError):
    """A delivery's signature is invalid or its timestamp is stale."""

    exit_code = ExitCode.FORBIDDEN
    code = "bad_signature"


class DeliveryLogError(LushaError):
    """The delivery log can't be opened, read or written."""

    code = "delivery_log"
    default_hint = "Check the folder and the free space, or name another log with --out."


class DeliveryLogLocked(UsageError):
    """Another listener holds the lock of the same log."""

    code = "log_busy"


class PartialDelivery(LushaError):
    """Some of the replayed deliveries failed."""

    exit_code = ExitCode.PARTIAL
    code = "not_all_delivered"


class ClosedPipe(Exception):
    """The reader of stdout closed the pipe, as `head` does; the command ends quietly."""


_BY_STATUS: dict[int, type[LushaError]] = {
    401: InvalidApiKey,
    402: OutOfCredits,
    403: Forbidden,
    404: NoMatch,
    429: RateLimited,
    451: LegallyRestricted,
    499: ServerError,
}


def error_class(status: int) -> type[LushaError]:
    """Return the error class of an HTTP status of 300 or more."""
    if status >= 500 or status < 400:
        return ServerError
    return _BY_STATUS.get(status, RejectedError)
