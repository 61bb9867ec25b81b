"""The people and companies of the sandbox."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, DEFAULT_SEED, company_by_number
from lusha_cli.sandbox.data.people import PERSON_COUNT, person_by_number, sample_people
from lusha_cli.sandbox.http import Request
from tests.support.cli import ADA, KEY, FakeClock, Lusha, Server
from tests.support.sandbox_http import get_person


def test_population_has_20000_different_people_in_1000_companies() -> None:
    companies = [company_by_number(number, seed=DEFAULT_SEED) for number in range(COMPANY_COUNT)]
    employees_of = [person_by_number(number, seed=DEFAULT_SEED) for number in range(PERSON_COUNT)]
    assert len(companies) == len({firm.domain for firm in companies}) == 1_000
    assert len({firm.id for firm in companies}) == 1_000
    assert len(employees_of) == len({p.work_email for p in employees_of}) == 20_000
    assert len({p.id for p in employees_of}) == len({p.linkedin for p in employees_of}) == 20_000
    assert all(firm.domain.endswith(".example") for firm in companies)
    assert all(p.work_email.isascii() for p in employees_of)


def test_population_depends_only_on_the_seed() -> None:
    assert sample_people(limit=50, seed=DEFAULT_SEED) == sample_people(limit=50, seed=DEFAULT_SEED)
    other = {p["email"] for p in sample_people(limit=50, seed=7)}
    assert not other & {p["email"] for p in sample_people(limit=50, seed=DEFAULT_SEED)}


@pytest.mark.slow
def test_population_is_found_by_printed_identifiers(serve: Callable[..., Server]) -> None:
    for seed in (DEFAULT_SEED, 7):
        server = serve(seed=seed, rps=0)
        for known in sample_people(limit=60, seed=seed)[::3]:
            by_name = {"firstName": known["fullName"].split()[0],
                       "lastName": known["fullName"].split()[1]}  # fmt: skip
            for query in (
                {"email": known["email"]},
                {"linkedinUrl": known["linkedinUrl"].upper()},
                {"personId": known["id"]},
                {**by_name, "companyDomain": f"www.{known['domain']}"},
                {**by_name, "companyName": known["company"].lower()},
            ):
                data = get_person(server, **query).body["contact"]["data"]
                assert str(data["personId"]) == known["id"], query


def test_population_first_person_is_fixed(server: Server) -> None:
    assert sample_people(limit=1, seed=DEFAULT_SEED) == [
        {
            "id": "4100000000",
            "fullName": "Ada Byrne",
            "email": ADA,
            "linkedinUrl": "https://www.linkedin.com/in/ada-byrne-00000",
            "company": "Analytical Engines",
            "domain": "analytical-engines.example",
        }
    ]
    data = get_person(server, email=ADA).body["contact"]["data"]
    assert [e["emailType"] for e in data["emailAddresses"]] == ["work", "private"]
    assert [p["phoneType"] for p in data["phoneNumbers"]] == ["mobile", "direct"]
    assert [p["doNotCall"] for p in data["phoneNumbers"]] == [False, True]
    assert data["location"]["city"] == "London"
    private = data["emailAddresses"][1]["email"]
    assert get_person(server, email=private).body["contact"]["data"]["personId"] == 4100000000


def test_population_phones_are_fictional(lusha: Lusha) -> None:
    known = lusha("sandbox", "people", "--limit", "100").json
    contacts = [{"contactId": p["id"], "personId": p["id"]} for p in known]
    body = json.dumps({"contacts": contacts}).encode()
    response = lusha("person", "bulk", "--body", "-", "--yes", stdin=body).json
    matches = [contact["data"] for contact in response["contacts"].values()]
    phones = [phone for data in matches for phone in data["phoneNumbers"]]
    assert all(" 555 01" in phone["number"] for phone in phones)
    assert 40 <= sum(bool(data["phoneNumbers"]) for data in matches) <= 80
    assert 20 <= sum(len(data["emailAddresses"]) == 2 for data in matches) <= 60
    assert {data["location"]["is_eu_contact"] for data in matches} == {True, False}
    assert all(str(data["companyId"]) in response["companies"] for data in matches)


def test_population_is_not_built_for_a_lookup(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=FakeClock(), options=Options(rps=0))
    request = Request("GET", "/v2/person", [("email", ADA)], {"api_key": KEY})
    sandbox.handle(request)
    started = time.process_time()
    for _ in range(100):
        assert sandbox.handle(request).status == 200
    # The limit is ten times the usual time; building the population takes longer.
    assert time.process_time() - started < 0.5
    sandbox.close()
