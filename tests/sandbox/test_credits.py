"""What sandbox requests charge, also from several processes."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request
from tests.support.cli import ADA, FakeClock, Server
from tests.support.sandbox_http import credits_used, get_person, send_request


def test_sandbox_charges_a_data_point_once(server: Server) -> None:
    first = get_person(server, email=ADA).body["contact"]
    assert first["isCreditCharged"] is True
    assert credits_used(server) == 6
    again = get_person(server, personId=str(first["data"]["personId"])).body["contact"]
    assert again["isCreditCharged"] is False
    body = {"contacts": [{"contactId": "1", "email": ADA}]}
    bulk = send_request(server.url, "POST", "/v2/person", body=body)
    assert bulk.status == 201
    assert bulk.body["contacts"]["1"]["isCreditCharged"] is False
    assert credits_used(server) == 6


def test_sandbox_bulk_charges_one_per_25_new_results(
    serve: Callable[..., Server],
) -> None:
    server = serve(rps=0)
    contacts = [
        {"contactId": p["id"], "email": p["email"]} for p in sample_people(limit=26, seed=1843)
    ]
    response = send_request(server.url, "POST", "/v2/person", body={"contacts": contacts}).body
    points = sum(
        bool(item["data"]["emailAddresses"]) + 5 * bool(item["data"]["phoneNumbers"])
        for item in response["contacts"].values()
    )
    assert credits_used(server) == points + 2
    send_request(server.url, "POST", "/v2/person", body={"contacts": contacts})
    assert credits_used(server) == points + 2


def test_sandbox_charges_each_signal_once(server: Server) -> None:
    send_request(server.url, "GET", "/v2/company", query={"domain": "analytical-engines.example"})
    assert credits_used(server) == 1
    query = {"domain": "analytical-engines.example", "signals": "allSignals",
             "signalsStartDate": "2020-01-01"}  # fmt: skip
    data = send_request(server.url, "GET", "/v2/company", query=query).body["data"]
    delivered = {
        signal["signalId"]
        for kind in data.values()
        if isinstance(kind, list)
        for signal in kind
        if isinstance(signal, dict) and "signalId" in signal
    }
    assert delivered
    assert credits_used(server) == 1 + len(delivered)
    send_request(server.url, "GET", "/v2/company", query=query)
    assert credits_used(server) == 1 + len(delivered)


def test_sandbox_charges_nothing_without_enough_credits(serve: Callable[..., Server]) -> None:
    server = serve(credits=5)
    rejected = get_person(server, email=ADA)
    assert rejected.status == 402
    assert credits_used(server) == 0
    assert get_person(server, email=ADA, revealPhones="true").status == 200
    assert credits_used(server) == 5
    assert get_person(server, email=ADA, revealPhones="true").status == 200
    assert get_person(server, email=ADA).status == 402


def test_sandbox_ledger_adds_up(server: Server) -> None:
    get_person(server, email=ADA)
    get_person(server, email=ADA)
    get_person(server, email="broken@magic.example")
    send_request(server.url, "GET", "/v2/company", query={"company": "Analytical Engines"})
    ledger = server.ledger()
    assert ledger["requests"] == {"company get": 1, "person get": 3}
    assert ledger["credits"] == {"company get": 1, "person get": 6}
    assert ledger["totals"] == {"requests": 4, "credits": 7}
    assert ledger["entities"]["person:4100000000"] == {"asked": 2, "charged": 6}
    assert sum(e["charged"] for e in ledger["entities"].values()) == 7
    send_request(server.url, "POST", "/__sandbox/reset", body={})
    assert server.ledger()["totals"] == {"requests": 0, "credits": 0}
    assert send_request(server.url, "GET", "/__sandbox/elsewhere").status == 404


@pytest.mark.slow
def test_sandbox_concurrent_processes_charge_once(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    code = (
        "import sys; from pathlib import Path; from lusha_cli.sandbox.http import Request\n"
        "from lusha_cli.sandbox.data.people import sample_people\n"
        "from lusha_cli.sandbox.app import Options, Sandbox\n"
        "from lusha_cli.clock import SystemClock\n"
        "s = Sandbox(Path(sys.argv[1]), clock=SystemClock(), options=Options(rps=0))\n"
        "for p in sample_people(limit=40, seed=1843):\n"
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


def test_sandbox_concurrent_threads_charge_once(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    threads = [threading.Thread(target=get_person, args=(server,), kwargs={"email": ADA})
               for _ in range(8)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert credits_used(server) == 6
