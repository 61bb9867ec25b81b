"""`contacts icp-fit-score`, `companies icp-fit-score` and `account icp-profiles`, over V3."""

import json
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

EUROPE, AMERICA = (
    "a1e600bc-bfdb-5925-91d0-0f28416c01a0",
    "cc4ee936-edd5-54e6-9902-7dbf0ab720b8",
)
BOTH = ("--target-profile-id", f"{EUROPE},{AMERICA}")
WHO = {"contacts": ADA, "companies": "analytical-engines.example"}
COMPANIES = [str(30_000_000 + 17 * number) for number in range(3)]


def test_icp_profiles_are_listed_and_filtered(lusha: Lusha) -> None:
    listed = lusha("account", "icp-profiles")
    assert "Charged" not in listed.err
    profiles = listed.json["results"]
    assert [(item["id"], item["status"], item["access"]) for item in profiles[:2]] == [
        (EUROPE, "active", "private"),
        (AMERICA, "active", "shared"),
    ]
    assert [item["status"] for item in profiles[2:]] == ["disabled"]
    shared = lusha("account", "icp-profiles", "--access", "shared").json["results"]
    assert [item["id"] for item in shared] == [AMERICA]
    disabled = lusha("account", "icp-profiles", "--status", "Disabled").json["results"]
    assert disabled == profiles[2:]
    assert "Mid-market in Europe" in lusha("account", "icp-profiles", "-o", "table").out


@pytest.mark.parametrize("member", ["results", "profiles", "data", ""])
def test_icp_profiles_are_shown_wherever_they_are(script: StartScriptedServer, member: str) -> None:
    profiles = [{"id": "icp-1", "name": "Retail in Kenya", "status": "active"}]
    body = json.dumps({member: profiles} if member else profiles).encode()
    lusha, _ = script(ScriptedResponse(200, body))
    lines = lusha("account", "icp-profiles", "-o", "csv").out.splitlines()
    assert len(lines) == 2
    assert "Retail in Kenya" in lines[1]


@pytest.mark.parametrize("noun", ["contacts", "companies"])
def test_icp_fit_score_is_the_best_of_all_profiles(lusha: Lusha, noun: str) -> None:
    both = lusha(noun, "icp-fit-score", WHO[noun], *BOTH)
    assert "Charged 1 credit" in both.err
    [result] = both.json["results"]
    scores = result["profileScores"]
    assert [score["id"] for score in scores] == [EUROPE, AMERICA]
    assert all(0 <= score["icpFitScore"] <= 1 for score in scores)
    best = max(scores, key=lambda score: score["icpFitScore"])
    assert result["icpFitScore"] == best["icpFitScore"]
    assert result["topProfile"] == {"id": best["id"], "name": best["name"]}
    for score in scores:
        [one] = lusha(noun, "icp-fit-score", WHO[noun], "--target-profile-id", score["id"]).json[
            "results"
        ]
        assert one["icpFitScore"] == score["icpFitScore"]
        assert "profileScores" not in one
    table = lusha(noun, "icp-fit-score", WHO[noun], *BOTH, "-o", "table").out
    assert "ICP fit" in table
    assert f"{best['icpFitScore']:.2f}" in table


def test_icp_fit_score_errors_are_free(lusha: Lusha) -> None:
    scored = lusha("companies", "icp-fit-score", *COMPANIES, "nope.example", *BOTH)
    assert scored.json["results"][-1]["error"]["code"] == "NOT_FOUND"
    assert "Charged 3 credits" in scored.err
    partial = lusha("contacts", "icp-fit-score", "--id", "4100000416", *BOTH, code=3)
    assert "No match (not charged)." in partial.err


@pytest.mark.parametrize("noun", ["contacts", "companies"])
def test_icp_fit_score_estimates_each_record_once(lusha: Lusha, noun: str) -> None:
    names = [WHO[noun], *([f"a{n}@b.example" for n in range(24)] if noun == "contacts" else
                          [f"a{n}.example" for n in range(24)])]  # fmt: skip
    planned = lusha(noun, "icp-fit-score", *names, *BOTH, "--dry-run")
    assert planned.json["maxCredits"] == 25
    refused = lusha(noun, "icp-fit-score", *names, "one.more@b.example" if noun == "contacts"
                    else "one-more.example", *BOTH, code=2)  # fmt: skip
    assert "--yes" in refused.err


def test_icp_fit_score_splits_more_than_100_records(lusha: Lusha) -> None:
    ids = [str(30_000_000 + 17 * number) for number in range(101)]
    scored = lusha("companies", "icp-fit-score", *ids, *BOTH, "--yes")
    results = scored.json["results"]
    assert len(results) == 101
    found = [item["id"] for item in results if "error" not in item]
    assert found == [id_ for id_ in ids if id_ in found] != []
    assert all("topProfile" in item for item in results if "error" not in item)
    # The first request is for the price list.
    assert lusha("sandbox", "status").json["requests"] == 3
    assert f"Charged {len(found)} credits" in scored.err


@pytest.mark.parametrize("noun", ["contacts", "companies"])
def test_icp_fit_score_needs_one_to_three_profiles(lusha: Lusha, noun: str) -> None:
    missing = lusha(noun, "icp-fit-score", WHO[noun], code=2)
    assert "--target-profile-id is missing." in missing.err
    assert "lusha account icp-profiles" in missing.err
    many = lusha(noun, "icp-fit-score", WHO[noun], "--target-profile-id", "a,b,c,d", code=2)
    assert "--target-profile-id has 4 IDs, more than 3." in many.err
    nobody = lusha(noun, "icp-fit-score", *BOTH, code=2)
    assert "specified" in nobody.err


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"companies": [{"domain": "a.example"}]}, "targetProfileIds"),
        ({"targetProfileIds": ["icp-1"], "companies": [{"domain": "a.example"}]}, "not active"),
        ({"targetProfileIds": ["a"] * 4, "companies": [{"domain": "a.example"}]}, "Profile"),
    ],
)  # fmt: skip
def test_icp_fit_score_sandbox_rejects_invalid_bodies(lusha: Lusha, body: Any, text: str) -> None:
    line = ("companies", "icp-fit-score", "--body", "-")
    assert text in lusha(*line, stdin=json.dumps(body).encode(), code=2).err
