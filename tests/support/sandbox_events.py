"""Subscribe to sandbox events, emit them and answer deliveries."""

from collections.abc import Callable
from typing import Any, NamedTuple

import requests

from tests.support.cli import KEY, Lusha, Server
from tests.support.webhook_receiver import Receiver, ReceiverResponse, acknowledge

CONTACT_ID, COMPANY_ID = "4100000000", "30000000"


def subscribe(
    lusha: Lusha,
    url: str,
    *signals: str,
    entity: str = CONTACT_ID,
    code: int = 0,
    kind: str = "contact",
) -> Any:
    """Create a subscription and return its result."""
    types = [word for signal in signals or ("promotion",) for word in ("--signal-type", signal)]
    options = ("--entity-id", entity, "--entity-type", kind, *types, "--url", url)
    return lusha("webhooks", "create", *options, code=code).json["results"][0]


def emit(
    lusha: Lusha, signal: str, *arguments: str, entity: str = CONTACT_ID, code: int = 0
) -> Any:
    return lusha("sandbox", "emit", signal, "--entity-id", entity, *arguments, code=code).json


def delivery_logs(lusha: Lusha, *arguments: str) -> list[Any]:
    value: list[Any] = lusha("webhooks", "logs", *arguments).json["data"]
    return value


def respond(status: int, document: Any = b"", **options: Any) -> Callable[[Any], ReceiverResponse]:
    return lambda _: ReceiverResponse(status, document, **options)


def fail_first(receiver: Receiver, *message: ReceiverResponse) -> None:
    """Let a receiver send these responses first, and acknowledge from then on."""
    left = list(message)
    receiver.respond = lambda delivery: left.pop() if left else acknowledge(delivery)


class SandboxResponse(NamedTuple):
    status: int
    body: Any


def send_request(
    server: Server, method: str, path: str, body: Any = None, *, key: str = KEY
) -> SandboxResponse:
    """Send a request to the sandbox over HTTP."""
    url = f"{server.url}{path}"
    result = requests.request(method, url, json=body, headers={"api_key": key}, timeout=10)
    return SandboxResponse(result.status_code, result.json())


def create_secret(server: Server, *, key: str = KEY) -> None:
    assert send_request(server, "POST", "/api/account/secret/regenerate", key=key).status == 200
