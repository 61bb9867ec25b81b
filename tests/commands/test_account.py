"""`lusha account plan`: the price list."""

import json
from typing import Any

import pytest

from tests.support.cli import StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

UNKNOWN = "unknown to this version, so not used for estimates"


@pytest.mark.parametrize(
    ("name", "price", "row"),
    [
        ("revealPhone", {"credits": 5, "perQuantity": 1}, "revealPhone 5 credits"),
        ("revealPhone", {"credits": 5}, "revealPhone 5 credits"),
        ("REVEAL_PHONE", {"credits": 1, "perQuantity": 1}, "REVEAL_PHONE 1 credit"),
        (
            "lookalikeContact",
            {"credits": 1, "perQuantity": 5},
            "lookalikeContact 1 credit per 5 results",
        ),
        ("tableRead", {"credits": 1, "perQuantity": 1}, "tableRead 1 credit"),
        (
            "contactSearch",
            {"credits": 0, "perQuantity": 25},
            "contactSearch 0 credits per 25 results",
        ),
        ("revealEmail", {"credits": 0.5, "perQuantity": 1}, "revealEmail 0.5 credits"),
        ("revealEmail", {"credits": 1500, "perQuantity": 1}, "revealEmail 1,500 credits"),
        ("revealFax", {"credits": 7, "perQuantity": 1}, f"revealFax 7 credits {UNKNOWN}"),
        ("a.b", {"credits": 7, "perQuantity": 2}, f"a.b 7 credits per 2 results {UNKNOWN}"),
        ("revealFax", {"credits": "many"}, f"revealFax many {UNKNOWN}"),
        ("revealFax", {}, f"revealFax {UNKNOWN}"),
    ],
)
def test_account_plan_shows_each_price(
    script: StartScriptedServer, name: str, price: Any, row: str
) -> None:
    lusha, server = script()
    server.pricing = {name: price}
    table = lusha("account", "plan", "-o", "table").out
    assert " ".join(table.splitlines()[-1].split()) == row
    # JSON stays the API's own body.
    assert lusha("account", "plan").json == {"pricing": {name: price}}
    assert json.loads(lusha("account", "plan", "-o", "jsonl").out) == {"pricing": {name: price}}


def test_account_plan_shows_a_price_list_of_another_shape(script: StartScriptedServer) -> None:
    for pricing in ([], {}, "free", {"revealPhone": 5}, [{"name": "x"}]):
        lusha, server = script(ScriptedResponse(200))
        server.pricing = pricing
        assert lusha("account", "plan").json == {"pricing": pricing}
        lusha("account", "plan", "-o", "table")
