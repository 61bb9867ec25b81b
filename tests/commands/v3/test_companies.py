"""`lusha companies search` and `enrich` over V3."""

import pytest

from lusha_cli.json_types import Json
from tests.support.cli import Lusha

pytestmark = pytest.mark.with_yes


def test_companies_enrich_reveals_more_only_on_request(lusha: Lusha) -> None:
    plain = lusha("companies", "enrich", "30000000")
    assert "Charged 1 credit" in plain.err
    assert "competitors" not in plain.json["results"][0]
    more = lusha("companies", "enrich", "30000000", "--reveal", "competitors", "--reveal", "intent")
    assert "Charged 1 credit" in more.err
    assert len(more.json["results"][0]["competitors"]) == 3
    assert more.json["results"][0]["intent"]["topicCount"] == 1
    dry = lusha("companies", "enrich", "1", "2", "--reveal", "competitors", "--dry-run").json
    assert dry["maxCredits"] == 4


HOLDING, GROUP, MEMBER = (str(30_000_000 + 17 * number) for number in (0, 4, 5))
PARENTS = ("--reveal", "directParent", "--reveal", "ultimateParent")


@pytest.mark.parametrize("verb", ["enrich", "search-and-enrich"])
def test_companies_parents_are_charged_where_there_are_any(lusha: Lusha, verb: str) -> None:
    def parents(company: str) -> tuple[Json, Json, int]:
        [result] = lusha("companies", verb, company, *PARENTS).json["results"]
        charged = lusha("companies", verb, "--dry-run", company, *PARENTS).json["maxCredits"]
        return result["directParent"], result["ultimateParent"], charged

    holding = {"lushaCompanyId": HOLDING, "name": "Analytical Engines",
               "domain": "analytical-engines.example", "hqCountry": "United Kingdom"}  # fmt: skip
    most = {"enrich": 3, "search-and-enrich": 4}[verb]
    assert parents(HOLDING) == (None, None, most)
    assert parents(GROUP) == (holding, holding, most)
    direct, ultimate, _ = parents(MEMBER)
    assert (direct["lushaCompanyId"], ultimate) == (GROUP, holding)


@pytest.mark.parametrize(("company", "charged"), [(HOLDING, 1), (GROUP, 3), (MEMBER, 3)])
def test_companies_enrich_charges_each_known_parent(
    lusha: Lusha, company: str, charged: int
) -> None:
    line = ("companies", "enrich", company, *PARENTS)
    assert lusha(*line).json["billing"]["creditsCharged"] == charged
    assert lusha(*line).json["billing"]["creditsCharged"] == 0


def test_companies_search_offers_the_parents_that_are_known(lusha: Lusha) -> None:
    found = lusha("companies", "search", HOLDING, MEMBER).json["results"]
    offers = [{offer["field"] for offer in result["canReveal"]} for result in found]
    assert [offered & {"directParent", "ultimateParent"} for offered in offers] == [
        set(),
        {"directParent", "ultimateParent"},
    ]
    enriched = lusha("companies", "enrich", MEMBER, *PARENTS).json["results"][0]
    prices = {offer["field"]: offer["credits"] for offer in enriched["canReveal"]}
    assert (prices["directParent"], prices["competitors"]) == (0, 1)


def test_companies_table_shows_parents(lusha: Lusha) -> None:
    line = ("companies", "enrich", GROUP, MEMBER, "-o", "table")
    header, group, member = lusha(*line, *PARENTS).out.splitlines()
    assert "Parent" in header
    assert "Ultimate parent" in header
    holding = "Analytical Engines (30000000, analytical-engines.example, United Kingdom)"
    assert (group.count(holding), member.count(holding)) == (2, 1)
    assert "arent" not in lusha(*line).out


def test_companies_search_and_enrich_reveals_on_request(lusha: Lusha) -> None:
    line = ("companies", "search-and-enrich", HOLDING)
    assert "competitors" not in lusha(*line).json["results"][0]
    assert lusha(*line, "--reveal", "competitors").json["results"][0]["competitors"]


NOTE = "Note: the API returns linkedinActivityIntent "


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "limits"),
    [
        ("signals 1 --signal-type linkedinActivityIntent --start-date 90d", ""),
        ("signals 1 --signal-type linkedinActivityIntent --start-date 91d", "90 days back"),
        ("signals 1 --signal-type allSignals --start-date 2y", "90 days back"),
        ("signals 1 --signal-type riskNews --start-date 2y --max-results-per-signal 99", ""),
        ("signals 1 --signal-type linkedinActivityIntent --max-results-per-signal 50", ""),
        ("signals 1 --signal-type linkedinActivityIntent --max-results-per-signal 51",
         "50 results per company"),
        ("search a.example --signal linkedinActivityIntent --start-date 2y", "90 days back"),
        ("prospecting --signal linkedinActivityIntent --signal-start-date 2y", "90 days back"),
    ],
)  # fmt: skip
def test_companies_signals_print_the_limits_of_linkedin_intent(
    lusha: Lusha, line: str, limits: str
) -> None:
    reported = lusha("companies", *line.split(), "--dry-run").err
    assert (NOTE in reported) == bool(limits)
    assert limits in reported


def test_companies_signals_are_sent_beyond_the_limits(lusha: Lusha) -> None:
    line = "companies signals 30000000 --signal-type linkedinActivityIntent --start-date 2y"
    result = lusha(*line.split())
    assert f"{NOTE}up to 90 days back (from " in result.err
    assert result.json["results"]


def test_contacts_signals_have_no_linkedin_intent(lusha: Lusha) -> None:
    line = "contacts signals 4100000000 --signal-type allSignals --start-date 2y --dry-run"
    assert NOTE not in lusha(*line.split()).err
