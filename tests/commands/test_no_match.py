"""A lookup without a match: one sentence that says what was charged."""

import json
from typing import Any

import pytest

from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

PERSON_HINT = "Check the spelling, or identify the person in another way."
OTHER_HINT = "Check the spelling, or use another identifier."
PERSON = ("person", "get", "nobody@x.example")
SEARCH = ("contacts", "search", "--email", "nobody@x.example")


def v2_miss(name: str, message: str, **keys: Any) -> Any:
    return {"contact": {"error": {"code": 3, "name": name, "message": message}, **keys}}


def v3_miss(charged: Any, code: str = "NOT_FOUND", message: str = "Nothing was found") -> Any:
    body: dict[str, Any] = {"results": [{"error": {"code": code, "message": message}}]}
    return body if charged is None else {**body, "billing": {"creditsCharged": charged}}


@pytest.mark.parametrize(
    ("argv", "body", "message", "hint"),
    [
        (PERSON, v2_miss("EMPTY_DATA", "Nothing", isCreditCharged=False), "(not charged).",
         PERSON_HINT),
        (PERSON, {**v2_miss("EMPTY_DATA", "Nothing"), "creditsCharged": 1},
         "(charged 1 credit).", PERSON_HINT),
        # A response that doesn't state its charge counts with the estimate.
        (PERSON, v2_miss("EMPTY_DATA", "Nothing"), "(charged up to 6 credits).", PERSON_HINT),
        (PERSON, v2_miss("INVALID_NAME", "The name is odd.", isCreditCharged=False),
         "(not charged): The name is odd.", PERSON_HINT),
        (SEARCH, v3_miss(0), "(not charged).", OTHER_HINT),
        (SEARCH, v3_miss(1), "(charged 1 credit).", OTHER_HINT),
        (SEARCH, v3_miss(None), "(charged up to 1 credit).", OTHER_HINT),
        (SEARCH, v3_miss(0, "TOO_VAGUE", "Add a company"), "(not charged): Add a company.",
         OTHER_HINT),
        ((*PERSON, "--api-version", "v3"), v3_miss(1), "(charged 1 credit).", PERSON_HINT),
    ],
)  # fmt: skip
def test_no_match_is_one_sentence_with_the_charge(
    script: StartScriptedServer, argv: tuple[str, ...], body: Any, message: str, hint: str
) -> None:
    lusha, _ = script(ScriptedResponse(200, json.dumps(body).encode()))
    result = lusha(*argv, "--max-credits", "100", code=3)
    assert result.err == f"Error: No match {message}\n  {hint}\n"
    assert json.loads(result.out)
    error = lusha(*argv, "--max-credits", "100", "--json", code=3).error
    assert (error["code"], error["message"]) == ("no_match", f"No match {message}")


@pytest.mark.parametrize("version", ["v2", "v3"])
@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (PERSON, PERSON_HINT),
        (
            ("company", "get", "Nowhere"),
            "Check the spelling, or try its domain: lusha company get DOMAIN",
        ),
        (
            ("company", "get", "nowhere.example"),
            "Check the spelling, or try its name: lusha company get --name NAME",
        ),
    ],
)
def test_no_match_prints_no_charge_of_its_own(
    lusha: Lusha, argv: tuple[str, ...], hint: str, version: str
) -> None:
    lines = lusha(*argv, "--api-version", version, code=3).err.splitlines()
    assert lines[0] in ("Error: No match (not charged).", "Error: No match.")
    assert lines[1:] == [f"  {hint}"]


def test_no_match_prints_other_notes_too(script: StartScriptedServer) -> None:
    sunset = {"Sunset": "Thu, 31 Dec 2026 23:59:59 GMT"}
    body = json.dumps(v2_miss("EMPTY_DATA", "Nothing", isCreditCharged=False)).encode()
    lusha, _ = script(ScriptedResponse(200, body, sunset))
    lines = lusha(*PERSON, code=3).err.splitlines()
    assert "2026-12-31" in lines[0]
    assert lines[1:] == ["Error: No match (not charged).", f"  {PERSON_HINT}"]
