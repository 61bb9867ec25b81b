"""`lusha contacts buying-group` over V3."""

import pytest

from tests.support.cli import Lusha

pytestmark = pytest.mark.with_yes

COMPANIES = [str(30_000_000 + 17 * number) for number in range(40)]


def test_buying_group_charges_each_person_within_its_estimate(lusha: Lusha) -> None:
    line = ("contacts", "buying-group", "analytical-engines.example")
    assert lusha(*line, "--dry-run").json["cost"] == "up to 5 credits"
    result = lusha(*line)
    [group] = result.json["results"]
    assert len(group["contacts"]) == 5
    scores = [item["score"] for item in group["contacts"]]
    assert scores == sorted(scores, reverse=True)
    assert "Charged 5 credits" in result.err
    larger = ("contacts", "buying-group", *COMPANIES[:2], "--contacts-limit", "60", "--dry-run")
    assert lusha(*larger).json["maxCredits"] == 120
    assert "Nothing was sent" in lusha(*line, "--max-credits", "4", code=6).err
    lusha(*line, "--max-credits", "5")


def test_buying_group_applies_roles_and_pages(lusha: Lusha) -> None:
    line = ("contacts", "buying-group", *COMPANIES[:12], "--persona", "decision_maker")
    paged = lusha(*line, "--size", "10", "--page", "1", "--client-reference-id", "x", "--id",
                  COMPANIES[12])  # fmt: skip
    assert paged.json["pagination"] == {"page": 1, "size": 10, "total": 13}
    assert len(paged.json["results"]) == 3
    roles = {
        role
        for group in paged.json["results"]
        for item in group["contacts"]
        for role in item["roles"]
    }
    assert roles == {"decision_maker"}
    rows = lusha("contacts", "buying-group", *COMPANIES[:2], "-o", "csv").out.splitlines()
    assert len(rows) == 11
