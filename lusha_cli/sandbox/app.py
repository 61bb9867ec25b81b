"""The sandbox: from a request to a response, as the API would answer it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lusha_cli.api.endpoints import BY_NAME, Endpoint, matching, path_values
from lusha_cli.api.schema.webhooks import BODILESS
from lusha_cli.sandbox.data.companies import DEFAULT_SEED as DEFAULT_SEED
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.faults import Fault, fault_of, with_fault
from lusha_cli.sandbox.handlers import account, lookalike, v2, v3, webhooks
from lusha_cli.sandbox.handlers.webhooks.emit import emit
from lusha_cli.sandbox.http import Refusal, Request, Response, answer
from lusha_cli.sandbox.openapi import document
from lusha_cli.sandbox.plans import PLANS, Plan
from lusha_cli.sandbox.request_context import Clock, Exchange, Pending
from lusha_cli.sandbox.state import Account, State, account_name, accounts, ledger, note_request
from lusha_cli.sandbox.validation import checked, typed

Handler = Callable[[Exchange], tuple[int, Any]]

HANDLERS: Mapping[str, Handler] = {
    **v2.HANDLERS,
    **v3.HANDLERS,
    **webhooks.HANDLERS,
    **lookalike.HANDLERS,
    "account usage": account.usage,
    "account plan": account.plan,
}

# Keys with a fate of their own; all others are ordinary.
PLAN_KEYS = {f"sandbox-{name}": name for name in ("free", "pro", "premium", "unified")}
REVOKED, INACTIVE, BROKE = "sandbox-revoked", "sandbox-inactive", "sandbox-broke"
ONLY_V2 = "sandbox-v2-only"

USAGE_A_MINUTE = 5


@dataclass(frozen=True)
class Options:
    """How a sandbox differs from the usual: plan and credits of ordinary keys, limits, world.

    `latency` is in seconds; `faults` befall requests over HTTP; `v2` says what becomes of V2's
    endpoints: `on`, `gone` (410) or `moved` (301).
    """

    plan: str | None = None
    credits: int | None = None
    rps: int = 25
    auth: str = "any"
    seed: int = DEFAULT_SEED
    latency: float = 0.0
    faults: tuple[Fault, ...] = ()
    v2: str = "on"


class Sandbox:
    """An emulator of the API whose state lives in `state_file`.

    Raises SandboxStateError from any method where that file cannot be used.
    """

    def __init__(self, state_file: Path, *, clock: Clock, options: Options | None = None) -> None:
        self._state = State(state_file)
        self.clock = clock
        self._options = options or Options()

    def handle(self, request: Request) -> Response:
        """The response to one request; whoever sends it lets its delay pass first."""
        if request.path.startswith("/__sandbox/"):
            return self._own_answer(request)
        row = matching(request.method, request.path)
        if row is None:
            message = f"Cannot {request.method} {request.path}"
            return answer(404, {"message": message, "error": "Not Found", "statusCode": 404})
        options = self._options
        if row.family == "v2" and options.v2 != "on":
            return _retired(options.v2, row, request)
        outcomes: dict[str, Any] = {}
        while True:
            try:
                response = self._answered(row, request, outcomes)
            except Pending as pending:
                # Done here, where a receiver that calls the sandbox meanwhile is answered.
                outcomes[pending.name] = pending.work()
            else:
                return response._replace(delay=response.delay + options.latency)

    def _answered(self, row: Endpoint, request: Request, outcomes: dict[str, Any]) -> Response:
        """The response to a request. Raises Pending, with nothing done, before work outside."""
        faults, seed = self._options.faults, self._options.seed
        with self._state.transaction() as db:
            number = note_request(db, row.name)
            fault = fault_of(faults, seed=seed, operation=row.name, number=number)
            return with_fault(fault, lambda: self._routed(row, request, db, number, outcomes))

    def _routed(
        self, row: Endpoint, request: Request, db: Any, number: int, outcomes: dict[str, Any]
    ) -> Response:
        """The response to request `number` of an operation."""
        pauses: list[float] = []
        limits: dict[str, str] = {}
        db.execute("SAVEPOINT asked")
        try:
            key = self._key(request.headers)
            found = self._account(db, key)
            limits = self._count(found, key, row)
            db.execute("RELEASE asked")
            db.execute("SAVEPOINT asked")
            response = self._handled(row, request, key, found, db, number, pauses, outcomes)
            response = response._replace(headers={**response.headers, **limits})
        except Refusal as refusal:
            if refusal.status != 429:
                db.execute("ROLLBACK TO asked")
            response = refusal.response()
            headers = {**limits, **response.headers, **refusal.headers}
            response = response._replace(headers=headers)
        return response._replace(delay=sum(pauses))

    def status(self) -> dict[str, Any]:
        """Accounts, requests, credits, and where the state is."""
        with self._state.transaction() as db:
            totals = ledger(db)["totals"]
            return {
                "stateFile": str(self._state.file),
                "seed": self._options.seed,
                "requests": totals["requests"],
                "creditsCharged": totals["credits"],
                "accounts": accounts(db),
            }

    def people(self, *, limit: int) -> list[dict[str, Any]]:
        """People to try commands with; for one seed always the same."""
        return sample_people(limit=limit, seed=self._options.seed)

    def emit(
        self,
        signal: str,
        *,
        entity: str,
        count: int = 1,
        tell: Callable[[str], None] = lambda _: None,
    ) -> list[dict[str, Any]]:
        """Let a signal happen to an entity; what became of each delivery of it."""
        seed = self._options.seed
        return emit(
            self._state, self.clock, signal, entity=entity, count=count, seed=seed, notify=tell
        )

    def reset(self) -> None:
        """Forget every credit charged, reveal and request."""
        self._state.reset()

    def close(self) -> None:
        """Let go of the state file."""
        self._state.close()

    def _own_answer(self, request: Request) -> Response:
        if (request.method, request.path) == ("GET", "/__sandbox/ledger"):
            with self._state.transaction() as db:
                return answer(200, ledger(db))
        if (request.method, request.path) == ("GET", "/__sandbox/openapi.json"):
            return answer(200, document(HANDLERS))
        if (request.method, request.path) == ("POST", "/__sandbox/reset"):
            self.reset()
            return answer(200, {})
        return answer(404, {"message": "Not Found", "statusCode": 404})

    def _key(self, headers: Mapping[str, str]) -> str:
        """The key of a request. Raises Refusal 401 where it is absent, revoked or sent wrongly."""
        sent, bearer = headers.get("api_key", ""), headers.get("authorization", "")
        key = (sent or bearer).removeprefix("Bearer ").strip()
        wrong = {
            "raw": not sent or sent.startswith("Bearer "),
            "bearer": not sent.startswith("Bearer "),
            "any": not sent and not bearer.startswith("Bearer "),
        }[self._options.auth]
        if not key or wrong or key == REVOKED:
            raise Refusal(401, "Invalid API key")
        if key == INACTIVE:
            raise Refusal(403, "Your account is not active")
        return key

    def _plan(self, key: str) -> tuple[str, Plan]:
        name = PLAN_KEYS.get(key) or self._options.plan or "scale"
        return name, PLANS[name]

    def _account(self, db: Any, key: str) -> Account:
        name, plan = self._plan(key)
        ordinary = plan.credits if self._options.credits is None else self._options.credits
        total = 0 if key == BROKE else plan.credits if key in PLAN_KEYS else ordinary
        return Account(db, account_name(key), plan=name, total=total)

    def _count(self, found: Account, key: str, row: Endpoint) -> dict[str, str]:
        """Count the request in every window; the headers that tell. Raises Refusal 429."""
        now = int(self.clock.now())
        told = self._plan(key)[1].windows()
        windows = [*told, (f"second {row.name}", 1, self._options.rps or None)]
        if row.name in ("account usage", "account plan"):
            windows.append((row.name, 60, USAGE_A_MINUTE))
        if row.limit.group:
            windows.append((row.limit.group, row.limit.seconds, row.limit.requests))
        headers: dict[str, str] = {}
        used_up: dict[str, tuple[int, int]] = {}
        for window in windows:
            name, seconds, limit = window
            if limit is None:
                continue
            began = now - now % seconds
            used = found.count(name, began=began)
            if window in told:
                headers[f"x-rate-limit-{name}"] = str(limit)
                headers[f"x-{name}-requests-left"] = str(max(0, limit - used))
                headers[f"x-{name}-usage"] = str(min(used, limit))
            if used > limit:
                used_up[name] = (began + seconds - now, limit)
        if used_up:
            raise _too_many(used_up, headers)
        return headers

    def _handled(
        self,
        row: Endpoint,
        request: Request,
        key: str,
        found: Account,
        db: Any,
        nonce: int,
        pauses: list[float],
        outcomes: dict[str, Any],
    ) -> Response:
        is_bodiless = row.method == "GET" or row.name in BODILESS
        if is_bodiless or (row.method == "DELETE" and not request.body):
            given = checked(row.name, typed(row.name, request.query))
        else:
            given = checked(row.name, _parsed(request.body))
        if key == ONLY_V2 and row.family == "v3":
            raise Refusal(403, "V3 API access is not enabled for your account")
        if key == BROKE and not row.is_free:
            raise Refusal(402, "Your account has no credits left")
        exchange = Exchange(
            operation=row.name,
            given=given,
            account=found,
            plan=self._plan(key)[1],
            db=db,
            now=int(self.clock.now()),
            seed=self._options.seed,
            nonce=nonce,
            path=path_values(row, request.path),
            pauses=pauses,
            outcomes=outcomes,
            clock=self.clock,
        )
        return answer(*HANDLERS[row.name](exchange))


def _retired(how: str, row: Endpoint, request: Request) -> Response:
    """The answer of an endpoint of V2 that is not there any more."""
    if how == "moved":
        successor = BY_NAME[row.successor or row.name]
        response = answer(301, {"statusCode": 301, "message": "Moved Permanently"})
        return response._replace(headers={**response.headers, "Location": successor.path})
    message = f"{request.method} {request.path} is retired"
    return answer(410, {"statusCode": 410, "message": message, "error": "Gone"})


def _too_many(used_up: dict[str, tuple[int, int]], headers: dict[str, str]) -> Refusal:
    """The refusal for windows that are used up: by name, seconds until the next and limit."""
    reset, limit = max(used_up.values())
    refusal = Refusal(429, "Too many requests")
    refusal.headers = {
        **headers,
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": str(reset),
    }
    if "daily" in used_up:
        refusal.headers["X-RateLimit-Remaining-Daily"] = "0"
        refusal.headers["X-RateLimit-Reset-Daily"] = str(used_up["daily"][0])
    return refusal


def _parsed(body: bytes) -> Any:
    try:
        found = json.loads(body)
        # Half of a surrogate pair, which JSON can spell, can be kept nowhere.
        if b"\\ud" not in body.lower():
            return found
        return json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The body is not valid JSON") from error
