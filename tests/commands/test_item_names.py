"""Results that don't identify their item: a table shows what the user called it."""

import json
import re

import pytest

from lusha_cli.commands.item_names import item_names
from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

FOUND = "ada.byrne@analytical-engines.example"
PERSON = ("--first-name", "Nora", "--last-name", "Nobody", "--company-name", "Nowhere")


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"email": "a@b.example", "id": "1"}, "a@b.example"),
        ({"linkedinUrl": "https://www.linkedin.com/in/nora"}, "https://www.linkedin.com/in/nora"),
        ({"clientReferenceId": "crm-7", "email": "a@b.example"}, "crm-7"),
        ({"firstName": "Nora", "lastName": "N", "companyDomain": "b.example"}, "Nora N, b.example"),
        ({"fullName": "Nora No", "companyName": "B"}, "Nora No, B"),
        ({"domain": "b.example", "name": "B"}, "b.example"),
        ({"name": "B"}, "B"),
        ({"id": "v1.a"}, "v1.a"),
        ("v1.a", "v1.a"),
        ({"email": 5}, ""),
    ],
)  # fmt: skip
def test_item_name_is_what_identifies_it(item: object, name: str) -> None:
    assert item_names([item]) == [name]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (("contacts", "search", FOUND, "nomatch@magic.example"), ["nomatch@magic.example"]),
        (("contacts", "search", FOUND, *PERSON), ["Nora Nobody, Nowhere"]),
        (("contacts", "search-and-enrich", FOUND, "https://linkedin.com/in/nobody-at-all"),
         ["https://www.linkedin.com/in/nobody-at-all"]),
        (("contacts", "signal-score", "nomatch@magic.example", FOUND), ["nomatch@magic.example"]),
        (("companies", "search", "nope.example", "analytical-engines.example", "No Such Firm"),
         ["nope.example", "No Such Firm"]),
        (("companies", "search-and-enrich", "analytical-engines.example", "nope.example"),
         ["nope.example"]),
        (("companies", "signal-score", "analytical-engines.example", "nope.example"),
         ["nope.example"]),
        # Two people of the first company come before the company that was not found.
        (("contacts", "buying-group", "analytical-engines.example", "nope.example",
          "--contacts-limit", "2"), ["nope.example"]),
    ],
    ids=lambda value: " ".join(value[:2]),
)  # fmt: skip
@pytest.mark.parametrize("width", [40, 80, 200])
def test_table_names_the_items_that_were_not_found(
    lusha: Lusha, line: tuple[str, ...], names: list[str], width: int
) -> None:
    lusha.width = width
    shown = "".join(lusha(*line, terminal=True).out.split())
    for name in names:
        assert "".join(name.split()) in shown
    assert not re.search(r"#\d", shown)


def test_names_change_neither_request_nor_json(lusha: Lusha) -> None:
    line = ("contacts", "search", FOUND, "nomatch@magic.example")
    assert lusha(*line, "--dry-run").json["body"] == {
        "contacts": [{"email": FOUND}, {"email": "nomatch@magic.example"}]
    }
    missing = lusha(*line).json["results"][1]
    assert missing == {"error": {"code": "NOT_FOUND", "message": "Nothing was found"}}


def test_table_names_the_items_of_each_of_several_requests(lusha: Lusha) -> None:
    known = [str(4_100_000_000 + 13 * number) for number in range(20)]
    unknown = [f"nobody{number}@magic.example" for number in range(130)]
    line = ("contacts", "search", *known, *unknown, "--include-partial-profiles")
    for terminal in (False, True):
        shown = lusha(*line, "-o", "table", terminal=terminal).out
        assert [name for name in unknown if name not in shown] == []
        assert not re.search(r"#\d", shown)


def test_table_numbers_results_that_cannot_be_matched(script: StartScriptedServer) -> None:
    missing = {"error": {"code": "NOT_FOUND"}}
    body = {"results": [{"id": "1", "firstName": "Ada"}, missing], "billing": {}}
    lusha, _ = script(ScriptedResponse(200, json.dumps(body).encode()))
    shown = lusha("contacts", "search", "a@b.example", "c@d.example", "e@f.example",
                  "-o", "table").out  # fmt: skip
    assert "#2" in shown
    assert "@" not in shown
