"""The recipes for Zapier, n8n, Make and Workato: their code run, and their requests replayed."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.recipes.crm_files import ADA, ENDPOINT, RESTRICTED, REVEAL, UNKNOWN
from tests.support.cli import KEY, Server
from tests.support.paths import PACKAGE, ROOT

pytestmark = pytest.mark.slow
RECIPES = PACKAGE / "recipes"
HERE = Path(__file__).parent
URL = f"https://api.lusha.com{ENDPOINT}"
CONTACT = {
    "email": ADA["email"], "first_name": "Ada", "last_name": "Byrne",
    "company": "Analytical Engines", "domain": "analytical-engines.example",
}  # fmt: skip
# What is done after each error of the API (its documentation lists these statuses).
RETRIED, STOPPED, SKIPPED = (
    (429, 499, 500, 502, 503, 504),
    (401, 402, 403),
    (400, 404, 412, 422, 451),
)


def run_code(*lines: dict[str, Any]) -> list[Any]:
    """Run code in Node and return its outputs."""
    if shutil.which("node") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs node")
        pytest.skip("needs node")
    text = "\n".join(map(json.dumps, lines))
    got = subprocess.run(["node", HERE / "run_code.cjs"], input=text, check=False,
                         capture_output=True, text=True)  # fmt: skip
    assert got.returncode == 0, got.stderr
    results: list[Any] = json.loads(got.stdout)
    return results


def post(server: Server, body: str, *, key: str = KEY) -> requests.Response:
    """Send a request to the sandbox as a connector does."""
    server.clock.time += 1  # within the rate limit
    headers = {"Content-Type": "application/json", "api_key": key}
    return requests.post(server.url + ENDPOINT, data=body.encode(), headers=headers, timeout=10)


def expected_fields(result: Any) -> dict[str, Any]:
    """Return the fields that a connector outputs for a result of the API."""
    emails = sorted(result["emails"], key=lambda entry: entry["type"] != "work")
    phones = [phone["number"] for phone in result["phones"] if not phone["doNotCall"]]
    return {
        "status": "enriched",
        "lusha_id": result["id"],
        "first_name": result["firstName"],
        "last_name": result["lastName"],
        "job_title": result["jobTitle"]["title"],
        "email": emails[0]["email"],
        "phone": phones[0] if phones else "",
        "company": result["company"]["name"],
        "domain": result["company"]["domain"],
        "country": result["location"]["country"],
        "linkedin_url": result["socialLinks"]["linkedin"],
    }


# Zapier


def zapier(file: str, **data: str) -> Any:
    [got] = run_code({"code": (RECIPES / "zapier" / file).read_text(), "inputData": data})
    return got


def test_zap_sends_and_maps_a_contact(server: Server) -> None:
    request = zapier("request.js", **CONTACT, opted_out="", linkedin_url=" ")
    assert json.loads(request["body"]) == {"contacts": [ADA], "reveal": REVEAL}
    assert (request["skip"], request["credits"]) == ("", 7)
    response = post(server, request["body"])
    assert response.status_code == 200
    got = zapier("result.js", response=response.text)
    body = response.json()
    assert got == {
        **expected_fields(body["results"][0]),
        "credits": body["billing"]["creditsCharged"],
    }


@pytest.mark.parametrize(
    ("contact", "skip"),
    [
        ({"email": "a@b.example", "opted_out": "True"}, "opted_out"),
        ({"first_name": "Ada", "last_name": "Byrne"}, "no_identifier"),
        ({"email": "  "}, "no_identifier"),
        ({"first_name": "Ada", "last_name": "Byrne", "domain": "b.example"}, ""),
        ({"linkedin_url": "https://www.linkedin.com/in/ada"}, ""),
    ],
)
def test_contacts_that_may_not_be_sent_are_skipped(contact: dict[str, str], skip: str) -> None:
    assert zapier("request.js", **contact)["skip"] == skip
    got, _ = n8n("Budget", contact)
    assert got.get("result", {"status": ""})["status"] == skip
    assert ("request" in got) is (not skip)


def test_zap_has_the_outcomes_of_the_api(server: Server) -> None:
    for contact, status in ((UNKNOWN, "not_found"), (RESTRICTED, "restricted")):
        response = post(server, zapier("request.js", **contact)["body"])
        assert (response.status_code, zapier("result.js", response=response.text)["status"]) == (
            200, status
        )  # fmt: skip
    assert zapier("result.js", response="")["status"] == "not_found"
    assert (
        zapier("result.js", response='{"results": [{"error": {"code": "X"}}]}')["status"]
        == "failed"
    )
    assert zapier("result.js", response='{"results": [{}]}')["status"] == "enriched"


def test_steps_of_the_zap_fit_together() -> None:
    steps = yaml.safe_load((RECIPES / "zapier/steps.yaml").read_text())
    assert [step["step"] for step in steps] == list(range(1, 9))
    request = steps[5]["fields"]
    assert (request["method"], request["url"]) == ("POST", URL)
    assert request["headers"] == {"Content-Type": "application/json", "api_key": ""}
    outputs = {2: set(zapier("request.js", **CONTACT)), 4: {"value"}}
    for step, name in re.findall(r"\{\{(\d)\.(\w+)\}\}", json.dumps(steps)):
        assert name in outputs[int(step)]
    codes = {step["code"]: set(step["input"]) for step in steps if "code" in step}
    for file, inputs in codes.items():
        text = (RECIPES / "zapier" / file).read_text()
        assert set(re.findall(r"inputData\.(\w+)", text)) == inputs


# n8n

FLOW = json.loads((RECIPES / "n8n/workflow.json").read_text())
NODES = {node["name"]: node for node in FLOW["nodes"]}


def n8n(name: str, json_: Any, *, nodes: Any = None, counter: Any = None) -> tuple[Any, Any]:
    """Run a code node and return its output and the counter of the workflow."""
    code = NODES[name]["parameters"]["jsCode"]
    [got] = run_code({"code": code, "json": json_, "nodes": nodes or {}, "counter": counter or {}})
    return got, got.pop("counter")


def test_flow_sends_and_maps_a_contact(server: Server) -> None:
    asked, counter = n8n("Budget", {"body": CONTACT})
    assert asked["request"] == {"contacts": [ADA], "reveal": REVEAL}
    assert counter["credits"] == 7
    parameters = NODES["Lusha"]["parameters"]
    assert (parameters["method"], parameters["url"]) == ("POST", URL)
    assert parameters["jsonBody"] == "={{ JSON.stringify($json.request) }}"
    response = post(server, json.dumps(asked["request"]))
    body = response.json()
    full = {"statusCode": response.status_code, "body": body}
    got, counter = n8n("Result", full, nodes={"Budget": asked}, counter=counter)
    charged = body["billing"]["creditsCharged"]
    assert got["result"] == {**expected_fields(body["results"][0]), "credits": charged}
    # The counter has what was charged.
    assert (got["httpStatus"], counter["credits"]) == (200, charged)


def test_flow_stops_at_the_budget_of_the_day() -> None:
    asked, counter = n8n("Budget", CONTACT)
    for credits_, is_sent in ((493, True), (494, False)):
        got, after = n8n("Budget", CONTACT, counter={**counter, "credits": credits_})
        assert ("request" in got) is is_sent
        assert after["credits"] == (500 if is_sent else credits_)
    assert got["result"] == {"status": "over_limit"}
    _, after = n8n("Budget", CONTACT, counter={"day": "2020-01-01", "credits": 500})
    assert after == {"day": asked["day"], "credits": 7}


def outcome_of_flow(full: Any) -> tuple[int, str]:
    reserved = {"day": "2026-01-01", "credits": 7}
    got, counter = n8n("Result", full, nodes={"Budget": reserved}, counter=dict(reserved))
    if "statusCode" not in full or full["statusCode"] >= 300:
        assert counter == reserved  # the worst case stays
    return got["httpStatus"], got["result"]["status"]


@pytest.mark.parametrize("status", [*RETRIED, *STOPPED, *SKIPPED, 302])
def test_flow_maps_each_error(status: int) -> None:
    expected = (200, "failed")
    if status in RETRIED:
        expected = (503, "retry_later")
    elif status in STOPPED:
        expected = (502, "stopped")
    for body in ({}, {"message": ["a", "b"]}, {"error": {"message": "a"}}, "<html>"):
        assert outcome_of_flow({"statusCode": status, "body": body}) == expected


# Errors of the sandbox: the person, the key, the status, and what a connector makes of it.
SANDBOX_ERRORS = [
    ("ratelimit", KEY, 429, "retry_later"),
    ("broken", KEY, 500, "retry_later"),
    ("html", KEY, 502, "retry_later"),
    ("nomatch", "sandbox-revoked", 401, "stopped"),
    ("nomatch", "sandbox-broke", 402, "stopped"),
    ("nomatch", "sandbox-inactive", 403, "stopped"),
    ("bad request", KEY, 400, "failed"),
]
HTTP_STATUSES = {"retry_later": 503, "stopped": 502, "failed": 200}


def error_of(server: Server, name: str, key: str) -> tuple[int, Any]:
    """Return the status and body of an error of the sandbox."""
    contact: Any = {"email": f"{name}@magic.example"} if " " not in name else {"mail": "x"}
    response = post(server, json.dumps({"contacts": [contact], "reveal": REVEAL}), key=key)
    is_json = response.headers["Content-Type"].startswith("application/json")
    return response.status_code, response.json() if is_json else response.text


@pytest.mark.parametrize(("name", "key", "status", "outcome"), SANDBOX_ERRORS)
def test_flow_and_scenario_map_the_errors_of_the_sandbox(
    server: Server, name: str, key: str, status: int, outcome: str
) -> None:
    got, body = error_of(server, name, key)
    assert got == status
    expected = (HTTP_STATUSES[outcome], outcome)
    assert outcome_of_flow({"statusCode": got, "body": body}) == expected
    code, content = outcome_of_scenario(got, body)
    assert (int(code), content["status"]) == expected


def test_flow_maps_results_without_a_person(server: Server) -> None:
    for contact, status in ((UNKNOWN, "not_found"), (RESTRICTED, "restricted")):
        response = post(server, json.dumps({"contacts": [contact], "reveal": REVEAL}))
        full = {"statusCode": response.status_code, "body": response.json()}
        assert outcome_of_flow(full) == (200, status)


def test_flow_reports_a_lost_connection() -> None:
    assert outcome_of_flow({"error": {"message": "ECONNRESET"}}) == (503, "retry_later")


def test_nodes_of_the_flow_are_connected() -> None:
    targets = [
        target["node"]
        for connection in FLOW["connections"].values()
        for output in connection["main"]
        for target in output
    ]
    assert set(FLOW["connections"]) | set(targets) == set(NODES)
    # The condition has two outputs, the HTTP node a credential without a key.
    assert len(FLOW["connections"]["Is it sent"]["main"]) == 2
    assert NODES["Lusha"]["credentials"] == {"httpHeaderAuth": {"id": "", "name": "Lusha"}}
    assert len({node["id"] for node in FLOW["nodes"]}) == len(NODES)
    for name in re.findall(r'\$\("([^"]+)"\)', json.dumps(FLOW).replace('\\"', '"')):
        assert name in NODES


# Make

BLUEPRINT = json.loads((RECIPES / "make/blueprint.json").read_text())
MODULES = {module["id"]: module for module in BLUEPRINT["flow"]}
ROUTES = [route["flow"][0] for route in MODULES[5]["routes"]]


def look_up(bundles: dict[int, Any], path: str) -> Any:
    """Return the value of a path of Make, such as 4.data.results[1].id: lists begin at 1."""
    number, *names = re.findall(r"\w+", path)
    value = bundles[int(number)]
    for name in names:
        if isinstance(value, list):
            value = value[int(name) - 1] if int(name) <= len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def evaluate(bundles: dict[int, Any], text: str) -> str:
    """Replace the expressions of a template that the recipe uses."""

    def replace(match: re.Match[str]) -> str:
        expression = match[1].strip()
        if default := re.fullmatch(r"ifempty\(([^;]+); (\w+)\)( \+ \d+)?", expression):
            value = look_up(bundles, default[1])
            number = int(default[2]) if value in (None, "") else value
            return str(number + int((default[3] or "+0").replace(" ", "").strip("+")))
        if chosen := re.fullmatch(
            r'get\(map\(([^;]+); "(\w+)"; "(\w+)"; "(\w+)"\); 1\)', expression
        ):
            entries = look_up(bundles, chosen[1]) or []
            found = [e[chosen[2]] for e in entries if str(e[chosen[3]]).lower() == chosen[4]]
            return str(found[0]) if found else ""
        value = look_up(bundles, expression)
        return "" if value is None else str(value)

    return re.sub(r"\{\{(.+?)\}\}", replace, text)


TESTS: dict[str, Callable[[str, str], bool]] = {
    "text:pattern": lambda a, b: bool(re.fullmatch(b, a)),
    "text:notequal:ci": lambda a, b: a.lower() != b.lower(),
    "number:less": lambda a, b: float(a) < float(b),
    "number:lessorequal": lambda a, b: float(a) <= float(b),
    "number:greaterorequal": lambda a, b: float(a) >= float(b),
    "number:equal": lambda a, b: float(a) == float(b),
    "number:notequal": lambda a, b: float(a) != float(b),
    "exist": lambda a, _: bool(a),
    "notexist": lambda a, _: not a,
}


def passes(module: Any, bundles: dict[int, Any]) -> bool:
    """Return whether a filter passes: one of its groups has only conditions that hold."""
    return any(
        all(TESTS[row["o"]](evaluate(bundles, row["a"]), row["b"]) for row in group)
        for group in module["filter"]["conditions"]
    )


def outcome_of_scenario(status: int, data: Any) -> tuple[str, Any]:
    """Return the response to a status and body of the API; exactly one route takes it."""
    bundles = {4: {"statusCode": status, "data": data}}
    [route] = [route for route in ROUTES if passes(route, bundles)]
    mapper = route["mapper"]
    return mapper["status"], json.loads(evaluate(bundles, mapper["body"]))


def test_scenario_sends_and_maps_a_contact(server: Server) -> None:
    request = MODULES[4]["mapper"]
    assert (request["method"], request["url"]) == ("post", URL)
    assert request["headers"] == [{"name": "api_key", "value": ""}]
    response = post(server, evaluate({1: {"email": ADA["email"]}}, request["data"]))
    assert response.status_code == 200
    status, got = outcome_of_scenario(response.status_code, response.json())
    fields = expected_fields(response.json()["results"][0])
    assert (status, got.pop("credits")) == ("200", response.json()["billing"]["creditsCharged"])
    assert got == {name: fields[name] for name in got}
    assert len(got) == 7


@pytest.mark.parametrize(
    ("contact", "is_sent"),
    [
        ({"email": "a@b.example"}, True),
        ({"email": "a@b.example", "opted_out": "TRUE"}, False),
        ({"email": ""}, False),
        ({}, False),
        ({"email": 'a"@b.example'}, False),  # it would end the text of the request
        ({"email": "a\\@b.example"}, False),
    ],
)
def test_scenario_sends_only_emails(contact: dict[str, str], *, is_sent: bool) -> None:
    assert passes(MODULES[2], {1: contact}) is is_sent


def test_scenario_stops_at_the_budget_of_the_day() -> None:
    for stored, is_sent, after in ((None, True, "7"), (493, True, "500"), (494, False, "501")):
        bundles = {2: {"credits": stored}}
        assert passes(MODULES[3], bundles) is is_sent
        assert evaluate(bundles, MODULES[3]["mapper"]["data"]["credits"]) == after
    # The counter is written before the request.
    assert [module["id"] for module in BLUEPRINT["flow"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("status", [*RETRIED, *STOPPED, *SKIPPED])
def test_scenario_maps_each_error(status: int) -> None:
    code, got = outcome_of_scenario(status, {"message": "any"})
    expected = ("200", "failed")
    if status in RETRIED:
        expected = ("503", "retry_later")
    elif status in STOPPED:
        expected = ("502", "stopped")
    assert (code, got["status"]) == expected


def test_scenario_has_the_outcomes_of_the_api(server: Server) -> None:
    for contact, code in ((UNKNOWN, "NOT_FOUND"), (RESTRICTED, "COMPLIANCE_RESTRICTED")):
        response = post(server, json.dumps({"contacts": [contact], "reveal": REVEAL}))
        got = outcome_of_scenario(response.status_code, response.json())
        assert got == ("200", {"status": "not_found", "reason": code})
    assert outcome_of_scenario(200, {"results": []})[1]["status"] == "not_found"


# Workato


def workato(url: str, *contacts: dict[str, Any], key: str = KEY) -> Any:
    if shutil.which("ruby") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs ruby")
        pytest.skip("needs ruby")
    lines = "\n".join(
        json.dumps({"credits_today": 0, "credits_per_day": 500, **contact}) for contact in contacts
    )
    connector = str(RECIPES / "workato/connector.rb")
    command = ["ruby", str(HERE / "run_connector.rb"), url, connector, key]
    got = subprocess.run(command, input=lines, check=False, capture_output=True, text=True,
                         cwd=ROOT)  # fmt: skip
    assert got.returncode == 0, got.stderr
    return json.loads(got.stdout)


def test_connector_looks_up_contacts(server: Server) -> None:
    got = workato(
        server.url,
        CONTACT,
        UNKNOWN,
        RESTRICTED,
        {**CONTACT, "opted_out": True},
        {"first_name": "Ada"},
        {**CONTACT, "credits_today": 494},
        {**CONTACT, "credits_today": "493"},
    )
    found, *others = got["results"]
    body = post(server, json.dumps({"contacts": [ADA], "reveal": REVEAL})).json()
    expected = expected_fields(body["results"][0])
    assert {**found, "credits": None} == {**expected, "credits": None}
    assert [each["status"] for each in others] == [
        "not_found", "restricted", "opted_out", "no_identifier", "over_limit", "enriched",
    ]  # fmt: skip
    assert set(found) == set(got["outputs"])
    # The test of the connection is free.
    assert "pricing" in got["test"]


@pytest.mark.parametrize(
    ("name", "key", "message"),
    [
        ("ratelimit", KEY, "429: "),
        ("broken", KEY, "500: "),
        ("html", KEY, "502: "),
        ("nomatch", "sandbox-revoked", "401: The key isn't valid. Check the connection."),
        ("nomatch", "sandbox-broke", "402: The account is out of credits."),
        ("nomatch", "sandbox-inactive", "403: The plan or the scopes"),
    ],
)
def test_connector_reports_errors(server: Server, name: str, key: str, message: str) -> None:
    [got] = workato(server.url, {"email": f"{name}@magic.example"}, key=key)["results"]
    assert got["error"].startswith(message)


def test_readmes_name_every_status() -> None:
    for name in ("zapier", "workato"):
        text = " ".join((RECIPES / name / "README.md").read_text().split())
        stopped, skipped, retried = (", ".join(map(str, group))
                                     for group in (STOPPED, SKIPPED, (429, 499)))  # fmt: skip
        assert f"Errors: {stopped}: fix the key, credits or plan, then" in text
        assert f"{skipped}: the contact stays as it is." in text
        assert f"{retried}, 5xx: " in text
    for name in ("n8n", "make"):
        text = " ".join((RECIPES / name / "README.md").read_text().split())
        stopped = ", ".join(map(str, STOPPED))
        assert f"Errors: {stopped}: answered with 502, status stopped." in text
        assert "429, 499, 5xx: answered with 503, status retry_later." in text
