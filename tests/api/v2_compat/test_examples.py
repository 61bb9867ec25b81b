"""The vendor's documented V3 responses become valid V2 responses, for every V2 command."""

import json
from typing import Any

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from tests.api.v2_compat.test_fields import VALUES
from tests.contract.v2_fields import v2_response_shapes
from tests.contract.vendor_schemas import find_mismatches
from tests.support.cli import StartScriptedServer
from tests.support.paths import TEST_DATA
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

EXAMPLES = json.loads((TEST_DATA / "v3_examples.json").read_text(encoding="utf-8"))
_ALL = ("--signal", "allSignals")
_SEEDS = tuple(word for name in "abcde" for word in ("--domain", f"{name}.example"))
_EMAILS = tuple(word for name in "abcde" for word in ("--email", f"{name}@firm.example"))
_PEOPLE = tuple(word for n in "12345" for word in ("--seed", f"410000001{n}:30000017"))
_COMPANIES = tuple(word for n in "12345" for word in ("--seed", f"3000001{n}"))
_PERSON = ("contacts search-and-enrich",)
_SIGNALS = ("contacts search", "contacts signals")
# Each command: its operation, arguments, and the operations of V3 that serve it, in order.
COMMANDS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("person get", ("ada@firm.example", *_ALL), (*_PERSON, "contacts signals")),
    ("person bulk", ("--body", "-"), _PERSON),
    ("company get", ("firm.example",), ("companies search-and-enrich",)),
    ("company bulk", ("--body", "-"), ("companies search-and-enrich",)),
    ("prospecting contact search", ("--department", "sales"), ("contacts prospecting",)),
    ("prospecting contact enrich", ("--request-id", "r", "--contact-id", "4100000013"),
     ("contacts enrich",)),
    ("prospecting company search", ("--name", "x"), ("companies prospecting",)),
    ("prospecting company enrich", ("--request-id", "r", "--company-id", "30000017"),
     ("companies enrich",)),
    ("signals options", ("contact",), ("contacts signal-types",)),
    ("signals options", ("company",), ("companies signal-types", "values", "values")),
    ("signals contacts get", ("--contact-id", "4100000013", *_ALL), ("contacts signals",)),
    ("signals contacts search", ("--email", "ada@firm.example", *_ALL), _SIGNALS),
    ("signals companies get", ("--company-id", "30000017", *_ALL), ("companies signals",)),
    ("signals companies search", ("--domain", "copper-foods.example", *_ALL),
     ("companies search", "companies signals")),
    ("lookalike contacts", _EMAILS, ("contacts lookalike",)),
    ("lookalike companies", _SEEDS, ("companies lookalike",)),
    ("recommendations contacts", _PEOPLE, ("contacts lookalike",)),
    ("recommendations companies", _COMPANIES, ("companies search", "companies lookalike")),
    ("account usage", (), ("account plan",)),
    *(
        (f"filters {name}", ("abc",) if "locations" in name or name in
         ("companies names", "companies technologies") else (), ("values",))
        for name in VALUES
    ),
]  # fmt: skip
BODIES = {
    "person bulk": {"contacts": [{"contactId": "1", "email": "ada@firm.example"}]},
    "company bulk": {"companies": [{"id": "1", "domain": "ember-devices.example"}]},
}


def test_examples_cover_every_v2_command() -> None:
    assert {name for name, _, _ in COMMANDS} == {
        row.name for row in ENDPOINTS if row.family == "v2"
    }
    assert len(COMMANDS) == 33


@pytest.mark.parametrize(
    ("name", "argv", "served_by"),
    COMMANDS,
    ids=[f"{name} {argv[:1]}" for name, argv, _ in COMMANDS],
)
def test_documented_v3_response_becomes_a_valid_v2_response(
    script: StartScriptedServer, name: str, argv: tuple[str, ...], served_by: tuple[str, ...]
) -> None:
    values = {"values": [VALUES.get(name.removeprefix("filters "), "IPO")]}
    responses = [EXAMPLES.get(served, values) for served in served_by]
    lusha, server = script(*(ScriptedResponse(200, json.dumps(r).encode()) for r in responses))
    if name == "account usage":
        server.pricing = None
    stdin = json.dumps(BODIES.get(name)).encode()
    result = lusha(*name.split(), *argv, "--api-version", "v3", "--json", stdin=stdin)
    kept = set(key_names(responses)) | {"billing"}
    wrong = [
        mismatch
        for mismatch in find_mismatches(result.json, v2_response_shapes(name), set())
        if not is_kept(mismatch, kept)
    ]
    assert not wrong, json.dumps(result.json, indent=1)


@pytest.mark.parametrize("code", ["NOT_FOUND", "COMPLIANCE_RESTRICTED", "ENRICH_FAILED", "OTHER"])
def test_v3_errors_become_valid_v2_errors(script: StartScriptedServer, code: str) -> None:
    failed = {"clientReferenceId": "1", "error": {"code": code, "message": "Not this one"}}
    response = {"results": [failed], "billing": {"creditsCharged": 0}}
    lusha, _ = script(ScriptedResponse(200, json.dumps(response).encode()))
    stdin = json.dumps(BODIES["person bulk"]).encode()
    line = ("person", "bulk", "--body", "-", "--api-version", "v3", "--json")
    body = lusha(*line, stdin=stdin).json
    assert body["contacts"]["1"]["error"]["message"] == "Not this one"
    assert body["contacts"]["1"]["isCreditCharged"] is False
    mismatches = find_mismatches(body, v2_response_shapes("person bulk"), set())
    assert all(is_kept(mismatch, {"billing"}) for mismatch in mismatches)


def test_prospecting_company_enrich_keeps_the_error_of_a_company(
    script: StartScriptedServer,
) -> None:
    failed = {"id": "30000017", "error": {"code": "NOT_FOUND", "message": "Not this one"}}
    response = {"results": [failed], "billing": {"creditsCharged": 0}}
    lusha, _ = script(ScriptedResponse(200, json.dumps(response).encode()))
    flags = ("--request-id", "r", "--company-id", "30000017", "--api-version", "v3", "--json")
    body = lusha("prospecting", "company", "enrich", *flags).json
    error = {"code": 3, "name": "EMPTY_DATA", "message": "Not this one"}
    assert body["companies"] == [{"id": 30000017, "error": error}]


def key_names(value: Any) -> set[str]:
    """Return the names of all keys in a value."""
    if isinstance(value, list):
        return set().union(*map(key_names, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*map(key_names, value.values()))


def is_kept(mismatch: str, names: set[str]) -> bool:
    """Return whether V2 does not document a field that has kept V3's name."""
    path, _, wrong = mismatch.partition(" ")
    return wrong == "is not documented" and path.rpartition(".")[2] in names
