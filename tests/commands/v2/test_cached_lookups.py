"""Single lookups from the cache, over V2 and over V3."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import ADA, Lusha

pytestmark = pytest.mark.with_yes
ADA_LINKEDIN = "https://www.linkedin.com/in/ada-byrne-0"
DAY = 86_400


def asked(lusha: Lusha) -> int:
    """Return how many requests the sandbox has received."""
    number: int = lusha("sandbox", "status", "--json").json["requests"]
    return number


def get(lusha: Lusha, *argv: str, code: int = 0) -> Any:
    return lusha("person", "get", *argv, "--cache", "30d", "--json", code=code).json


def test_person_get_is_served_from_the_cache_by_any_identifier(lusha: Lusha) -> None:
    first = get(lusha, ADA)["contact"]["data"]
    before = asked(lusha)
    for who in (ADA.upper(), first["socialLinks"]["linkedin"], str(first["personId"])):
        assert get(lusha, who)["contact"] == {
            "error": None, "isCreditCharged": False, "data": first
        }  # fmt: skip
    assert asked(lusha) == before


def test_person_get_says_how_old_a_cached_result_is(lusha: Lusha) -> None:
    get(lusha, ADA)
    lusha.clock.time += 12 * DAY + 5
    assert lusha("person", "get", ADA, "--cache", "30d").err == (
        "From cache, 12 days old, 0 credits.\n"
    )


def test_cached_result_expires(lusha: Lusha) -> None:
    get(lusha, ADA)
    before = asked(lusha)
    lusha.clock.time += 2 * DAY
    lusha("person", "get", ADA, "--cache", "1d")
    assert asked(lusha) > before


def test_cache_is_off_by_default(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    assert not list(lusha.state.rglob("cache.db"))
    get(lusha, ADA)
    before = asked(lusha)
    lusha("person", "get", ADA)
    lusha("person", "get", ADA, "--cache", "off")
    assert asked(lusha) == before + 2


def test_setting_turns_the_cache_on(lusha: Lusha) -> None:
    lusha("config", "set", "cache", "30d")
    lusha("person", "get", ADA)
    before = asked(lusha)
    lusha("person", "get", ADA)
    assert asked(lusha) == before


def test_refresh_replaces_the_entry(lusha: Lusha) -> None:
    get(lusha, ADA)
    before = asked(lusha)
    lusha.clock.time += 10 * DAY
    get(lusha, ADA, "--refresh")
    assert asked(lusha) > before
    lusha.clock.time += 2 * DAY
    assert "2 days old" in lusha("person", "get", ADA, "--cache", "30d").err


def test_only_missing_data_is_asked_for(lusha: Lusha, tmp_path: Path) -> None:
    emails = get(lusha, ADA, "--reveal-emails")["contact"]["data"]
    both = get(lusha, ADA)["contact"]["data"]
    other = Lusha(tmp_path / "other", v2=lusha.v2)
    other.env["LUSHA_SANDBOX"] = "1"
    assert both == other("person", "get", ADA, "--json").json["contact"]["data"]
    before = asked(lusha)
    assert get(lusha, ADA, "--reveal-emails")["contact"]["data"] == emails
    phones = get(lusha, ADA, "--reveal-phones")["contact"]["data"]
    assert phones["emailAddresses"] == []
    assert phones["phoneNumbers"] == both["phoneNumbers"]
    assert asked(lusha) == before


def test_miss_is_cached_for_its_own_time(lusha: Lusha) -> None:
    nobody = "nobody.at.all@analytical-engines.example"
    get(lusha, nobody, code=3)
    before = asked(lusha)
    lusha.clock.time += 6 * DAY
    get(lusha, nobody, code=3)
    assert asked(lusha) == before
    lusha.clock.time += 2 * DAY
    get(lusha, nobody, code=3)
    assert asked(lusha) > before


def test_company_get_is_served_from_the_cache(lusha: Lusha) -> None:
    def company(*argv: str, code: int = 0) -> Any:
        return lusha("company", "get", *argv, "--cache", "30d", "--json", code=code).json

    first = company("analytical-engines.example")["data"]
    company("unknown-company.example", code=3)
    before = asked(lusha)
    assert company(str(first["id"]))["data"] == first
    assert company("https://www.analytical-engines.example")["data"] == first
    company("unknown-company.example", code=3)
    assert asked(lusha) == before
    # The API may know several companies of this name.
    assert company("--company", "Analytical Engines")["data"] == first
    assert asked(lusha) > before


@pytest.mark.parametrize("api", ["v2", "v3"])
def test_company_get_and_company_bulk_serve_each_other(
    lusha: Lusha, tmp_path: Path, api: str
) -> None:
    cached = ("--cache", "30d", "--json", "--api-version", api)
    body = tmp_path / "body.json"

    def bulk(domain: str, *options: str) -> Any:
        body.write_text(json.dumps({"companies": [{"id": "7", "domain": domain}]}))
        return lusha("company", "bulk", "--body", str(body), *options).json["7"]

    def single(domain: str, *options: str) -> Any:
        return lusha("company", "get", domain, *options).json["data"]

    ours, other = "analytical-engines.example", "orchard-motors.example"
    of_single, of_bulk = single(ours, *cached), bulk(other, *cached)
    before = asked(lusha)
    served_bulk, served_single = bulk(ours, *cached), single(other, *cached)
    assert asked(lusha) == before
    lusha("company", "get", "unknown-company.example", *cached, code=3)
    assert "error" in bulk("unknown-company.example", *cached)
    sent_bulk, sent_single = bulk(ours, *cached[2:]), single(other, *cached[2:])
    # What only the other operation has is left out, and nothing is invented.
    bulk_only = {"continent", "industryTags", "stateCode"}
    served_bulk.pop("stateCode")  # V2 states it in single lookups only
    assert served_bulk == {k: v for k, v in sent_bulk.items() if k in served_bulk}
    assert sent_bulk.keys() - served_bulk.keys() <= bulk_only
    for key in served_single.keys() - {"location"}:
        assert served_single[key] == sent_single[key], key
    assert sent_single.keys() - served_single.keys() <= {"website", "categories"}
    assert of_single["id"] == served_bulk["id"]
    assert of_bulk["id"] == served_single["id"]


def test_suppressed_person_is_not_served(lusha: Lusha) -> None:
    data = get(lusha, ADA)["contact"]["data"]
    lusha.env["LUSHA_CACHE"] = "30d"
    lusha("privacy", "suppress", data["socialLinks"]["linkedin"])
    assert lusha("cache", "status", "--json").json["entries"] == 0


def test_person_suppressed_elsewhere_is_not_served(lusha: Lusha) -> None:
    data = get(lusha, ADA)["contact"]["data"]
    # As by another machine that shares the list, and not the cache.
    context = lusha.make_context()
    context.env.suppression_list.add([f"contact:{data['personId']}"], at=lusha.clock.now())
    error = lusha("person", "get", ADA, "--cache", "30d", "--json", code=5).error
    assert error["code"] == "suppressed"
    assert lusha("cache", "export", "--json").json == []


def test_dry_run_names_what_is_cached(lusha: Lusha) -> None:
    get(lusha, ADA)
    dry = lusha("person", "get", ADA, "--cache", "30d", "--dry-run", "--json")
    assert (dry.json["requests"], dry.json["maxCredits"]) == (0, 0)
    assert "From cache" in dry.err


def test_cached_lookup_needs_no_confirmation_or_budget(lusha: Lusha) -> None:
    lusha.env.pop("LUSHA_YES", None)
    lusha("person", "get", ADA, "--cache", "30d", "--yes")
    lusha.env["LUSHA_CONFIRM_ABOVE"] = "0"
    lusha("person", "get", ADA, "--cache", "30d", "--max-credits", "0")


def test_unusable_cache_file_is_one_warning(lusha: Lusha) -> None:
    (folder := lusha.state / "sandbox").mkdir(parents=True)
    (folder / "cache.db").write_text("not a database" * 100)
    result = lusha("person", "get", ADA, "--cache", "30d")
    assert result.err.count("Warning: the cache can't be used") == 1


def test_last_shows_a_cached_result(lusha: Lusha) -> None:
    get(lusha, ADA)
    lusha("last", "--clear")
    cached = get(lusha, ADA)
    assert lusha("last", "--json").json == cached


@pytest.mark.parametrize("seed", range(3))
def test_cached_results_equal_those_of_the_api(lusha: Lusha, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    uncached = Lusha(tmp_path / "uncached", v2=lusha.v2)
    uncached.env["LUSHA_SANDBOX"] = "1"
    people = []
    for person in sample_people(limit=3):
        data = uncached("person", "get", person["email"], "--json").json["contact"]["data"]
        people.append([person["email"], data["socialLinks"]["linkedin"], str(data["personId"])])
    wanted: tuple[list[str], ...] = (
        [],
        ["--reveal-emails"],
        ["--reveal-phones"],
        ["--reveal-emails", "--reveal-phones"],
    )
    bought: dict[str, set[str]] = {}
    known: dict[str, set[int]] = {}
    for _ in range(25):
        number = chance.randrange(3)
        place = chance.randrange(3)
        flags = chance.choice(wanted)
        before = asked(lusha)
        cached = get(lusha, people[number][place], *flags)
        expected = uncached("person", "get", people[number][place], *flags, "--json").json
        assert cached["contact"]["data"] == expected["contact"]["data"]
        needs = set(flags or wanted[3])
        has = bought.setdefault(people[number][0], set())
        # Emails find a person once they are revealed.
        is_known = place in known.get(people[number][0], set())
        if is_known:
            assert (asked(lusha) > before) == (not needs <= has)
        has |= needs
        known.setdefault(people[number][0], set()).update({1, 2, place})


def test_single_and_bulk_lookups_share_their_results(lusha: Lusha, tmp_path: Path) -> None:
    (tmp_path / "body.json").write_text(
        json.dumps({"contacts": [{"contactId": "1", "email": ADA}]})
    )
    body = ("--body", str(tmp_path / "body.json"), "--cache", "30d", "--json")
    bulk = lusha("person", "bulk", *body).json
    before = asked(lusha)
    single = get(lusha, ADA)
    again = lusha("person", "bulk", *body).json
    assert asked(lusha) == before
    other = Lusha(tmp_path / "other", v2=lusha.v2)
    other.env["LUSHA_SANDBOX"] = "1"
    assert (
        single["contact"]["data"] == other("person", "get", ADA, "--json").json["contact"]["data"]
    )
    assert again["contacts"]["1"]["data"] == bulk["contacts"]["1"]["data"]
    assert again["companies"] == bulk["companies"]


def test_bulk_lookup_is_served_by_a_single_one(lusha: Lusha, tmp_path: Path) -> None:
    (tmp_path / "body.json").write_text(
        json.dumps({"contacts": [{"contactId": "1", "email": ADA}]})
    )
    body = ("--body", str(tmp_path / "body.json"), "--json")
    get(lusha, ADA)
    before = asked(lusha)
    cached = lusha("person", "bulk", *body, "--cache", "30d").json
    assert asked(lusha) == before
    expected = lusha("person", "bulk", *body).json
    assert cached["contacts"]["1"]["data"] == expected["contacts"]["1"]["data"]
    assert cached["companies"] == expected["companies"]
