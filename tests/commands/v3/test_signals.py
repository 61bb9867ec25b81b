"""`lusha contacts signals` and `companies signals` over V3."""

import json

import pytest

from tests.support.cli import Lusha

pytestmark = pytest.mark.with_yes

PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
COMPANIES = [str(30_000_000 + 17 * number) for number in range(40)]
LONG_AGO = ("--start-date", "2024-11-01")


def test_signals_charge_each_signal(lusha: Lusha) -> None:
    line = ("contacts", "signals", *PEOPLE, "--signal-type", "allSignals", *LONG_AGO)
    result = lusha(*line)
    events = [
        event
        for item in result.json["results"]
        for kind in ("promotion", "companyChange")
        for event in item.get(kind, [])
    ]
    assert events
    assert result.json["billing"] == {"creditsCharged": len(events), "resultsReturned": len(events)}
    assert f"Charged {len(events)} credits" in result.err
    rows = lusha(*line, "-o", "csv").out.splitlines()
    assert len(rows) == 1 + len(events)


def test_signals_limit_applies_to_every_type(lusha: Lusha) -> None:
    line = ("signals", *COMPANIES[:2], "--signal-type", "allSignals", "--dry-run")
    assert lusha("companies", *line).json["maxCredits"] is None
    bounded = lusha("companies", *line, "--max-results-per-signal", "3").json
    assert bounded["maxCredits"] == 2 * 23 * 3


def test_signals_include_linkedin_posts(lusha: Lusha) -> None:
    line = ("companies", "signals", *COMPANIES, "--signal-type", "linkedinActivityIntent")
    results = lusha(*line).json["results"]
    posts = [post for item in results for post in item.get("linkedinActivityIntent", [])]
    categories = {post["signalCategory"] for post in posts}
    assert len(categories) > 1
    item = sorted(categories)[0]
    narrowed = lusha(*line, "--intent-category", item).json["results"]
    left = [post for company in narrowed for post in company.get("linkedinActivityIntent", [])]
    assert left == [post for post in posts if post["signalCategory"] == item]


@pytest.mark.parametrize(
    ("line", "item", "reported"),
    [
        (
            ("contacts", "buying-group"),
            {"id": COMPANIES[0], "domain": "a.example"},
            "exactly one of",
        ),
        (("contacts", "buying-group"), {"clientReferenceId": "r1"}, "exactly one of: id, domain"),
        (("companies", "signal-score"), {"id": COMPANIES[0], "name": "A"}, "exactly one of"),
        (
            ("companies", "signal-score"),
            {"id": COMPANIES[0], "clientReferenceId": "r" * 257},
            "clientReferenceId must be 0 to 256 characters long",
        ),
    ],
)
def test_signals_sandbox_rejects_invalid_items(
    lusha: Lusha, line: tuple[str, ...], item: dict[str, str], reported: str
) -> None:
    body = json.dumps({"companies": [item]}).encode()
    assert reported in lusha(*line, "--body", "-", stdin=body, code=2).err


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        (("contacts", "signals", PEOPLE[0]), "--signal-type is missing"),
        (("contacts", "signals", "--signal-type", "allSignals"), "No person is specified"),
        (("contacts", "buying-group", "Analytical Engines"), "not names"),
        (("contacts", "buying-group"), "No company is specified"),
        (
            ("contacts", "buying-group", "--id", COMPANIES[0], "--domain", "a.example"),
            "identified twice",
        ),
        (("companies", "signal-score", "--name", "A", "--email", "a@b.example"), "--name and --em"),
        (("companies", "signal-score"), "No company is specified"),
    ],
)
def test_signals_reject_invalid_input_before_sending(
    lusha: Lusha, arguments: tuple[str, ...], reported: str
) -> None:
    assert reported in lusha(*arguments, code=2).err
    assert lusha("sandbox", "status").json["requests"] == 0
