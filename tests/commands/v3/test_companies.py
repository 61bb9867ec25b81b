"""`lusha companies search` and `enrich` over V3."""

from tests.support.cli import Lusha


def test_companies_enrich_reveals_more_only_on_request(lusha: Lusha) -> None:
    plain = lusha("companies", "enrich", "30000000")
    assert "Charged 1 credit." in plain.err
    assert "competitors" not in plain.json["results"][0]
    more = lusha("companies", "enrich", "30000000", "--reveal", "competitors", "--reveal", "intent")
    assert "Charged 1 credit." in more.err
    assert len(more.json["results"][0]["competitors"]) == 3
    assert more.json["results"][0]["intent"]["topicCount"] == 1
    dry = lusha("companies", "enrich", "1", "2", "--reveal", "competitors", "--dry-run").json
    assert dry["maxCredits"] == 4
