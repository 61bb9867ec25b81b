"""Faults of the sandbox on demand, and how the client handles them."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from lusha_cli.sandbox.faults import Fault, fault_for_request, parse_faults
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.slow

Serve = Callable[..., Server]
SEARCH = ("prospecting", "contact", "search", "--job-title", "Engineer")


def client_of(folder: Path, server: Server) -> Lusha:
    lusha = Lusha(folder)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    return lusha


def all_requests_fail_with(kind: str) -> tuple[Fault, ...]:
    return (Fault(kind, 1.0),)


def test_faults_are_parsed() -> None:
    assert parse_faults("500:0.05, drop:1e-2") == (Fault("500", 0.05), Fault("drop", 0.01))


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("501:0.1", "'501:0.1' is not KIND:SHARE"),
        ("500", "'500' is not KIND:SHARE"),
        ("500:2", "'2' is not a share from 0 to 1"),
        ("500:nan", "'nan' is not a share"),
        ("500:x", "'x' is not a share"),
        ("500:0.6,502:0.6", "add up to more than 1"),
    ],
)
def test_faults_invalid_are_reported(lusha: Lusha, text: str, reported: str) -> None:
    assert reported in lusha("sandbox", "serve", "--port", "0", "--fault", text, code=2).err


def test_faults_occur_in_their_shares_and_repeat_for_a_seed() -> None:
    faults = parse_faults("500:0.1,drop:0.2")

    def drawn(seed: int) -> list[str | None]:
        return [fault_for_request(faults, seed=seed, operation="x", number=n) for n in range(5_000)]

    counts = Counter(drawn(1))
    assert 400 < counts["500"] < 600
    assert 850 < counts["drop"] < 1150
    assert drawn(1) == drawn(1) != drawn(2)


def test_fault_has_its_effect_and_its_charge(serve: Serve) -> None:
    def requested(kind: str) -> tuple[Any, int]:
        server = serve(faults=all_requests_fail_with(kind))
        try:
            got = requests.get(
                f"{server.url}/v2/person",
                params={"email": ADA},
                headers={"api_key": KEY},
                timeout=10,
            )
        except requests.RequestException as error:
            return type(error), server.ledger()["totals"]["credits"]
        return got, server.ledger()["totals"]["credits"]

    response, charged = requested("500")
    assert (response.status_code, response.json()["statusCode"], charged) == (500, 500, 0)
    response, charged = requested("429")
    assert (response.status_code, response.headers["Retry-After"], charged) == (429, "1", 0)
    response, charged = requested("502")
    assert (response.status_code, response.headers["Content-Type"]) == (502, "text/html")
    assert charged > 0
    lost, charged_before_error = requested("500-charged")
    assert (lost.status_code, lost.json()["statusCode"]) == (500, 500)
    assert charged_before_error == charged
    assert requested("drop") == (requests.ConnectionError, charged)
    assert requested("cut") in (
        (requests.exceptions.ChunkedEncodingError, charged),
        (requests.ConnectionError, charged),
    )
    response, charged = requested("slow")
    assert (response.status_code, charged > 0) == (200, True)


def test_fault_slow_and_latency_delay_responses(serve: Serve) -> None:
    server = serve(faults=all_requests_fail_with("slow"), latency=0.25)
    requests.get(f"{server.url}/account/usage", headers={"api_key": KEY}, timeout=10)
    assert server.clock.slept == [5.25]


@pytest.mark.parametrize(("kind", "code"), [("drop", 8), ("cut", 8), ("502", 9)])
def test_fault_lost_response_is_retried_when_free(
    serve: Serve, tmp_path: Path, kind: str, code: int
) -> None:
    server = serve(faults=all_requests_fail_with(kind), rps=0)
    lusha = client_of(tmp_path, server)
    lusha("person", "get", ADA, code=code)
    assert server.ledger()["requests"]["person get"] == 7
    entities = server.ledger()["entities"].values()
    assert [(e["asked"], e["charged"] > 0) for e in entities] == [(7, True)]


@pytest.mark.parametrize(("kind", "code"), [("drop", 8), ("cut", 8), ("502", 9), ("500", 9)])
def test_fault_lost_response_is_retried_with_retry_paid(
    serve: Serve, tmp_path: Path, kind: str, code: int
) -> None:
    server = serve(faults=all_requests_fail_with(kind), rps=0)
    lusha = client_of(tmp_path, server)
    reported = lusha(*SEARCH, code=code).err
    assert "To send it again anyway, add --allow-double-charge." in reported
    assert "may have been charged" in reported
    assert server.ledger()["requests"]["prospecting contact search"] == 1
    lusha(*SEARCH, "--allow-double-charge", code=code)
    assert server.ledger()["requests"]["prospecting contact search"] == 8


def test_fault_429_is_always_retried(serve: Serve, tmp_path: Path) -> None:
    server = serve(faults=all_requests_fail_with("429"), rps=0)
    client_of(tmp_path, server)(*SEARCH, "--max-wait", "3", code=7)
    assert server.ledger()["requests"]["prospecting contact search"] == 4


def test_fault_lost_response_reports_possible_charges(serve: Serve, tmp_path: Path) -> None:
    # With this seed, the first response is lost and the second arrives.
    faults = (Fault("drop", 0.5),)
    seed = next(
        seed
        for seed in range(100)
        if [fault_for_request(faults, seed=seed, operation="person get", number=n) for n in (1, 2)]
        == ["drop", None]
    )
    server = serve(faults=faults, seed=seed, rps=0)
    lusha = client_of(tmp_path, server)
    email = server.sandbox.people(limit=1)[0]["email"]
    reported = lusha("person", "get", email).err
    charged = server.ledger()["totals"]["credits"]
    # The second response charges 0; the charge of the first is unknown.
    assert "Charged up to" in reported
    assert int(reported.split("Charged up to ")[1].split()[0]) >= charged > 0


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    source = tmp_path / "in.csv"
    server_people = Lusha(tmp_path)
    server_people.env["LUSHA_SANDBOX"] = "1"
    people = server_people("sandbox", "people", "--limit", "3000").json
    source.write_text("email\n" + "".join(f"{person['email']}\n" for person in people))
    return source


def test_faults_bulk_run_is_complete_and_paid_once(
    serve: Serve, tmp_path: Path, leads: Path
) -> None:
    faults = parse_faults("500:0.1,502:0.1,429:0.1,drop:0.1,cut:0.1,slow:0.05")
    quiet, bad = serve(rps=0), serve(rps=0, faults=faults)
    outs = []
    for name, server in (("quiet", quiet), ("bad", bad)):
        lusha = client_of(tmp_path / name, server)
        outs.append(tmp_path / f"{name}.csv")
        reported = lusha("person", "bulk", str(leads), "--yes", "--out", str(outs[-1])).err
    rows = [list(csv.DictReader(out.read_text().splitlines())) for out in outs]
    assert Counter(row["lusha_status"] for row in rows[1]) == {"matched": 3000}
    names = [[row["lusha_full_name"] for row in some] for some in rows]
    assert names[0] == names[1]
    ledger = bad.ledger()
    assert ledger["requests"]["person bulk"] > 35
    assert ledger["totals"]["credits"] == quiet.ledger()["totals"]["credits"]
    assert f"Charged up to {ledger['totals']['credits']:,} credits" in reported


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (ScriptedResponse(429, headers={"X-RateLimit-Remaining-Daily": "0"}), 7),
        (ScriptedResponse(429, headers={"Retry-After": "100"}), 7),
        (ScriptedResponse(402), 6),
        (ScriptedResponse(403), 5),
        (ScriptedResponse(401), 4),
    ],
)
def test_faults_refused_run_resumes_with_all_remaining_rows(
    script: StartScriptedServer, tmp_path: Path, refusal: ScriptedResponse, code: int
) -> None:
    usage = ScriptedResponse(200, b'{"usage": {"used": 0, "total": 9, "remaining": 9}}')
    lusha, server = script(usage, refusal)
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("email\na@firm.example\nb@firm.example\n")
    line = ("person", "bulk", str(source), "--yes", "--out", str(out))
    lusha(*line, code=code)
    # A rejected request counts as never sent.
    [run] = lusha("runs", "list").json
    assert (run["completed"], run["requestsUnanswered"]) == (0, 0)
    person = {"error": None, "isCreditCharged": True, "data": {"emails": ["a@firm.example"]}}
    body = {"contacts": {"1": person, "2": person}, "companies": {}, "creditsCharged": 3}
    server.responses[:] = [ScriptedResponse(201, json.dumps(body).encode())]
    lusha.clock.time += 100
    assert "2 matched. Charged 3 credits" in lusha(*line).err
