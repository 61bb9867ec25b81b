"""Runs whose requests fail after a part of them was charged."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.http import ApiError, GatewayError, Request, Response
from tests.support.cli import Lusha, Server
from tests.support.files import csv_rows

SIGNALS = ("person", "bulk", "--api-version", "v3", "--signal", "allSignals", "--yes")


class Gate:
    """Replaces the responses to some paths of a sandbox; `paths` has the status for each.

    With `charged`, the sandbox charges the request before.
    """

    def __init__(self, server: Server) -> None:
        self.paths: dict[str, int] = {}
        self.charged = False
        # Paths whose first requests are let through.
        self.passes: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self._handle = server.sandbox.handle
        server.sandbox.handle = self.handle  # type: ignore[method-assign]

    def handle(self, request: Request) -> Response:
        self.requests[request.path] += 1
        if request.body and (contacts := json.loads(request.body).get("contacts")):
            self.sent.update(contact["email"] for contact in contacts)
        status = self.paths.get(request.path)
        if status is None or self.passes[request.path] > 0:
            self.passes[request.path] -= 1
            return self._handle(request)
        if self.charged:
            self._handle(request)
        return (ApiError(status, "No") if status < 500 else GatewayError(status, "")).response()


@pytest.fixture
def gate(server: Server) -> Gate:
    return Gate(server)


def charged(server: Server) -> int:
    number: int = server.ledger()["totals"]["credits"]
    return number


@pytest.mark.parametrize("status", [402, 403, 500, 400])
def test_rows_are_written_when_their_signals_fail(
    online: Lusha,
    server: Server,
    gate: Gate,
    write_leads: Callable[..., str],
    tmp_path: Path,
    status: int,
) -> None:
    gate.paths["/v3/contacts/signals"] = status
    out = tmp_path / "out.csv"
    line = (*SIGNALS[:2], write_leads(150), *SIGNALS[2:], "--out", str(out), "--jobs", "1")
    result = online(*line, code=10)
    rows = csv_rows(out.read_text())
    matched = [row for row in rows if row["lusha_status"] == "matched"]
    assert len(matched) == (100 if status in (402, 403) else 150)
    assert all("signals are missing" in row["lusha_error"] for row in matched)
    assert any(row["lusha_emails"] for row in matched)
    assert "is incomplete" in result.err
    assert result.out == ""
    [run] = online("runs", "list").json
    assert run["credits"] >= charged(server) > 0
    assert run["creditsAreExact"] == (status != 500)
    # To ask again would be charged again.
    assert "--allow-double-charge" in online(*line, "--retry-status", "error", code=2).err


@pytest.mark.slow
@pytest.mark.parametrize("passes", [0, 1])
def test_search_first_keeps_what_was_revealed_before_a_failure(
    online: Lusha,
    server: Server,
    gate: Gate,
    write_leads: Callable[..., str],
    tmp_path: Path,
    passes: int,
) -> None:
    gate.paths["/v3/contacts/enrich"] = 402
    gate.passes["/v3/contacts/enrich"] = passes
    out = tmp_path / "out.csv"
    line = ("person", "bulk", write_leads(100), "--smart", "--yes", "--out", str(out))
    online(*line, code=10)
    rows = csv_rows(out.read_text())
    revealed = [row for row in rows if row["lusha_emails"] or row["lusha_phones"]]
    assert bool(revealed) == bool(passes)
    assert not any(row["lusha_error"] for row in revealed)
    incomplete = [row for row in rows if row["lusha_error"]]
    assert incomplete
    assert all("not revealed" in row["lusha_error"] for row in incomplete)
    [run] = online("runs", "list").json
    assert (run["credits"], run["creditsAreExact"]) == (charged(server), True)
    gate.paths.clear()
    online(*line, "--retry-status", "error", code=2)
    online(*line, "--retry-status", "error", "--allow-double-charge")
    assert online("runs", "list").json[0]["credits"] == charged(server)
    assert not any(row["lusha_error"] for row in csv_rows(out.read_text()))


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("cap", [700, 1300, 2500])
def test_retry_paid_obeys_the_cap(
    online: Lusha,
    server: Server,
    gate: Gate,
    write_leads: Callable[..., str],
    cap: int,
    status: int,
) -> None:
    gate.paths["/v3/contacts/search-and-enrich"] = status
    gate.charged = True
    options = (
        "--api-version",
        "v3",
        "--allow-double-charge",
        "--max-credits",
        str(cap),
        "--max-wait",
        "99",
    )
    source = write_leads(300)
    online("person", "bulk", source, "--yes", *options, code=6)
    assert 0 < charged(server) <= cap
    [run] = online("runs", "list").json
    assert run["credits"] >= charged(server)


def test_failed_rows_over_v3_need_retry_paid(
    online: Lusha, server: Server, gate: Gate, write_leads: Callable[..., str]
) -> None:
    gate.paths["/v3/contacts/search-and-enrich"] = 502
    line = ("person", "bulk", write_leads(50), "--api-version", "v3", "--yes")
    online(*line, code=10)
    gate.paths.clear()
    refused = online(*line, "--retry-status", "error", code=2)
    assert "50 people may already have been charged" in refused.err
    assert set(gate.sent.values()) == {1}
    online(*line, "--retry-status", "error", "--allow-double-charge")
    assert set(gate.sent.values()) == {2}


def test_rows_lost_on_v2_do_not_move_to_v3(
    serve: Callable[..., Server], tmp_path: Path, write_leads: Callable[..., str]
) -> None:
    from tests.support.cli import KEY

    lusha, source = Lusha(tmp_path), write_leads(50)
    lusha.env.update(LUSHA_API_KEY=KEY)
    server = serve(v2="on")
    gate = Gate(server)
    gate.paths["/v2/person"], gate.charged = 502, True
    lusha.env["LUSHA_BASE_URL"] = server.url
    line = ("person", "bulk", source, "--yes", "--no-wait")
    lusha(*line, code=10)
    # V2 retires, which the next request finds out.
    gate.paths["/v2/person"], gate.charged = 410, False
    lusha(*line, "--retry-status", "error", code=10)
    assert not any(path.startswith("/v3/contacts") for path in gate.requests)
    lusha(*line, "--retry-status", "unknown", "--allow-double-charge")
    assert gate.requests["/v3/contacts/search-and-enrich"] == 1
    assert lusha("runs", "list").json[0]["credits"] >= charged(server)
