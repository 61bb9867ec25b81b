"""Signals, scores and buying groups of V3 in the sandbox: what comes, and what it costs."""

import json

import pytest

from tests.support.cli import ADA, Lusha

PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
FIRMS = [str(30_000_000 + 17 * number) for number in range(40)]
LONG_AGO = ("--start-date", "2024-11-01")


def test_each_signal_is_charged(lusha: Lusha) -> None:
    line = ("contacts", "signals", *PEOPLE, "--signal-type", "allSignals", *LONG_AGO)
    found = lusha(*line)
    events = [
        event
        for one in found.json["results"]
        for kind in ("promotion", "companyChange")
        for event in one.get(kind, [])
    ]
    assert events
    assert found.json["billing"] == {"creditsCharged": len(events), "resultsReturned": len(events)}
    assert f"Charged {len(events)} credits." in found.err
    rows = lusha(*line, "-o", "csv").out.splitlines()
    assert len(rows) == 1 + len(events)


def test_the_bound_of_signals_counts_every_type(lusha: Lusha) -> None:
    line = ("signals", *FIRMS[:2], "--signal-type", "allSignals", "--dry-run")
    assert lusha("companies", *line).json["maxCredits"] is None
    bounded = lusha("companies", *line, "--max-results-per-signal", "3").json
    assert bounded["maxCredits"] == 2 * 23 * 3


def test_what_people_wrote_is_a_signal_of_v3(lusha: Lusha) -> None:
    line = ("companies", "signals", *FIRMS, "--signal-type", "linkedinActivityIntent")
    results = lusha(*line).json["results"]
    posts = [post for one in results for post in one.get("linkedinActivityIntent", [])]
    categories = {post["signalCategory"] for post in posts}
    assert len(categories) > 1
    one = sorted(categories)[0]
    narrowed = lusha(*line, "--intent-category", one).json["results"]
    left = [post for firm in narrowed for post in firm.get("linkedinActivityIntent", [])]
    assert left == [post for post in posts if post["signalCategory"] == one]


def test_scores_are_shares_and_errors_are_free(lusha: Lusha) -> None:
    scored = lusha("companies", "signal-score", *FIRMS[:3], "nope.example")
    *found, nobody = scored.json["results"]
    assert all(0 <= one["signalScore"] <= 1 for one in found)
    assert all(one["noActiveSignals"] == (one["signalTypes"] == []) for one in found)
    assert nobody["error"]["code"] == "NOT_FOUND"
    assert "Charged 3 credits." in scored.err
    by_mail = lusha("companies", "signal-score", "--email", ADA).json["results"][0]
    assert by_mail["name"] == "Analytical Engines"
    partial = lusha("contacts", "signal-score", "--id", PEOPLE[32], code=3)
    assert "Charged 0 credits." in partial.err


def test_a_buying_group_is_small_and_says_its_cost(lusha: Lusha) -> None:
    found = lusha("contacts", "buying-group", "analytical-engines.example")
    assert "This costs at most 5 credits: each person found is charged." in found.err
    [group] = found.json["results"]
    assert len(group["contacts"]) == 5
    scores = [one["score"] for one in group["contacts"]]
    assert scores == sorted(scores, reverse=True)
    assert "Charged 5 credits." in found.err
    line = ("contacts", "buying-group", *FIRMS[:2], "--contacts-limit", "60", "--dry-run")
    assert lusha(*line).json["maxCredits"] == 120
    capped = ("contacts", "buying-group", "analytical-engines.example", "--max-credits", "4")
    assert "Nothing was sent" in lusha(*capped, code=6).err


def test_a_buying_group_keeps_to_roles_and_pages(lusha: Lusha) -> None:
    line = ("contacts", "buying-group", *FIRMS[:12], "--persona", "decision_maker")
    paged = lusha(*line, "--size", "10", "--page", "1", "--client-reference-id", "x", "--id",
                  FIRMS[12])  # fmt: skip
    assert paged.json["pagination"] == {"page": 1, "size": 10, "total": 13}
    assert len(paged.json["results"]) == 3
    roles = {
        role
        for group in paged.json["results"]
        for one in group["contacts"]
        for role in one["roles"]
    }
    assert roles == {"decision_maker"}
    rows = lusha("contacts", "buying-group", *FIRMS[:2], "-o", "csv").out.splitlines()
    assert len(rows) == 11


@pytest.mark.parametrize(
    ("line", "item", "told"),
    [
        (("contacts", "buying-group"), {"id": FIRMS[0], "domain": "a.example"}, "exactly one of"),
        (("contacts", "buying-group"), {"clientReferenceId": "r1"}, "exactly one of: id, domain"),
        (("companies", "signal-score"), {"id": FIRMS[0], "name": "A"}, "exactly one of"),
        (
            ("companies", "signal-score"),
            {"id": FIRMS[0], "clientReferenceId": "r" * 257},
            "clientReferenceId must be 0 to 256 characters long",
        ),
    ],
)
def test_the_sandbox_refuses_items_as_the_api_does(
    lusha: Lusha, line: tuple[str, ...], item: dict[str, str], told: str
) -> None:
    body = json.dumps({"companies": [item]}).encode()
    assert told in lusha(*line, "--body", "-", stdin=body, code=2).err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("contacts", "signals", PEOPLE[0]), "--signal-type is missing"),
        (("contacts", "signals", "--signal-type", "allSignals"), "Nobody is named"),
        (("companies", "signals", FIRMS[0], "--signal-type", "x"), "not one of"),
        (("contacts", "buying-group", "Analytical Engines"), "no names"),
        (("contacts", "buying-group"), "No company is named"),
        (("contacts", "buying-group", "--id", FIRMS[0], "--domain", "a.example"), "named twice"),
        (("companies", "signal-score", "--name", "A", "--email", "a@b.example"), "--name and --em"),
        (("companies", "signal-score"), "No company is named"),
    ],
)
def test_what_cannot_be_meant_is_told_before_it_is_sent(
    lusha: Lusha, words: tuple[str, ...], told: str
) -> None:
    assert told in lusha(*words, code=2).err
    assert lusha("sandbox", "status").json["requests"] == 0
