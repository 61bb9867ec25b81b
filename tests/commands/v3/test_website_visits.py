"""`lusha companies website-visits`: filters, order, pages, days and cost."""

import json
from typing import Any

import pytest

from tests.support.cli import Lusha

LINE = ("companies", "website-visits")
SITE = ("--domain", "analytical-engines.example")
# The clock of the tests shows 2026-11-01.
QUARTER = ("--start-date", "3mo")
FIGURES = (
    "score", "totalSessions", "uniqueVisitors", "avgSessionMinutes", "daysVisited",
    "highIntentPageviews", "daysSinceLastVisit",
)  # fmt: skip


def visits(lusha: Lusha, *flags: str) -> list[Any]:
    body = lusha(*LINE, *SITE, *QUARTER, "--all", *flags).json
    results: list[Any] = body["results"]
    assert body["pagination"]["total"] == len(results)
    return results


def test_website_visits_return_a_preview_with_counts(lusha: Lusha) -> None:
    done = lusha(*LINE, *SITE, *QUARTER, "--size", "150")
    response = done.json["results"]
    assert 25 <= len(response) <= 80
    assert len({item["id"] for item in response}) == len(response)
    assert "30000000" not in {item["id"] for item in response}
    preview = lusha("companies", "search", response[0]["id"]).json["results"][0]
    assert preview.items() <= response[0].items()
    for item in response:
        assert set(FIGURES) <= item.keys()
        assert 1 <= item["uniqueVisitors"] <= item["totalSessions"] >= item["daysVisited"]
        assert 1 <= item["score"] <= 100
        assert "2026-08-01" <= item["lastVisit"] <= "2026-11-01"
    assert {item["scoreBand"] for item in response} == {"cold", "warm", "hot"}
    assert {"US"} < {item.get("visitorCountry") for item in response}
    charged = -(-len(response) // 25)
    assert done.json["billing"] == {"creditsCharged": charged, "resultsReturned": len(response)}
    assert f"Charged {charged} credits" in done.err


def test_website_visits_are_deterministic_per_site(lusha: Lusha) -> None:
    first = [item["id"] for item in visits(lusha)]
    assert [item["id"] for item in visits(lusha)] == first
    other = lusha(*LINE, "--domain", "orchard-motors.example", *QUARTER, "--all").json["results"]
    assert {item["id"] for item in other} != set(first)


@pytest.mark.slow
def test_website_visits_add_up_over_sites_and_periods(lusha: Lusha) -> None:
    def sessions(*flags: str) -> int:
        response = lusha(*LINE, *flags, "--all").json["results"]
        return sum(item["totalSessions"] for item in response)

    whole = ("--start-date", "2026-09-01", "--end-date", "2026-10-31")
    parts = (
        ("--start-date", "2026-09-01", "--end-date", "2026-09-17"),
        ("--start-date", "2026-09-18", "--end-date", "2026-10-31"),
    )
    assert sessions(*SITE, *whole) == sum(sessions(*SITE, *part) for part in parts) > 0
    other = ("--domain", "orchard-motors.example")
    both = sessions(*SITE, *SITE, *other, *whole)
    assert both == sessions(*SITE, *whole) + sessions(*other, *whole)


@pytest.mark.parametrize(
    ("flags", "passes"),
    [
        (("--score-band", "hot"), lambda item: item["scoreBand"] == "hot"),
        (("--score-band", "hot", "--score-band", "cold"), lambda item: item["scoreBand"] != "warm"),
        (("--score", "20-60"), lambda item: 20 <= item["score"] <= 60),
        (("--total-sessions", "5-"), lambda item: item["totalSessions"] >= 5),
        (("--avg-session-minutes", "4.5-6.3"),
         lambda item: 4.5 <= item["avgSessionMinutes"] <= 6.3),
        (("--unique-visitors", "-2"), lambda item: item["uniqueVisitors"] <= 2),
        (("--days-visited", "2"), lambda item: item["daysVisited"] == 2),
        (("--high-intent-pageviews", "1-"), lambda item: item["highIntentPageviews"] >= 1),
        (("--days-since-last-visit", "-7"), lambda item: item["daysSinceLastVisit"] <= 7),
        (("--visitor-country", "us"), lambda item: item.get("visitorCountry") == "US"),
        (("--exclude-visitor-country", "us"), lambda item: item.get("visitorCountry") != "US"),
        (("--score", "50-", "--visitor-country", "US", "--visitor-country", "de"),
         lambda item: item["score"] >= 50 and item.get("visitorCountry") in ("US", "DE")),
    ],
)  # fmt: skip
def test_website_visits_apply_every_filter(
    lusha: Lusha, flags: tuple[str, ...], passes: Any
) -> None:
    contacts = visits(lusha)
    left = [item for item in contacts if passes(item)]
    assert 0 < len(left) < len(contacts)
    assert visits(lusha, *flags) == left


@pytest.mark.parametrize("by", [*FIGURES, "lastVisit"])
def test_website_visits_are_sorted_on_request(lusha: Lusha, by: str) -> None:
    up = [item[by] for item in visits(lusha, "--sort-by", by, "--order", "asc")]
    assert up == sorted(up)
    assert [item[by] for item in visits(lusha, "--sort-by", by)] == up[::-1]


def test_website_visits_are_sorted_by_score_by_default(lusha: Lusha) -> None:
    scores = [item["score"] for item in visits(lusha)]
    assert scores == sorted(scores, reverse=True)
    assert [item["score"] for item in visits(lusha, "--order", "asc")] == scores[::-1]
    rejected = lusha(*LINE, *SITE, *QUARTER, "--sort-by", "name", code=2).err
    assert "by must be one of: score" in rejected


def test_website_visits_pages_add_up_and_print_the_rest(lusha: Lusha) -> None:
    contacts = visits(lusha)
    pages: list[Any] = []
    number = 0
    while len(pages) < len(contacts):
        done = lusha(*LINE, *SITE, *QUARTER, "--size", "10", "--page", str(number))
        pages += done.json["results"]
        number += 1
        assert (f"10 of {len(contacts)} results.\n" in done.err) is (len(pages) < len(contacts))
    assert pages == contacts
    past = lusha(*LINE, *SITE, *QUARTER, "--page", "99")
    assert past.json["results"] == []
    assert f"past the last of the {len(contacts)} results" in past.err
    assert "Charged 0 credits" in past.err
    assert lusha(*LINE, *SITE, *QUARTER, "--limit", "30").json["results"] == contacts[:30]


def test_website_visits_without_results_are_free(lusha: Lusha) -> None:
    done = lusha(*LINE, *SITE, *QUARTER, "--score", "99-", "--days-visited", "0")
    assert done.json["results"] == []
    assert "To get results, try again without --score or --days-visited." in done.err
    assert "Charged 0 credits" in done.err
    quiet = lusha(*LINE, *SITE, "--start-date", "2026-10-31", "--score", "99-", "-o", "csv")
    assert len(quiet.out.splitlines()) <= 1


def test_website_visits_print_the_cost_first(lusha: Lusha) -> None:
    def maximum(*flags: str) -> Any:
        return lusha(*LINE, *SITE, *QUARTER, *flags, "--dry-run").json["maxCredits"]

    assert [maximum(), maximum("--size", "26"), maximum("--size", "150")] == [1, 2, 6]
    capped = lusha(*LINE, *SITE, *QUARTER, "--size", "150", "--max-credits", "5", code=6)
    assert "Nothing was sent" in capped.err


def test_website_visits_end_today_in_utc(lusha: Lusha) -> None:
    lusha.clock.time = 1_793_577_599.0  # the last second of 2026-11-01
    for second, day in ((0, "2026-11-01"), (1, "2026-11-02")):
        lusha.clock.time += second
        line = (*LINE, *SITE, "--start-date", "2026-10-31", "--dry-run")
        assert lusha(*line).json["body"]["endDate"] == day


def test_website_visits_flags_override_a_body(lusha: Lusha) -> None:
    body = {
        "domains": ["a.example"], "startDate": "2026-10-01", "endDate": "2026-10-20",
        "pagination": {"page": 2, "size": 7}, "filters": {"score": {"min": 5}},
        "sort": {"by": "score", "order": "asc"},
    }  # fmt: skip
    options = ("--body", "-", "--size", "9", "--start-date", "2026-10-02", "--sort-by", "lastVisit")
    shown = lusha(
        *LINE,
        *options,
        *SITE,
        "--total-sessions",
        "2-",
        "--dry-run",
        stdin=json.dumps(body).encode(),
    ).json["body"]
    assert shown == {
        **body,
        "domains": ["analytical-engines.example"],
        "startDate": "2026-10-02",
        "pagination": {"page": 2, "size": 9},
        "filters": {"score": {"min": 5}, "totalSessions": {"min": 2}},
        "sort": {"by": "lastVisit", "order": "asc"},
    }


def test_website_visits_of_an_untracked_site_fail(lusha: Lusha) -> None:
    rejected = lusha(*LINE, *SITE, "--domain", "nope.example", *QUARTER, code=2)
    assert "Not configured for tracking: nope.example" in rejected.err
    assert lusha("sandbox", "status").json["creditsCharged"] == 0
    lusha(*LINE, "--domain", "broken.magic.example", *QUARTER, "--no-wait", code=9)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (QUARTER, "--domain is missing"),
        (SITE, "--start-date is missing"),
        ((*SITE, "--start-date", "4mo"), "from 2026-07-01 to 2026-11-01 is longer than 3 months"),
        ((*SITE, "--start-date", "2026-02-27", "--end-date", "2026-05-31"), "longer than 3 months"),
        ((*SITE, "--start-date", "7d", "--end-date", "8d"), "is after --end-date"),
        ((*SITE, "--start-date", "2027-01-01"), "in the future"),
        ((*SITE, "--start-date", "soon"), "isn't a date such as"),
        ((*SITE, *QUARTER, "--size", "151"), "isn't a whole number from 1 to 150."),
        ((*SITE, *QUARTER, "--size", "0"), "isn't a whole number from 1 to 150."),
        ((*SITE, *QUARTER, "--visitor-country", "Germany"), "isn't a two-letter country code"),
        ((*SITE, *QUARTER, "--score", "80-20"), "has a minimum above its maximum"),
        ((*SITE, *QUARTER, "--avg-session-minutes", "long"), "such as 2.5-10"),
        ((*SITE, *QUARTER, "--limit", "9", "--page", "1"), "used together"),
        (("--domain", "nowhere", *QUARTER), "isn't a domain"),
    ],
)
def test_website_visits_reject_invalid_input_before_sending(
    lusha: Lusha, flags: tuple[str, ...], message: str
) -> None:
    assert message in " ".join(lusha(*LINE, *flags, code=2).err.split())
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"startDate": "2026-07-31"}, "must not be longer than 3 months"),
        ({"startDate": "2026-11-02"}, "must not be after"),
        ({"startDate": "0001-01-01"}, "must not be longer"),
        ({"startDate": 5}, "startDate must be a string"),
        ({"domains": []}, "domains must contain"),
        ({"pagination": {"page": 0}}, "size should not be empty"),
        ({"pagination": {"page": 0, "size": 151}}, "from 1 to 150"),
        ({"filters": {"avgSessionMinutes": {"min": "1"}}}, "min must be a number"),
        ({"filters": {"score": {"min": 1.5}}}, "min must be an integer number"),
    ],
)
def test_website_visits_sandbox_rejects_invalid_bodies(
    lusha: Lusha, change: dict[str, Any], message: str
) -> None:
    body = {
        "domains": ["analytical-engines.example"], "startDate": "2026-08-01",
        "endDate": "2026-11-01", "pagination": {"page": 0, "size": 25},
    }  # fmt: skip
    line = ("api", "POST", "/v3/companies/website-visits", "--input", "-")
    lusha(*line, stdin=json.dumps(body).encode())
    lusha(*line, stdin=json.dumps({**body, "endDate": "2026-10-01"}).encode())
    rejected = lusha(*line, stdin=json.dumps({**body, **change}).encode(), code=2)
    assert message in rejected.err


def test_website_visits_are_empty_for_future_days(lusha: Lusha) -> None:
    def value(first: str, last: str) -> Any:
        pages = {"page": 0, "size": 150}
        body = {"domains": [SITE[1]], "startDate": first, "endDate": last, "pagination": pages}
        line = (*LINE, "--body", "-")
        return lusha(*line, stdin=json.dumps(body).encode()).json["results"]

    assert value("2026-10-01", "2026-11-30") == value("2026-10-01", "2026-11-01")
    assert value("2026-11-02", "2026-11-30") == []


def test_website_visits_print_one_row_per_result_in_every_format(lusha: Lusha) -> None:
    lusha.env["NO_COLOR"] = "1"
    arguments = (*LINE, *SITE, *QUARTER, "--limit", "4")
    for output, rows in (("csv", 5), ("tsv", 5), ("jsonl", 4)):
        assert len(lusha(*arguments, "-o", output).out.splitlines()) == rows
    shown = lusha(*arguments, terminal=True).out.splitlines()
    assert shown[0].split() == [
        "#", "ID", "Name", "Location", "Reveal", "Score", "Band", "Sessions",
    ]  # fmt: skip
    assert max(map(len, shown)) <= 80
