"""Send a single request for a check, without retries and with a short timeout."""

from collections.abc import Mapping
from typing import NamedTuple

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.connection import REQUEST_TIMEOUT, run_within_total_timeout
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json


class ProbeResult(NamedTuple):
    """The outcome of a request: its body or its error, and the response headers."""

    body: Json
    headers: Mapping[str, str]
    error: LushaError | None = None


def probe(
    context: AppContext, endpoint: Endpoint, query: dict[str, Json] | None = None
) -> ProbeResult:
    """Send one request without retries; an error is part of the result."""
    headers: dict[str, str] = {}
    client = context.make_client(
        lambda: context.api_key.value,
        # A check reports a rate limit instead of waiting for its end.
        max_wait=0,
        timeout=REQUEST_TIMEOUT,
        on_response=lambda _, message: headers.update(message),
    )
    request = ApiRequest(endpoint.method, endpoint.path, query or {}, None, endpoint)
    url = context.env.settings.get("base_url")
    try:
        body = run_within_total_timeout(url, lambda: client.send(request))
    except LushaError as error:
        return ProbeResult(None, headers, error)
    return ProbeResult(context.price_cache.update_from(request, body), headers)
