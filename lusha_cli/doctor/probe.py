"""One question to the API for a check: asked once, at once, for a few seconds at most."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.error_responses import duration
from lusha_cli.config.timeouts import within
from lusha_cli.context.app_context import World
from lusha_cli.doctor.connection import REQUEST_TIMEOUT, TOTAL_TIMEOUT
from lusha_cli.errors import LushaError, NetworkError
from lusha_cli.json_types import Json


class ProbeResult(NamedTuple):
    """What came of a question: the body, or the error in its place; and the headers."""

    body: Json
    headers: Mapping[str, str]
    error: LushaError | None = None


def probe(world: World, endpoint: Endpoint, query: dict[str, Json] | None = None) -> ProbeResult:
    """The answer to one request, at once or not at all."""
    headers: dict[str, str] = {}
    client = world.client_with(
        lambda: world.key.value,
        max_wait=0,
        timeout=REQUEST_TIMEOUT,
        noticed=lambda _, message: headers.update(message),
    )
    call = Call(endpoint.method, endpoint.path, query or {}, None, endpoint)
    try:
        return ProbeResult(within(TOTAL_TIMEOUT, lambda: client.send(call)), headers)
    except LushaError as error:
        return ProbeResult(None, headers, error)
    except TimeoutError:
        host = urlsplit(world.settings.get("base_url")).netloc
        message = f"No answer from {host} within {duration(TOTAL_TIMEOUT)}."
        return ProbeResult(None, headers, NetworkError(message))
