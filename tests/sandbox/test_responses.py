"""Signals, rate limit errors and unusual requests of the sandbox."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request
from tests.support.cli import FakeClock
from tests.support.sandbox_requests import ADA, NOVEMBER_2026, account_usage, get, json_body, post

YEAR = 365 * 86_400.0


def signals_of(sandbox: Sandbox) -> list[dict[str, Any]]:
    matches = []
    for known in sample_people(limit=60):
        requested = {"personId": known["id"], "signals": "allSignals"}
        kinds = json_body(get(sandbox, **requested))["contact"]["data"]["signals"]
        matches += [signal for kind in kinds.values() for signal in kind]
    return matches


def test_sandbox_has_signals_of_the_last_six_months_in_every_year(
    sandbox: Sandbox, clock: FakeClock
) -> None:
    for years in (-3, 0, 1, 2, 10):
        clock.time = NOVEMBER_2026 + years * YEAR
        today = datetime.fromtimestamp(clock.time, UTC).date().isoformat()
        days = [signal["signalDate"] for signal in signals_of(sandbox)]
        assert days, years
        assert max(days) <= today
        clock.time += 60
    assert account_usage(sandbox)["used"] > 0


def test_sandbox_recurring_signal_has_another_id(sandbox: Sandbox, clock: FakeClock) -> None:
    body = {
        "companies": [{"id": str(n), "companyId": str(30_000_000 + 17 * n)} for n in range(30)],
        "signals": ["allSignals"],
        "signalsStartDate": "2020-01-01",
    }

    def ids() -> list[str]:
        companies = json_body(post(sandbox, "/v2/company", body)).values()
        lists = [
            kind for company in companies for kind in company.values() if isinstance(kind, list)
        ]
        return [s["signalId"] for kind in lists for s in kind
                if isinstance(s, dict) and "signalId" in s]  # fmt: skip

    first = ids()
    assert len(first) == len(set(first)) > 300
    charged = account_usage(sandbox)["used"]
    assert ids() == first
    assert account_usage(sandbox)["used"] == charged
    clock.time += 2 * YEAR
    assert not set(ids()) & set(first)


def test_sandbox_rate_limit_error_names_the_exhausted_limit(
    tmp_path: Path, clock: FakeClock
) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=clock, options=Options(plan="free", rps=30))
    for _ in range(30):
        assert get(sandbox, email=ADA).status == 200
    rejected = get(sandbox, email=ADA)
    assert rejected.status == 429
    assert rejected.headers["RateLimit-Limit"] == "30"
    assert rejected.headers["RateLimit-Reset"] == "1"
    assert rejected.headers["x-minute-requests-left"] == "9"
    clock.time += 1
    for _ in range(9):
        assert get(sandbox, email=ADA).status == 200
    rejected = get(sandbox, email=ADA)
    assert rejected.headers["RateLimit-Limit"] == "40"
    assert rejected.headers["RateLimit-Reset"] == "59"
    sandbox.close()


def test_sandbox_hourly_limit_runs_out(tmp_path: Path, clock: FakeClock) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=clock, options=Options(rps=0))
    for minute in range(3):
        for _ in range(50):
            response = get(sandbox, email="nobody@nowhere.example", key="sandbox-pro")
            assert response.status == 200, minute
        clock.time += 60
    assert response.headers["x-hourly-requests-left"] == "0"
    rejected = get(sandbox, email=ADA, key="sandbox-pro")
    assert rejected.headers["RateLimit-Limit"] == "150"
    assert int(rejected.headers["RateLimit-Reset"]) == 3600 - 180
    assert get(sandbox, email=ADA, key="another").status == 200
    sandbox.close()


def test_sandbox_accepts_only_bearer_authorization(sandbox: Sandbox) -> None:
    for value, status in (("Bearer k", 200), ("Basic azp4", 401), ("Bearer ", 401), ("", 401)):
        request = Request("GET", "/account/usage", [], {"authorization": value})
        assert sandbox.handle(request).status == status, value


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "1e9", "٣" * 40, "4100000013.0", ""])
def test_sandbox_invalid_id_matches_nobody(sandbox: Sandbox, number: str) -> None:
    contact = {"contactId": "1", "personId": number, "email": "nobody@nowhere.example"}
    result = json_body(post(sandbox, "/v2/person", {"contacts": [contact]}))["contacts"]["1"]
    assert result["error"]["name"] == "EMPTY_DATA"
    requested = {"companyId": number, "domain": "nowhere.example"}
    assert get(sandbox, "/v2/company", **requested).status == 404


def test_sandbox_accepts_a_lone_surrogate_in_a_body(sandbox: Sandbox) -> None:
    body = json.dumps({"contacts": [{"contactId": "\ud83d", "email": ADA}]}).encode()
    response = post(sandbox, "/v2/person", body)
    assert response.status == 201
    assert [item["data"]["personId"] for item in json_body(response)["contacts"].values()] == [
        4_100_000_000
    ]


def test_sandbox_rejects_an_empty_id(sandbox: Sandbox) -> None:
    response = post(sandbox, "/v2/person", {"contacts": [{"contactId": "", "email": ADA}]})
    assert response.status == 400
    assert json_body(response)["errors"] == ["contactId should not be empty"]


def test_sandbox_company_matches_by_any_identifier(sandbox: Sandbox) -> None:
    employer = {"domain": "quiet-nowhere.example", "name": "ANALYTICAL engines", "isCurrent": True}
    contact = {"contactId": "1", "fullName": "ada BYRNE", "companies": [employer]}
    result = json_body(post(sandbox, "/v2/person", {"contacts": [contact]}))["contacts"]["1"]
    assert result["data"]["personId"] == 4_100_000_000
    company = {"id": "1", "companyId": "7", "domain": "x.y.example", "fqdn": "https://www.Analytical-"
            "Engines.example/about"}  # fmt: skip
    response = json_body(post(sandbox, "/v2/company", {"companies": [company]}))
    assert response["1"]["id"] == 30_000_000


def test_sandbox_contact_includes_the_industry_of_its_company(sandbox: Sandbox) -> None:
    company = json_body(get(sandbox, email=ADA))["contact"]["data"]["company"]
    assert set(company["industry"]) == {"mainIndustry", "subIndustry"}
    assert company["technologies"]
    assert all(set(entry) == {"name"} for entry in company["technologies"])
