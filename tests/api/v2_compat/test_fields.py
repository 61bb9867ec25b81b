"""Each field of V2 has its source in V3, and each field of V3 reaches V2's shape."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translators import send_via_v3
from tests.contract.v2_fields import V2Field, v2_fields, v2_response_shapes
from tests.contract.v3_samples import COMPANY_ID, CONTACT_ID, full_response
from tests.contract.vendor_schemas import find_mismatches

V2 = [row.name for row in ENDPOINTS if row.family == "v2"]
_SIGNALS = {"signals": ["allSignals"]}
_SEEDS = {"domains": [f"{name}.example" for name in "abcde"]}
_PEOPLE = [{"personId": CONTACT_ID, "companyId": COMPANY_ID}] * 5
# The query or body of each request that needs one.
PARAMS: dict[str, Any] = {
    "person get": {"email": "ada@firm.example", "signals": "allSignals"},
    "person bulk": {
        "contacts": [{"contactId": "1", "email": "ada@firm.example"}],
        "metadata": _SIGNALS,
    },
    "company get": {"domain": "firm.example", "signals": "allSignals"},
    "company bulk": {"companies": [{"id": "1", "domain": "firm.example"}], **_SIGNALS},
    "prospecting contact search": {"filters": {}},
    "prospecting contact enrich": {"requestId": "r", "contactIds": [CONTACT_ID]},
    "prospecting company search": {"filters": {"companies": {"include": {"names": ["x"]}}}},
    "prospecting company enrich": {"requestId": "r", "companiesIds": [COMPANY_ID]},
    "signals contacts get": {"contactIds": [int(CONTACT_ID)], **_SIGNALS},
    "signals contacts search": {"contacts": [{"id": "1", "email": "a@firm.example"}], **_SIGNALS},
    "signals companies get": {"companyIds": [int(COMPANY_ID)], **_SIGNALS},
    "signals companies search": {"companies": [{"id": "1", "domain": "a.example"}], **_SIGNALS},
    "lookalike contacts": {"seeds": {"emails": [f"{name}@firm.example" for name in "abcde"]}},
    "lookalike companies": {"seeds": _SEEDS},
    "recommendations contacts": {"contacts": _PEOPLE},
    "recommendations companies": {"companies": _PEOPLE},
}
_PLACE = {"continent": "Asia", "country": "Japan", "city": "Osaka", "state": "Kansai",
          "country_grouping": "apac"}  # fmt: skip
_CODE = {"code": "7371", "label": "Programming"}
# V3's values of each filter; the vendor documents no shape of them.
VALUES: dict[str, Any] = {
    "contacts departments": "Sales",
    "contacts seniority": {"id": 10, "name": "founder"},
    "contacts data-points": "phone",
    "contacts countries": {"name": "Japan", "code": "JP"},
    "contacts locations": _PLACE,
    "companies names": {"companyId": 7, "name": "Indigo Labs", "logoUrl": "https://a.example/l",
                        "fqdn": "indigo.example"},
    "companies industries": {"main_industry": "Finance", "main_industry_id": 3,
                             "sub_industries": [{"value": "Banking", "id": 31}]},
    "companies sizes": {"min": 1, "max": 10},
    "companies revenues": {"min": 1, "max": 1_000_000},
    "companies locations": _PLACE,
    "companies sics": _CODE,
    "companies naics": _CODE,
    "companies intent-topics": "Data Privacy",
    "companies technologies": {"name": "figma"},
}  # fmt: skip
# What V3's responses have and V2's don't: the operation of V2, of V3, the path, and why.
LEFT_OUT = [
    ("*", "*", "/requestId", "the id of a request that V2 did not send"),
    ("*", "*", "/pagination.size", "the size that was requested"),
    ("*", "*", "clientReferenceId", "our own reference"),
    ("*", "*", "/billing.resultsReturned", "the number of the results that are there"),
    ("*", "*", "/billing.creditsCharged", "summed up, as its own test shows"),
    ("signals contacts search", "contacts search", "*", "only the ids are searched for"),
    ("signals companies search", "companies search", "*", "only the ids are searched for"),
    ("recommendations companies", "companies search", "*", "only the domains are searched for"),
    ("person get", "contacts signals", "/*", "V2 has no dates of a lookup's signals"),
    ("person bulk", "contacts signals", "/*", "V2 has no dates of a lookup's signals"),
    ("company get", "companies signals", "/*", "V2 has no dates of a lookup's signals"),
    ("company bulk", "companies signals", "/*", "V2 has no dates of a lookup's signals"),
]


def translate(operation: str, change: Callable[[Any], None] = lambda _: None) -> Any:
    """Return V2's response, made of full responses of V3 after a change of each."""
    return _translate(operation, change)[0]


def _translate(operation: str, change: Callable[[Any], None]) -> tuple[Any, dict[str, Any]]:
    row, params = BY_NAME[operation], PARAMS.get(operation, {})
    path = row.path.replace("{objectType}", "company")
    if row.method == "GET":
        request = ApiRequest("GET", path, params, None, row)
    else:
        request = ApiRequest(row.method, path, {}, params or {"text": "abc"}, row)
    sent: dict[str, Any] = {}

    def send(v3_request: ApiRequest) -> Any:
        assert v3_request.endpoint is not None
        name = v3_request.endpoint.name
        response = full_response(name)
        if "values" in response:
            response["values"] = [VALUES.get(operation.removeprefix("filters "), "IPO")]
        sent[name] = json.loads(json.dumps(response))
        change(response)
        return response

    return send_via_v3(request, send), sent


def without(source: str) -> Callable[[Any], None]:
    """Return a function that deletes a source from a response of V3."""

    def change(response: Any) -> None:
        if source.startswith("/"):
            delete(response, source[1:].replace("[]", ".[]").split("."))
            return
        for result in response.get("results", []):
            delete(result, source.replace("[]", ".[]").split("."))

    return change


def delete(holder: Any, steps: list[str]) -> None:
    """Delete a value, under a path with `[]` for every entry and `*` for every key."""
    step, rest = steps[0], steps[1:]
    if step == "[]":
        for entry in holder if isinstance(holder, list) else []:
            delete(entry, rest)
        return
    if not isinstance(holder, dict):
        return
    for key in list(holder) if step == "*" else [step]:
        if not rest:
            holder.pop(key, None)
        elif key in holder:
            delete(holder[key], rest)


def values_at(holder: Any, steps: list[str]) -> Iterator[Any]:
    """Return the values under a path, with `[]` and `*` as in `delete`."""
    if not steps:
        yield holder
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        entries = holder if isinstance(holder, list) else []
    elif not isinstance(holder, dict):
        entries = []
    else:
        entries = list(holder.values()) if step == "*" else [holder[step]] if step in holder else []
    for entry in entries:
        yield from values_at(entry, rest)


def field_values(body: Any, field: V2Field) -> list[Any]:
    """Return the values of a field of V2."""
    steps = [step for step in field.path.replace("[]", ".[]").split(".") if step]
    return list(values_at(body, steps))


@pytest.mark.parametrize("operation", V2)
def test_v2_fields_come_from_their_v3_sources(operation: str) -> None:
    full, wrong = translate(operation), []
    for field in v2_fields(operation):
        values = field_values(full, field)
        if field.is_constant:
            continue
        if field.unavailable:
            # Texts that V2 requires are empty.
            if any(value not in (None, "") for value in values):
                wrong.append(f"{field.path} = {values}, but: {field.unavailable}")
        elif not values:
            wrong.append(f"{field.path} is missing")
        elif field_values(translate(operation, without(field.source)), field) == values:
            wrong.append(f"{field.path} does not come from {field.source}: {values}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("operation", V2)
def test_full_v3_responses_have_the_types_of_v2(operation: str) -> None:
    shapes = v2_response_shapes(operation)
    mismatches = find_mismatches(translate(operation), shapes, set())
    assert not [entry for entry in mismatches if not entry.endswith("is not documented")]


@pytest.mark.parametrize("operation", V2)
def test_v3_values_are_all_in_the_v2_response(operation: str) -> None:
    body, sent = _translate(operation, lambda _: None)
    present = {str(value).lower() for _, value in leaves(body, "")}
    dropped = [
        f"{name} {path}: {value!r}"
        for name, response in sent.items()
        for path, value in leaves(response, "/")
        if str(value).lower() not in present and not is_left_out(operation, name, path)
    ]
    assert not dropped, "\n".join(dropped)


@pytest.mark.parametrize("operation", V2)
def test_v2_responses_state_the_sum_of_all_charges(operation: str) -> None:
    body, sent = _translate(operation, lambda _: None)
    charges = [response["billing"]["creditsCharged"] for response in sent.values()
               if "billing" in response]  # fmt: skip
    stated = {body[key] for key in ("creditCharged", "creditsCharged") if key in body}
    if isinstance(body, dict) and "billing" in body:
        stated.add(body["billing"]["creditsCharged"])
    assert stated == ({sum(charges)} if charges else set())


@pytest.mark.parametrize("operation", V2)
def test_unknown_v3_fields_keep_their_names(operation: str) -> None:
    responses = 0

    def change(response: Any) -> None:
        nonlocal responses
        responses += 1
        for result in response.get("results", []):
            result[f"fieldOfTomorrow{responses}"] = "kept"

    body, sent = _translate(operation, change)
    paths = {path.rpartition(".")[2] for path, _ in leaves(body, "")}
    for number, (name, response) in enumerate(sent.items(), 1):
        if "results" in response and not is_left_out(operation, name, "fieldOfTomorrow"):
            assert f"fieldOfTomorrow{number}" in paths


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Return every leaf with its path, results without what is around them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            start = path if path in ("", "/") else f"{path}."
            yield from leaves(inner, f"{start}{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, "" if path == "/results" else f"{path}[]")
    else:
        yield path, value


def is_left_out(operation: str, v3_operation: str, path: str) -> bool:
    """Return whether V2's response leaves out a value on purpose."""
    return any(
        name in ("*", operation)
        and v3_name in ("*", v3_operation)
        and left_out in ("*", "/*" if path.startswith("/") else "", path)
        for name, v3_name, left_out, _ in LEFT_OUT
    )
