"""Generate the files of the recipes for CRMs that follow from the built-in shapes.

Run: python -m tests.recipes.crm_files
"""

import copy
import json
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from lusha_cli.models import read_person
from lusha_cli.sandbox.app import Options, Sandbox
from lusha_cli.sandbox.server import make_server
from lusha_cli.shapes.catalog import load_shape, shape_text
from lusha_cli.shapes.shaper import Shaper
from tests.support.cli import FakeClock
from tests.support.paths import PACKAGE
from tests.support.sandbox_http import send_request

RECIPES = PACKAGE / "recipes"
SALESFORCE = RECIPES / "salesforce" / "force-app" / "main" / "default"
HUBSPOT = RECIPES / "hubspot"
ENDPOINT = "/v3/contacts/search-and-enrich"
REVEAL = ["emails", "phones"]
# A lead, the identifiers that are sent for it, and an unknown and a restricted person.
LEAD = {
    "FirstName": "Ada",
    "LastName": "Byrne",
    "Company": "Analytical Engines",
    "Email": "ada.byrne@analytical-engines.example",
    "Website": "https://www.analytical-engines.example/about",
}
ADA = {
    "email": LEAD["Email"],
    "firstName": LEAD["FirstName"],
    "lastName": LEAD["LastName"],
    "companyName": LEAD["Company"],
    "companyDomain": "analytical-engines.example",
}
# The keys of a result that salesforce-lead reads.
_MAPPED_KEYS = ("firstName", "lastName", "fullName", "jobTitle", "emails", "phones", "company",
                "location")  # fmt: skip
UNKNOWN, RESTRICTED = {"email": "nobody@magic.example"}, {"email": "gdpr@magic.example"}


def mapping(shape: str) -> list[dict[str, Any]]:
    """Return the properties of a shape as the code of the recipes reads them."""
    rows = []
    for item in yaml.safe_load(shape_text(shape))["properties"]:
        source = item.get("source", [])
        row: dict[str, Any] = {
            "name": item["name"],
            "sources": [source] if isinstance(source, str) else source,
            "kind": item.get("kind", "text"),
            "maxLength": item["max_length"],
        }
        if "picklist" in item:
            picklist = item["picklist"]
            row["picklist"] = {
                "values": picklist.get("values", []),
                "map": picklist.get("map", {}),
            }
        rows.append(row)
    return rows


def shaped(shape: str, result: dict[str, Any]) -> dict[str, Any]:
    """Return the properties that a shape has for a result, without defaults and empty ones."""
    built_in = load_shape(shape)
    plain = built_in._replace(
        properties=tuple(
            item._replace(default="", is_required=False) for item in built_in.properties
        )
    )
    cells = Shaper(plain).shape_record(read_person(result)).cells or {}
    return {name: cell for name, cell in cells.items() if cell != ""}


def variants(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a result, and the same with data that is rare or wrong."""

    def changed(**changes: Any) -> dict[str, Any]:
        return {**copy.deepcopy(result), **changes}

    def at(country: str) -> dict[str, Any]:
        return changed(location={**result["location"], "country": country})

    def titled(title: str, seniority: str = "Director") -> dict[str, Any]:
        return changed(jobTitle={"title": title, "departments": [], "seniority": seniority})

    def called(*phones: tuple[str, str, bool]) -> dict[str, Any]:
        return changed(
            phones=[{"number": n, "type": kind, "doNotCall": dnc} for n, kind, dnc in phones]
        )

    def emailed(*emails: tuple[str, str]) -> dict[str, Any]:
        return changed(emails=[{"email": email, "type": kind} for email, kind in emails])

    yield result
    yield at("South Korea")
    yield at("the netherlands")
    yield at("Türkiye")
    yield titled("=HYPERLINK(1)")
    yield titled("  Head\tof\n Sales \u0000", "Non-Manager")
    yield titled("Vice President, Sales & Marketing " + "x" * 200, "Other")
    yield titled("Café, Ωmega 工程师", "c suite")
    yield changed(firstName="", lastName="", fullName="Zanele van der Moreau")
    yield changed(firstName="", lastName="", fullName="Zanele")
    yield changed(company={"id": "1", "domain": "https://www.orchard.example/x"})
    for industry in ("Food and Beverages", "Software Development", "Basket Weaving", "BANKING"):
        yield changed(company={**result["company"], "industry": industry})
    yield emailed(("me@home.example", "private"), ("x@y.example", ""), ("a@b.example", "work"))
    yield emailed(("me@home.example", "private"), ("x@y.example", "unknown"))
    yield emailed(("not an email", "work"), ("me@home.example", "private"))
    yield called(("+1 555-0101", "mobile", True), ("+1 555-0102", "direct", False))
    yield called(("+1 555-0101", "mobile", False), ("(1) 5550101", "direct", True))
    yield called(("+1 555-0103", "work", False), ("+1 555-0104", "unknown", False))
    yield called(("call me", "mobile", False), ("+1 555-0105 ext. 7", "mobile", False))
    yield called(("+1 555-0106", "direct", True))
    yield changed(emails=[], phones=[], socialLinks={})
    minimal = {"id": "7", "firstName": "Kim", "lastName": "O'Hara"}
    yield minimal


@contextmanager
def sandbox_url() -> Iterator[str]:
    """Serve a sandbox over HTTP, at a fixed time."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(Path(folder) / "sandbox.db", clock=FakeClock(), options=Options())
        server = make_server(sandbox, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            sandbox.close()


def look_up(url: str, *contacts: dict[str, Any]) -> list[Any]:
    """Return the results of the sandbox for contacts."""
    body = {"contacts": list(contacts), "reveal": REVEAL}
    response = send_request(url, "POST", ENDPOINT, body=body)
    assert response.status == 200, response.body
    results: list[Any] = response.body["results"]
    return results


def test_cases() -> dict[str, Any]:
    """Return the fixtures of the Apex test class."""
    with sandbox_url() as url:
        found, missing, restricted = look_up(url, ADA, UNKNOWN, RESTRICTED)
    return {
        "requestLead": LEAD,
        "request": {"contacts": [ADA], "reveal": REVEAL},
        "found": found,
        "foundFields": shaped("salesforce-lead", found),
        "notFound": missing,
        "restricted": restricted,
        "cases": [
            {"result": result, "fields": shaped("salesforce-lead", result)}
            for result in variants({key: found[key] for key in _MAPPED_KEYS})
        ],
    }


def output_rows() -> list[dict[str, Any]]:
    """Return the outputs of the HubSpot action, with the property that each is copied to."""
    own = json.loads((HUBSPOT / "properties.json").read_text(encoding="utf-8"))["inputs"]
    types = {"number": "number", "datetime": "datetime", "bool": "boolean"}
    return [
        *(
            {"output": row["name"], "type": "string", "property": row["name"],
             "sources": row["sources"]}
            for row in mapping("hubspot-contact")
        ),
        *(
            {"output": item["name"], "type": types.get(item["type"], "string"),
             "property": item["name"], "sources": []}
            for item in own
        ),
    ]  # fmt: skip


def action_with_mapping() -> str:
    """Return the code of the HubSpot action with the mapping of the shape."""
    rows = [json.dumps(row, ensure_ascii=False) for row in mapping("hubspot-contact")]
    text = "const MAPPING = [\n" + "".join(f"  {row},\n" for row in rows) + "];\n"
    code = (HUBSPOT / "action.js").read_text(encoding="utf-8")
    return re.sub(r"const MAPPING = \[.*?\];\n", lambda _: text, code, count=1, flags=re.DOTALL)


def generated() -> dict[Path, str]:
    """Return the text of each generated file."""

    def lines(value: list[Any]) -> str:
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
        return f"[\n{rows}\n]\n"

    fixtures = test_cases()
    texts = {name: lines(value).rstrip() if isinstance(value, list) else json.dumps(value)
             for name, value in fixtures.items()}  # fmt: skip
    cases = "{\n" + ",\n".join(f'"{name}": {text}' for name, text in texts.items()) + "\n}\n"
    resources = SALESFORCE / "staticresources"
    return {
        resources / "LushaLeadMapping.resource": lines(mapping("salesforce-lead")),
        resources / "LushaTestCases.resource": cases,
        HUBSPOT / "mapping.json": lines(output_rows()),
        HUBSPOT / "action.js": action_with_mapping(),
    }


if __name__ == "__main__":
    for path, content in generated().items():
        path.write_text(content, encoding="utf-8")
