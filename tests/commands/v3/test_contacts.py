"""`lusha contacts search`, `enrich` and `search-and-enrich` over V3."""

import json

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

LEILA = "4100000013"


def test_contacts_search_returns_available_reveals_and_prices(lusha: Lusha) -> None:
    first = lusha("contacts", "search", ADA)
    [preview] = first.json["results"]
    assert (preview["firstName"], preview["id"]) == ("Ada", "4100000000")
    assert preview["canReveal"] == [
        {"field": "emails", "credits": 1},
        {"field": "phones", "credits": 5},
    ]
    assert not {"emails", "phones"} & preview.keys()
    assert "Charged 1 credit" in first.err
    lusha("contacts", "enrich", preview["id"], "--reveal", "emails")
    again = lusha("contacts", "search", ADA).json["results"][0]
    assert [item["credits"] for item in again["canReveal"]] == [0, 5]


def test_contacts_enrich_charges_a_reveal_once(lusha: Lusha) -> None:
    line = ("contacts", "enrich", "4100000000", "--no-waterfall")
    assert "Charged 6 credits" in lusha(*line).err
    assert "Charged 0 credits" in lusha(*line).err
    # V2 and V3 share one account.
    assert "Charged 0 credits" in lusha("person", "get", ADA).err


def test_contacts_search_and_enrich_charges_both(lusha: Lusha) -> None:
    result = lusha(
        "contacts", "search-and-enrich", ADA, "nomatch@magic.example", "--reveal", "emails"
    )
    assert "Charged 2 credits" in result.err
    ada, missing = result.json["results"]
    assert [email["type"] for email in ada["emails"]] == ["work", "private"]
    assert ada["phones"] == []
    assert missing == {"error": {"code": "NOT_FOUND", "message": "Nothing was found"}}
    assert result.json["billing"] == {"creditsCharged": 2, "resultsReturned": 1}


def test_contacts_search_returns_the_reference(lusha: Lusha) -> None:
    line = ("--domain", "analytical-engines.example", "--client-reference-id", "crm-7")
    assert lusha("companies", "search", *line).json["results"][0]["clientReferenceId"] == "crm-7"
    missing = ("--email", "nomatch@magic.example", "--client-reference-id", "crm-8")
    body = lusha("contacts", "search", *missing, "--json", code=3)
    assert json.loads(body.out)["results"][0]["clientReferenceId"] == "crm-8"


def test_contacts_search_results_pipe_into_enrich(lusha: Lusha) -> None:
    result = lusha("contacts", "search", ADA, LEILA, "nomatch@magic.example").out.encode()
    enriched = lusha("contacts", "enrich", "-", "--no-waterfall", stdin=result).json["results"]
    assert [item["fullName"] for item in enriched] == ["Ada Byrne", "Leila Silva"]
    lines = lusha("contacts", "search", ADA, LEILA, "-o", "jsonl").out.encode()
    assert len(lusha("contacts", "enrich", "-", stdin=lines).json["results"]) == 2
    assert len(lusha("contacts", "enrich", "-", stdin=b"4100000000\n").json["results"]) == 1


def test_contacts_search_splits_large_requests(lusha: Lusha) -> None:
    ids = [str(4_100_000_000 + 13 * number) for number in range(150)]
    done = lusha("contacts", "enrich", *ids, "--reveal", "emails", "--no-waterfall")
    assert "150 people in 2 requests: up to 150 credits." in done.err
    assert len(done.json["results"]) == 150
    charged = done.json["billing"]["creditsCharged"]
    assert f"Charged {charged} credits" in done.err
    assert done.json["billing"]["resultsReturned"] == 150


def test_contacts_waterfall_makes_the_estimate_unbounded(lusha: Lusha) -> None:
    line = ("contacts", "enrich", LEILA, "--dry-run")
    open_ended = lusha(*line).json
    assert open_ended["maxCredits"] is None
    assert open_ended["cost"] == (
        "up to 6 credits plus an unknown number of credits for waterfall providers"
    )
    assert lusha(*line, "--no-waterfall").json["cost"] == "up to 6 credits"
    capped = lusha("contacts", "enrich", LEILA, "--max-credits", "100", code=6).err
    assert "Add --no-waterfall" in capped
    reported = lusha("contacts", "enrich", LEILA, "--max-credits", "6", "--no-waterfall").err
    assert "waterfall" not in reported


def test_contacts_enrich_suggests_no_waterfall_where_it_needs_consent(lusha: Lusha) -> None:
    lusha.env.pop("LUSHA_YES")
    reported = lusha("contacts", "enrich", LEILA, code=2).err
    assert "To bound the cost, add --no-waterfall." in reported
    assert "waterfall" not in lusha("contacts", "enrich", LEILA, "--no-waterfall").err


def test_contacts_search_and_enrich_estimates_search_and_reveal(lusha: Lusha) -> None:
    line = ("contacts", "search-and-enrich", LEILA)
    assert lusha(*line, "--dry-run").json["cost"] == "up to 7 credits"
    assert "Nothing was sent" in lusha(*line, "--max-credits", "6", code=6).err
    assert "Charged 2 credits" in lusha(*line, "--max-credits", "7").err


def test_contacts_search_filters_by_signals(lusha: Lusha) -> None:
    ids = [str(4_100_000_000 + 13 * number) for number in range(60)]
    every = ("--signal", "allSignals", "--start-date", "2024-11-01")
    results = lusha("contacts", "search", *ids, *every).json["results"]
    matches = [item for item in results if "error" not in item]
    assert 0 < len(matches) < 60
    assert all(set(item["signalTypes"]) <= {"promotion", "companyChange"} for item in matches)
    lusha.env["LUSHA_API_KEY"] = "sandbox-pro"
    assert "Signals are not supported" in lusha("contacts", "search", ADA, *every, code=5).err


def test_contacts_search_finds_partial_profiles_on_request(lusha: Lusha) -> None:
    partial = str(4_100_000_000 + 13 * 32)
    lusha("contacts", "search", partial, code=3)
    lusha("contacts", "search", partial, "--include-partial-profiles")


@pytest.mark.parametrize(
    ("email", "code"),
    [("gdpr", 5), ("ratelimit", 7), ("daily", 7), ("broken", 9), ("html", 9), ("control", 0)],
)
def test_contacts_search_applies_scenarios(lusha: Lusha, email: str, code: int) -> None:
    result = lusha(
        "contacts", "search-and-enrich", f"{email}@magic.example", "--no-wait", code=code
    )
    assert "\x1b" not in result.out + result.err


def test_contacts_results_are_added_to_a_table(lusha: Lusha) -> None:
    owner = ("--owner", "ada@firm.example")
    lusha("contacts", "tables", "create", "Leads", *owner)
    reported = lusha("contacts", "enrich", "4100000000", LEILA, "--table-id", "1").json[
        "tableWrite"
    ]
    assert (reported["tableId"], reported["added"], reported["alreadyPresent"]) == ("1", 2, 0)
    reported = lusha("contacts", "enrich", LEILA, "--table-id", "1").json["tableWrite"]
    assert (reported["added"], reported["alreadyPresent"]) == (0, 1)
    [row, _] = lusha("contacts", "tables", "rows", "1", *owner, "-o", "jsonl").out.splitlines()
    assert json.loads(row)["workEmail"] == ADA
    # The response is the same if the table doesn't exist.
    assert "tableWrite" not in lusha("contacts", "enrich", LEILA, "--table-id", "99").json


def test_contacts_reject_invalid_input_before_sending(lusha: Lusha) -> None:
    for arguments, reported in (
        (("contacts", "search"), "No person is specified"),
        (("contacts", "search", "x"), "isn't an email, LinkedIn URL or person ID"),
        (("contacts", "search", "--first-name", "Ada"), "No person is specified"),
        (("contacts", "search", ADA, "--start-date", "30d"), "--signal is missing"),
        (("contacts", "enrich"), "No person is specified"),
        (("contacts", "enrich", "a/b"), "isn't an ID"),
        (("contacts", "enrich", ".."), "isn't an ID"),
        (("companies", "search"), "No company is specified"),
        (("companies", "enrich", "-"), "empty"),
    ):
        assert reported in lusha(*arguments, code=2).err
    assert "has no rows" in lusha("contacts", "enrich", "-", stdin=b"[{}]", code=2).err
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"results": 5}', b'{"results": [null, 1, {}]}', b'{"results": []}']
)
def test_contacts_show_unexpected_responses(script: StartScriptedServer, body: bytes) -> None:
    lusha, _ = script(ScriptedResponse(200, body))
    code = {b'{"results": []}': 3, b'{"results": [null, 1, {}]}': 0}.get(body, 9)
    for output in ("json", "csv", "table"):
        lusha("contacts", "search", ADA, "-o", output, code=code)


def test_contacts_enrich_asks_the_waterfall_for_single_fields(lusha: Lusha) -> None:
    line = ("contacts", "enrich", LEILA, "--waterfall-reveal", "phones")
    shown = lusha(*line, "--dry-run").json
    assert shown["body"] == {"ids": [LEILA], "waterfallReveal": ["phones"]}
    assert "an unknown number of credits for waterfall providers" in shown["cost"]
    assert lusha(*line).json["results"][0]["id"] == LEILA
    assert "can't be used together" in lusha(*line, "--no-waterfall", code=2).err


@pytest.mark.parametrize("flag", ["--no-waterfall", "--no-waterfall-enabled"])
def test_contacts_enrich_turns_the_waterfall_off(lusha: Lusha, flag: str) -> None:
    shown = lusha("contacts", "enrich", LEILA, flag, "--dry-run").json
    assert shown["body"] == {"ids": [LEILA], "waterfallEnabled": False}
