"""The sandbox: an emulator that finds, charges, limits and refuses as the API does."""

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from conftest import ADA, KEY, FakeClock, Lusha, Server
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, DEFAULT_SEED, company_by_number
from lusha_cli.sandbox.data.people import PERSON_COUNT, person_by_number, sample_people
from lusha_cli.sandbox.http import Request


class Got(NamedTuple):
    status: int
    body: Any
    headers: dict[str, str]


def ask(
    url: str,
    method: str,
    path: str,
    *,
    query: dict[str, Any] | None = None,
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> Got:
    """One request over real HTTP; a body that is bytes is sent as it is."""
    target = f"{url}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    sent = {"api_key": KEY} if headers is None else headers
    request = urllib.request.Request(target, data=content, method=method, headers=sent)
    try:
        with urllib.request.urlopen(request) as answer:
            text, status, found = answer.read(), answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            text, status, found = error.read(), error.code, error.headers
    is_json = found.get("Content-Type") == "application/json"
    return Got(status, json.loads(text) if is_json else text, dict(found.items()))


def lookup(server: Server, **query: Any) -> Got:
    return ask(server.url, "GET", "/v2/person", query=query)


def used(server: Server) -> int:
    return int(ask(server.url, "GET", "/account/usage").body["usage"]["credits"]["used"])


# The world.


def test_the_world_is_20_000_people_in_1_000_companies_all_different() -> None:
    firms = [company_by_number(number, seed=DEFAULT_SEED) for number in range(COMPANY_COUNT)]
    staff = [person_by_number(number, seed=DEFAULT_SEED) for number in range(PERSON_COUNT)]
    assert len(firms) == len({firm.domain for firm in firms}) == 1_000
    assert len({firm.id for firm in firms}) == 1_000
    assert len(staff) == len({p.work_email for p in staff}) == 20_000
    assert len({p.id for p in staff}) == len({p.linkedin for p in staff}) == 20_000
    assert all(firm.domain.endswith(".example") for firm in firms)
    assert all(p.work_email.isascii() for p in staff)


def test_the_world_is_the_same_for_one_seed_and_another_for_another() -> None:
    assert sample_people(limit=50, seed=DEFAULT_SEED) == sample_people(limit=50, seed=DEFAULT_SEED)
    other = {p["email"] for p in sample_people(limit=50, seed=7)}
    assert not other & {p["email"] for p in sample_people(limit=50, seed=DEFAULT_SEED)}


def test_everybody_is_found_by_what_people_prints(serve: Callable[..., Server]) -> None:
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
                data = lookup(server, **query).body["contact"]["data"]
                assert str(data["personId"]) == known["id"], query


def test_the_first_person_is_fixed_and_rich(server: Server) -> None:
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
    data = lookup(server, email=ADA).body["contact"]["data"]
    assert [e["emailType"] for e in data["emailAddresses"]] == ["work", "private"]
    assert [p["phoneType"] for p in data["phoneNumbers"]] == ["mobile", "direct"]
    assert [p["doNotCall"] for p in data["phoneNumbers"]] == [False, True]
    assert data["location"]["city"] == "London"
    private = data["emailAddresses"][1]["email"]
    assert lookup(server, email=private).body["contact"]["data"]["personId"] == 4100000000


def test_phones_are_fictional_and_shares_are_as_in_life(lusha: Lusha) -> None:
    known = lusha("sandbox", "people", "--limit", "100").json
    contacts = [{"contactId": p["id"], "personId": p["id"]} for p in known]
    body = json.dumps({"contacts": contacts}).encode()
    answer = lusha("person", "bulk", "--body", "-", "--yes", stdin=body).json
    found = [contact["data"] for contact in answer["contacts"].values()]
    phones = [phone for data in found for phone in data["phoneNumbers"]]
    assert all(" 555 01" in phone["number"] for phone in phones)
    assert 40 <= sum(bool(data["phoneNumbers"]) for data in found) <= 80
    assert 20 <= sum(len(data["emailAddresses"]) == 2 for data in found) <= 60
    assert {data["location"]["is_eu_contact"] for data in found} == {True, False}
    assert all(str(data["companyId"]) in answer["companies"] for data in found)


def test_a_lookup_builds_no_world(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "s.db", clock=FakeClock(), options=Options(rps=0))
    request = Request("GET", "/v2/person", [("email", ADA)], {"api_key": KEY})
    sandbox.handle(request)
    started = time.process_time()
    for _ in range(100):
        assert sandbox.handle(request).status == 200
    # Half a second for a hundred is ten times what it takes; building the world takes longer.
    assert time.process_time() - started < 0.5
    sandbox.close()


# Finding.


def test_nobody_is_found_who_is_not_there(server: Server) -> None:
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
        got = lookup(server, **query)
        assert got.status == 200
        assert got.body["contact"]["error"]["name"] == "EMPTY_DATA"
        assert got.body["contact"]["isCreditCharged"] is False
        assert "data" not in got.body["contact"]
    assert used(server) == 0


def test_filter_by_wants_the_kind_of_contact_data(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    statuses = set()
    for known in sample_people(limit=20, seed=DEFAULT_SEED):
        plain = lookup(server, personId=known["id"]).body["contact"]["data"]
        filtered = lookup(server, personId=known["id"], filterBy="phoneNumbers").body["contact"]
        statuses.add(bool(plain["phoneNumbers"]))
        assert bool(plain["phoneNumbers"]) == ("data" in filtered)
    assert statuses == {True, False}


def test_naming_one_kind_reveals_only_it(server: Server) -> None:
    emails = lookup(server, email=ADA, revealEmails="true").body["contact"]["data"]
    assert emails["emailAddresses"]
    assert emails["phoneNumbers"] == []
    assert used(server) == 1
    phones = lookup(server, email=ADA, revealPhones="true").body["contact"]["data"]
    assert phones["emailAddresses"] == []
    assert used(server) == 6


def test_partial_people_and_companies_need_to_be_wanted(server: Server) -> None:
    someone = person_by_number(32, seed=DEFAULT_SEED)
    assert "data" not in lookup(server, personId=someone.id).body["contact"]
    got = lookup(server, personId=someone.id, partialProfile="true").body["contact"]["data"]
    assert "jobTitle" not in got
    firm = company_by_number(30, seed=DEFAULT_SEED)
    found = ask(server.url, "GET", "/v2/company", query={"domain": firm.domain})
    assert set(found.body["data"]) == {"id", "name", "domain", "fqdn"}
    query = {"domain": firm.domain, "partialCompany": "false"}
    assert ask(server.url, "GET", "/v2/company", query=query).status == 404
    body = {"companies": [{"id": "a", "fqdn": f"www.{firm.domain}"}]}
    assert ask(server.url, "POST", "/v2/company", body=body).body["a"]["name"] == firm.name


def test_refreshing_the_job_makes_it_of_today(server: Server) -> None:
    data = lookup(server, email=ADA, refreshJobInfo="true").body["contact"]["data"]
    assert data["updateDate"] == "2026-11-01"


def test_signals_are_counted_from_their_start(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    counts = []
    for start in ("2020-01-01", "2026-10-31"):
        total = 0
        for known in sample_people(limit=12, seed=DEFAULT_SEED):
            query = {"personId": known["id"], "signals": "allSignals", "signalsStartDate": start}
            signals = lookup(server, **query).body["contact"]["data"]["signals"]
            assert set(signals) == {"promotion", "companyChange"}
            assert all(s["signalDate"] >= start for kind in signals.values() for s in kind)
            total += sum(map(len, signals.values()))
        counts.append(total)
    assert counts[0] > counts[1]
    one = lookup(server, email=ADA, signals="promotion").body["contact"]["data"]["signals"]
    assert set(one) == {"promotion"}


def test_company_signals_pass_their_filters(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    firms = [
        {"id": str(n), "name": company_by_number(n, seed=DEFAULT_SEED).name} for n in range(40)
    ]
    base = {"companies": firms, "signals": ["allSignals"], "signalsStartDate": "2020-01-01"}

    def told(**include: Any) -> dict[str, list[Any]]:
        body = {**base, "signalsFilters": {"include": include}}
        answer = ask(server.url, "POST", "/v2/company", body=body).body
        kinds = ("peopleNews", "surgeInHiringByDepartment", "surgeInHiringByLocation", "riskNews")
        return {kind: [s for firm in answer.values() for s in firm.get(kind, [])] for kind in kinds}

    everything = told()
    assert all(everything.values())
    hires = told(newsEventTypes=["Executive Hire"])
    assert {s["eventType"] for s in hires["peopleNews"]} == {"Executive Hire"}
    assert hires["riskNews"] == []
    sales = told(hiringByDepartments=["Sales"])
    assert {s["department"] for s in sales["surgeInHiringByDepartment"]} <= {"Sales"}
    assert sales["peopleNews"] == everything["peopleNews"]
    france = told(hiringByLocations=[{"country": "France"}])
    assert {s["country"] for s in france["surgeInHiringByLocation"]} <= {"France"}


# Paying.


def test_a_data_point_is_charged_once(server: Server) -> None:
    first = lookup(server, email=ADA).body["contact"]
    assert first["isCreditCharged"] is True
    assert used(server) == 6
    again = lookup(server, personId=str(first["data"]["personId"])).body["contact"]
    assert again["isCreditCharged"] is False
    body = {"contacts": [{"contactId": "1", "email": ADA}]}
    bulk = ask(server.url, "POST", "/v2/person", body=body)
    assert bulk.status == 201
    assert bulk.body["contacts"]["1"]["isCreditCharged"] is False
    assert used(server) == 6


def test_a_bulk_request_costs_one_more_for_each_started_25_that_were_new(
    serve: Callable[..., Server],
) -> None:
    server = serve(rps=0)
    contacts = [
        {"contactId": p["id"], "email": p["email"]} for p in sample_people(limit=26, seed=1843)
    ]
    answer = ask(server.url, "POST", "/v2/person", body={"contacts": contacts}).body
    points = sum(
        bool(item["data"]["emailAddresses"]) + 5 * bool(item["data"]["phoneNumbers"])
        for item in answer["contacts"].values()
    )
    assert used(server) == points + 2
    ask(server.url, "POST", "/v2/person", body={"contacts": contacts})
    assert used(server) == points + 2


def test_signals_cost_a_credit_each_once(server: Server) -> None:
    ask(server.url, "GET", "/v2/company", query={"domain": "analytical-engines.example"})
    assert used(server) == 1
    query = {"domain": "analytical-engines.example", "signals": "allSignals",
             "signalsStartDate": "2020-01-01"}  # fmt: skip
    data = ask(server.url, "GET", "/v2/company", query=query).body["data"]
    delivered = {
        signal["signalId"]
        for kind in data.values()
        if isinstance(kind, list)
        for signal in kind
        if isinstance(signal, dict) and "signalId" in signal
    }
    assert delivered
    assert used(server) == 1 + len(delivered)
    ask(server.url, "GET", "/v2/company", query=query)
    assert used(server) == 1 + len(delivered)


def test_what_cannot_be_paid_in_full_charges_nothing(serve: Callable[..., Server]) -> None:
    server = serve(credits=5)
    refused = lookup(server, email=ADA)
    assert refused.status == 402
    assert used(server) == 0
    assert lookup(server, email=ADA, revealPhones="true").status == 200
    assert used(server) == 5
    assert lookup(server, email=ADA, revealPhones="true").status == 200
    assert lookup(server, email=ADA).status == 402


def test_the_ledger_adds_up(server: Server) -> None:
    lookup(server, email=ADA)
    lookup(server, email=ADA)
    lookup(server, email="broken@magic.example")
    ask(server.url, "GET", "/v2/company", query={"company": "Analytical Engines"})
    ledger = server.ledger()
    assert ledger["requests"] == {"company get": 1, "person get": 3}
    assert ledger["credits"] == {"company get": 1, "person get": 6}
    assert ledger["totals"] == {"requests": 4, "credits": 7}
    assert ledger["entities"]["person:4100000000"] == {"asked": 2, "charged": 6}
    assert sum(e["charged"] for e in ledger["entities"].values()) == 7
    ask(server.url, "POST", "/__sandbox/reset", body={})
    assert server.ledger()["totals"] == {"requests": 0, "credits": 0}
    assert ask(server.url, "GET", "/__sandbox/elsewhere").status == 404


def test_processes_at_once_charge_once(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    code = (
        "import sys; from pathlib import Path; from lusha_cli.sandbox.http import Request\n"
        "from lusha_cli.sandbox.data.people import people\n"
        "from lusha_cli.sandbox.app import Options, Sandbox\n"
        "from lusha_cli.context.streams import SystemClock\n"
        "s = Sandbox(Path(sys.argv[1]), clock=SystemClock(), options=Options(rps=0))\n"
        "for p in people(limit=40, seed=1843):\n"
        "    q = [('email', p['email'])]\n"
        "    r = s.handle(Request('GET', '/v2/person', q, {'api_key': 'k'}))\n"
        "    assert r.status == 200, r\n"
    )
    command = [sys.executable, "-c", code, str(file)]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    sandbox = Sandbox(file, clock=FakeClock())
    status = sandbox.status()
    ledger = json.loads(sandbox.handle(Request("GET", "/__sandbox/ledger", [], {})).body)
    sandbox.close()
    assert status["requests"] == 120
    charged = [entity["charged"] for entity in ledger["entities"].values()]
    assert len(charged) == 40
    assert set(charged) <= {1, 5, 6}
    assert status["creditsCharged"] == sum(charged) == status["accounts"][0]["used"]


def test_threads_at_once_charge_once(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    threads = [threading.Thread(target=lookup, args=(server,), kwargs={"email": ADA})
               for _ in range(8)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert used(server) == 6


# Keys and plans.


@pytest.mark.parametrize(
    ("auth", "headers", "status"),
    [
        ("any", {"api_key": KEY}, 200),
        ("any", {"api_key": f"Bearer {KEY}"}, 200),
        ("any", {"Authorization": f"Bearer {KEY}"}, 200),
        ("any", {}, 401),
        ("any", {"api_key": " "}, 401),
        ("any", {"api_key": "sandbox-revoked"}, 401),
        ("any", {"api_key": "sandbox-inactive"}, 403),
        ("raw", {"api_key": KEY}, 200),
        ("raw", {"api_key": f"Bearer {KEY}"}, 401),
        ("bearer", {"api_key": KEY}, 401),
        ("bearer", {"api_key": f"Bearer {KEY}"}, 200),
    ],
)
def test_keys_are_told_apart(
    serve: Callable[..., Server], auth: str, headers: dict[str, str], status: int
) -> None:
    server = serve(auth=auth)
    assert ask(server.url, "GET", "/account/usage", headers=headers).status == status


@pytest.mark.parametrize(
    ("key", "total"),
    [
        ("sandbox-free", 50), ("sandbox-pro", 3_000), ("sandbox-premium", 20_000),
        ("sandbox-unified", 100_000), ("sandbox-broke", 0), ("any", 100_000),
    ],
)  # fmt: skip
def test_a_key_picks_its_plan(server: Server, key: str, total: int) -> None:
    got = ask(server.url, "GET", "/account/usage", headers={"api_key": key})
    assert got.body["usage"]["credits"] == {"used": 0, "total": total, "remaining": total}
    if key == "sandbox-broke":
        query = {"email": ADA}
        paid = ask(server.url, "GET", "/v2/person", query=query, headers={"api_key": key})
        assert paid.status == 402


def test_ordinary_keys_have_the_plan_and_credits_of_the_server(
    serve: Callable[..., Server],
) -> None:
    server = serve(plan="pro", credits=7)
    assert ask(server.url, "GET", "/account/usage").body["usage"]["credits"]["total"] == 7
    assert lookup(server, email=ADA, revealEmails="true").status == 403


def test_no_key_is_kept(server: Server, tmp_path: Path) -> None:
    lookup(server, email=ADA)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() for path in files)


# Limits.


@pytest.mark.parametrize(
    ("plan", "windows"),
    [
        ("free", (40, None, 100)),
        ("starter", (40, None, 100)),
        ("pro", (50, 150, 1_500)),
        ("premium", (300, 1_800, 18_000)),
        ("scale", (300, 5_000, 50_000)),
        ("legacy", (300, 600, 6_000)),
        ("unified", (300, 5_000, 50_000)),
    ],
)
def test_every_plan_has_its_windows(
    serve: Callable[..., Server], plan: str, windows: tuple[int | None, ...]
) -> None:
    headers = {k.lower(): v for k, v in lookup(serve(plan=plan), email=ADA).headers.items()}
    for name, limit in zip(("minute", "hourly", "daily"), windows, strict=True):
        assert headers.get(f"x-rate-limit-{name}") == (None if limit is None else str(limit))


def test_a_plan_s_windows_run_out_and_come_back(serve: Callable[..., Server]) -> None:
    server = serve(plan="free", rps=0)
    first = lookup(server, email=ADA)
    assert first.headers["x-rate-limit-minute"] == "40"
    assert first.headers["x-minute-requests-left"] == "39"
    assert first.headers["x-minute-usage"] == "1"
    assert first.headers["x-daily-requests-left"] == "99"
    assert "x-rate-limit-hourly" not in first.headers
    for _ in range(39):
        assert lookup(server, email=ADA).status == 200
    refused = lookup(server, email=ADA)
    assert refused.status == 429
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert 0 < int(refused.headers["RateLimit-Reset"]) <= 60
    server.clock.time += 60
    assert lookup(server, email=ADA).status == 200
    for _ in range(2):
        server.clock.time += 60
        for _ in range(40):
            last = lookup(server, email=ADA)
    assert last.status == 429
    assert last.headers["X-RateLimit-Remaining-Daily"] == "0"
    assert int(last.headers["X-RateLimit-Reset-Daily"]) > 60


def test_each_endpoint_takes_so_many_requests_a_second(serve: Callable[..., Server]) -> None:
    server = serve(rps=2)
    assert [lookup(server, email=ADA).status for _ in range(3)] == [200, 200, 429]
    query = {"domain": "analytical-engines.example"}
    assert ask(server.url, "GET", "/v2/company", query=query).status == 200
    server.clock.time += 1
    assert lookup(server, email=ADA).status == 200


def test_account_usage_takes_five_a_minute(server: Server) -> None:
    statuses = [ask(server.url, "GET", "/account/usage").status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    server.clock.time += 60
    assert ask(server.url, "GET", "/account/usage").status == 200


# Refusing.


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"email": ADA, "fulName": "x"}, "property fulName should not exist"),
        ({"email": ADA, "filterBy": "phones"}, "filterBy must be one of"),
        ({"email": ADA, "refreshJobInfo": "yes"}, "refreshJobInfo must be a boolean value"),
        ({"email": ADA, "signals": "job"}, "signals must be one of"),
        ({"email": ADA, "signalsStartDate": "1.1.2026"}, "signalsStartDate must be a date"),
    ],
)
def test_a_query_is_validated(server: Server, query: dict[str, str], said: str) -> None:
    got = lookup(server, **query)
    assert got.status == 400
    assert said in got.body["errors"][0]
    assert used(server) == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "body must be an object"),
        ({}, "contacts should not be empty"),
        ({"contacts": {}}, "contacts must be an array"),
        ({"contacts": []}, "1 to 100"),
        ({"contacts": [{"contactId": str(n), "email": ADA} for n in range(101)]}, "1 to 100"),
        ({"contacts": [{"email": ADA}]}, "contactId should not be empty"),
        ({"contacts": [{"contactId": 1, "email": ADA}]}, "contactId must be a string"),
        ({"contacts": ["x"]}, "contacts must be an object"),
        ({"contacts": [{"contactId": "1", "email": ADA}] * 2}, "contactId must be unique"),
        ({"contacts": [{"contactId": "1"}]}, "A contact needs"),
        ({"contacts": [{"contactId": "1", "fullName": "A B"}]}, "A contact needs"),
        ({"contacts": [{"contactId": "1", "mail": ADA}]}, "property mail should not exist"),
        ({"contacts": [{"contactId": "1", "email": ADA}], "x": 1}, "property x should not exist"),
        (
            {"contacts": [{"contactId": "1", "email": ADA}], "metadata": {"revealEmails": "true"}},
            "revealEmails must be a boolean value",
        ),
        (
            {"contacts": [{"contactId": "1", "fullName": "A B", "companies": [{"name": "X"}]}]},
            "isCurrent should not be empty",
        ),
    ],
)
def test_a_bulk_body_of_people_is_validated(server: Server, body: Any, said: str) -> None:
    got = ask(server.url, "POST", "/v2/person", body=body)
    assert got.status == 400
    assert said in json.dumps(got.body)


def test_a_bulk_body_of_companies_is_validated(server: Server) -> None:
    for body, said in (
        ({"companies": [{"id": "1", "name": "x"}] * 2}, "id must be unique"),
        ({"companies": [{"id": "1"}]}, "A company needs"),
        ({"companies": [{"id": "1", "name": "x"}], "signals": ["promotion"]}, "signals must be"),
    ):
        got = ask(server.url, "POST", "/v2/company", body=body)
        assert got.status == 400
        assert said in json.dumps(got.body)
    assert ask(server.url, "GET", "/v2/company").status == 400
    assert lookup(server).status == 400


def test_paths_and_verbs_that_are_not_there(server: Server) -> None:
    assert ask(server.url, "GET", "/v2/people").body["message"] == "Cannot GET /v2/people"
    assert ask(server.url, "DELETE", "/v2/person").status == 404


def test_companies_meet_their_fates_too(server: Server) -> None:
    def status(domain: str) -> int:
        return ask(server.url, "GET", "/v2/company", query={"domain": domain}).status

    assert status("nomatch.magic.example") == 404
    assert status("gdpr.magic.example") == 451
    assert status("broken.magic.example") == 500
    assert status("control.magic.example") == 200
    body = {"companies": [{"id": "a", "domain": "nomatch.magic.example"}]}
    answer = ask(server.url, "POST", "/v2/company", body=body).body
    assert answer["a"]["error"]["name"] == "EMPTY_DATA"


def test_a_request_that_is_no_request_is_refused(server: Server) -> None:
    parts = urlsplit(server.url)
    for headers, status in (
        ({"Content-Length": "x"}, 411),
        ({"Content-Length": str(10**9)}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):
        connection = HTTPConnection(parts.hostname or "", parts.port)
        connection.putrequest("POST", "/v2/person")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()


def test_the_command_line_shows_and_resets_the_state(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    status = lusha("sandbox", "status").json
    assert status["requests"] == 1
    assert status["creditsCharged"] == 6
    assert status["stateFile"] == str(lusha.state / "sandbox.db")
    assert status["accounts"][0]["plan"] == "scale"
    lusha("sandbox", "reset")
    assert lusha("sandbox", "status").json["creditsCharged"] == 0


def test_the_plan_of_the_embedded_sandbox_is_picked_by_the_key(lusha: Lusha) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-free"
    assert lusha("account", "usage").json["usage"]["credits"]["total"] == 50
    lusha.env["LUSHA_API_KEY"] = "a-real-key-stays-out-of-it"
    assert lusha("account", "usage").json["usage"]["credits"]["total"] == 100_000
    assert lusha("auth", "status").json["source"] == "sandbox"


def test_a_damaged_state_is_told_and_reset_mends_it(lusha: Lusha) -> None:
    lusha.state.mkdir(parents=True)
    (lusha.state / "sandbox.db").write_text("this is no database, not at all" * 50)
    result = lusha("account", "usage", code=1)
    assert "sandbox.db" in result.err
    assert "lusha sandbox reset" in result.err
    lusha("sandbox", "reset")
    assert lusha("account", "usage").json
