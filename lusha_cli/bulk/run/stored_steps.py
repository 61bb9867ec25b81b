"""Rebuild the response to a request of several steps from the completed ones."""

from collections.abc import Sequence

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import run_translation
from lusha_cli.api.v2_compat.translators import TRANSLATORS
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.errors import LushaError, NetworkError
from lusha_cli.json_types import Json, as_object, get_object


def is_with_signals(body: Json) -> bool:
    """Return whether a request asks for signals, which are a second step over V3."""
    return bool(as_object(body).get("signals") or get_object(body, "metadata").get("signals"))


def rebuild_response(record_type: RecordType, body: Json, steps: Sequence[Json]) -> Json:
    """Return the result of the request `body` from the stored responses to its first `steps`.

    Data of the other steps is missing in it. Returns None if they have no result.
    """
    endpoint, remaining = record_type.endpoint, list(steps)
    if record_type.request_steps:
        translation = record_type.request_steps(body)
    else:
        request = ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint)
        translation = TRANSLATORS[endpoint.name].translate(request)

    def next_response(_: ApiRequest) -> Json:
        if not remaining:
            raise NetworkError("No response was received.")
        return remaining.pop(0)

    try:
        return run_translation(translation, next_response)
    except LushaError as error:
        return error.partial_body
