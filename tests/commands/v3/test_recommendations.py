"""`contacts recommendations`, `companies recommendations` and their filters, over V3."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cli import Lusha, Server

NOUNS = ("contacts", "companies")


def everything(lusha: Lusha, noun: str, *flags: str) -> list[Any]:
    """Return the recommendations of all pages."""
    done = lusha(noun, "recommendations", "--all", "--yes", *flags)
    results: list[Any] = done.json["results"]
    assert done.json["pagination"]["total"] == len(results)
    return results


@pytest.mark.parametrize("noun", NOUNS)
def test_recommendations_are_previews_with_scores(lusha: Lusha, noun: str) -> None:
    done = lusha(noun, "recommendations")
    results = done.json["results"]
    assert len(results) == 25
    first = next(item for item in results if "error" not in item)
    assert lusha(noun, "search", first["id"]).json["results"][0].items() <= first.items()
    for item in results:
        block = item["recommendation"]
        assert all(0 <= block[name] <= 1 for name in ("leadScore", "icpFitScore", "signalScore"))
        assert block["targetIcp"][0].keys() == {"id", "name"}
    scores = [item["recommendation"]["leadScore"] for item in results]
    assert scores == sorted(scores, reverse=True)
    table = lusha(noun, "recommendations", "--limit", "10", "-o", "table").out
    assert "Lead score" in table
    assert f"{scores[0]:.2f}" in table


def test_recommendations_with_an_error_are_free_and_have_no_name(lusha: Lusha) -> None:
    results = everything(lusha, "contacts")
    restricted = [item for item in results if "error" in item]
    assert restricted
    assert restricted[0].keys() == {"id", "error", "recommendation"}
    assert restricted[0]["error"]["code"] == "COMPLIANCE_RESTRICTED"
    position = results.index(restricted[0])
    page = position // 10
    done = lusha("contacts", "recommendations", "--page", str(page), "--page-size", "10")
    failed = sum("error" in item for item in done.json["results"])
    assert failed >= 1
    assert done.json["billing"] == {"creditsCharged": 10 - failed, "resultsReturned": 10 - failed}
    assert f"Charged {10 - failed} credits" in done.err


def test_company_recommendations_may_have_intent_topics(lusha: Lusha) -> None:
    topics = [item["recommendation"].get("intentTopics") for item in everything(lusha, "companies")]
    assert None in topics
    assert any(topics)


@pytest.mark.parametrize("noun", NOUNS)
def test_recommendation_filters_select_recommendations(lusha: Lusha, noun: str) -> None:
    listed = lusha(noun, "recommendation-filters")
    assert "Charged" not in listed.err
    profiles = listed.json["targetIcp"]
    assert len(profiles) == 2
    count = len(everything(lusha, noun))
    found = everything(lusha, noun, "--target-icp", profiles[0]["id"])
    assert 0 < len(found) < count
    assert all(profiles[0] in item["recommendation"]["targetIcp"] for item in found)
    both = everything(lusha, noun, "--target-icp", ",".join(item["id"] for item in profiles))
    assert len(both) == count
    signal = listed.json["signals"][0]
    assert 0 < len(everything(lusha, noun, "--signal", signal)) < count
    none = lusha(noun, "recommendations", "--target-icp", "nobodys")
    assert none.json["results"] == []
    assert "To get results, try again without --target-icp." in none.err
    assert "Charged 0 credits" in none.err


@pytest.mark.parametrize("field", ["leadScore", "signalScore", "icpFitScore"])
def test_recommendations_are_sorted_on_request(lusha: Lusha, field: str) -> None:
    def scores(*flags: str) -> list[float]:
        results = lusha("companies", "recommendations", "--page-size", "20", *flags).json["results"]
        return [item["recommendation"][field] for item in results]

    descending = scores("--sort-by", field)
    assert descending == sorted(descending, reverse=True)
    ascending = scores("--sort-by", f"{field},targetIcp", "--order", "asc")
    assert ascending == sorted(ascending)
    assert ascending[0] < descending[0]
    if field == "leadScore":
        assert scores("--order", "asc") == ascending


def test_recommendations_reject_five_sort_fields(lusha: Lusha) -> None:
    fields = "leadScore,signalScore,icpFitScore,targetIcp,newScore"
    failed = lusha("contacts", "recommendations", "--sort-by", fields, code=2)
    assert "--sort-by has 5 fields, more than 4." in failed.err


@pytest.mark.parametrize("noun", NOUNS)
def test_recommendations_estimate_each_result(lusha: Lusha, noun: str) -> None:
    def maximum(*flags: str) -> Any:
        return lusha(noun, "recommendations", *flags, "--dry-run").json["maxCredits"]

    assert [maximum(), maximum("--page-size", "40"), maximum("--limit", "3")] == [25, 40, 10]
    # 2 pages of 51, the fewest that reach 101, cost less than 5 of 25, or 2 of 100.
    assert maximum("--limit", "101") == 102
    assert maximum("--limit", "105") == 105
    capped = lusha(noun, "recommendations", "--max-credits", "24", code=6)
    assert "Nothing was sent" in capped.err


def test_recommendations_above_the_threshold_need_consent(lusha: Lusha) -> None:
    assert len(lusha("contacts", "recommendations", "--page-size", "25").json["results"]) == 25
    for flags in (("--page-size", "26"), ("--limit", "26"), ("--all",)):
        refused = lusha("contacts", "recommendations", *flags, code=2)
        assert "--yes" in refused.err
        assert not refused.out


def test_recommendations_take_an_empty_body(lusha: Lusha) -> None:
    by_body = lusha("companies", "recommendations", "--body", "-", stdin=b"{}").json["results"]
    assert by_body == lusha("companies", "recommendations").json["results"]


@pytest.mark.parametrize("noun", NOUNS)
def test_recommendations_need_the_key_of_a_user(
    lusha: Lusha, serve: Callable[..., Server], noun: str
) -> None:
    lusha.env.update(LUSHA_BASE_URL=serve().url, LUSHA_API_KEY="sandbox-account-wide")
    for name in ("recommendations", "recommendation-filters"):
        failed = lusha(noun, name, code=5)
        assert "Use the API key of a team member" in failed.err
    assert lusha(noun, "filters").json["availableFilters"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"sort": [{"by": "leadScore", "order": "asc"}, {"by": "signalScore", "order": "desc"}]},
         "same order"),
        ({"sort": [{"by": "name", "order": "asc"}]}, "by must be one of"),
        ({"sort": [{"by": "leadScore", "order": "asc"}] * 5}, "sort"),
        ({"pagination": {"size": 9}}, "size"),
        ({"pagination": {"page": 1001}}, "page"),
    ],
)  # fmt: skip
def test_recommendations_sandbox_rejects_invalid_bodies(lusha: Lusha, body: Any, text: str) -> None:
    line = ("contacts", "recommendations", "--body", "-")
    assert text in lusha(*line, stdin=json.dumps(body).encode(), code=2).err
