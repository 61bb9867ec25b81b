"""What the sandbox answers: magic people and companies, signals, limits, hostile requests."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import FakeClock, Server
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request
from sandbox_requests import ADA, get, json_of, post, usage

NOVEMBER_2026 = 1_793_534_400.0
YEAR = 365 * 86_400.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOVEMBER_2026)


@pytest.fixture
def sandbox(tmp_path: Path, clock: FakeClock) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path / "sandbox.db", clock=clock, options=Options(rps=0))
    yield made
    made.close()


# Magic.


@pytest.mark.parametrize(
    ("name", "status", "delay"),
    [
        ("nomatch", 200, 0), ("gdpr", 451, 0), ("invalid-name", 412, 0), ("ratelimit", 429, 0),
        ("daily", 429, 0), ("broken", 500, 0), ("slow", 200, 5), ("html", 502, 0),
        ("partial", 200, 0), ("control", 200, 0),
    ],
)  # fmt: skip
def test_every_magic_person_meets_its_fate(
    sandbox: Sandbox, name: str, status: int, delay: int
) -> None:
    for _ in range(2):
        answer = get(sandbox, email=f"{name}@MAGIC.example")
        assert (answer.status, answer.delay) == (status, delay)
    if status != 200 or name == "nomatch":
        assert usage(sandbox)["used"] == 0


def test_a_slow_answer_is_slow_over_http(server: Server) -> None:
    assert get(server.url, email="slow@magic.example").status == 200
    assert server.clock.slept == [5]


def test_the_daily_quota_says_when_it_comes_back(sandbox: Sandbox) -> None:
    headers = get(sandbox, email="daily@magic.example").headers
    assert headers["X-RateLimit-Remaining-Daily"] == "0"
    assert int(headers["X-RateLimit-Reset-Daily"]) > 60


def test_a_gateway_answers_with_a_page(sandbox: Sandbox) -> None:
    answer = get(sandbox, email="html@magic.example")
    assert answer.headers["Content-Type"] == "text/html"
    assert answer.body.startswith(b"<html>")


def test_control_has_all_that_a_terminal_must_not_obey(sandbox: Sandbox) -> None:
    data = json_of(get(sandbox, email="control@magic.example"))["contact"]["data"]
    for value in (data["fullName"], data["jobTitle"]["title"], data["company"]["name"]):
        for hostile in ("\x1b[31m", "\x07", "\r", "\n", "\u202e", "[bold]", "[/bold]"):
            assert hostile in value


def test_partial_has_fields_missing(sandbox: Sandbox) -> None:
    person = json_of(get(sandbox, email="partial@magic.example"))["contact"]["data"]
    assert not {"jobTitle", "location", "socialLinks"} & set(person)
    path, domain = "/v2/company", "partial.magic.example"
    firm = json_of(get(sandbox, path, domain=domain))["data"]
    assert set(firm) == {"id", "name", "domain", "fqdn"}
    assert get(sandbox, path, domain=domain, partialCompany="false").status == 404


@pytest.mark.parametrize(
    ("name", "code", "error"),
    [
        ("nomatch", 3, "EMPTY_DATA"),
        ("gdpr", 451, "COMPLIANCE_RESTRICTED"),
        ("invalid-name", 412, "INVALID_FULL_NAME"),
    ],
)
def test_a_fate_of_one_item_leaves_the_others_of_a_bulk_request_alone(
    sandbox: Sandbox, name: str, code: int, error: str
) -> None:
    contacts = [{"contactId": "a", "email": ADA},
                {"contactId": "b", "email": f"{name}@magic.example"}]  # fmt: skip
    answer = post(sandbox, "/v2/person", {"contacts": contacts})
    assert answer.status == 201
    found = json_of(answer)["contacts"]
    assert found["a"]["data"]["fullName"] == "Ada Byrne"
    assert (found["b"]["error"]["code"], found["b"]["error"]["name"]) == (code, error)
    assert found["b"]["isCreditCharged"] is False
    firms = [{"id": "a", "name": "Analytical Engines"},
             {"id": "b", "domain": f"{name}.magic.example"}]  # fmt: skip
    answer = post(sandbox, "/v2/company", {"companies": firms})
    assert json_of(answer)["a"]["name"] == "Analytical Engines"
    assert json_of(answer)["b"]["error"]["name"] == error


@pytest.mark.parametrize(
    ("name", "status"), [("ratelimit", 429), ("daily", 429), ("broken", 500), ("html", 502)]
)
def test_a_fate_of_a_request_hits_the_whole_of_a_bulk_request(
    sandbox: Sandbox, name: str, status: int
) -> None:
    contacts = [{"contactId": "a", "email": ADA},
                {"contactId": "b", "email": f"{name}@magic.example"}]  # fmt: skip
    assert post(sandbox, "/v2/person", {"contacts": contacts}).status == status
    firms = [{"id": "a", "domain": f"{name}.magic.example"}]
    assert post(sandbox, "/v2/company", {"companies": firms}).status == status
    assert usage(sandbox)["used"] == 0


def test_slow_ones_make_a_bulk_request_slow_once(sandbox: Sandbox) -> None:
    contacts = [{"contactId": str(n), "email": "slow@magic.example"} for n in range(3)]
    assert post(sandbox, "/v2/person", {"contacts": contacts}).delay == 5


@pytest.mark.parametrize(
    ("name", "status"),
    [("nomatch", 404), ("gdpr", 451), ("ratelimit", 429), ("slow", 200), ("control", 200)],
)
def test_companies_meet_the_same_fates(sandbox: Sandbox, name: str, status: int) -> None:
    assert get(sandbox, "/v2/company", domain=f"{name}.magic.example").status == status


# Signals.


def _signals(sandbox: Sandbox) -> list[dict[str, Any]]:
    found = []
    for known in sample_people(limit=60):
        asked = {"personId": known["id"], "signals": "allSignals"}
        kinds = json_of(get(sandbox, **asked))["contact"]["data"]["signals"]
        found += [signal for kind in kinds.values() for signal in kind]
    return found


def test_there_are_signals_of_the_last_six_months_in_every_year(
    sandbox: Sandbox, clock: FakeClock
) -> None:
    for years in (-3, 0, 1, 2, 10):
        clock.time = NOVEMBER_2026 + years * YEAR
        today = datetime.fromtimestamp(clock.time, UTC).date().isoformat()
        days = [signal["signalDate"] for signal in _signals(sandbox)]
        assert days, years
        assert max(days) <= today
        clock.time += 60
    assert usage(sandbox)["used"] > 0


def test_a_signal_that_comes_again_is_another_signal(sandbox: Sandbox, clock: FakeClock) -> None:
    body = {
        "companies": [{"id": str(n), "companyId": str(30_000_000 + 17 * n)} for n in range(30)],
        "signals": ["allSignals"],
        "signalsStartDate": "2020-01-01",
    }

    def ids() -> list[str]:
        firms = json_of(post(sandbox, "/v2/company", body)).values()
        lists = [kind for firm in firms for kind in firm.values() if isinstance(kind, list)]
        return [s["signalId"] for kind in lists for s in kind
                if isinstance(s, dict) and "signalId" in s]  # fmt: skip

    first = ids()
    assert len(first) == len(set(first)) > 300
    charged = usage(sandbox)["used"]
    assert ids() == first
    assert usage(sandbox)["used"] == charged
    clock.time += 2 * YEAR
    assert not set(ids()) & set(first)


# Limits.


def test_a_refusal_names_the_limit_that_ran_out(tmp_path: Path, clock: FakeClock) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=clock, options=Options(plan="free", rps=30))
    for _ in range(30):
        assert get(sandbox, email=ADA).status == 200
    refused = get(sandbox, email=ADA)
    assert refused.status == 429
    assert refused.headers["RateLimit-Limit"] == "30"
    assert refused.headers["RateLimit-Reset"] == "1"
    assert refused.headers["x-minute-requests-left"] == "9"
    clock.time += 1
    for _ in range(9):
        assert get(sandbox, email=ADA).status == 200
    refused = get(sandbox, email=ADA)
    assert refused.headers["RateLimit-Limit"] == "40"
    assert refused.headers["RateLimit-Reset"] == "59"
    sandbox.close()


def test_the_hour_of_a_plan_runs_out(tmp_path: Path, clock: FakeClock) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=clock, options=Options(rps=0))
    for minute in range(3):
        for _ in range(50):
            answer = get(sandbox, email="nobody@nowhere.example", key="sandbox-pro")
            assert answer.status == 200, minute
        clock.time += 60
    assert answer.headers["x-hourly-requests-left"] == "0"
    refused = get(sandbox, email=ADA, key="sandbox-pro")
    assert refused.headers["RateLimit-Limit"] == "150"
    assert int(refused.headers["RateLimit-Reset"]) == 3600 - 180
    assert get(sandbox, email=ADA, key="another").status == 200
    sandbox.close()


# Hostile requests.


def test_only_a_bearer_is_a_key_in_the_authorization(sandbox: Sandbox) -> None:
    for value, status in (("Bearer k", 200), ("Basic azp4", 401), ("Bearer ", 401), ("", 401)):
        request = Request("GET", "/account/usage", [], {"authorization": value})
        assert sandbox.handle(request).status == status, value


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "1e9", "٣" * 40, "4100000013.0", ""])
def test_an_id_that_is_none_finds_nobody(sandbox: Sandbox, number: str) -> None:
    contact = {"contactId": "1", "personId": number, "email": "nobody@nowhere.example"}
    found = json_of(post(sandbox, "/v2/person", {"contacts": [contact]}))["contacts"]["1"]
    assert found["error"]["name"] == "EMPTY_DATA"
    asked = {"companyId": number, "domain": "nowhere.example"}
    assert get(sandbox, "/v2/company", **asked).status == 404


def test_half_a_character_in_a_body_breaks_nothing(sandbox: Sandbox) -> None:
    body = json.dumps({"contacts": [{"contactId": "\ud83d", "email": ADA}]}).encode()
    answer = post(sandbox, "/v2/person", body)
    assert answer.status == 201
    assert [item["data"]["personId"] for item in json_of(answer)["contacts"].values()] == [
        4_100_000_000
    ]


def test_an_id_that_is_empty_is_refused(sandbox: Sandbox) -> None:
    answer = post(sandbox, "/v2/person", {"contacts": [{"contactId": "", "email": ADA}]})
    assert answer.status == 400
    assert json_of(answer)["errors"] == ["contactId should not be empty"]


def test_a_company_is_found_by_any_identifier_that_leads_to_one(sandbox: Sandbox) -> None:
    employer = {"domain": "quiet-nowhere.example", "name": "ANALYTICAL engines", "isCurrent": True}
    contact = {"contactId": "1", "fullName": "ada BYRNE", "companies": [employer]}
    found = json_of(post(sandbox, "/v2/person", {"contacts": [contact]}))["contacts"]["1"]
    assert found["data"]["personId"] == 4_100_000_000
    firm = {"id": "1", "companyId": "7", "domain": "x.y.example", "fqdn": "https://www.Analytical-"
            "Engines.example/about"}  # fmt: skip
    answer = json_of(post(sandbox, "/v2/company", {"companies": [firm]}))
    assert answer["1"]["id"] == 30_000_000


def test_a_contact_tells_its_company_s_trade(sandbox: Sandbox) -> None:
    company = json_of(get(sandbox, email=ADA))["contact"]["data"]["company"]
    assert set(company["industry"]) == {"mainIndustry", "subIndustry"}
    assert company["technologies"]
    assert all(set(entry) == {"name"} for entry in company["technologies"])
