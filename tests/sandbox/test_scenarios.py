"""Test identities of the sandbox and their scenarios."""

import pytest

from lusha_cli.sandbox.app import Sandbox
from tests.support.cli import Lusha, Server
from tests.support.sandbox_requests import ADA, account_usage, get, json_body, post


@pytest.mark.parametrize(
    ("name", "status", "delay"),
    [
        ("nomatch", 200, 0), ("gdpr", 451, 0), ("invalid-name", 412, 0), ("ratelimit", 429, 0),
        ("daily", 429, 0), ("broken", 500, 0), ("slow", 200, 5), ("html", 502, 0),
        ("partial", 200, 0), ("control", 200, 0),
    ],
)  # fmt: skip
def test_scenario_of_a_person_is_applied(
    sandbox: Sandbox, name: str, status: int, delay: int
) -> None:
    for _ in range(2):
        response = get(sandbox, email=f"{name}@MAGIC.example")
        assert (response.status, response.delay) == (status, delay)
    if status != 200 or name == "nomatch":
        assert account_usage(sandbox)["used"] == 0


def test_scenario_slow_delays_the_response(server: Server) -> None:
    assert get(server.url, email="slow@magic.example").status == 200
    assert server.clock.slept == [5]


def test_scenario_daily_quota_names_the_reset_time(sandbox: Sandbox) -> None:
    headers = get(sandbox, email="daily@magic.example").headers
    assert headers["X-RateLimit-Remaining-Daily"] == "0"
    assert int(headers["X-RateLimit-Reset-Daily"]) > 60


def test_scenario_gateway_returns_a_page(sandbox: Sandbox) -> None:
    response = get(sandbox, email="html@magic.example")
    assert response.headers["Content-Type"] == "text/html"
    assert response.body.startswith(b"<html>")


def test_scenario_control_returns_every_control_character(sandbox: Sandbox) -> None:
    data = json_body(get(sandbox, email="control@magic.example"))["contact"]["data"]
    for value in (data["fullName"], data["jobTitle"]["title"], data["company"]["name"]):
        for hostile in ("\x1b[31m", "\x07", "\r", "\n", "\u202e", "[bold]", "[/bold]"):
            assert hostile in value


def test_scenario_partial_omits_fields(sandbox: Sandbox) -> None:
    person = json_body(get(sandbox, email="partial@magic.example"))["contact"]["data"]
    assert not {"jobTitle", "location", "socialLinks"} & set(person)
    path, domain = "/v2/company", "partial.magic.example"
    company = json_body(get(sandbox, path, domain=domain))["data"]
    assert set(company) == {"id", "name", "domain", "fqdn"}
    assert get(sandbox, path, domain=domain, partialCompany="false").status == 404


@pytest.mark.parametrize(
    ("name", "code", "error"),
    [
        ("nomatch", 3, "EMPTY_DATA"),
        ("gdpr", 451, "COMPLIANCE_RESTRICTED"),
        ("invalid-name", 412, "INVALID_FULL_NAME"),
    ],
)
def test_scenario_of_an_item_affects_no_other_item(
    sandbox: Sandbox, name: str, code: int, error: str
) -> None:
    contacts = [{"contactId": "a", "email": ADA},
                {"contactId": "b", "email": f"{name}@magic.example"}]  # fmt: skip
    response = post(sandbox, "/v2/person", {"contacts": contacts})
    assert response.status == 201
    result = json_body(response)["contacts"]
    assert result["a"]["data"]["fullName"] == "Ada Byrne"
    assert (result["b"]["error"]["code"], result["b"]["error"]["name"]) == (code, error)
    assert result["b"]["isCreditCharged"] is False
    companies = [{"id": "a", "name": "Analytical Engines"},
             {"id": "b", "domain": f"{name}.magic.example"}]  # fmt: skip
    response = post(sandbox, "/v2/company", {"companies": companies})
    assert json_body(response)["a"]["name"] == "Analytical Engines"
    assert json_body(response)["b"]["error"]["name"] == error


@pytest.mark.parametrize(
    ("name", "status"), [("ratelimit", 429), ("daily", 429), ("broken", 500), ("html", 502)]
)
def test_scenario_of_a_request_affects_the_whole_bulk_request(
    sandbox: Sandbox, name: str, status: int
) -> None:
    contacts = [{"contactId": "a", "email": ADA},
                {"contactId": "b", "email": f"{name}@magic.example"}]  # fmt: skip
    assert post(sandbox, "/v2/person", {"contacts": contacts}).status == status
    companies = [{"id": "a", "domain": f"{name}.magic.example"}]
    assert post(sandbox, "/v2/company", {"companies": companies}).status == status
    assert account_usage(sandbox)["used"] == 0


def test_scenario_slow_delays_a_bulk_request_once(sandbox: Sandbox) -> None:
    contacts = [{"contactId": str(n), "email": "slow@magic.example"} for n in range(3)]
    assert post(sandbox, "/v2/person", {"contacts": contacts}).delay == 5


@pytest.mark.parametrize(
    ("name", "status"),
    [("nomatch", 404), ("gdpr", 451), ("ratelimit", 429), ("slow", 200), ("control", 200)],
)
def test_scenario_of_a_company_is_applied(sandbox: Sandbox, name: str, status: int) -> None:
    assert get(sandbox, "/v2/company", domain=f"{name}.magic.example").status == status


@pytest.mark.parametrize(
    ("name", "statuses", "sent"), [("broken-charged", {500}, 1.0), ("drop", {200, 201}, 0.0)]
)
def test_scenario_fails_after_the_charge(
    sandbox: Sandbox, name: str, statuses: set[int], sent: float
) -> None:
    address, domain = f"{name}@magic.example", f"{name}.magic.example"
    requests = [
        ("/v2/person", {"contacts": [{"contactId": "a", "email": address}]}),
        ("/v2/company", {"companies": [{"id": "a", "domain": domain}]}),
        ("/v3/contacts/search", {"contacts": [{"email": address}]}),
        ("/v3/contacts/search-and-enrich", {"contacts": [{"email": address}, {"email": ADA}]}),
        ("/v3/companies/search-and-enrich", {"companies": [{"domain": domain}]}),
    ]
    used = 0
    for path, body in requests:
        response = post(sandbox, path, body)
        assert response.status in statuses
        assert response.sent == sent
        total = sandbox.status()["creditsCharged"]
        assert total > used
        used = total


def test_scenario_drop_is_a_lost_response_in_the_embedded_sandbox(lusha: Lusha) -> None:
    failed = lusha("contacts", "search", "drop@magic.example", code=8)
    assert "may have been charged" in failed.err
    assert lusha("sandbox", "status").json["creditsCharged"] == 1
