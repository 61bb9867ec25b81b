"""Lists of values, and the account, over V3."""

from collections.abc import Callable

from lusha_cli.api.client import Call
from lusha_cli.api.signal_types import V3_COMPANY_SIGNALS
from lusha_cli.api.v2_compat.translation import Steps, asked, beyond_v3, given_of, same
from lusha_cli.json_types import Json, get_list, get_object

# The kind of filter that V3 calls each list of V2.
KINDS = {
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
LEAST_TEXT = 2
# What V3 lists and V2's commands do not take.
_ONLY_V3 = V3_COMPANY_SIGNALS[-1:]


def _values(name: str, kind: str) -> Callable[[Call], Steps]:
    noun = name.split()[1]

    def values(call: Call) -> Steps:
        text = given_of(call).get("text")
        if text is not None and len(str(text)) < LEAST_TEXT:
            raise beyond_v3(f"finds nothing by less than {LEAST_TEXT} letters", hint="Type more.")
        query = {"query": text} if text else {}
        answer = yield asked(f"{noun} filter-values", query=query, filterType=kind)
        return answer.get("values") if isinstance(answer, dict) and "values" in answer else answer

    return values


def options(call: Call) -> Steps:
    """`signals options`."""
    kind = call.path.rsplit("/", 1)[-1]
    if kind == "contact":
        answer = yield asked("contacts signal-types")
        return {"signals": _types(answer), "objectType": kind}
    answer = yield asked("companies signal-types")
    told: dict[str, Json] = {}
    for name in ("newsEventTypes", "hiringByDepartments"):
        values = yield asked("companies signal-filter-values", filterType=name)
        told[name] = get_list(values, "values") if isinstance(values, dict) else []
    return {"signals": _types(answer), "objectType": kind, "filterOptions": told}


def _types(answer: Json) -> list[Json]:
    found = get_list(answer, "signalTypes") if isinstance(answer, dict) else []
    return [name for name in found if name not in _ONLY_V3]


def usage(call: Call) -> Steps:  # noqa: ARG001 - all ways have the same signature
    """`account usage`."""
    answer = yield asked("account plan")
    credits_ = get_object(answer, "credits") if isinstance(answer, dict) else {}
    return {"usage": {"credits": same(credits_, ("used", "total", "remaining"))}}


WAYS: dict[str, Callable[[Call], Steps]] = {
    **{name: _values(name, kind) for name, kind in KINDS.items()},
    "signals options": options,
    "account usage": usage,
}
