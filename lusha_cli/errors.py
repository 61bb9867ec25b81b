"""Exit codes, the tree of user-facing errors, and the error of each HTTP status."""

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """The exit code of the process: one value for each case a script would branch on."""

    # Scripts depend on these values: they never change. 130 is the shell's for Ctrl-C.
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
    ExitCode.OK: "success",
    ExitCode.UNEXPECTED: "unexpected error",
    ExitCode.USAGE: (
        "invalid command line, file or setting (nothing was charged), or a result without the "
        "names in --fields or --query"
    ),
    ExitCode.NO_MATCH: "no match for a single lookup",
    ExitCode.KEY: "API key missing or rejected",
    ExitCode.FORBIDDEN: (
        "not allowed by the account, its plan, the law or the setting allow, or an invalid "
        "signature"
    ),
    ExitCode.CREDITS: "out of credits, over --max-credits or the budget, or below --below",
    ExitCode.LIMIT: "rate limit or daily quota, still in force after the retries",
    ExitCode.NETWORK: "no connection, or no response in time",
    ExitCode.SERVER: "API error",
    ExitCode.PARTIAL: "some rows, pages or steps failed (the others are done and shown)",
    ExitCode.INTERRUPTED: "interrupted, or declined at a prompt",
}


class LushaError(Exception):
    """An error for the user: a message with the reason, and in `hint` the next command.

    `status` is the HTTP status behind it, `retry_after` the seconds that the server asked to wait.
    `response_lost` means that the response was lost, so that the request may have been charged.
    `partial_body` is the part of the result that was received before the error, in the shape of
    the whole, or None. `code` is its name in JSON, `exit_code` that of the process.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED
    # Part of the JSON on stderr, so that scripts depend on it.
    code: ClassVar[str] = "unexpected"
    default_hint: ClassVar[str | None] = None

    def __init_subclass__(
        cls, *, code: str | None = None, exit_code: ExitCode | None = None
    ) -> None:
        """Set `code` and `exit_code` of a subclass, which otherwise inherits them."""
        cls.code = code or cls.code
        cls.exit_code = exit_code or cls.exit_code

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
        self.partial_body: Any = None

    def __str__(self) -> str:
        """Return the message, which may have been completed after the error was raised."""
        return self.message

    def mark_partial(self, body: Any, missing: str) -> None:
        """Note that `body` was received before the error; `missing` is a sentence about the rest.

        The error then doesn't claim any more that nothing was sent or charged.
        """
        self.partial_body = body
        self.message = f"{missing} {_after_first_request(self.message)}"
        self.hint = self.hint and _after_first_request(self.hint)

    @property
    def process_exit_code(self) -> ExitCode:
        """Return the exit code of the process, which is PARTIAL if a part of the result is shown.

        An interruption keeps its own code.
        """
        if self.partial_body is None or self.exit_code == ExitCode.INTERRUPTED:
            return self.exit_code
        return ExitCode.PARTIAL

    def as_dict(self) -> dict[str, Any]:
        """Return the error as the JSON object that is written to stderr."""
        body = {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "status": self.status,
        }
        return {"error": body}


def _after_first_request(text: str) -> str:
    """Return a text about one request as one about those that follow a successful one."""
    text = text.replace("Nothing was sent", "Nothing more was sent")
    return text.replace("Nothing was charged", "Nothing more was charged")


class UsageError(LushaError, code="usage", exit_code=ExitCode.USAGE):
    """The command line, a file or the configuration isn't valid."""


class ConfirmationRequired(UsageError, code="confirmation_required"):
    """A call of the Python client may cost more than was confirmed; nothing was sent."""


class NothingMatched(UsageError, code="nothing_matched"):
    """The result has none of the names in --fields or --query."""


class RunLocked(UsageError, code="run_busy"):
    """Another process holds the lock of the same run."""


class RejectedError(UsageError, code="rejected"):
    """The API rejected the request (400, 412, 422 and the like); nothing was charged."""

    default_hint = "Nothing was charged. Add --dry-run to see the request that was sent."


class SessionEnded(RejectedError, code="session_ended"):
    """A lookalike session has expired (410)."""

    default_hint = "A session lasts 30 days. To start a new one, pass the seeds without --more."


class NoMatch(LushaError, code="no_match", exit_code=ExitCode.NO_MATCH):
    """A single lookup had no match."""

    default_hint = "Check the spelling, or use another identifier."


class EndpointRetired(LushaError, code="retired", exit_code=ExitCode.USAGE):
    """A V2 endpoint is retired (404 or 410 of the endpoint, 301 or 308).

    `raw_error` is the error that the same response means for a raw request; `unanswered` counts
    earlier attempts whose responses were lost, and which may have been charged.
    """

    default_hint = "Leave out --api-version v2 to use API V3."
    raw_error: "LushaError | None" = None
    unanswered = 0


class MissingApiKey(LushaError, code="key_missing", exit_code=ExitCode.KEY):
    """No API key is set."""

    default_hint = "Set LUSHA_API_KEY, add --sandbox to try it for free, or run: lusha auth login"


class InvalidApiKey(LushaError, code="key_refused", exit_code=ExitCode.KEY):
    """The API rejected the key (401)."""

    default_hint = (
        "To see which key is used, run: lusha auth status\nTo log in again, run: lusha auth login"
    )


class KeyringError(LushaError, code="keyring", exit_code=ExitCode.KEY):
    """The OS keyring is missing, locked or doesn't respond."""

    default_hint = "Set LUSHA_API_KEY, or run: lusha auth login --insecure-storage"


class Forbidden(LushaError, code="forbidden", exit_code=ExitCode.FORBIDDEN):
    """The account, its plan or the law doesn't allow the request (403, 451)."""

    default_hint = "To see the account's credits, run: lusha account usage"


class LegallyRestricted(Forbidden, code="blocked"):
    """A data-protection law forbids the response (451)."""

    default_hint = "The person's data is protected by law. Nothing was charged."


class Suppressed(Forbidden, code="suppressed"):
    """The request names a person on the suppression list; nothing was sent."""

    default_hint = (
        "People on the list opted out. To send the request anyway, add --ignore-suppression."
    )


class NotAllowed(Forbidden, code="not_allowed"):
    """The setting `allow` doesn't permit the request; nothing was sent."""


class SuppressionListError(LushaError, code="suppression_list"):
    """The suppression list exists but can't be read, so no person is looked up."""


class OutOfCredits(LushaError, code="out_of_credits", exit_code=ExitCode.CREDITS):
    """The account has no credits left (402)."""

    default_hint = "Run: lusha account usage"


class BudgetExceeded(LushaError, code="budget", exit_code=ExitCode.CREDITS):
    """The request could cost more than the budget allows; it wasn't sent."""


class BudgetUnavailable(LushaError, code="budget_unavailable", exit_code=ExitCode.CREDITS):
    """Whether the budget allows the request can't be checked; it wasn't sent."""


class CreditsLow(LushaError, code="credits_low", exit_code=ExitCode.CREDITS):
    """The account has fewer credits left than `credits watch` allows."""

    default_hint = "Run: lusha account usage"


class RateLimited(LushaError, code="rate_limited", exit_code=ExitCode.LIMIT):
    """A rate limit was still in force after the retries (429)."""

    default_hint = "Try again in a moment, or wait longer with --max-wait SECONDS."


class QuotaExceeded(RateLimited, code="daily_quota"):
    """The daily quota is exhausted; waiting would take hours."""

    default_hint = "Try again after the quota resets."


class NetworkError(LushaError, code="network", exit_code=ExitCode.NETWORK):
    """The API couldn't be reached or didn't respond in time."""

    default_hint = "Check the connection and any proxy settings."


class ServerError(LushaError, code="server", exit_code=ExitCode.SERVER):
    """The API failed (5xx), or the response isn't one of the API."""

    default_hint = "The error is on the API's side. Try again in a few minutes."


class UnusableResponse(ServerError, code="unusable_response"):
    """A response with a successful status whose body isn't a result.

    `is_transient`: another attempt may get a valid one, as after a gateway's error page.
    `unknown_body` is the JSON of a shape that isn't known, which is shown as it may have been paid
    for, or None.
    """

    default_hint = "Check --base-url (LUSHA_BASE_URL), or run: lusha doctor"
    is_transient = False
    unknown_body: Any = None


class Interrupted(LushaError, code="interrupted", exit_code=ExitCode.INTERRUPTED):
    """The user pressed Ctrl-C."""


class ConfirmationDeclined(LushaError, code="declined", exit_code=ExitCode.INTERRUPTED):
    """The user declined at a prompt."""


class PartialFailure(LushaError, code="rows_failed", exit_code=ExitCode.PARTIAL):
    """A bulk run ended and some of its rows failed."""


class SandboxStateError(LushaError, code="sandbox_state"):
    """The sandbox's state file can't be used."""

    default_hint = "Set LUSHA_STATE_DIR to another folder, or run: lusha sandbox reset"


class JournalWriteError(LushaError, code="journal"):
    """The journal of a run can't be written."""


class JournalCorrupted(LushaError, code="damaged_journal"):
    """The journal of a run can't be read."""


class MissingWebhookSecret(LushaError, code="secret_missing", exit_code=ExitCode.KEY):
    """The webhook secret isn't set."""

    default_hint = "Set LUSHA_WEBHOOK_SECRET, or run: lusha webhooks secret --save"


class BadSignature(LushaError, code="bad_signature", exit_code=ExitCode.FORBIDDEN):
    """A delivery's signature is invalid or its timestamp is stale."""


class DeliveryLogError(LushaError, code="delivery_log"):
    """The delivery log can't be opened, read or written."""

    default_hint = "Check the folder and the free space, or choose another log with --out."


class DeliveryLogLocked(UsageError, code="log_busy"):
    """Another listener holds the lock of the same log."""


class PartialDelivery(LushaError, code="not_all_delivered", exit_code=ExitCode.PARTIAL):
    """Some of the replayed deliveries failed."""


# Not a LushaError: there is nothing to report, and nobody reads it.
class ClosedPipe(Exception):
    """The reader of stdout closed the pipe, as `head` does; the command ends quietly."""


_BY_STATUS: dict[int, type[LushaError]] = {
    401: InvalidApiKey,
    402: OutOfCredits,
    403: Forbidden,
    404: NoMatch,
    429: RateLimited,
    451: LegallyRestricted,
    # The vendor's gateway: the API did not answer in time.
    499: ServerError,
}


def error_class(status: int) -> type[LushaError]:
    """Return the error class of an HTTP status of 300 or more."""
    # Redirects aren't followed, so a 3xx is as unexpected as a 5xx.
    if status >= 500 or status < 400:
        return ServerError
    return _BY_STATUS.get(status, RejectedError)
