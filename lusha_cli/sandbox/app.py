"""The sandbox: an emulator that responds to each request as the API would."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lusha_cli.api.endpoints import BY_NAME, Endpoint, find_endpoint, path_values
from lusha_cli.api.schema.webhooks import BODILESS
from lusha_cli.clock import Clock
from lusha_cli.sandbox.data.companies import DEFAULT_SEED as DEFAULT_SEED
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.faults import Fault, apply_fault, fault_for_request
from lusha_cli.sandbox.handlers import v2, v3, webhooks
from lusha_cli.sandbox.handlers.webhooks.emit import emit
from lusha_cli.sandbox.http import ApiError, Request, Response, json_response
from lusha_cli.sandbox.openapi import openapi_document
from lusha_cli.sandbox.plans import PLANS, Plan
from lusha_cli.sandbox.prices import Billing, Price, PriceList
from lusha_cli.sandbox.request_context import DeferredWork, RequestContext
from lusha_cli.sandbox.state import (
    Account,
    State,
    account_name,
    list_accounts,
    note_request,
    read_ledger,
)
from lusha_cli.sandbox.validation import parse_query, validate

Handler = Callable[[RequestContext], tuple[int, Any]]

HANDLERS: Mapping[str, Handler] = {
    **v2.HANDLERS,
    **v3.HANDLERS,
    **webhooks.HANDLERS,
}

# Test keys with a plan or an error of their own; all others are ordinary.
PLAN_KEYS = {f"sandbox-{name}": name for name in ("free", "pro", "premium", "unified")}
REVOKED_KEY, INACTIVE_KEY, NO_CREDITS_KEY = "sandbox-revoked", "sandbox-inactive", "sandbox-broke"
V2_ONLY_KEY, ACCOUNT_WIDE_KEY = "sandbox-v2-only", "sandbox-account-wide"
# These operations are about one user.
_USER_OPERATIONS = {*v3.recommendations.HANDLERS}

USAGE_REQUESTS_PER_MINUTE = 5


@dataclass(frozen=True)
class Options:
    """How a sandbox differs from the default: plan and credits of ordinary keys, limits, data.

    `latency` is in seconds; `faults` apply to a share of the requests; `v2` is the state of V2's
    endpoints: `on`, `gone` (410) or `moved` (301). `prices` replace those of the price list, which
    `account plan` shows if `publish_prices`; `billing` selects its defaults, and what is billed.
    """

    plan: str | None = None
    credits: int | None = None
    rps: int = 25
    auth: str = "any"
    seed: int = DEFAULT_SEED
    latency: float = 0.0
    faults: tuple[Fault, ...] = ()
    v2: str = "on"
    prices: Mapping[str, Price] = field(default_factory=dict)
    billing: Billing = "live"
    publish_prices: bool = True


class Sandbox:
    """An emulator of the API whose state lives in `state_file`.

    Any method raises SandboxStateError if that file can't be used.
    """

    def __init__(self, state_file: Path, *, clock: Clock, options: Options | None = None) -> None:
        self._state = State(state_file)
        self.clock = clock
        self._options = options or Options()
        self._prices = PriceList(
            self._options.prices,
            billing=self._options.billing,
            is_published=self._options.publish_prices,
        )

    def handle(self, request: Request) -> Response:
        """Return the response to a request; the caller waits for its delay before sending it."""
        # Tests read the ledger: that needs no key, and is neither counted nor affected by faults.
        if request.path.startswith("/__sandbox/"):
            return self._control_response(request)
        row = find_endpoint(request.method, request.path)
        if row is None:
            message = f"Cannot {request.method} {request.path}"
            return json_response(404, {"message": message, "error": "Not Found", "statusCode": 404})
        options = self._options
        if row.family == "v2" and options.v2 != "on":
            return _retired_response(options.v2, row, request)
        outcomes: dict[str, Any] = {}
        while True:
            try:
                response = self._answered(row, request, outcomes)
            except DeferredWork as pending:
                # Outside the transaction, so that a receiver may call the sandbox in the meantime.
                outcomes[pending.name] = pending.work()
            else:
                return response._replace(delay=response.delay + options.latency)

    def _answered(self, row: Endpoint, request: Request, outcomes: dict[str, Any]) -> Response:
        """Return the response to a request. Raises DeferredWork after undoing all changes."""
        faults, seed = self._options.faults, self._options.seed
        with self._state.transaction() as db:
            number = note_request(db, row.name)
            fault = fault_for_request(faults, seed=seed, operation=row.name, number=number)
            return apply_fault(fault, lambda: self._routed(row, request, db, number, outcomes))

    def _routed(
        self, row: Endpoint, request: Request, db: Any, number: int, outcomes: dict[str, Any]
    ) -> Response:
        """Return the response to request `number` of an operation."""
        delays: list[float] = []
        limits: dict[str, str] = {}
        db.execute("SAVEPOINT asked")
        try:
            key = self._key(request.headers)
            account = self._account(db, key)
            limits = self._count(account, key, row)
            # The request stays counted even if the handler raises an error.
            db.execute("RELEASE asked")
            db.execute("SAVEPOINT asked")
            response = self._handled(row, request, key, account, db, number, delays, outcomes)
            response = response._replace(headers={**response.headers, **limits})
        except ApiError as error:
            # A request that one window refuses still counts in the others.
            if error.status != 429:
                db.execute("ROLLBACK TO asked")
            response = error.response()
            # Errors have these headers too, because clients pace themselves by them.
            headers = {**limits, **response.headers, **error.headers}
            response = response._replace(headers=headers)
        return response._replace(delay=sum(delays))

    def status(self) -> dict[str, Any]:
        """Return accounts, requests, credits, and the path of the state file."""
        with self._state.transaction() as db:
            totals = read_ledger(db)["totals"]
            return {
                "stateFile": str(self._state.file),
                "seed": self._options.seed,
                "requests": totals["requests"],
                "creditsCharged": totals["credits"],
                "accounts": list_accounts(db),
            }

    def people(self, *, limit: int) -> list[dict[str, Any]]:
        """Return people to try commands with, the same for the same seed."""
        return sample_people(limit=limit, seed=self._options.seed)

    def emit(
        self,
        signal: str,
        *,
        entity: str,
        count: int = 1,
        notify: Callable[[str], None] = lambda _: None,
    ) -> list[dict[str, Any]]:
        """Emit a signal of an entity; return the outcome of each delivery."""
        seed = self._options.seed
        return emit(
            self._state, self.clock, signal, entity=entity, count=count, seed=seed, notify=notify
        )

    def reset(self) -> None:
        """Delete all charges, reveals and requests."""
        self._state.reset()

    def close(self) -> None:
        """Close the state file."""
        self._state.close()

    def _control_response(self, request: Request) -> Response:
        if (request.method, request.path) == ("GET", "/__sandbox/ledger"):
            with self._state.transaction() as db:
                return json_response(200, read_ledger(db))
        if (request.method, request.path) == ("GET", "/__sandbox/openapi.json"):
            return json_response(200, openapi_document(HANDLERS))
        if (request.method, request.path) == ("POST", "/__sandbox/reset"):
            self.reset()
            return json_response(200, {})
        return json_response(404, {"message": "Not Found", "statusCode": 404})

    def _key(self, headers: Mapping[str, str]) -> str:
        """Return the key of a request. Raises ApiError 401 if it is missing or invalid."""
        # The vendor's documents disagree about the header: some send the bare key in `api_key`,
        # some with `Bearer`, some use `Authorization`. The option `auth` restricts it to one.
        sent, bearer = headers.get("api_key", ""), headers.get("authorization", "")
        key = (sent or bearer).removeprefix("Bearer ").strip()
        wrong = {
            "raw": not sent or sent.startswith("Bearer "),
            "bearer": not sent.startswith("Bearer "),
            "any": not sent and not bearer.startswith("Bearer "),
        }[self._options.auth]
        if not key or wrong or key == REVOKED_KEY:
            raise ApiError(401, "Invalid API key")
        if key == INACTIVE_KEY:
            raise ApiError(403, "Your account is not active")
        return key

    def _plan(self, key: str) -> tuple[str, Plan]:
        # Ordinary keys have a plan without restrictions, so that every command can be tried.
        name = PLAN_KEYS.get(key) or self._options.plan or "scale"
        return name, PLANS[name]

    def _account(self, db: Any, key: str) -> Account:
        name, plan = self._plan(key)
        ordinary = plan.credits if self._options.credits is None else self._options.credits
        total = 0 if key == NO_CREDITS_KEY else plan.credits if key in PLAN_KEYS else ordinary
        return Account(db, account_name(key), plan=name, total=total)

    def _count(self, account: Account, key: str, row: Endpoint) -> dict[str, str]:
        """Count the request in every window; return the headers. Raises ApiError 429."""
        now = int(self.clock.now())
        plan_windows = self._plan(key)[1].windows()
        windows = [*plan_windows, (f"second {row.name}", 1, self._options.rps or None)]
        # The vendor limits this endpoint far more than the others.
        if row.name in ("account usage", "account plan"):
            windows.append((row.name, 60, USAGE_REQUESTS_PER_MINUTE))
        if row.limit.group:
            windows.append((row.limit.group, row.limit.seconds, row.limit.requests))
        headers: dict[str, str] = {}
        exhausted: dict[str, tuple[int, int]] = {}
        for window in windows:
            name, seconds, limit = window
            if limit is None:
                continue
            began = now - now % seconds
            used = account.count(name, began=began)
            # The API has no headers for the limits of single endpoints.
            if window in plan_windows:
                headers[f"x-rate-limit-{name}"] = str(limit)
                headers[f"x-{name}-requests-left"] = str(max(0, limit - used))
                headers[f"x-{name}-usage"] = str(min(used, limit))
            if used > limit:
                exhausted[name] = (began + seconds - now, limit)
        # Raised after the loop: each window counts the request, and the longest wait is reported.
        if exhausted:
            raise _rate_limit_error(exhausted, headers)
        return headers

    def _handled(
        self,
        row: Endpoint,
        request: Request,
        key: str,
        account: Account,
        db: Any,
        nonce: int,
        delays: list[float],
        outcomes: dict[str, Any],
    ) -> Response:
        # Some DELETE operations take their parameters in a body, others in the query.
        is_bodiless = row.method == "GET" or row.name in BODILESS
        if is_bodiless or (row.method == "DELETE" and not request.body):
            params = validate(row.name, parse_query(row.name, request.query))
        else:
            params = validate(row.name, _parse_body(request.body))
        if key == V2_ONLY_KEY and row.family == "v3":
            raise ApiError(403, "V3 API access is not enabled for your account")
        if key == ACCOUNT_WIDE_KEY and row.name in _USER_OPERATIONS:
            raise ApiError(403, "This operation needs the API key of a team member")
        if key == NO_CREDITS_KEY and not row.is_free:
            raise ApiError(402, "Your account has no credits left")
        context = RequestContext(
            operation=row.name,
            params=params,
            account=account,
            plan=self._plan(key)[1],
            prices=self._prices,
            db=db,
            now=int(self.clock.now()),
            seed=self._options.seed,
            nonce=nonce,
            path=path_values(row, request.path),
            delays=delays,
            faults=[],
            outcomes=outcomes,
            clock=self.clock,
        )
        response = json_response(*HANDLERS[row.name](context))
        return apply_fault(context.faults[0], lambda: response) if context.faults else response


def _retired_response(v2_state: str, row: Endpoint, request: Request) -> Response:
    """Return the response of a retired endpoint of V2."""
    if v2_state == "moved":
        replacement = BY_NAME[row.replacement or row.name]
        response = json_response(301, {"statusCode": 301, "message": "Moved Permanently"})
        return response._replace(headers={**response.headers, "Location": replacement.path})
    message = f"{request.method} {request.path} is retired"
    return json_response(410, {"statusCode": 410, "message": message, "error": "Gone"})


def _rate_limit_error(exhausted: dict[str, tuple[int, int]], headers: dict[str, str]) -> ApiError:
    """Return the error for exhausted windows: by name, seconds until the next, and limit."""
    reset, limit = max(exhausted.values())
    error = ApiError(429, "Too many requests")
    error.headers = {
        **headers,
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": str(reset),
    }
    if "daily" in exhausted:
        error.headers["X-RateLimit-Remaining-Daily"] = "0"
        error.headers["X-RateLimit-Reset-Daily"] = str(exhausted["daily"][0])
    return error


def _parse_body(body: bytes) -> Any:
    try:
        parsed = json.loads(body)
        # JSON can spell half of a surrogate pair, which SQLite and UTF-8 can't store.
        if b"\\ud" not in body.lower():
            return parsed
        return json.loads(json.dumps(parsed, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "The body is not valid JSON") from error
