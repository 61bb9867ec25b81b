"""Options that may be repeated: which of them also take several values with commas."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.app import tree
from tests.support.cli import Lusha

# Metavars of values that may contain a comma: names, titles, places, amounts such as 1,000-, URLs.
WITH_COMMAS = {
    "NAME", "TITLE", "WORD", "FIELD", "TOPIC", "COUNTRY", "COUNTRY|K=V,…", "RANGE",
    "[COVERAGE:]RANGE", "URL", "COUNTRY|country=…,state=…", 'FIELD="COLUMN"',
    "country=…,zipcode=…,distance=MILES", "country=…,state=…,start_date=…",
    "country_iso2=…,zipcode=…", "first-name=…,last-name=…,company-domain=…", "entity-id=…,…",
    # --columns takes commas by itself.
    "A,B",
}  # fmt: skip


def repeatable_options() -> Iterator[tuple[str, str, Any]]:
    """Return the operations, and the flag and type of each of their repeatable options."""
    root = tree()
    for name in BY_NAME:
        node: Any = root
        for word in name.split():
            node = node.commands[word]
        for option in node.params:
            if option.param_type_name == "option" and option.multiple:
                yield name, option.opts[0], option


def test_values_without_commas_can_be_separated_by_them() -> None:
    unexpected = {
        (flag, option.metavar)
        for _, flag, option in repeatable_options()
        # The help of an option that takes commas says so.
        if not option.metavar.endswith(",…") and option.metavar not in WITH_COMMAS
    }
    assert unexpected == set()


@pytest.mark.parametrize(
    ("line", "path", "values"),
    [
        ("contacts enrich 1 --reveal emails,phones", "reveal", ["emails", "phones"]),
        ("contacts enrich 1 --waterfall-reveal emails,phones", "waterfallReveal",
         ["emails", "phones"]),
        ("contacts enrich --id 1,2 --id v1.aB-3", "ids", ["1", "2", "v1.aB-3"]),
        ("companies enrich 1 --reveal competitors,INTENT --reveal intent", "reveal",
         ["competitors", "intent"]),
        ("companies search-and-enrich a.example --reveal directParent,newField", "reveal",
         ["directParent", "newField"]),
        ("companies search a.example --signal riskNews,peopleNews", "signals.types",
         ["riskNews", "peopleNews"]),
        ("companies signals 1 --signal-type riskNews,peopleNews", "signalTypes",
         ["riskNews", "peopleNews"]),
        ("contacts buying-group a.example --persona end_user,decision_maker", "personas",
         ["end_user", "decision_maker"]),
        ("contacts prospecting --email a@b.example,c@d.example", "filters.contacts.include.emails",
         ["a@b.example", "c@d.example"]),
        ("contacts prospecting --exclude-signal promotion,companyChange --name Ada",
         "filters.contacts.exclude.signals.types", ["promotion", "companyChange"]),
        ("contacts prospecting --job-title Partner,Legal", "filters.contacts.include.jobTitles",
         ["Partner,Legal"]),
        ("companies prospecting --domain a.example,b.example",
         "filters.companies.include.domains", ["a.example", "b.example"]),
        ("companies prospecting --main-industry-id 1,5 --main-industry-id 7",
         "filters.companies.include.mainIndustriesIds", [1, 5, 7]),
        ("companies website-visits --domain a.example,b.example --start-date 30d",
         "domains", ["a.example", "b.example"]),
        ("contacts lookalike --id 1,2,3 --email a@b.example,c@d.example", "seeds.emails",
         ["a@b.example", "c@d.example"]),
        ("contacts tables add 7 1 --company-id 5,5,6 --owner a@b.example", "companyIds",
         ["5", "5", "6"]),
        ("contacts tables run-column 7 c1 --entity-id 1,2 --owner a@b.example", "entityIds",
         ["1", "2"]),
        ("signals contacts get --contact-id 1,2 --signal promotion,companyChange", "contactIds",
         [1, 2]),
        ("signals companies get --company-id 1 --signal riskNews --news-event-type IPO,M&A",
         "filters.include.newsEventTypes", ["IPO", "M&A"]),
        ("prospecting contact search --sic 5112,3559", "filters.companies.include.sicCodes",
         ["5112", "3559"]),
        ("recommendations contacts --seed 1:2,3:4", "contacts",
         [{"personId": "1", "companyId": "2"}, {"personId": "3", "companyId": "4"}]),
        ("recommendations companies --company-id 1,2 --exclude 3,4", "exclude", ["3", "4"]),
        ("webhooks create --entity-id 1 --entity-type contact --url https://a.example "
         "--signal-type promotion,companyChange", "defaults.signalTypes",
         ["promotion", "companyChange"]),
    ],
)  # fmt: skip
def test_list_option_takes_commas(lusha: Lusha, line: str, path: str, values: list[Any]) -> None:
    body = json.loads(lusha(*line.split(), "--dry-run", "--json").out)["body"]
    for name in path.split("."):
        body = body[name]
    assert body == values


def test_list_option_without_a_value_is_not_taken_for_all_values(lusha: Lusha) -> None:
    result = lusha("contacts", "enrich", "1", "--reveal", " , ", "--dry-run", "--json")
    assert result.json["body"]["reveal"] == [" , "]
