"""V3 lookups and searches from the cache."""

import json
import random
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.bulk_runs import request_counts
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes
EMAILS = [person["email"] for person in sample_people(limit=6)]


def cached(cli: Lusha, *argv: str, code: int = 0) -> Any:
    return cli(*argv, "--cache", "30d", "--json", code=code).json


def ids_of(cli: Lusha) -> list[str]:
    return [each["id"] for each in cli("contacts", "search", *EMAILS, "--json").json["results"]]


def test_enrich_asks_only_for_missing_ids(online: Lusha, server: Server) -> None:
    ids = ids_of(online)
    expected = online("contacts", "enrich", *ids, "--no-waterfall", "--json").json["results"]
    cached(online, "contacts", "enrich", ids[1], ids[3], "--no-waterfall")
    bodies = record(server)
    got = cached(online, "contacts", "enrich", *ids, "--no-waterfall")
    assert bodies == [[ids[0], ids[2], *ids[4:]]]
    assert got["results"] == expected
    assert got["billing"]["resultsReturned"] == len(ids)
    assert (
        cached(online, "contacts", "enrich", *reversed(ids), "--no-waterfall")["results"]
        == (expected[::-1])
    )
    assert len(bodies) == 1


def record(server: Server, key: str = "ids") -> list[Any]:
    """Return a list that gets the items of each paid request from now on."""
    bodies: list[Any] = []
    handle = server.sandbox.handle

    def handle_recorded(request: Any) -> Any:
        body = json.loads(request.body or b"{}")
        if key in body:
            bodies.append(body[key])
        return handle(request)

    server.sandbox.handle = handle_recorded  # type: ignore[method-assign]
    return bodies


def test_enrich_reveals_only_the_missing_data(online: Lusha, server: Server) -> None:
    ids = ids_of(online)[:2]
    cached(online, "contacts", "enrich", ids[0], "--reveal", "emails", "--no-waterfall")
    reveals, bodies = record(server, "reveal"), record(server)
    both = cached(online, "contacts", "enrich", *ids, "--no-waterfall", "--reveal", "emails,phones")
    assert bodies == [[ids[0]], [ids[1]]]
    assert reveals == [["phones"], ["emails", "phones"]]
    plain = ("contacts", "enrich", *ids, "--no-waterfall", "--json")
    assert both["results"] == online(*plain).json["results"]
    phones = cached(online, "contacts", "enrich", *ids, "--no-waterfall", "--reveal", "phones")
    assert phones["results"] == online(*plain, "--reveal", "phones").json["results"]
    assert len(bodies) == 4


def test_waterfall_job_is_not_cached(online: Lusha, server: Server) -> None:
    ids = ids_of(online)
    first = cached(online, "contacts", "enrich", *ids)
    before = request_counts(server)
    again = cached(online, "contacts", "enrich", *ids)
    assert ("job" in first) == (request_counts(server) != before)
    assert len(again["results"]) == len(ids)


def test_companies_reveal_only_the_missing_fields(online: Lusha, server: Server) -> None:
    domain = "analytical-engines.example"
    command = ("companies", "search-and-enrich", domain)
    cached(online, *command, "--reveal", "competitors")
    reveals = record(server, "reveal")
    both = cached(online, *command, "--reveal", "competitors,intent")
    plain = cached(online, *command)
    assert reveals == [["intent"]]
    for got, flags in ((both, ["--reveal", "competitors,intent"]), (plain, [])):
        expected = online(*command, *flags, "--json").json["results"]
        assert without_prices(got["results"]) == without_prices(expected)


def without_prices(results: list[Any]) -> list[Any]:
    return [{k: v for k, v in each.items() if k != "canReveal"} for each in results]


def test_references_are_those_of_the_request(online: Lusha) -> None:
    search = ("contacts", "search-and-enrich")
    one = cached(online, *search, ADA, "--client-reference-id", "a", "--email", EMAILS[1])
    assert [each.get("clientReferenceId") for each in one["results"]] == [None, "a"]
    two = cached(online, *search, EMAILS[1], ADA)
    assert [each.get("clientReferenceId") for each in two["results"]] == [None, None]
    assert [each["id"] for each in two["results"]] == [
        one["results"][1]["id"], one["results"][0]["id"]
    ]  # fmt: skip


def test_pages_are_cached_by_their_filters(online: Lusha, server: Server) -> None:
    search = ("contacts", "prospecting", "--department", "Sales", "--limit", "60")
    first = cached(online, *search)
    before = request_counts(server)
    again = online(*search, "--cache", "30d", "--json", "--max-credits", "0")
    assert request_counts(server) == before
    assert again.json["results"] == first["results"]
    cached(online, *search, "--location", "Germany")
    assert request_counts(server) != before


@pytest.mark.parametrize("seed", range(2))
def test_cached_results_equal_those_of_the_api(online: Lusha, server: Server, seed: int) -> None:
    chance = random.Random(seed)
    plain = online("contacts", "search-and-enrich", *EMAILS[:4], "--json").json["results"]
    people = [[email, each["id"], each["socialLinks"]["linkedin"]]
              for email, each in zip(EMAILS, plain, strict=False)]  # fmt: skip
    bought: set[tuple[int, str]] = set()
    reveals, items = record(server, "reveal"), record(server, "contacts")
    ids = record(server)
    for _ in range(15):
        chosen = chance.sample(range(4), chance.randrange(1, 4))
        fields = chance.choice((["emails"], ["phones"], ["emails", "phones"]))
        words = [chance.choice(people[number][1:]) for number in chosen]
        is_by_id = chance.random() < 0.5
        verb = "enrich" if is_by_id else "search-and-enrich"
        words = [people[number][1] for number in chosen] if is_by_id else words
        more = ["--no-waterfall"] if is_by_id else []
        argv = ("contacts", verb, *words, "--reveal", ",".join(fields), *more)
        got = cached(online, *argv)["results"]
        sent = [len(each) for each in (*items, *ids)]
        new = {number for number in chosen for name in fields if (number, name) not in bought}
        assert sum(sent) == len(new)
        bought |= {(number, name) for number in chosen for name in fields}
        expected = online(*argv, "--json").json["results"]
        assert got == expected
        for each in (reveals, items, ids):
            each.clear()


def respond(*results: Any, **more: Any) -> ScriptedResponse:
    body = {"results": list(results), "billing": {"creditsCharged": 1}, **more}
    return ScriptedResponse(200, json.dumps(body).encode(), {"Content-Type": "application/json"})


def person(id_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "firstName": "P", "lastName": id_, "emails": [], "phones": [], **more}


def test_server_that_answers_in_another_order(script: StartScriptedServer) -> None:
    cli, server = script(
        # Another order, one result missing, one failed, an unknown field, one not asked for.
        respond(
            {"id": "5", "error": {"code": "ENRICH_FAILED", "message": "Try again"}},
            person("3", mood="calm"),
            person("1"),
            person("9"),
        ),
        respond(person("5"), person("4")),
    )
    enrich = ("contacts", "enrich", "--no-waterfall")
    first = cached(cli, *enrich, "1", "3", "4", "5")
    assert {each["id"] for each in first["results"]} >= {"1", "3", "5"}
    second = cached(cli, *enrich, "1", "3", "4", "5")
    assert server.bodies[1]["ids"] == ["4", "5"]
    assert [each["id"] for each in second["results"]] == ["1", "3", "4", "5"]
    assert second["results"][1]["mood"] == "calm"
    cached(cli, *enrich, "5", "1", "4", "3")
    assert len(server.bodies) == 2


def test_results_without_references_are_not_mixed_up(script: StartScriptedServer) -> None:
    # This server drops the references, so that nobody knows whose results these are.
    cli, server = script(respond(person("2"), person("1")))
    search = ("contacts", "search-and-enrich", "a@firm.example", "b@firm.example")
    assert len(cached(cli, *search)["results"]) == 2
    cached(cli, *search)
    assert len(server.bodies) == 2


def test_other_keys_and_servers_have_other_entries(online: Lusha, server: Server) -> None:
    cached(online, "contacts", "search-and-enrich", ADA)
    before = request_counts(server)
    online.env["LUSHA_API_KEY"] = f"{KEY}-of-another-account"
    cached(online, "contacts", "search-and-enrich", ADA)
    assert request_counts(server) != before
