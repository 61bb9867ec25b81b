"""`GET /v2/person` and `/v2/company` in the sandbox: matches, reveals and signals."""

from collections.abc import Callable
from typing import Any

from lusha_cli.sandbox.data.companies import DEFAULT_SEED, company_by_number
from lusha_cli.sandbox.data.people import person_by_number, sample_people
from tests.support.cli import ADA, Server
from tests.support.sandbox_http import credits_used, get_person, send_request


def test_sandbox_person_without_match_is_not_found(server: Server) -> None:
    for query in (
        {"email": "nobody@nowhere.example"},
        {"email": "nobody@analytical-engines.example"},
        {"email": "ada.byrne.99999999@mailbox.example"},
        {"email": "ada.byrne.x@mailbox.example"},
        {"linkedinUrl": "https://www.linkedin.com/in/ada-byrne-00001"},
        {"linkedinUrl": "https://www.linkedin.com/in/ada-byrne"},
        {"personId": "4100000001"},
        {"personId": "x"},
        {"firstName": "Ada", "lastName": "Nobody", "companyName": "Analytical Engines"},
        {"firstName": "Ada", "lastName": "Byrne", "companyName": "No Such Firm At All"},
        {"firstName": "Ada", "lastName": "Byrne", "companyDomain": "x.example"},
    ):
        got = get_person(server, **query)
        assert got.status == 200
        assert got.body["contact"]["error"]["name"] == "EMPTY_DATA"
        assert got.body["contact"]["isCreditCharged"] is False
        assert "data" not in got.body["contact"]
    assert credits_used(server) == 0


def test_sandbox_filter_by_requires_contact_data(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    statuses = set()
    for known in sample_people(limit=20, seed=DEFAULT_SEED):
        plain = get_person(server, personId=known["id"]).body["contact"]["data"]
        filtered = get_person(server, personId=known["id"], filterBy="phoneNumbers").body["contact"]
        statuses.add(bool(plain["phoneNumbers"]))
        assert bool(plain["phoneNumbers"]) == ("data" in filtered)
    assert statuses == {True, False}


def test_sandbox_reveal_of_one_kind_returns_only_it(server: Server) -> None:
    emails = get_person(server, email=ADA, revealEmails="true").body["contact"]["data"]
    assert emails["emailAddresses"]
    assert emails["phoneNumbers"] == []
    assert credits_used(server) == 1
    phones = get_person(server, email=ADA, revealPhones="true").body["contact"]["data"]
    assert phones["emailAddresses"] == []
    assert credits_used(server) == 6


def test_sandbox_partial_profiles_are_returned_on_request(server: Server) -> None:
    someone = person_by_number(32, seed=DEFAULT_SEED)
    assert "data" not in get_person(server, personId=someone.id).body["contact"]
    got = get_person(server, personId=someone.id, partialProfile="true").body["contact"]["data"]
    assert "jobTitle" not in got
    firm = company_by_number(30, seed=DEFAULT_SEED)
    result = send_request(server.url, "GET", "/v2/company", query={"domain": firm.domain})
    assert set(result.body["data"]) == {"id", "name", "domain", "fqdn"}
    query = {"domain": firm.domain, "partialCompany": "false"}
    assert send_request(server.url, "GET", "/v2/company", query=query).status == 404
    body = {"companies": [{"id": "a", "fqdn": f"www.{firm.domain}"}]}
    assert send_request(server.url, "POST", "/v2/company", body=body).body["a"]["name"] == firm.name


def test_sandbox_refresh_job_sets_todays_date(server: Server) -> None:
    data = get_person(server, email=ADA, refreshJobInfo="true").body["contact"]["data"]
    assert data["updateDate"] == "2026-11-01"


def test_sandbox_signals_respect_the_start_date(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    counts = []
    for start in ("2020-01-01", "2026-10-31"):
        total = 0
        for known in sample_people(limit=12, seed=DEFAULT_SEED):
            query = {"personId": known["id"], "signals": "allSignals", "signalsStartDate": start}
            signals = get_person(server, **query).body["contact"]["data"]["signals"]
            assert set(signals) == {"promotion", "companyChange"}
            assert all(s["signalDate"] >= start for kind in signals.values() for s in kind)
            total += sum(map(len, signals.values()))
        counts.append(total)
    assert counts[0] > counts[1]
    item = get_person(server, email=ADA, signals="promotion").body["contact"]["data"]["signals"]
    assert set(item) == {"promotion"}


def test_sandbox_company_signals_apply_filters(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    companies = [
        {"id": str(n), "name": company_by_number(n, seed=DEFAULT_SEED).name} for n in range(40)
    ]
    base = {"companies": companies, "signals": ["allSignals"], "signalsStartDate": "2020-01-01"}

    def reported(**include: Any) -> dict[str, list[Any]]:
        body = {**base, "signalsFilters": {"include": include}}
        response = send_request(server.url, "POST", "/v2/company", body=body).body
        kinds = ("peopleNews", "surgeInHiringByDepartment", "surgeInHiringByLocation", "riskNews")
        return {
            kind: [s for firm in response.values() for s in firm.get(kind, [])] for kind in kinds
        }

    complete = reported()
    assert all(complete.values())
    hires = reported(newsEventTypes=["Executive Hire"])
    assert {s["eventType"] for s in hires["peopleNews"]} == {"Executive Hire"}
    assert hires["riskNews"] == []
    sales = reported(hiringByDepartments=["Sales"])
    assert {s["department"] for s in sales["surgeInHiringByDepartment"]} <= {"Sales"}
    assert sales["peopleNews"] == complete["peopleNews"]
    france = reported(hiringByLocations=[{"country": "France"}])
    assert {s["country"] for s in france["surgeInHiringByLocation"]} <= {"France"}


def test_sandbox_company_scenarios(server: Server) -> None:
    def status(domain: str) -> int:
        return send_request(server.url, "GET", "/v2/company", query={"domain": domain}).status

    assert status("nomatch.magic.example") == 404
    assert status("gdpr.magic.example") == 451
    assert status("broken.magic.example") == 500
    assert status("control.magic.example") == 200
    body = {"companies": [{"id": "a", "domain": "nomatch.magic.example"}]}
    response = send_request(server.url, "POST", "/v2/company", body=body).body
    assert response["a"]["error"]["name"] == "EMPTY_DATA"
