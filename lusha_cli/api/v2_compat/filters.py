"""Lists of values, and the account, over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.signal_types import V3_COMPANY_SIGNALS
from lusha_cli.api.v2_compat.translation import (
    Translation,
    pick,
    request_params,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.json_types import Json, get_list, get_object

# The kind of filter that V3 calls each list of V2.
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
# What V3 lists and V2's commands do not take.
_V3_ONLY_SIGNALS = V3_COMPANY_SIGNALS[-1:]


def _values(name: str, kind: str) -> Callable[[ApiRequest], Translation]:
    noun = name.split()[1]

    def values(call: ApiRequest) -> Translation:
        text = request_params(call).get("text")
        if text is not None and len(str(text)) < MIN_TEXT_LENGTH:
            raise unsupported_in_v3(
                f"finds nothing by less than {MIN_TEXT_LENGTH} letters", hint="Type more."
            )
        query = {"query": text} if text else {}
        answer = yield v3_request(f"{noun} filter-values", query=query, filterType=kind)
        return answer.get("values") if isinstance(answer, dict) and "values" in answer else answer

    return values


def options(call: ApiRequest) -> Translation:
    """`signals options`."""
    kind = call.path.rsplit("/", 1)[-1]
    if kind == "contact":
        answer = yield v3_request("contacts signal-types")
        return {"signals": _v2_signal_types(answer), "objectType": kind}
    answer = yield v3_request("companies signal-types")
    told: dict[str, Json] = {}
    for name in ("newsEventTypes", "hiringByDepartments"):
        values = yield v3_request("companies signal-filter-values", filterType=name)
        told[name] = get_list(values, "values") if isinstance(values, dict) else []
    return {"signals": _v2_signal_types(answer), "objectType": kind, "filterOptions": told}


def _v2_signal_types(answer: Json) -> list[Json]:
    found = get_list(answer, "signalTypes") if isinstance(answer, dict) else []
    return [name for name in found if name not in _V3_ONLY_SIGNALS]


def usage(call: ApiRequest) -> Translation:  # noqa: ARG001 - all ways have the same signature
    """`account usage`."""
    answer = yield v3_request("account plan")
    credits_ = get_object(answer, "credits") if isinstance(answer, dict) else {}
    return {"usage": {"credits": pick(credits_, ("used", "total", "remaining"))}}


TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    **{name: _values(name, kind) for name, kind in FILTER_TYPES.items()},
    "signals options": options,
    "account usage": usage,
}
