"""`lusha contacts signal-score` and `companies signal-score` over V3."""

from tests.support.cli import ADA, Lusha

PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(60)]
COMPANIES = [str(30_000_000 + 17 * number) for number in range(40)]


def test_signal_score_is_a_fraction_and_errors_are_free(lusha: Lusha) -> None:
    scored = lusha("companies", "signal-score", *COMPANIES[:3], "nope.example")
    *response, missing = scored.json["results"]
    assert all(0 <= item["signalScore"] <= 1 for item in response)
    assert all(item["noActiveSignals"] == (item["signalTypes"] == []) for item in response)
    assert missing["error"]["code"] == "NOT_FOUND"
    assert "Charged 3 credits" in scored.err
    by_mail = lusha("companies", "signal-score", "--email", ADA).json["results"][0]
    assert by_mail["name"] == "Analytical Engines"
    partial = lusha("contacts", "signal-score", "--id", PEOPLE[32], code=3)
    assert "No match (not charged)." in partial.err
