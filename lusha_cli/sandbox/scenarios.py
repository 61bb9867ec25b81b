"""Test identities, `<name>@magic.example` and `<name>.magic.example`, and their scenarios."""

from lusha_cli.sandbox.http import ApiError, GatewayError
from lusha_cli.sandbox.request_context import RequestContext

HOST = "magic.example"
# Scenarios of a request that is charged and then fails, with the fault of each.
CHARGED_FAULTS = {"broken-charged": "500-charged", "drop": "drop"}
CONTROL_CHARACTER_SAMPLE = (
    "\x1b[31mRed\x1b[0m \x07bell\r\nnew line \u202eright-to-left [bold]markup[/bold]"
)

# Scenarios of one item: the status of a single lookup; code, name and message in a bulk one.
ITEM_SCENARIOS = {
    "nomatch": (200, 3, "EMPTY_DATA", "The requested data was not found"),
    "gdpr": (451, 451, "COMPLIANCE_RESTRICTED", "This data cannot be processed under the GDPR"),
    "invalid-name": (412, 412, "INVALID_FULL_NAME", "The full name is not valid"),
}


def scenario_of(address: str | None) -> str | None:
    """Return the scenario that an email address or domain names, or None."""
    text = (address or "").strip().lower()
    for separator in ("@", "."):
        if text.endswith(f"{separator}{HOST}"):
            return text[: -len(HOST) - 1]
    return None


def apply_scenario(name: str | None, context: RequestContext) -> None:
    """Apply a scenario to a whole request: raise its ApiError, or change its response."""
    if name in CHARGED_FAULTS:
        context.faults.append(CHARGED_FAULTS[name])
    elif name == "slow":
        context.pause(5.0)
    elif name == "ratelimit":
        raise ApiError(429, "Too many requests", RateLimit_Limit="25", RateLimit_Remaining="0",
                      RateLimit_Reset="1")  # fmt: skip
    elif name == "daily":
        # A daily quota doesn't come back in a minute: the client has to stop instead of waiting.
        raise ApiError(429, "The daily quota is used up", X_RateLimit_Remaining_Daily="0",
                      X_RateLimit_Reset_Daily="3600")  # fmt: skip
    elif name == "broken":
        raise ApiError(500, "Internal server error")
    elif name == "html":
        raise GatewayError(502, "Bad gateway")
