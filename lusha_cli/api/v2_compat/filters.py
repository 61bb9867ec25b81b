"""Filter values, signal options and account usage over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import V3_COMPANY_SIGNALS
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    request_params,
    unmapped,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.json_types import Json, as_object, get_list, get_object

# V3's filter type for each list of V2.
FILTER_TYPES = {
    "filters contacts departments": "departments",
    "filters contacts seniority": "seniority",
    "filters contacts data-points": "existingDataPoints",
    "filters contacts countries": "countries",
    "filters contacts locations": "locations",
    "filters companies names": "names",
    "filters companies industries": "industriesLabels",
    "filters companies sizes": "sizes",
    "filters companies revenues": "revenues",
    "filters companies locations": "locations",
    "filters companies sics": "sics",
    "filters companies naics": "naics",
    "filters companies intent-topics": "intentTopics",
    "filters companies technologies": "technologies",
}
MIN_TEXT_LENGTH = 2
# Types that V3 lists and V2's commands don't take.
_V3_ONLY_SIGNALS = V3_COMPANY_SIGNALS[-1:]


def _values(name: str, filter_type: str) -> Callable[[ApiRequest], Translation]:
    noun = name.split()[1]

    def values(request: ApiRequest) -> Translation:
        text = request_params(request).get("text")
        if text is not None and len(str(text)) < MIN_TEXT_LENGTH:
            raise unsupported_in_v3(
                f"requires at least {MIN_TEXT_LENGTH} letters", hint="Enter a longer text."
            )
        query = {"query": text} if text else {}
        response = yield v3_request(f"{noun} filter-values", query=query, filterType=filter_type)
        listed = as_object(response).get("values", response)
        return [] if listed is None else listed

    return values


def options(request: ApiRequest) -> Translation:
    """Translate `signals options`."""
    record_type = request.path.rsplit("/", 1)[-1]
    if record_type == "contact":
        response = yield v3_request("contacts signal-types")
        return {**_v2_signal_types(response), "objectType": record_type}
    response = yield v3_request("companies signal-types")
    options: dict[str, Json] = {}
    for name in ("newsEventTypes", "hiringByDepartments"):
        values = yield v3_request("companies signal-filter-values", filterType=name)
        options[name] = get_list(values, "values")
    return {
        **_v2_signal_types(response),
        "objectType": record_type,
        "filterOptions": options,
    }


def _v2_signal_types(response: Json) -> dict[str, Json]:
    types = get_list(response, "signalTypes")
    signals = [name for name in types if name not in _V3_ONLY_SIGNALS]
    return {"signals": signals, **unmapped(as_object(response), "signalTypes")}


def usage(request: ApiRequest) -> Translation:  # noqa: ARG001 - all translators have the same signature
    """Translate `account usage`."""
    response = yield v3_request("account plan")
    account_credits = unmapped(get_object(response, "credits"))
    counters = {"credits": account_credits} if account_credits else {}
    return {"usage": counters, **unmapped(as_object(response), "credits")}


TRANSLATORS = {
    **{name: Translator(_values(name, type_)) for name, type_ in FILTER_TYPES.items()},
    "signals options": Translator(options),
    "account usage": Translator(usage),
}
