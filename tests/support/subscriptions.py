"""Create webhook subscriptions with the CLI."""

import json
from typing import Any

from tests.support.cli import Lusha
from tests.support.scripted_server import ScriptedResponse

URL = "https://hooks.firm.example/lusha"
URL_OPTIONS = ("--url", URL)
SUBSCRIPTION_OPTIONS = ("--entity-type", "contact", "--signal-type", "promotion", *URL_OPTIONS)
IDS = [str(4_100_000_000 + 13 * number) for number in range(60)]
COMPANY_IDS = [str(30_000_000 + 17 * number) for number in range(3)]


def run_webhooks(lusha: Lusha, verb: str, *arguments: str, **options: Any) -> Any:
    return lusha("webhooks", verb, *arguments, **options)


def create_subscriptions(lusha: Lusha, *ids: str, **options: Any) -> list[str]:
    """Create subscriptions to people and return their ids."""
    chosen = (word for item in ids for word in ("--entity-id", item))
    results = run_webhooks(lusha, "create", *chosen, *SUBSCRIPTION_OPTIONS, **options).json[
        "results"
    ]
    return [result["subscription"]["id"] for result in results]


def json_response(document: Any, status: int = 200) -> ScriptedResponse:
    return ScriptedResponse(
        status, json.dumps(document).encode(), {"Content-Type": "application/json"}
    )
