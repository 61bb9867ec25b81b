"""`--last`: rows of the last list, by their numbers, as the input of a command."""

import json
from typing import Any

import pytest

from lusha_cli.commands.last_rows import RowNumbers, parse_row_numbers
from lusha_cli.errors import UsageError
from lusha_cli.parsing.identifiers import InvalidValue
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

DOMAINS = ("analytical-engines.example", "orchard-motors.example", "delta-systems.example")
PEOPLE = (ADA, "zanele.moreau@orchard-motors.example")
FIND_PEOPLE = ("contacts", "search", *PEOPLE)
FIND_COMPANIES = ("companies", "search", *DOMAINS)
PROSPECT = ("prospecting", "contact", "search", "--department", "Sales", "--page-size", "10")

# A list, the command that takes its rows, and the part of its request that has their ids.
TAKERS: list[tuple[tuple[str, ...], str, str]] = [
    (FIND_PEOPLE, "contacts enrich --no-waterfall", "ids"),
    (FIND_COMPANIES, "companies enrich", "ids"),
    (FIND_PEOPLE, "contacts signals --signal-type allSignals", "ids"),
    (FIND_COMPANIES, "companies signals --signal-type allSignals", "ids"),
    (FIND_PEOPLE, "signals contacts get --signal allSignals", "contactIds"),
    (FIND_COMPANIES, "signals companies get --signal allSignals", "companyIds"),
    (FIND_PEOPLE, "contacts tables add 1 --owner you@firm.example", "entityIds"),
    (FIND_COMPANIES, "companies tables remove 1 --owner you@firm.example", "entityIds"),
    (FIND_PEOPLE, "webhooks create --entity-type contact --signal-type promotion "
     "--url https://hooks.firm.example/", "subscriptions"),
    (FIND_COMPANIES, "webhooks create --entity-type company --signal-type riskNews "
     "--url https://hooks.firm.example/", "subscriptions"),
    (FIND_PEOPLE, "contacts lookalike --email a@b.example --email c@b.example "
     "--email d@b.example --email e@b.example", "seeds"),
    (FIND_COMPANIES, "companies lookalike --domain a.example --domain b.example "
     "--domain c.example --domain d.example", "seeds"),
    (FIND_PEOPLE, "lookalike contacts", "seeds"),
    (FIND_PEOPLE, "contacts search-and-enrich", "contacts"),
    (FIND_COMPANIES, "companies search", "companies"),
    (FIND_COMPANIES, "companies signal-score", "companies"),
    (FIND_COMPANIES, "contacts buying-group", "companies"),
    (FIND_PEOPLE, "recommendations contacts", "contacts"),
    (FIND_COMPANIES, "recommendations companies", "companies"),
]  # fmt: skip


def sent(lusha: Lusha, line: str, rows: str) -> dict[str, Any]:
    """Return the body that a command would send."""
    body: dict[str, Any] = lusha(*line.split(), "--last", rows, "--dry-run").json["body"]
    return body


@pytest.mark.parametrize(("listed", "line", "key"), TAKERS)
def test_command_takes_rows_of_the_last_list(
    lusha: Lusha, listed: tuple[str, ...], line: str, key: str
) -> None:
    rows = lusha(*listed).json["results"]
    first = json.dumps(sent(lusha, line, "1")[key])
    shown = [row["id"] if row["id"] in first else row.get("domain") for row in rows]
    assert shown[0].removeprefix("www.") in first
    assert rows[1]["id"] not in first
    every = json.dumps(sent(lusha, line, "all")[key])
    assert sent(lusha, line, f"1-{len(rows)}")[key] == json.loads(every)
    # A dry run and an error leave the list.
    assert lusha(*line.split(), "--last", "99", code=2).err.startswith(
        f"Error: The last result has {len(rows)} rows; 99 isn't one of them.\n"
    )


def test_rows_of_a_v2_search_carry_its_request_id(lusha: Lusha) -> None:
    found = lusha(*PROSPECT).json
    body = sent(lusha, "prospecting contact enrich", "1,3")
    ids = [found["contacts"][number]["contactId"] for number in (0, 2)]
    assert body == {"requestId": found["requestId"], "contactIds": ids}
    enriched = lusha("prospecting", "contact", "enrich", "--last", "1,3", "--yes").json
    assert [item["id"] for item in enriched["contacts"]] == ids
    # The rows of the list stay those that --last selects.
    assert sent(lusha, "prospecting contact enrich", "3")["contactIds"] == ids[1:]
    assert lusha("last").json == enriched
    assert lusha("last", "--list").json == found
    refused = lusha("contacts", "enrich", "--last", "1,3", code=2).err
    assert "of `lusha prospecting contact search`, aren't accepted here." in refused
    assert refused.endswith("  Run: lusha prospecting contact enrich --last 1,3\n")


def test_rows_of_several_pages_carry_the_request_id_of_their_page(
    script: StartScriptedServer,
) -> None:
    pages = [
        {"requestId": f"r{page}", "totalResults": 60, "contacts": [
            {"contactId": f"c{number}", "name": f"Ada {number}"}
            for number in range(start, start + 50)
        ]}
        for page, start in enumerate((0, 50))
    ]  # fmt: skip
    lusha, _ = script(*(ScriptedResponse(200, json.dumps(page).encode()) for page in pages))
    lusha("prospecting", "contact", "search", "--job-title", "x", "--all", "--yes")
    assert sent(lusha, "prospecting contact enrich", "50")["requestId"] == "r0"
    assert sent(lusha, "prospecting contact enrich", "51") == {
        "requestId": "r1", "contactIds": ["c50"],
    }  # fmt: skip


def test_rows_are_named_on_a_terminal_before_they_are_sent(lusha: Lusha) -> None:
    lusha(*FIND_PEOPLE)
    shown = lusha("contacts", "enrich", "--last", "all", "--yes", terminal=True).err
    assert shown.startswith(
        "All rows of `lusha contacts search`, today: Ada Byrne, Zanele Moreau.\n"
    )
    assert "Ada" not in lusha("contacts", "enrich", "--last", "1", "--yes").err
    quiet = lusha("contacts", "enrich", "--last", "1", "--yes", "-q", terminal=True)
    assert quiet.err == ""


REFUSED: list[tuple[tuple[str, ...] | None, str, str, str]] = [
    (None, "contacts enrich --last 1", "No list is stored",
     "contacts first: lusha contacts prospecting --location Germany"),
    (None, "prospecting company enrich --last 1", "No list is stored",
     "companies first: lusha prospecting company search --location Germany"),
    (("person", "get", ADA), "contacts enrich --last 1", "No list is stored", "lusha contacts"),
    (FIND_PEOPLE, "companies enrich --last 1",
     "of `lusha contacts search`, doesn't list companies.", ": lusha companies prospecting"),
    (FIND_COMPANIES, "signals contacts get --last 1 --signal allSignals",
     "doesn't list contacts.", ": lusha contacts prospecting"),
    (FIND_PEOPLE, "prospecting contact enrich --last 1", "aren't accepted here.",
     "Run: lusha contacts enrich --last 1"),
    (FIND_PEOPLE, "prospecting company enrich --last 2-3", "doesn't list companies.",
     ": lusha prospecting company search"),
    (FIND_PEOPLE, "contacts enrich --last 0", "isn't a list of row numbers", "--help"),
    (FIND_PEOPLE, "contacts enrich --last 2-3", "has 2 rows; 3 isn't one of them.", "lusha last"),
    (FIND_PEOPLE, "contacts enrich --last 1 4100000000", "used together", "Use only one"),
    (FIND_PEOPLE, "contacts signals --last 1 --id 4100000000 --signal-type allSignals",
     "used together", "Use only one"),
    (FIND_PEOPLE, "contacts tables add 1 4100000000 --last 1 --owner a@b.example",
     "used together", "Use only one"),
    (FIND_PEOPLE, "prospecting contact enrich - --last 1", "used together", "Use only one"),
    (FIND_PEOPLE, "signals contacts get --contact-id 4100000000 --last 1 --signal allSignals",
     "used together", "Use only one"),
    (FIND_PEOPLE, "webhooks create --last 1 --signal-type promotion --url https://a.example/",
     "--entity-type is missing.", "--entity-type contact or"),
    (FIND_PEOPLE, "webhooks create - --last 1 --entity-type contact --signal-type promotion "
     "--url https://a.example/", "used together", "Use only one"),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "line", "message", "hint"), REFUSED)
def test_last_is_refused_in_words_and_free_of_charge(
    lusha: Lusha, listed: tuple[str, ...] | None, line: str, message: str, hint: str
) -> None:
    if listed:
        lusha(*listed)
    refused = lusha(*line.split(), code=2)
    assert message in refused.err
    assert hint in refused.err.splitlines()[-1]
    assert "Charged" not in refused.err
    assert refused.out == ""


def test_last_needs_keep_last(lusha: Lusha) -> None:
    lusha(*FIND_PEOPLE)
    lusha.env["LUSHA_KEEP_LAST"] = "false"
    refused = lusha("contacts", "enrich", "--last", "1", code=2).err
    assert "Results aren't stored: keep_last is off." in refused
    assert "lusha config set keep_last true" in refused


def test_last_skips_an_item_that_was_not_found(lusha: Lusha) -> None:
    found = lusha("contacts", "search", ADA, "nobody@nowhere.example").json["results"]
    enrich = ("contacts", "enrich", "--no-waterfall", "--dry-run", "--last")
    shown = lusha(*enrich, "1,2")
    assert shown.json["body"]["ids"] == [found[0]["id"]]
    assert shown.err.startswith("Skipped 1 row without an ID.\n")
    assert "--last 2 has only rows that were not found." in lusha(*enrich, "2", code=2).err


def test_last_without_an_id_names_the_command_that_has_it(lusha: Lusha) -> None:
    domains = [word for name in (*DOMAINS, "willow-finance.example", "copper-optics.example")
               for word in ("--domain", name)]  # fmt: skip
    lusha("lookalike", "companies", *domains, "--limit", "3")
    refused = lusha("companies", "enrich", "--last", "1,2", code=2).err
    assert "--last 1,2 has no companies with an ID." in refused
    advice = refused.splitlines()[-1].removeprefix("  Run: lusha ")
    assert advice == "companies search --last 1,2 --json | lusha companies enrich -"
    first, _, second = advice.partition(" | lusha ")
    found = lusha(*first.split())
    assert len(lusha(*second.split(), stdin=found.out.encode()).json["results"]) == 2


@pytest.fixture
def elsewhere(online: Lusha) -> Lusha:
    """Return a CLI whose last list is one of the API."""
    online(*FIND_PEOPLE)
    return online


def test_last_of_the_sandbox_and_of_the_api_are_not_mixed(elsewhere: Lusha, server: Server) -> None:
    spent = server.ledger()["totals"]["requests"]
    enrich = ("contacts", "enrich", "--last", "1", "--yes")
    refused = elsewhere(*enrich, "--sandbox", code=2).err
    assert "The last result is of the API, whose IDs the sandbox doesn't know." in refused
    assert "Leave out --sandbox, or search again: lusha contacts prospecting" in refused
    elsewhere.clock.time += 60
    elsewhere(*FIND_COMPANIES, "--sandbox")
    refused = elsewhere(*enrich, code=2).err
    assert "The last result is of the sandbox, whose IDs the API doesn't know." in refused
    assert "Add --sandbox, or search again" in refused
    assert server.ledger()["totals"]["requests"] == spent
    elsewhere.clock.time += 60
    elsewhere(*FIND_PEOPLE)
    elsewhere(*enrich)


def test_last_of_another_profile_key_or_base_url_is_refused(
    elsewhere: Lusha, server: Server
) -> None:
    enrich = ("contacts", "enrich", "--last", "1", "--yes")
    elsewhere("config", "set", "timeout", "20", "--profile", "work")
    spent = server.ledger()["totals"]["requests"]
    refused = elsewhere(*enrich, "--profile", "work", code=2).err
    assert "The last result is of the profile 'default', not 'work'." in refused
    assert "Add --profile default, or search again" in refused
    refused = elsewhere(*enrich, "--base-url", "http://127.0.0.1:9", code=2).err
    assert "came with another base URL than the one in use." in refused
    elsewhere.env["LUSHA_API_KEY"] = "another-key-of-a-test-0002"
    assert "came with another API key" in elsewhere(*enrich, code=2).err
    elsewhere.env["LUSHA_API_KEY"] = KEY
    assert server.ledger()["totals"]["requests"] == spent
    elsewhere(*enrich)


def test_suppressing_someone_deletes_the_last_list(lusha: Lusha) -> None:
    lusha(*FIND_PEOPLE)
    lusha("contacts", "enrich", "--last", "1", "--yes")
    lusha("privacy", "suppress", ADA)
    assert list(lusha.state.rglob("last*.json")) == []
    lusha("last", "--list", code=3)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1", [1]), ("1,3", [1, 3]), ("3,1", [3, 1]), ("2-4", [2, 3, 4]),
        ("1, 2-3 ,5", [1, 2, 3, 5]),
        ("1-3,2", [1, 2, 3]), ("all", [1, 2, 3, 4, 5]), ("ALL", [1, 2, 3, 4, 5]), ("5-5", [5]),
    ],
)  # fmt: skip
def test_row_numbers_are_read(text: str, numbers: list[int]) -> None:
    assert list(parse_row_numbers(text).of(5)) == numbers


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "1-", "a", "3-1", "1,,2", "1-2-3", "1.5", "²", "9" * 30, "all,1"]
)
def test_row_numbers_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="isn't a list of row numbers, such as 1,3, 1-5 or all"):
        parse_row_numbers(text)


@pytest.mark.parametrize(
    ("rows", "count", "message"),
    [
        (RowNumbers("25", ((25, 25),)), 20, "has 20 rows; 25 isn't one of them"),
        (RowNumbers("1-2000", ((1, 2000),)), 1, "has 1 row; 2,000 isn't"),
        (RowNumbers("1-9999999999", ((1, 9_999_999_999),)), 3, "has 3 rows; 9,999,999,999 isn't"),
        (RowNumbers("30-40", ((30, 40),)), 20, "30 isn't one of them"),
    ],
)
def test_row_numbers_beyond_the_list_are_refused(
    rows: RowNumbers, count: int, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        list(rows.of(count))
