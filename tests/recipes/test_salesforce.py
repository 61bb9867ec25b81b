"""The recipe salesforce: its Apex parsed, its metadata converted, its requests sent."""

import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.recipes.apex_to_java import run_tests
from tests.recipes.crm_files import (
    ENDPOINT,
    LEAD,
    SALESFORCE,
    UNKNOWN,
    generated,
    look_up,
    mapping,
    shaped,
)
from tests.recipes.npm import install, run_node
from tests.recipes.test_schedules import run_in_shell
from tests.support.cli import Server
from tests.support.crm import FIELDS
from tests.support.sandbox_http import send_request

HERE = Path(__file__).parent
README = SALESFORCE.parents[2] / "README.md"
NAMESPACE = "{http://soap.sforce.com/2006/04/metadata}"
APEX = sorted([*SALESFORCE.rglob("*.cls"), *SALESFORCE.rglob("*.trigger")])
XML = sorted(SALESFORCE.rglob("*-meta.xml"))
CASES = json.loads((SALESFORCE / "staticresources/LushaTestCases.resource").read_text())
# Sources of the shape that the response of the endpoint lacks.
MISSING_SOURCES = {f"company_{name}" for name in (
    "website", "sub_industry", "employees", "size", "revenue", "description")}  # fmt: skip
# Words that Apex doesn't accept as names, from its reference.
RESERVED = set(
    "abstract activate and any array as asc autonomous begin bigdecimal blob boolean break bulk by"
    " byte case cast catch char class collect commit const continue currency date datetime decimal"
    " default delete desc do double else end enum exception exit export extends false final finally"
    " float for from global goto group having hint if implements import in inner insert instanceof"
    " int integer interface into join like limit list long loop map merge new not null nulls number"
    " object of on or outer override package parallel pragma private protected public retrieve"
    " return rollback select set short sobject sort static string super switch synchronized system"
    " testmethod then this throw time today tolabel tomorrow transaction trigger true try undelete"
    " update upsert using virtual void webservice when where while yesterday".split()
)


def test_generated_files_follow_the_shapes() -> None:
    for path, text in generated().items():
        assert path.read_text(encoding="utf-8") == text, "Run: python -m tests.recipes.crm_files"


@pytest.fixture(scope="module")
def apex(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the names, literals and errors in each Apex file, from a parser."""
    folder = tmp_path_factory.mktemp("apex")
    install(folder, {"@apexdevtools/apex-parser": "5.2.0"})
    found: list[dict[str, Any]] = run_node(folder, HERE / "read_apex.cjs", *map(str, APEX))
    return found


@pytest.mark.slow
def test_apex_is_valid(
    apex: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert {item["file"]: item["errors"] for item in apex} == {path.name: [] for path in APEX}
    for item in apex:
        names = {*item["classes"], *item["methods"], *item["variables"]}
        assert not {name.lower() for name in names} & RESERVED, item["file"]
        # A trigger declares no class, and starts with its name.
        outer = item["classes"][0] if item["classes"] else item["tokens"][1]
        assert item["file"].partition(".")[0] == outer
    broken = tmp_path_factory.mktemp("broken") / "Broken.cls"
    broken.write_text("public class Broken { void run() { Integer i = ; } ")
    folder = install(broken.parent, {"@apexdevtools/apex-parser": "5.2.0"})
    assert run_node(folder, HERE / "read_apex.cjs", str(broken))[0]["errors"]


@pytest.mark.slow
def test_apex_calls_and_fields_exist(apex: list[dict[str, Any]]) -> None:
    methods = {item["classes"][0]: {*item["methods"], *item["variables"]}
               for item in apex if item["classes"]}  # fmt: skip
    calls = [re.match(r"(Lusha[A-Za-z]+)\.(\w+)", call) for item in apex for call in item["calls"]]
    found = {(call[1], call[2]) for call in calls if call}
    assert len(found) > 10
    assert [pair for pair in found if pair[1] not in methods[pair[0]]] == []
    custom = {path.name.partition(".")[0] for path in SALESFORCE.rglob("*__c.field-meta.xml")}
    objects = {path.name for path in (SALESFORCE / "objects").iterdir()}
    used = {token for item in apex for token in item["tokens"] if token.endswith("__c")}
    assert used == custom | {name for name in objects if name.endswith("__c")}


def test_apex_reads_keys_of_the_response(server: Server) -> None:
    body = {"contacts": [{"clientReferenceId": "x", "email": LEAD["Email"]}, UNKNOWN]}
    response = send_request(server.url, "POST", ENDPOINT, body=body).body
    keys = set(re.findall(r'"(\w+)":', json.dumps(response)))
    text = "".join(
        (SALESFORCE / "classes" / name).read_text()
        for name in ("LushaLeadMapper.cls", "LushaLookup.cls")
    )
    read = set(
        re.findall(r"(?:result|response|company|location|entry|error|'\w+'\)), '(\w+)'", text)
    ) - {"map"}
    read |= set(re.findall(r"\.get\('(creditsCharged)'\)", text))
    assert len(read) > 15
    assert read <= keys
    codes = set(re.findall(r"'([A-Z_]+)' => '", text))
    assert codes == {"NOT_FOUND", "COMPLIANCE_RESTRICTED"}
    sources = set(re.findall(r"when '(\w+)'", text)) - {"email", "url", "phone"} | MISSING_SOURCES
    assert sources == {source for row in mapping("salesforce-lead") for source in row["sources"]}


# Changes of the code, and a test that each must fail.
MUTANTS = (
    ("Mapper", "text(entry, 'doNotCall') == 'true' ||", "", "mapsResultsLikeTheShape"),
    ("Mapper", "value != null && !LushaRequest.hasValue((String) current.get(field))",
     "value != null", "fillsEmptyFieldsOnly"),
    ("Mapper", "kind == 'private' ? 2 : 1", "1", "mapsResultsLikeTheShape"),
    ("Credits", "worstCase(affordable, revealPhones) > left", "false", "keepsTheLimitOfTheDay"),
    ("Credits", "add(settings, charged - reserved);", "", "fillsEmptyFieldsOnly"),
    ("Request", "lead.DoNotCall != true", "true", "skipsLeadsThatMustNotBeSent"),
    ("Lookup", "attempt <= DELAYS.size()", "false", "retriesAfterARateLimit"),
    ("Lookup", "LEADS_PER_REQUEST = 100", "LEADS_PER_REQUEST = 200", "sendsTwoHundredLeads"),
    ("Lookup", "refused.addAll(LIMITED_FIELDS);", "", "writesTheOtherFieldsIfAValueIsRefused"),
)  # fmt: skip


@pytest.fixture
def java(tmp_path: Path) -> Path:
    """Return a folder for Java classes."""
    if shutil.which("javac") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs javac")
        pytest.skip("needs javac")
    return tmp_path / "java"


@pytest.fixture
def resources(tmp_path: Path, server: Server) -> Path:
    """Return a folder of the static resources, with people of the sandbox as further cases."""
    emails = [{"email": person["email"]} for person in sample_people(limit=100)]
    people = look_up(server.url, *emails)
    cases = [{"result": result, "fields": shaped("salesforce-lead", result)} for result in people]
    folder = tmp_path / "resources"
    shutil.copytree(SALESFORCE / "staticresources", folder)
    content = json.dumps({**CASES, "cases": CASES["cases"] + cases})
    (folder / "LushaTestCases.resource").write_text(content)
    return folder


@pytest.mark.slow
def test_apex_tests_pass_in_java(resources: Path, java: Path) -> None:
    outcomes = run_tests(SALESFORCE / "classes", resources, java)
    text = (SALESFORCE / "classes" / "LushaEnrichmentTest.cls").read_text()
    assert set(outcomes) == set(re.findall(r"static void (\w+)\(\) \{", text))
    assert {name: outcome for name, outcome in outcomes.items() if outcome != "passed"} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "old", "new", "test"), MUTANTS)
def test_apex_tests_detect_mistakes(
    tmp_path: Path, java: Path, name: str, old: str, new: str, test: str
) -> None:
    classes = tmp_path / "classes"
    shutil.copytree(SALESFORCE / "classes", classes)
    (path,) = classes.glob(f"Lusha*{name}.cls")
    code = path.read_text()
    assert code.count(old) == 1
    path.write_text(code.replace(old, new))
    outcomes = run_tests(classes, SALESFORCE / "staticresources", java)
    assert [name for name, outcome in outcomes.items()
            if outcome != "passed" and name.startswith(test)]  # fmt: skip


def test_sandbox_accepts_the_requests(server: Server) -> None:
    request = CASES["request"]
    response = send_request(server.url, "POST", ENDPOINT, body=request)
    assert response.status == 200
    assert set(response.body["results"][0]) == set(CASES["found"])
    assert response.body["billing"]["creditsCharged"] > 0
    # As many leads as the code puts into one request.
    lookup = (SALESFORCE / "classes" / "LushaLookup.cls").read_text()
    size = int(re.findall(r"LEADS_PER_REQUEST = (\d+);", lookup)[0])
    contacts = [{**CASES["request"]["contacts"][0], "clientReferenceId": f"00Q{n:015}"}
                for n in range(size)]  # fmt: skip
    results = look_up(server.url, *contacts)
    assert [item["clientReferenceId"] for item in results] == [
        item["clientReferenceId"] for item in contacts
    ]
    too_many = {**request, "contacts": [*contacts, contacts[0]]}
    assert send_request(server.url, "POST", ENDPOINT, body=too_many).status == 400
    literals = (SALESFORCE / "classes" / "LushaRequest.cls").read_text()
    keys = {"clientReferenceId", *request["contacts"][0], *request, *request["reveal"]}
    assert keys <= set(re.findall(r"'(\w+)'", literals))


def test_mapped_fields_are_fields_of_leads() -> None:
    rows = mapping("salesforce-lead")
    names = {row["name"] for row in rows if set(row["sources"]) - MISSING_SOURCES}
    query = re.search(r"SELECT (.+?)\s+FROM Lead\s", (
        SALESFORCE / "classes" / "LushaLookup.cls").read_text(), re.DOTALL)  # fmt: skip
    assert query is not None
    assert names <= set(FIELDS["salesforce-lead"])
    assert names <= set(re.findall(r"\w+", query[1]))


def test_each_file_has_its_metadata() -> None:
    resources = sorted(SALESFORCE.rglob("*.resource"))
    for path in (*APEX, *resources):
        assert path.with_name(f"{path.name}-meta.xml") in XML
    types = {re.sub(r".*\.(\w+)-meta\.xml", r"\1", path.name): ET.parse(path).getroot().tag
             for path in XML}  # fmt: skip
    assert {key: tag.removeprefix(NAMESPACE) for key, tag in types.items()} == {
        "cls": "ApexClass",
        "trigger": "ApexTrigger",
        "resource": "StaticResource",
        "namedCredential": "NamedCredential",
        "externalCredential": "ExternalCredential",
        "permissionset": "PermissionSet",
        "flow": "Flow",
        "field": "CustomField",
        "object": "CustomObject",
    }
    names = {path: ET.parse(path).getroot().findtext(f"{NAMESPACE}fullName") for path in XML
             if path.name.endswith(".field-meta.xml")}  # fmt: skip
    assert all(path.name == f"{name}.field-meta.xml" for path, name in names.items())
    flow = (SALESFORCE / "flows/Lusha_Enrich_Waiting_Leads.flow-meta.xml").read_text()
    assert "<actionName>LushaEnrichLeads</actionName>" in flow
    statuses = (SALESFORCE / "objects/Lead/fields/LushaStatus__c.field-meta.xml").read_text()
    code = "".join(path.read_text() for path in APEX)
    for value in re.findall(r"<fullName>([A-Z][a-z ]+[A-Za-z]*)</fullName>", statuses):
        assert f"'{value}'" in code


def test_key_is_only_in_the_external_credential() -> None:
    credential = (SALESFORCE / "externalCredentials/Lusha.externalCredential-meta.xml").read_text()
    assert "<parameterValue>{!$Credential.Lusha.ApiKey}</parameterValue>" in credential
    code = "".join(path.read_text() for path in APEX)
    assert "api_key" not in code
    assert set(re.findall(r"'(callout:[^']+|https?://[^'/]+[^']*)'", code)) == {
        f"callout:Lusha{ENDPOINT}"
    }


def fields_of(types: str, name: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name, type and whether it is required of each field of a metadata type."""
    found = re.search(rf"^export type {name} = (?:(\w+) & )?\{{\n(.*?)^\}};", types, re.M | re.S)
    assert found is not None, name
    if found[1]:
        yield from fields_of(types, found[1])
    for field, optional, kind in re.findall(r"^    (\w+)(\??): (.+?);$", found[2], re.M):
        yield field, kind, not optional and not kind.endswith("[]")


def mistakes(types: str, element: ET.Element, kind: str, place: str) -> Iterator[str]:
    """Yield where an element doesn't fit its type in Salesforce's own list."""
    kind = kind.removesuffix("[]")
    enum = re.search(rf"^export type {kind} = ('.+);$", types, re.M)
    if enum:
        if element.text not in re.findall(r"'([^']*)'", enum[1]):
            yield f"{place}: {element.text!r}"
    elif kind in ("string", "number", "boolean", "Date"):
        pattern = {"number": r"[\d.]+", "boolean": "true|false"}.get(kind, r"(?s).*")
        if len(element) or not re.fullmatch(pattern, element.text or ""):
            yield f"{place}: not a {kind}"
    else:
        fields = {name: (of, required) for name, of, required in fields_of(types, kind)}
        tags = [child.tag.removeprefix(NAMESPACE) for child in element]
        for child, tag in zip(element, tags, strict=True):
            if tag not in fields:
                yield f"{place}: unknown element {tag}"
                continue
            if tags.count(tag) > 1 and not fields[tag][0].endswith("[]"):
                yield f"{place}: {tag} repeated"
            yield from mistakes(types, child, fields[tag][0], f"{place}/{tag}")


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the types of Salesforce's metadata as TypeScript."""
    folder = install(tmp_path_factory.mktemp("types"), {"@salesforce/types": "1.9.0"})
    return (folder / "node_modules/@salesforce/types/lib/metadata.d.ts").read_text()


@pytest.mark.slow
def test_metadata_has_known_elements(types: str) -> None:
    found = [
        mistake
        for path in XML
        for root in [ET.parse(path).getroot()]
        for mistake in mistakes(types, root, root.tag.removeprefix(NAMESPACE), path.name)
    ]
    assert found == []
    wrong = ET.fromstring(
        f'<Flow xmlns="{NAMESPACE[1:-1]}"><status>Running</status><sleep>1</sleep></Flow>'
    )
    assert len(list(mistakes(types, wrong, "Flow", ""))) == 2


@pytest.mark.slow
def test_project_can_be_deployed(tmp_path: Path) -> None:
    # Newer releases of undici need a newer Node than Debian's.
    packages = {"@salesforce/source-deploy-retrieve": "12.37.2"}
    folder = install(tmp_path / "sf", packages, overrides={"undici": "6"})
    output = tmp_path / "package"
    components = run_node(
        folder, HERE / "convert_source.cjs", str(SALESFORCE.parents[1]), str(output)
    )
    assert {name.partition(":")[0] for name in components} >= {
        "ApexClass", "ApexTrigger", "CustomField", "CustomObject", "ExternalCredential", "Flow",
        "NamedCredential", "PermissionSet", "StaticResource",
    }  # fmt: skip
    package = (output / "package.xml").read_text()
    for path in XML:
        assert f"{path.name.partition('.')[0]}</members>" in package, path.name
    settings = (output / "objects" / "Lusha_Settings__c.object").read_text()
    assert settings.count("<fields>") == 6


@pytest.mark.slow
def test_readme_line_writes_a_file_for_the_import(
    tmp_path: Path, shell_env: dict[str, str]
) -> None:
    command = re.search(r"^lusha person bulk .+$", README.read_text(), re.MULTILINE)
    assert command is not None
    run_in_shell(command[0], tmp_path / "work", shell_env)
    header, lead = (tmp_path / "work" / "new-leads.csv").read_text().splitlines()
    assert header.split(",") == [row["name"] for row in mapping("salesforce-lead")]
    assert "Byrne" in lead
