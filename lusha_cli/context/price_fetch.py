"""Fetch the price list of the account in use."""

from typing import TYPE_CHECKING

from lusha_cli.api.endpoints import ACCOUNT_PLAN
from lusha_cli.api.request import ApiRequest
from lusha_cli.context.waits import WAITING
from lusha_cli.errors import Interrupted, InvalidApiKey, LushaError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.context.api_services import ApiServices


def fetch_prices(services: "ApiServices") -> Json:
    """Return the account's price list, or None if it has none. Raises LushaError."""
    # Prices aren't worth waiting for a retry.
    client = services.make_client(lambda: services.api_key.value, max_wait=0)
    request = ApiRequest(ACCOUNT_PLAN.method, ACCOUNT_PLAN.path, {}, None, ACCOUNT_PLAN)
    try:
        with services.env.spinner(WAITING):
            response = client.send(request)
    except LushaError as error:
        if not isinstance(error, (InvalidApiKey, Interrupted)):
            services.env.info(
                f"Using the published prices: your account's prices can't be read. {error.message}"
            )
        raise
    services.remember_plan(response)
    pricing = response.get("pricing") if isinstance(response, dict) else None
    if pricing is None:
        services.env.info("Using the published prices: the API did not return your account's.")
    return pricing
