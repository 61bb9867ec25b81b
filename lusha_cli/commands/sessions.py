"""Sessions that `--more` continues: the last request, stored between commands."""

import json

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object

# The API's sessions expire after this time, so ours do too. They contain personal data.
SESSION_TTL = 30 * 86_400


def save_session(
    context: AppContext, endpoint: Endpoint, request: dict[str, Json], response: Json, key: str
) -> bool:
    """Store a request, with the session (`key`) that its response opened or continued.

    Return whether there is a session to continue. If not, an earlier one is deleted.
    """
    session_id = as_object(response).get(key)
    has_session = isinstance(session_id, str) and bool(session_id)
    # The whole request: the API wants the seeds again with each session id.
    session = {"at": context.env.clock.now(), "request": {**request, key: session_id}}
    context.env.state.put(
        _state_key(context, endpoint), json.dumps(session if has_session else None)
    )
    return has_session


def load_session(context: AppContext, endpoint: Endpoint) -> dict[str, Json] | None:
    """Return the request that was stored last, with its session, or None."""
    state_key = _state_key(context, endpoint)
    try:
        session = as_object(json.loads(context.env.state.get(state_key) or "null"))
    except json.JSONDecodeError:
        return None
    if not session:
        return None
    if context.env.clock.now() - session.get("at", 0) > SESSION_TTL:
        # Deleted here, but sent once more: the API explains that the session has expired.
        context.env.state.put(state_key, "null")
    return as_object(session.get("request"))


def _state_key(context: AppContext, endpoint: Endpoint) -> str:
    """Return the key of the session of an operation with this API, profile and API key."""
    import hashlib  # loads OpenSSL, which help doesn't need

    key_hash = hashlib.sha256(context.env.variables.get("LUSHA_API_KEY", "").encode()).hexdigest()[
        :8
    ]
    profile = context.env.settings.profile
    return json.dumps(["session", endpoint.name, context.api_name, profile, key_hash])
