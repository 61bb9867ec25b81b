"""The fake API itself: it knows every operation, charges by its rules, and fails on demand."""

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from tests.money.client import MoneyClient, read_report
from tests.money.fake_api import FakeApi, Fault
from tests.money.paid_commands import PAID
from tests.money.routes import find_route

pytestmark = pytest.mark.slow


def request(api: FakeApi, method: str, path: str, body: Any = None) -> Any:
    content = None if body is None else json.dumps(body).encode()
    sent = urllib.request.Request(api.url + path, content, method=method)
    with urllib.request.urlopen(sent, timeout=5) as response:
        return json.load(response)


def test_fake_api_knows_each_operation() -> None:
    for endpoint in ENDPOINTS:
        path = endpoint.path
        for name in ("table_id", "column_id", "jobId", "id", "objectType", "filterType"):
            path = path.replace(f"{{{name}}}", "1")
        route = find_route(endpoint.method, path)
        assert route is not None, path
        assert (route.operation, route.family) == (endpoint.name, endpoint.family)
        # That of the column catalog is a guess, which the vendor may not have.
        if endpoint.fallback and endpoint.family == "v2":
            fallback = find_route(endpoint.method, endpoint.fallback.replace("{objectType}", "1"))
            assert fallback == route


def test_table_has_each_operation_that_charges() -> None:
    charged = {endpoint.name for endpoint in ENDPOINTS if not endpoint.is_free}
    assert charged <= {row.operation for row in PAID}
    names = {endpoint.name for endpoint in ENDPOINTS}
    assert {row.operation for row in PAID} <= names
    assert len({row.id for row in PAID}) == len(PAID)


def test_fake_api_charges_what_it_reveals_once(api: FakeApi) -> None:
    body = {"contacts": [{"email": "ada@firm.example"}, {"email": "emailonly@firm.example"}]}
    first = request(api, "POST", "/v3/contacts/search-and-enrich", body)
    again = request(api, "POST", "/v3/contacts/search-and-enrich", body)
    assert first["billing"] == {"creditsCharged": 6 + 1 + 1, "resultsReturned": 2}
    assert again["billing"]["creditsCharged"] == 1  # the search
    assert api.ledger.charged == 9
    assert api.ledger.sent_twice() == {
        "contacts search-and-enrich: ada@firm.example": 2,
        "contacts search-and-enrich: emailonly@firm.example": 2,
    }


def test_fake_api_does_not_count_an_identical_lookup_of_v2(api: FakeApi) -> None:
    for _ in range(2):
        request(api, "GET", "/v2/person?email=ada%40firm.example")
    assert [entry.credits for entry in api.ledger] == [6, 0]


def test_fake_api_reads_lists_in_a_query(api: FakeApi) -> None:
    request(api, "GET", "/v3/contacts/tables/1/entities?size[]=30")
    request(api, "GET", "/v2/company?domain=f.example&signals=riskNews&signals=peopleNews")
    assert [entry.credits for entry in api.ledger] == [30, 1 + 2 * 6]


def test_fake_api_bills_fractions_and_negative_numbers(api: FakeApi) -> None:
    api.rules.per_item = 0.5
    assert request(api, "GET", "/v2/person?email=a%40f.example")["billing"]["creditsCharged"] == 6.5
    api.rules.per_item = -10
    assert request(api, "GET", "/v2/person?email=b%40f.example")["billing"]["creditsCharged"] == -4
    assert (api.ledger.charged, [entry.credits for entry in api.ledger]) == (7, [6.5, 0])


def test_fake_api_retires_v2_at_a_request(api: FakeApi) -> None:
    api.rules.v2_retires_at = 2
    request(api, "GET", "/v2/person?email=a%40f.example")
    with pytest.raises(urllib.error.HTTPError, match="410"):
        request(api, "GET", "/v2/person?email=b%40f.example")
    assert api.ledger.charged == 6


@pytest.mark.parametrize(
    ("fault", "charged"),
    [
        (Fault("person get", "status", status=503), 0),
        (Fault("person get", "status", status=503, after_charge=True), 6),
        (Fault("person *", "drop"), 0),
        (Fault("person *", "drop", after_charge=True), 6),
        (Fault("*", "cut", after_charge=True), 6),
        (Fault("*", "invalid_json"), 6),
    ],
    ids=str,
)
def test_fake_api_fails_at_the_first_request_only(api: FakeApi, fault: Fault, charged: int) -> None:
    api.faults.append(fault)
    with pytest.raises((OSError, ValueError, http.client.HTTPException)):
        request(api, "GET", "/v2/person?email=a%40f.example")
    assert api.ledger.charged == charged
    assert request(api, "GET", "/v2/person?email=b%40f.example")["contact"]["error"] is None


def test_fake_api_signals_events_in_order(api: FakeApi) -> None:
    events: list[tuple[str, float]] = []
    api.on("received", lambda entry: events.append(("received", entry.credits)))
    api.on("charged", lambda entry: events.append(("charged", entry.credits)))
    request(api, "GET", "/v2/person?email=a%40f.example")
    assert events == [("received", 0), ("charged", 6)]


def test_failing_tests_show_command_ledger_and_output(money: MoneyClient) -> None:
    text = str(money("person", "get", "ada@firm.example"))
    assert "$ lusha person get ada@firm.example" in text
    assert "6 credits, 200, 1 records  GET /v2/person" in text
    assert '"firstName": "Ada"' in text
    assert "Charged 6 credits" in text


@pytest.mark.parametrize(
    ("text", "charged", "is_true"),
    [
        ("Charged 6 credits.", 6, True),
        ("Charged 6 credits.", 5, False),
        ("Charged up to 1,006 credits.", 1000, True),
        ("Charged up to 6 credits.", 7, False),
        ("No match (not charged).", 0, True),
        ("", 1, False),
        ("Charged 604 credits, 4 of them this time.", 604, True),
        ("Charged up to 7 credits.\nCharged 1 credit per signal delivered.", 70, True),
        ("It may have been charged up to 7 credits.", 7, True),
        ("It may have been charged up to 7 credits.", 8, False),
    ],
)
def test_report_is_compared_with_the_charge(text: str, charged: int, is_true: bool) -> None:
    assert read_report(text).covers(charged) is is_true
