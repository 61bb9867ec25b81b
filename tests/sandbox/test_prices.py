"""The price list of the sandbox, and what each operation charges by it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.prices import Price, PriceList, find_action, parse_prices
from tests.support.cli import FakeClock, Lusha
from tests.support.sandbox_requests import ADA, NOVEMBER_2026, account_usage, get, json_body, post

DOMAIN = "analytical-engines.example"
OWNER = {"owner": {"email": "ada@firm.example"}}
SEEDS = {
    "domains": [
        f"{name}.example"
        for name in ("analytical-engines", "copper-foods", "indigo-labs", "ember-devices",
                     "ivory-labs")
    ]
}  # fmt: skip
SIGNALS = {"signalTypes": ["allSignals"], "startDate": "2024-11-01"}
COMPANIES = [str(30_000_000 + 17 * number) for number in range(30)]
PROFILES = ["a1e600bc-bfdb-5925-91d0-0f28416c01a0", "cc4ee936-edd5-54e6-9902-7dbf0ab720b8"]
PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(30)]
LIVE = {
    "companySearch": (1, 25), "contactSearch": (1, 25), "revealCompany": (1, 1),
    "revealEmail": (1, 1), "revealPhone": (5, 1), "lookalikeCompany": (1, 5),
    "lookalikeContact": (1, 5), "companyRecommendationsReveal": (1, 1),
    "contactRecommendationsReveal": (1, 1), "showSignalsCompany": (1, 1),
    "showSignalsContact": (1, 1), "tableRead": (1, 1), "buyingGroupContact": (1, 1),
    "signal_score_company_reveal": (1, 1), "signal_score_contact_reveal": (1, 1),
    "icp_fit_score_company_reveal": (1, 1), "icp_fit_score_contact_reveal": (1, 1),
}  # fmt: skip
Start = Callable[..., Sandbox]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Sandbox] = []

    def make(**options: Any) -> Sandbox:
        file = tmp_path / f"{len(started)}.db"
        clock = FakeClock(NOVEMBER_2026)
        started.append(Sandbox(file, clock=clock, options=Options(rps=0, **options)))
        return started[-1]

    yield make
    for sandbox in started:
        sandbox.close()


def published(sandbox: Sandbox) -> dict[str, tuple[float, int]]:
    pricing = json_body(get(sandbox, "/v3/account/usage"))["pricing"]
    return {name: (price["credits"], price["perQuantity"]) for name, price in pricing.items()}


def used(sandbox: Sandbox) -> float:
    """Return the credits used, from the ledger: `account usage` may be read 5 times a minute."""
    return float(json_body(get(sandbox, "/__sandbox/ledger"))["totals"]["credits"])


def charged(sandbox: Sandbox, path: str, body: Any) -> float:
    """Return what a request states as its charges, which the account must have paid."""
    before = used(sandbox)
    response = json_body(post(sandbox, path, body))
    billing = response.get("billing", response)
    stated: float = billing["creditsCharged" if "creditsCharged" in billing else "creditCharged"]
    stated += response.get("tableWrite", {}).get("creditsCharged", 0)
    assert used(sandbox) - before == pytest.approx(stated)
    return stated


def make_table(sandbox: Sandbox, noun: str) -> str:
    created = json_body(post(sandbox, f"/v3/{noun}/tables", {"name": noun, **OWNER}))
    return str(created["data"]["tableId"])


def test_account_plan_publishes_the_live_names(start: Start) -> None:
    assert published(start()) == LIVE
    documented = {"lookalikeCompany": (1, 25), "lookalikeContact": (1, 25), "tableRead": (1, 25)}
    assert published(start(billing="documented")) == {**LIVE, **documented}


def test_changed_prices_are_published_unless_hidden(start: Start) -> None:
    prices = {"revealphone": Price(10), "LOOKALIKE_CONTACT": Price(3, 4)}
    changed = {**LIVE, "revealPhone": (10, 1), "lookalikeContact": (3, 4)}
    assert published(start(prices=prices)) == changed
    hidden = start(prices=prices, publish_prices=False)
    assert published(hidden) == LIVE
    assert charged(hidden, "/v3/contacts/enrich", {"ids": ["4100000000"]}) == 11


@pytest.mark.parametrize("name", ["revealPhone", "revealphone", "reveal_phone", "REVEAL_PHONE"])
def test_price_names_ignore_case_and_underscores(name: str) -> None:
    assert find_action(name) == "revealPhone"
    assert parse_prices([f"{name}=10"]) == {"revealPhone": Price(10, 1)}


def test_prices_are_parsed() -> None:
    texts = ["signalScoreContactReveal=0", "tableRead=2.5/10", "tableRead=3/10"]
    assert parse_prices(texts) == {
        "signal_score_contact_reveal": Price(0, 1),
        "tableRead": Price(3, 10),
    }


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("revealPhones=1", "'revealPhones' is not a price. Did you mean revealPhone or "),
        ("xyz=1", "'xyz' is not a price. Prices: companySearch, contactSearch, "),
        ("revealPhone", "'revealPhone' is not NAME=CREDITS or NAME=CREDITS/QUANTITY"),
        ("revealPhone=", "is not NAME=CREDITS"),
        ("=1", "is not NAME=CREDITS"),
        ("revealPhone=-1", "is not NAME=CREDITS"),
        ("revealPhone=1e3", "is not NAME=CREDITS"),
        ("revealPhone=1_0", "is not NAME=CREDITS"),
        ("revealPhone=nan", "is not NAME=CREDITS"),
        ("revealPhone=\uff11", "is not NAME=CREDITS"),
        ("revealPhone=1/0", "is not NAME=CREDITS"),
        ("revealPhone=1/2.5", "is not NAME=CREDITS"),
    ],
)
def test_prices_invalid_are_reported(lusha: Lusha, text: str, reported: str) -> None:
    failed = lusha("sandbox", "serve", "--port", "0", "--price", text, code=2).err
    assert reported in " ".join(failed.split())


def test_charge_is_per_started_quantity() -> None:
    prices = PriceList({"tableRead": Price(0.1, 3), "revealEmail": Price(2.5)})
    assert [prices.charge("tableRead", rows) for rows in (0, 1, 3, 4, 9)] == [
        0, 0.1, 0.1, 0.2, 0.3
    ]  # fmt: skip
    assert prices.charge("revealEmail", 2) == 5
    assert isinstance(prices.charge("revealEmail", 2), int)


def test_fractional_credits_add_up(start: Start) -> None:
    sandbox = start(prices={"revealCompany": Price(0.1)}, credits=1)
    bills = [charged(sandbox, "/v3/companies/enrich", {"ids": [id_]}) for id_ in COMPANIES[:10]]
    assert bills == [pytest.approx(0.1)] * 10
    assert account_usage(sandbox) == {"used": 1, "total": 1, "remaining": 0}
    assert post(sandbox, "/v3/companies/enrich", {"ids": COMPANIES[10:11]}).status == 402
    assert sandbox.status()["creditsCharged"] == 1


@pytest.mark.parametrize(("billing", "bills"), [("live", [2, 1]), ("documented", [1, 0])])
def test_company_lookup_charges_the_search_in_live_bills(
    start: Start, billing: str, bills: list[int]
) -> None:
    sandbox, body = start(billing=billing), {"companies": [{"domain": DOMAIN}]}
    path = "/v3/companies/search-and-enrich"
    assert [charged(sandbox, path, body) for _ in bills] == bills


@pytest.mark.parametrize("billing", ["live", "documented"])
def test_contact_lookup_charges_the_search_each_time(start: Start, billing: str) -> None:
    sandbox, body = start(billing=billing), {"contacts": [{"email": ADA}]}
    path = "/v3/contacts/search-and-enrich"
    assert [charged(sandbox, path, body) for _ in range(2)] == [7, 1]
    unknown = {"contacts": [{"email": "nomatch@magic.example"}]}
    assert charged(sandbox, path, unknown) == 0


def test_company_lookup_charges_each_field_with_a_value(start: Start) -> None:
    sandbox, path = start(), "/v3/companies/search-and-enrich"
    reveal = ["competitors", "employeesByLocation", "intent"]
    body = {"companies": [{"domain": DOMAIN}], "reveal": reveal}
    assert [charged(sandbox, path, body) for _ in range(2)] == [4, 1]
    # A partial profile has none of the fields.
    partial = {"companies": [{"domain": "partial.magic.example"}], "reveal": reveal}
    assert charged(sandbox, path, partial) == 2


@pytest.mark.parametrize(("billing", "results", "bill"), [("live", 26, 6), ("documented", 26, 2)])
def test_lookalikes_are_charged_per_started_quantity(
    start: Start, billing: str, results: int, bill: int
) -> None:
    sandbox = start(billing=billing)
    body = {"seeds": SEEDS, "limit": results}
    assert charged(sandbox, "/v3/companies/lookalike", body) == bill
    assert charged(sandbox, "/v3/lookalike/companies", body) == bill
    people = {"seeds": {"ids": PEOPLE[:5]}, "limit": results}
    assert charged(sandbox, "/v3/contacts/lookalike", people) == bill


def test_recommendations_are_charged_per_result(start: Start) -> None:
    sandbox = start()
    body = {"companies": [{"companyId": "30000000"}], "limit": 7}
    assert charged(sandbox, "/api/recommendations/companies", body) == 7
    contacts = [{"personId": "4100000000", "companyId": "30000000"}]
    body = {"contacts": contacts, "limit": 4}
    assert charged(sandbox, "/api/recommendations/contacts", body) == 4


@pytest.mark.parametrize("billing", ["live", "documented"])
def test_table_charges_companies_that_are_new_to_it(start: Start, billing: str) -> None:
    sandbox = start(billing=billing)
    path = f"/v3/companies/tables/{make_table(sandbox, 'companies')}/entities"
    bills = [
        charged(sandbox, path, {"entityIds": COMPANIES[:count], **OWNER}) for count in (4, 6, 6)
    ]
    assert bills == [4, 2, 0]
    path = f"/v3/contacts/tables/{make_table(sandbox, 'contacts')}/entities"
    assert charged(sandbox, path, {"entityIds": PEOPLE, **OWNER}) == 0


@pytest.mark.parametrize(("billing", "bill"), [("live", 26), ("documented", 2)])
def test_table_rows_are_charged(start: Start, billing: str, bill: int) -> None:
    sandbox = start(billing=billing)
    table = make_table(sandbox, "contacts")
    entities = f"/v3/contacts/tables/{table}/entities"
    post(sandbox, entities, {"entityIds": PEOPLE[:26], **OWNER})
    rows = json_body(get(sandbox, entities, email="ada@firm.example"))
    assert rows["billing"]["creditsCharged"] == bill == used(sandbox)


def test_table_column_charges_a_company_once(start: Start) -> None:
    sandbox = start()
    for noun, column, ids, bills in (
        ("companies", "c3", COMPANIES[:3], [3, 0]),
        ("contacts", "c4", PEOPLE[:3], [3, 3]),
    ):
        table = f"/v3/{noun}/tables/{make_table(sandbox, noun)}"
        post(sandbox, f"{table}/entities", {"entityIds": ids, **OWNER})
        run = {"runScope": "all", **OWNER}
        assert [charged(sandbox, f"{table}/columns/{column}/run", run) for _ in bills] == bills


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("prospecting", {"filters": {"companies": {"include": {"sizes": [{"min": 1}]}}},
                         "pagination": {"page": 0, "size": 25}}),
        ("lookalike", {"seeds": SEEDS, "limit": 25}),
        ("enrich", {"ids": COMPANIES}),
        ("signals", {"ids": COMPANIES, **SIGNALS}),
    ],
)  # fmt: skip
def test_table_write_charges_new_companies_besides_the_bill(
    start: Start, path: str, body: Any
) -> None:
    sandbox = start()
    body = {**body, "tableId": make_table(sandbox, "companies")}
    first = json_body(post(sandbox, f"/v3/companies/{path}", body))
    write = first["tableWrite"]
    assert write["creditsCharged"] == write["rowsCharged"] == write["added"] > 0
    assert write["creditsCharged"] + first["billing"]["creditsCharged"] == (used(sandbox))
    if path != "lookalike":
        again = json_body(post(sandbox, f"/v3/companies/{path}", body))["tableWrite"]
        assert (again["added"], again["creditsCharged"]) == (0, 0)
        assert again["rowsAlreadyPaidInTable"] == write["added"]
    documented = start(billing="documented")
    body["tableId"] = make_table(documented, "companies")
    write = json_body(post(documented, f"/v3/companies/{path}", body))["tableWrite"]
    assert (write["added"] > 0, write["creditsCharged"]) == (True, 0)


def test_table_write_of_people_is_free(start: Start) -> None:
    sandbox = start()
    body = {"ids": PEOPLE, "tableId": make_table(sandbox, "contacts")}
    response = json_body(post(sandbox, "/v3/contacts/enrich", body))
    assert response["tableWrite"]["added"] == 30
    assert response["tableWrite"]["creditsCharged"] == 0
    assert response["billing"]["creditsCharged"] == used(sandbox)


def test_table_write_that_cannot_be_paid_charges_nothing(start: Start) -> None:
    sandbox = start(credits=59)
    table = make_table(sandbox, "companies")
    body = {"ids": COMPANIES, "tableId": table}
    assert post(sandbox, "/v3/companies/enrich", body).status == 402
    assert used(sandbox) == 0
    entities = get(sandbox, f"/v3/companies/tables/{table}/entities", email="ada@firm.example")
    assert json_body(entities)["data"] == []
    assert post(start(credits=60), "/v3/companies/enrich", {"ids": COMPANIES}).status == 200


DEAR = {
    "companySearch": Price(2), "contactSearch": Price(5), "revealCompany": Price(8),
    "revealEmail": Price(11), "revealPhone": Price(14), "lookalikeCompany": Price(17),
    "lookalikeContact": Price(20), "companyRecommendationsReveal": Price(23),
    "contactRecommendationsReveal": Price(26), "showSignalsCompany": Price(29),
    "showSignalsContact": Price(32), "tableRead": Price(35), "buyingGroupContact": Price(38),
    "signal_score_company_reveal": Price(41), "signal_score_contact_reveal": Price(44),
    "icp_fit_score_company_reveal": Price(47), "icp_fit_score_contact_reveal": Price(50),
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "bill"),
    [
        ("/v3/companies/search", {"companies": [{"domain": DOMAIN}]}, 2),
        ("/v3/contacts/search", {"contacts": [{"email": ADA}]}, 5),
        ("/v3/companies/enrich", {"ids": COMPANIES}, 30 * 8),
        ("/v3/contacts/enrich", {"ids": ["4100000000"]}, 11 + 14),
        ("/v3/companies/lookalike", {"seeds": SEEDS, "limit": 3}, 3 * 17),
        ("/v3/contacts/lookalike", {"seeds": {"ids": PEOPLE[:5]}, "limit": 3}, 3 * 20),
        ("/api/recommendations/companies",
         {"companies": [{"companyId": "30000000"}], "limit": 2}, 2 * 23),
        ("/v3/companies/recommendations", {"pagination": {"size": 10}}, 10 * 23),
        ("/v3/contacts/signal-score", {"contacts": [{"email": ADA}]}, 44),
        ("/v3/companies/signal-score", {"companies": [{"domain": DOMAIN}]}, 41),
        ("/v3/contacts/icp-fit-score",
         {"targetProfileIds": PROFILES, "contacts": [{"email": ADA}]}, 50),
        ("/v3/companies/icp-fit-score",
         {"targetProfileIds": PROFILES[:1], "companies": [{"domain": DOMAIN}]}, 47),
        ("/v3/contacts/buying-group",
         {"companies": [{"domain": DOMAIN}], "contactsLimit": 2}, 2 * 38),
    ],
)  # fmt: skip
def test_operations_charge_the_price_list(start: Start, path: str, body: Any, bill: int) -> None:
    assert charged(start(prices=DEAR), path, body) == bill


@pytest.mark.parametrize(
    ("path", "body", "price"),
    [
        ("/v3/contacts/signals", {"ids": PEOPLE, **SIGNALS}, 32),
        ("/v3/companies/signals", {"ids": COMPANIES, **SIGNALS}, 29),
        ("/api/signals/contacts", {"contactIds": [int(id_) for id_ in PEOPLE],
                                   "signals": ["allSignals"], "startDate": "2020-01-01"}, 32),
    ],
)  # fmt: skip
def test_signals_charge_the_price_list(start: Start, path: str, body: Any, price: int) -> None:
    plain, dear = charged(start(), path, body), charged(start(prices=DEAR), path, body)
    assert 0 < plain * price == dear


def test_v2_charges_the_same_price_list(start: Start) -> None:
    sandbox = start(prices=DEAR)
    get(sandbox, email=ADA)
    assert used(sandbox) == 11 + 14
    get(sandbox, "/v2/company", domain=DOMAIN)
    assert used(sandbox) == 25 + 8
    post(sandbox, "/v2/company", {"companies": [{"id": "a", "companyId": COMPANIES[1]}]})
    assert used(sandbox) == 33 + 8 + 2


def test_reveals_are_charged_per_started_quantity_of_a_request(start: Start) -> None:
    sandbox = start(prices={"revealCompany": Price(3, 4)})
    assert charged(sandbox, "/v3/companies/enrich", {"ids": COMPANIES[:9]}) == 9
    assert charged(sandbox, "/v3/companies/enrich", {"ids": COMPANIES[:10]}) == 3
    ledger = json_body(get(sandbox, "/__sandbox/ledger"))
    assert sum(entity["charged"] for entity in ledger["entities"].values()) == 12


def test_preview_shows_the_price_of_each_field(start: Start) -> None:
    sandbox = start(prices={"revealPhone": Price(10)})
    [result] = json_body(post(sandbox, "/v3/contacts/search", {"contacts": [{"email": ADA}]}))[
        "results"
    ]
    assert result["canReveal"] == [
        {"field": "emails", "credits": 1},
        {"field": "phones", "credits": 10},
    ]
