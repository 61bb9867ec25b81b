"""Commands of several requests: what an error at a later one leaves of the earlier, paid ones."""

import csv
import io
import json
import re
from typing import Any, NamedTuple

import pytest
import yaml

from tests.support.cli import ADA, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.slow

COMPANY = "analytical-engines.example"
OUTPUTS = ("json", "yaml", "jsonl", "csv", "tsv", "table", "terminal")


def respond(body: Any, status: int = 200) -> ScriptedResponse:
    return ScriptedResponse(status, json.dumps(body).encode())


class Fault(NamedTuple):
    response: ScriptedResponse
    code: str
    exit_code: int = 10
    may_charge: bool = False


FAULTS = {
    "402": Fault(respond({"message": "Out of credits"}, 402), "out_of_credits"),
    "403": Fault(respond({"message": "Not in your plan"}, 403), "forbidden"),
    "quota": Fault(
        ScriptedResponse(429, b"{}", {"X-RateLimit-Remaining-Daily": "0"}), "daily_quota"
    ),
    "500": Fault(respond({"message": "Oops"}, 500), "server", may_charge=True),
    "cut": Fault(ScriptedResponse(200, cut=True), "network", may_charge=True),
    "half": Fault(ScriptedResponse(200, b'{"a": 1}', cut=True), "network", may_charge=True),
    "not JSON": Fault(ScriptedResponse(200, b"<html>"), "unusable_response", may_charge=True),
    "no object": Fault(ScriptedResponse(200, b"[]"), "unusable_response", may_charge=True),
    "Ctrl-C": Fault(ScriptedResponse(200, b"{}", interrupt=True), "interrupted", 130, True),
}


class Case(NamedTuple):
    """A command line, the responses before the fault, what they show and charge.

    `charge` is also what the faulty request may charge.
    """

    line: str
    responses: list[ScriptedResponse]
    shown: list[str]
    paid: int
    charge: int
    missing: str


def v3_results(name: str, numbers: range, *, charge: int, **pages: Any) -> ScriptedResponse:
    names = ("name", "firstName", "fullName")
    results = [{"id": f"{name}{n}", **dict.fromkeys(names, f"N{n}")} for n in numbers]
    billing = {"creditsCharged": charge, "resultsReturned": len(results)}
    return respond({"requestId": "r", "results": results, "billing": billing, **pages})


PERSON = {
    "id": "7", "clientReferenceId": "1", "firstName": "Ada", "lastName": "Byrne",
    "fullName": "Ada Byrne", "emails": [{"email": ADA, "type": "work"}],
}  # fmt: skip
PERSON_FOUND = respond({"results": [PERSON], "billing": {"creditsCharged": 7}})
COMPANY_FOUND = respond(
    {"results": [{"id": "7", "name": "Analytical"}], "billing": {"creditsCharged": 2}}
)
EMAILS = " ".join(f"n{number}@firm.example" for number in range(250))
SEEDS = " ".join(f"--seed {number}" for number in range(30, 35))
TOTAL = {"pagination": {"page": 0, "size": 100, "total": 250}}
CASES = {
    "person get": Case(
        f"person get {ADA} --signal promotion --api-version v3", [PERSON_FOUND],
        [ADA], 7, 1, "The signals are missing.",
    ),
    "company get": Case(
        f"company get {COMPANY} --signal peopleNews --api-version v3", [COMPANY_FOUND],
        ["Analytical"], 2, 1, "The signals are missing.",
    ),
    "signals contacts search": Case(
        f"signals contacts search {ADA} --signal promotion --api-version v3", [PERSON_FOUND],
        ["1"], 7, 1, "The signals are missing.",
    ),
    "recommendations companies": Case(
        f"recommendations companies {SEEDS} --api-version v3",
        [v3_results("", range(30, 35), charge=1)], [], 1, 1, "The recommendations are missing",
    ),
    "contacts prospecting": Case(
        "contacts prospecting --job-title x --all",
        [v3_results("c", range(100), charge=4, **TOTAL),
         v3_results("c", range(100, 200), charge=4, **TOTAL)],
        [f"N{number}" for number in range(200)], 8, 4, "results from page 2 onward are missing",
    ),
    "prospecting company search": Case(
        "prospecting company search --size 1- --limit 100 --api-version v3",
        [v3_results("c", range(50), charge=2, pagination={"page": 0, "size": 50, "total": 99})],
        [f"N{number}" for number in range(50)], 2, 2, "results from page 1 onward are missing",
    ),
    "companies website-visits": Case(
        f"companies website-visits --domain {COMPANY} --start-date 30d --all",
        [v3_results("c", range(150), charge=6, pagination={"page": 0, "size": 150, "total": 200})],
        [f"N{number}" for number in range(150)], 6, 6, "results from page 1 onward are missing",
    ),
    "contacts recommendations": Case(
        "contacts recommendations --all",
        [v3_results("c", range(100), charge=100, **TOTAL),
         v3_results("c", range(100, 200), charge=100, **TOTAL)],
        [f"N{number}" for number in range(200)], 200, 100, "results from page 2 onward are missing",
    ),
    "contacts search-and-enrich": Case(
        f"contacts search-and-enrich {EMAILS}",
        [v3_results("c", range(100), charge=604), v3_results("c", range(100, 200), charge=604)],
        [f"N{number}" for number in range(200)], 1208, 150,
        "The results of request 3 of 3 are missing.",
    ),
    "contacts search": Case(
        f"contacts search {EMAILS}", [v3_results("c", range(100), charge=4)],
        [f"N{number}" for number in range(100)], 4, 4,
        "The results of request 2 of 3 are missing.",
    ),
}  # fmt: skip


def parse(out: str, output: str) -> Any:
    """Return what the output holds, after checking that it is well-formed."""
    out = re.sub(r"\x1b\[[0-9;]*m", "", out)
    if output == "json":
        return json.loads(out)
    if output == "yaml":
        return yaml.safe_load(out)
    if output == "jsonl":
        return [json.loads(line) for line in out.splitlines()]
    if output in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(out), delimiter="," if output == "csv" else "\t"))
        assert len({len(row) for row in rows}) <= 1
        return rows
    return out


def charged(err: str) -> int:
    """Return the credits that the messages report."""
    match = re.search(r"Charged (?:up to )?([\d,]+) credits?\.", err)
    assert match, err
    return int(match[1].replace(",", ""))


@pytest.mark.parametrize("fault_name", FAULTS)
@pytest.mark.parametrize("name", CASES)
def test_partial_result_is_shown_and_counted(
    script: StartScriptedServer, name: str, fault_name: str
) -> None:
    case, fault = CASES[name], FAULTS[fault_name]
    for output in ("json", "table"):
        lusha, server = script(*case.responses, fault.response)
        line = [*case.line.split(), "--yes", "-o", output]
        result = lusha(*line, code=fault.exit_code)
        assert len(server.requests) >= len(case.responses) + 1
        text = str(parse(result.out, output))
        assert all(re.search(rf"\b{word}\b", text) for word in case.shown)
        assert case.missing in result.err
        is_unbounded = "1 credit per signal delivered" in result.err
        covered = case.charge * (fault.may_charge and not is_unbounded)
        assert charged(result.err) >= case.paid + covered
        assert fault.may_charge or charged(result.err) == case.paid
        assert fault.may_charge or "may have" not in result.err
        if output == "json":
            assert result.error["code"] == fault.code
            assert "othing was" not in result.err


@pytest.mark.parametrize("fault_name", ["402", "Ctrl-C"])
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", CASES)
def test_partial_result_has_every_format(
    script: StartScriptedServer, name: str, output: str, fault_name: str
) -> None:
    case, fault = CASES[name], FAULTS[fault_name]
    lusha, _ = script(*case.responses, fault.response)
    is_terminal = output == "terminal"
    options = [] if is_terminal else ["-o", output]
    line = [*case.line.split(), "--yes", *options]
    result = lusha(*line, code=fault.exit_code, terminal=is_terminal)
    text = str(parse(result.out, output))
    assert all(re.search(rf"\b{word}\b", text) for word in case.shown)
    ids = re.findall(r"\bc\d+\b", text)
    assert len(ids) == len(set(ids))


def test_partial_result_of_v3_in_place_of_v2(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(410), PERSON_FOUND, FAULTS["403"].response)
    line = ("person", "get", ADA, "--signal", "promotion", "--yes", "--json")
    result = lusha(*line, code=10)
    assert result.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert result.error["message"].startswith("The signals are missing.")
    assert charged(result.err) == 7
    # V2 stays known to be retired.
    server.responses[:] = [PERSON_FOUND, FAULTS["403"].response]
    assert lusha(*line, code=10).json == result.json


@pytest.mark.parametrize("name", CASES)
def test_error_of_the_first_request_shows_nothing(script: StartScriptedServer, name: str) -> None:
    lusha, _ = script(FAULTS["402"].response)
    result = lusha(*CASES[name].line.split(), "--yes", "--json", code=6)
    assert result.out == ""
    assert "missing" not in result.err
    assert "Charged" not in result.err


def test_partial_result_with_fields_and_query(script: StartScriptedServer) -> None:
    case = CASES["contacts prospecting"]
    line = [*case.line.split(), "--yes"]
    names = [f"N{number}" for number in range(200)]
    lusha, _ = script(*case.responses, FAULTS["403"].response)
    assert lusha(*line, "--query", "results[].name", code=10).json == names
    for output in ("csv", "jsonl", "json", "tsv"):
        lusha, _ = script(*case.responses, FAULTS["403"].response)
        got = parse(lusha(*line, "--fields", "name", "-o", output, code=10).out, output)
        rows = got[1:] if output in ("csv", "tsv") else got
        assert [row[0] if isinstance(row, list) else row["name"] for row in rows] == names


def test_query_that_does_not_fit_shows_the_paid_result(script: StartScriptedServer) -> None:
    lusha, _ = script(COMPANY_FOUND)
    line = ("company", "get", COMPANY, "--api-version", "v3", "--json")
    result = lusha(*line, "--query", "sum(data.name)", code=10)
    assert result.json["data"]["name"] == "Analytical"
    assert "--query" in result.error["message"]
    lusha, server = script(COMPANY_FOUND)
    lusha(*line, "--query", "summ(data.name)", code=2)
    lusha(*line, "--fields", "a..b", code=2)
    assert not server.requests


@pytest.mark.parametrize("output", ["jsonl", "csv", "tsv", "terminal"])
def test_rows_are_written_as_the_pages_come(
    script: StartScriptedServer, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lusha_cli.context.app_context import AppContext
    from tests.support.cli import Stream

    written: list[str] = []
    send = AppContext.send

    def record(context: AppContext, *arguments: Any, **options: Any) -> Any:
        assert isinstance(context.env.stdout.stream, Stream)
        written.append(context.env.stdout.stream.text())
        return send(context, *arguments, **options)

    monkeypatch.setattr(AppContext, "send", record)
    case = CASES["contacts prospecting"]
    last = v3_results("c", range(200, 250), charge=2, **TOTAL)
    lusha, _ = script(*case.responses, last)
    options = ["--fields", "id,name"] if output in ("csv", "tsv") else []
    options += [] if output == "terminal" else ["-o", output]
    result = lusha(*case.line.split(), "--yes", *options, terminal=output == "terminal")
    assert [f"N{number}" in text for text in written for number in (99, 199)] == [
        False, False, True, False, True, True,
    ]  # fmt: skip
    assert result.out.startswith(written[-1])
    assert re.findall(r"\bc\d+\b", result.out) == [f"c{number}" for number in range(250)]
    headers = re.findall(r"\bid\b(?!\")", result.out.lower().replace("\x1b[1m", ""))
    assert len(headers) == (0 if output == "jsonl" else 1)


def test_all_stops_after_page_one_without_consent(script: StartScriptedServer) -> None:
    page = v3_results("c", range(100), charge=4, pagination={"page": 0, "size": 100, "total": 9000})
    line = ("contacts", "prospecting", "--job-title", "x", "--all")
    lusha, server = script(page)
    result = lusha(*line, "--json", code=10)
    assert len(result.json["results"]) == 100
    assert len(server.requests) == 1
    assert "This may cost up to 356 credits. Pass --yes to confirm" in result.error["message"]
    assert "--page 1 --page-size 100" in result.error["hint"]
    # A cap that covers the rest is consent, a lower one is not.
    lusha, server = script(page)
    assert "max-credits" in lusha(*line, "--max-credits", "359", "--json", code=10).err
    assert len(server.requests) == 1
    lusha, server = script(page, v3_results("c", range(0), charge=0))
    lusha(*line, "--max-credits", "360")
    assert len(server.requests) == 2


def test_all_asks_on_a_terminal(script: StartScriptedServer) -> None:
    page = v3_results("c", range(100), charge=4, pagination={"page": 0, "size": 100, "total": 9000})
    line = ("contacts", "prospecting", "--job-title", "x", "--all")
    lusha, server = script(page)
    result = lusha(*line, stdin=b"n\n", terminal=True, code=130)
    assert "N99" in result.out
    assert "Nothing more was sent." in " ".join(result.err.split())
    assert len(server.requests) == 1
    lusha, server = script(page, v3_results("c", range(0), charge=0))
    lusha(*line, stdin=b"y\n", terminal=True)
    assert len(server.requests) == 2


def test_limit_and_batches_ask_once_for_all_requests(script: StartScriptedServer) -> None:
    for line in (
        "contacts prospecting --job-title x --limit 1000",
        f"contacts search-and-enrich {EMAILS}",
    ):
        lusha, server = script(v3_results("c", range(1), charge=1))
        lusha(*line.split(), "--json", code=2)
        assert not server.requests
        result = lusha(*line.split(), stdin=b"y\n", terminal=True)
        assert result.err.count("[y/N]") == 1


def test_interrupted_request_names_its_possible_charge(script: StartScriptedServer) -> None:
    lusha, server = script(FAULTS["Ctrl-C"].response)
    result = lusha("person", "get", ADA, "--api-version", "v3", code=130)
    assert len(server.requests) == 1
    assert "Interrupted. The request may have been charged up to 7 credits." in result.err
    assert "Charged up to 7 credits." in result.err
    assert "charged" not in lusha("account", "usage", code=130).err.lower()


def test_closed_pipe_stops_paying_and_reports(script: StartScriptedServer) -> None:
    case = CASES["contacts prospecting"]
    lusha, server = script(*case.responses)
    context = lusha.make_context()

    class ClosedAfterOnePage(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    from lusha_cli.cli.main import main

    context.env.stdout.stream = ClosedAfterOnePage()
    assert main([*case.line.split(), "--yes", "-o", "jsonl"], context) == 0
    assert len(server.requests) == 1
    assert "Charged 4 credits." in context.env.stderr.stream.text()  # type: ignore[attr-defined]
