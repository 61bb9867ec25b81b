"""The recipe hubspot: its code in Node against the sandbox, and its files."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.recipes.crm_files import (
    ADA,
    ENDPOINT,
    HUBSPOT,
    REVEAL,
    look_up,
    mapping,
    output_rows,
    shaped,
    variants,
)
from tests.recipes.npm import install, run_node
from tests.support.cli import KEY, Server
from tests.support.crm import violations
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

SCRIPT = Path(__file__).with_name("run_action.cjs")
TOKEN = "hubspot-token-of-a-test-0001"
SECRETS = {"LUSHA_API_KEY": KEY, "HUBSPOT_TOKEN": TOKEN}
PROPERTIES = [row["name"] for row in mapping("hubspot-contact")]
# Types of HubSpot's properties API, and the field types of each.
FIELD_TYPES = {
    "string": {"text", "textarea", "phonenumber"},
    "number": {"number"},
    "datetime": {"date"},
    "enumeration": {"select", "radio", "checkbox"},
    "bool": {"booleancheckbox"},
}
Run = Callable[..., list[dict[str, Any]]]


def respond(*responses: tuple[int, Any]) -> ScriptedServer:
    """Start a server that sends these statuses and bodies in turn, and repeats the last one."""
    headers = {"Content-Type": "application/json"}
    script = [ScriptedResponse(status, json.dumps(body).encode(), headers)
              for status, body in responses]  # fmt: skip
    return ScriptedServer(script)


def close(server: ScriptedServer) -> None:
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the one library of HubSpot that the action uses."""
    folder = install(tmp_path_factory.mktemp("hubspot"), {"axios": "1.21.1"})
    shutil.copy(HUBSPOT / "action.js", folder)
    return folder


@pytest.fixture
def hubspot() -> Iterator[ScriptedServer]:
    """Start a HubSpot with a contact that was enriched today."""
    server = respond((200, {"total": 1}))
    yield server
    close(server)


@pytest.fixture
def run(installed: Path, hubspot: ScriptedServer) -> Run:
    """Return a function that runs the action for contacts and returns what it outputs."""

    def start(
        url: str, *contacts: dict[str, Any], env: dict[str, str] | None = None
    ) -> list[dict[str, Any]]:
        hosts = {"api.lusha.com": url, "api.hubapi.com": f"http://127.0.0.1:{hubspot.port}"}
        lines = [json.dumps({"env": SECRETS | (env or {}), "inputFields": item})
                 for item in contacts]  # fmt: skip
        found: list[dict[str, Any]] = run_node(
            installed, SCRIPT, json.dumps(hosts), stdin="\n".join(lines)
        )
        return found

    return start


def properties_of(got: dict[str, Any]) -> dict[str, Any]:
    """Return the outputs that are copied to properties of the shape."""
    return {name: got["outputFields"][name] for name in PROPERTIES if name in got["outputFields"]}


@pytest.mark.slow
def test_outputs_the_properties_of_the_shape(run: Run, server: Server) -> None:
    emails = [person["email"] for person in sample_people(limit=60)]
    results, got, marked = [], [], 0
    for start in range(0, len(emails), 20):
        contacts = [{"email": email} for email in emails[start : start + 20]]
        results += look_up(server.url, *contacts)
        got += run(server.url, *contacts)
        server.clock.time += 60  # within the rate limit
    for result, output, email in zip(results, got, emails, strict=True):
        blocked = [phone["number"] for phone in result["phones"] if phone["doNotCall"]]
        marked += len(blocked)
        # The email of the contact stays.
        expected = shaped("hubspot-contact", result) | {"email": email}
        assert properties_of(output) == expected
        assert not list(violations("hubspot-contact", expected, blocked))
        assert output["outputFields"]["lusha_has_do_not_call"] is bool(blocked)
        assert output["outputFields"]["lusha_status"] == "enriched"
        assert output["outputFields"]["lusha_person_id"] == result["id"]
    assert marked > 3


@pytest.mark.slow
def test_maps_rare_values_like_the_shape(run: Run, server: Server) -> None:
    results = list(variants(look_up(server.url, ADA)[0]))
    lusha = respond(*((200, {"results": [result], "billing": {"creditsCharged": 7}})
                      for result in results))  # fmt: skip
    # A contact without an email shows which one is output.
    got = run(f"http://127.0.0.1:{lusha.port}",
              *({"hs_linkedin_url": "https://www.linkedin.com/in/x"} for _ in results))  # fmt: skip
    close(lusha)
    for result, output in zip(results, got, strict=True):
        expected = shaped("hubspot-contact", result)
        expected["hs_linkedin_url"] = "https://www.linkedin.com/in/x"
        assert properties_of(output) == expected


@pytest.mark.slow
def test_changes_no_present_value(run: Run, server: Server) -> None:
    present = {name: f"present {name}" for name in PROPERTIES} | {"email": ADA["email"]}
    (full, part) = run(server.url, present, {"email": ADA["email"], "jobtitle": "Mathematician"})
    assert properties_of(full) == present
    assert part["outputFields"]["jobtitle"] == "Mathematician"
    assert part["outputFields"]["firstname"] == "Ada"
    assert full["outputFields"]["lusha_credits"] > 0


@pytest.mark.slow
def test_sends_only_contacts_that_may_be_looked_up(run: Run, hubspot: ScriptedServer) -> None:
    lusha = respond((200, {"results": []}))
    named = {"firstname": "Ada", "lastname": "Byrne", "website": "https://www.orchard.example/a"}
    got = run(
        f"http://127.0.0.1:{lusha.port}",
        {"email": ADA["email"], "hs_email_optout": "true", "city": "London"},
        {"firstname": "Ada", "lastname": "Byrne"},
        {},
        named,
    )
    close(lusha)
    statuses = [item["outputFields"]["lusha_status"] for item in got]
    assert statuses == ["opted_out", "no_identifier", "no_identifier", "not_found"]
    assert got[0]["outputFields"]["city"] == "London"
    contact = {"firstName": "Ada", "lastName": "Byrne", "companyDomain": "orchard.example"}
    assert lusha.bodies == [{"contacts": [contact], "reveal": REVEAL}]
    assert lusha.requests[0][:2] == ("POST", ENDPOINT)
    assert lusha.requests[0][2]["api_key"] == KEY
    assert hubspot.requests[0][2]["authorization"] == f"Bearer {TOKEN}"
    assert hubspot.requests[0][1] == "/crm/v3/objects/contacts/search"


@pytest.mark.slow
def test_stops_at_the_limit_of_the_day(run: Run, hubspot: ScriptedServer, server: Server) -> None:
    # 500 credits are enough for 71 contacts at up to 7.
    totals = [ScriptedResponse(200, json.dumps({"total": total}).encode()) for total in (70, 71)]
    hubspot.responses[:] = totals
    got = run(server.url, {"email": ADA["email"]}, {"email": ADA["email"]})
    statuses = [item["outputFields"]["lusha_status"] for item in got]
    assert statuses == ["enriched", "over_limit"]
    assert server.ledger()["totals"]["requests"] == 1


@pytest.mark.slow
def test_reports_scenarios_of_the_sandbox(run: Run, server: Server) -> None:
    names = ("nomatch", "gdpr", "ratelimit", "broken", "html")
    contacts = [{"email": f"{name}@magic.example"} for name in names]
    missing, restricted, *failures = run(server.url, *contacts)
    assert missing["outputFields"]["lusha_status"] == "not_found"
    assert restricted["outputFields"]["lusha_status"] == "restricted"
    # HubSpot runs the action again for errors of axios with these statuses.
    retried = [(item["error"]["isAxiosError"], item["error"]["status"]) for item in failures]
    assert retried == [(True, 429), (True, 500), (True, 502)]
    assert not [item for item in failures if KEY in item["error"]["text"]]
    (refused,) = run(server.url, contacts[0], env={"LUSHA_API_KEY": "sandbox-revoked"})
    assert refused["error"]["message"].startswith("Lusha: HTTP 401. The key isn't valid.")
    assert refused["error"]["isAxiosError"] is False


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Lusha: HTTP 400. property x should not exist"),
        (402, "Lusha: HTTP 402. The account is out of credits."),
        (403, "Lusha: HTTP 403. The plan"),
        (302, "Lusha: HTTP 302."),
    ],
)
def test_fails_without_a_retry(run: Run, status: int, message: str) -> None:
    lusha = respond((status, {"message": "property x should not exist"}))
    (got,) = run(f"http://127.0.0.1:{lusha.port}", {"email": ADA["email"]})
    close(lusha)
    assert got["error"]["message"].startswith(message)
    assert (got["error"]["isAxiosError"], len(lusha.bodies)) == (False, 1)
    assert KEY not in got["error"]["text"]


@pytest.mark.slow
def test_sends_nothing_without_secrets_or_the_count(run: Run, hubspot: ScriptedServer) -> None:
    lusha = respond((200, {"results": []}))
    url = f"http://127.0.0.1:{lusha.port}"
    contact = {"email": ADA["email"]}
    for name in SECRETS:
        (got,) = run(url, contact, env={name: ""})
        assert got["error"]["message"] == f"Add the secret {name} to the action."
    hubspot.responses[:] = [ScriptedResponse(429), ScriptedResponse(403)]
    limited, refused = run(url, contact, contact)
    close(lusha)
    assert (limited["error"]["isAxiosError"], limited["error"]["status"]) == (True, 429)
    assert refused["error"]["message"].startswith("HubSpot: HTTP 403.")
    assert TOKEN not in limited["error"]["text"] + refused["error"]["text"]
    assert lusha.bodies == []


def test_property_definitions_are_valid() -> None:
    code = (HUBSPOT / "action.js").read_text()
    inputs = json.loads((HUBSPOT / "properties.json").read_text())["inputs"]
    for item in inputs:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", item["name"])
        assert item["fieldType"] in FIELD_TYPES[item["type"]]
        assert item["groupName"] == "contactinformation"
        assert item["label"]
        values = [option["value"] for option in item.get("options", [])]
        assert bool(values) is (item["type"] in ("enumeration", "bool"))
        assert len(values) == len(set(values))
    statuses = {option["value"] for option in inputs[0]["options"]}
    written = set(re.findall(r'withStatus\(contact, "(\w+)"\)', code))
    written |= set(re.findall(r'"(not_found|restricted|failed|enriched)"', code))
    assert written == statuses
    assert {item["name"] for item in inputs} == set(re.findall(r"\b(lusha_\w+):", code))
    assert [row["property"] for row in output_rows()][: len(PROPERTIES)] == PROPERTIES


def test_sources_are_those_of_the_shape() -> None:
    code = (HUBSPOT / "action.js").read_text()
    read = set(re.findall(r'case "(\w+)":', code)) | {"company_website", "company_sub_industry"}
    assert read == {source for row in mapping("hubspot-contact") for source in row["sources"]}
    kinds = {row["kind"] for row in mapping("hubspot-contact")}
    assert kinds == {"text", "email", "phone", "url"}
