"""The commands that show a few people or companies as cards, and many as a table."""

import json
import re
from typing import Any, NamedTuple

import pytest

from lusha_cli.output.layouts.v3 import CONTACTS_LAYOUT, ENRICHED_COMPANIES_LAYOUT
from tests.support.cli import Lusha, StartScriptedServer
from tests.support.lines import check_line_widths
from tests.support.rendering import render_text
from tests.support.scripted_server import ScriptedResponse

PERSON: dict[str, Any] = {
    "fullName": "Ada Okafor",
    "jobTitle": {"title": "CTO", "seniority": "C-suite", "departments": ["Engineering"]},
    "location": {"city": "Dublin", "country": "Ireland", "isEuContact": True},
    "tags": [{"id": "t1", "name": "Warm lead"}],
    "emails": [
        {"email": "ada@contoso.example", "type": "work", "confidence": "A+",
         "updateDate": "2026-06-14T08:30:00Z", "dataSource": "waterfall"},
        {"email": "ada@home.example", "type": "private"},
    ],
    "phones": [{"number": "+1 212 555 0143", "type": "mobile", "doNotCall": True,
                "updateDate": "2026-06-14"}],
    "company": {"id": "77", "name": "Contoso", "domain": "www.contoso.example"},
    "previousEmployment": [
        {"jobTitle": {"title": "Engineer"}, "company": {"name": "Fabrikam"}},
        {"jobTitle": {"title": "Analyst"}, "company": {"name": "Northwind"}},
    ],
    "dataSource": "partner",
    "updateDate": "2026-06-15",
}  # fmt: skip
PERSON_LINES = (
    "Ada Okafor",
    "CTO at Contoso",
    "Email       ada@contoso.example  work · A+ · 2026-06-14 08:30 UTC · waterfall",
    "            ada@home.example     private",
    "Phone       +1 212 555 0143  DO NOT CALL  mobile · 2026-06-14",
    "Location    Dublin, Ireland  EU",
    "Role        C-suite · Engineering",
    "Before      Engineer at Fabrikam; Analyst at Northwind",
    "Tags        Warm lead",
    "Company     Contoso · contoso.example",
    "Updated     2026-06-15",
    "Source      partner",
)
COMPANY: dict[str, Any] = {
    "name": "Contoso",
    "domain": "www.contoso.example",
    "companyType": "Private company",
    "description": "Contoso builds robots.",
    "yearFounded": 2016,
    "employeeCount": {"exact": 12364, "min": 10001, "max": None},
    "industry": "Manufacturing",
    "subIndustry": "Robots",
    "sicCodes": [{"code": 3559, "description": "Machinery"}],
    "revenueRange": {"min": 10_000_000, "max": 50_000_000},
    "location": {"city": "Dublin", "country": "Ireland"},
    "linkedinFollowers": 64339,
    "directParent": {"name": "Fabrikam", "domain": "fabrikam.example", "hqCountry": "Ireland"},
    "ultimateParent": {"name": "Northwind"},
    "employeesByDepartment": [{"department": "Sales", "count": 1400}],
}
COMPANY_LINES = (
    "Contoso",
    "contoso.example · Private company",
    "Contoso builds robots.",
    "Industry         Manufacturing · Robots",
    "Size             12,364 employees · 10,001+",
    "Revenue          $10M-$50M",
    "Founded          2016",
    "HQ               Dublin, Ireland",
    "Parent           Fabrikam (fabrikam.example, Ireland)",
    "Ultimate parent  Northwind",
    "Followers        64,339",
    "SIC              3559 (Machinery)",
    "By department    Sales (1,400)",
)


class Case(NamedTuple):
    """A command, the body of its response with some records, and what a record is about."""

    command: str
    body: str
    is_about_people: bool = True

    def response(self, *records: Any) -> ScriptedResponse:
        """Return a response with the records, whose data is put where this operation has it."""
        body = json.loads(self.body)
        [member] = [key for key, value in body.items() if value in ([], {})] or [""]
        wrapped = [self._wrap(record) for record in records]
        if body.get(member) == []:
            body[member] = wrapped
        else:
            # The keys of V2's bulk responses are the ids that were sent.
            entries = {str(number): record for number, record in enumerate(wrapped, 1)}
            body = {**body, member: entries} if member else entries
        return ScriptedResponse(200, json.dumps(body).encode())

    def _wrap(self, record: Any) -> Any:
        if not self.is_about_people or self.command.startswith("contacts"):
            return record
        error = record.get("error")
        return {"error": error} if error else {"id": "4", "isSuccess": True, "data": record}


V2 = "--api-version v2"
CASES = [
    Case("contacts enrich 4100000000", '{"results": []}'),
    Case("contacts search-and-enrich ada@contoso.example", '{"results": []}'),
    Case("contacts job 7", '{"status": "completed", "contacts": []}'),
    Case("companies enrich 77", '{"results": []}', is_about_people=False),
    Case("companies search-and-enrich contoso.example", '{"results": []}', is_about_people=False),
    Case(f"prospecting contact enrich --contact-id 4 --request-id 1 {V2}", '{"contacts": []}'),
    Case(
        f"prospecting company enrich --company-id 7 --request-id 1 {V2}",
        '{"companies": []}',
        is_about_people=False,
    ),
    Case(f"person bulk --body - {V2}", '{"contacts": {}}'),
    Case(f"company bulk --body - {V2}", "{}", is_about_people=False),
]
BODIES = {
    "person": b'{"contacts": [{"contactId": "1", "email": "ada@contoso.example"}]}',
    "company": b'{"companies": [{"id": "1", "domain": "contoso.example"}]}',
}
each_command = pytest.mark.parametrize("case", CASES, ids=lambda case: case.command)


def run(script: StartScriptedServer, case: Case, *records: Any, options: str = "") -> str:
    """Return what a command shows on a terminal of 100 columns."""
    lusha, _ = script(case.response(*records))
    lusha.env["LUSHA_YES"] = "1"
    lusha.width = 100
    words = f"{case.command} {options} --color never".split()
    return lusha(*words, stdin=BODIES.get(words[0], b""), terminal=True).out


def record(case: Case, number: int = 0) -> dict[str, Any]:
    if case.is_about_people:
        return {**PERSON, "fullName": f"Ada Okafor{' ' * bool(number)}{number or ''}"}
    return {**COMPANY, "name": f"Contoso{' ' * bool(number)}{number or ''}"}


@each_command
def test_one_result_is_a_card(script: StartScriptedServer, case: Case) -> None:
    lines = run(script, case, record(case)).splitlines()
    expected = PERSON_LINES if case.is_about_people else COMPANY_LINES
    assert [line for line in expected if line not in lines] == []


@each_command
def test_up_to_three_results_are_cards(script: StartScriptedServer, case: Case) -> None:
    text = run(script, case, *(record(case, number) for number in (1, 2, 3)))
    name = "Ada Okafor" if case.is_about_people else "Contoso"
    rule = "─" * 100
    assert text.startswith(f"{name} 1\n")
    assert f"\n{rule}\n{name} 2\n" in text
    assert f"\n{rule}\n{name} 3\n" in text
    assert text.count(rule) == 2


@each_command
@pytest.mark.parametrize(("results", "options"), [(4, ""), (1, "-o table")])
def test_many_results_are_a_table(
    script: StartScriptedServer, case: Case, results: int, options: str
) -> None:
    text = run(script, case, *(record(case, n) for n in range(1, results + 1)), options=options)
    name = "Ada Okafor" if case.is_about_people else "Contoso"
    # Too wide a table has its records below each other.
    assert re.search(rf"^Name.*\b{name} 1$", text, re.MULTILINE) or re.search("^─+  ─", text, re.M)
    assert "DO NOT CALL" not in text


@each_command
def test_item_without_data_is_a_line(script: StartScriptedServer, case: Case) -> None:
    error = {"code": "NOT_FOUND", "message": "Nothing was found"}
    text = run(script, case, record(case), {"error": error})
    [line] = [line for line in text.splitlines() if "NOT_FOUND" in line]
    assert re.fullmatch(r"\S+: Nothing was found \(NOT_FOUND\)", line)
    # What a layout shows of the whole response is below it.
    assert f"\n\n{line}\n" in text


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ({"clientReferenceId": "r1", "error": {"code": "ENRICH_FAILED"}}, "r1: ENRICH_FAILED"),
        ({"id": "v1.x", "error": "Blocked by law"}, "v1.x: Blocked by law"),
        ({"id": "v1.x", "error": {"code": 3, "message": "Gone."}}, "v1.x: Gone (3)"),
        ({"id": "v1.x", "emails": [], "phones": None}, "v1.x: no data"),
        ({"id": "v1.x", "isSuccess": False, "data": None}, "v1.x: no data"),
        ({}, "#2: no data"),
    ],
)
def test_reason_of_an_item_without_data(item: Any, line: str) -> None:
    text = render_text({"results": [PERSON, item]}, CONTACTS_LAYOUT, width=80)
    assert text.endswith(f"\n\n{line}\n")


def test_error_beside_data_is_on_the_card() -> None:
    error = {"code": "ENRICH_FAILED", "message": "No phone"}
    body = {"results": [{**PERSON, "clientReferenceId": "r1", "error": error}]}
    text = render_text(body, CONTACTS_LAYOUT, width=80)
    assert text.endswith("Reference   r1\nError       No phone (ENRICH_FAILED)\n")


def test_unknown_fields_are_on_the_card() -> None:
    more = {"newField": {"level": 3, "note": None}, "newList": ["a", "b"], "nothing": None}
    for item, layout in ((PERSON, CONTACTS_LAYOUT), (COMPANY, ENRICHED_COMPANIES_LAYOUT)):
        text = render_text({"results": [{**item, **more}]}, layout, width=80)
        other, below = re.findall(r"^(?:Other)? +(New .*)$", text, re.MULTILINE)
        assert (other, below) == ("New field: level: 3", "New list: a; b")
        assert "othing" not in text


ODD = [None, "", "text of one word", 7, 1e999, True, [], {}, ["a", 1, None], {"x": {"y": [1]}},
       [{"x": 1}, "a"], [[1], [[2]]], "line\nline\x1b[31m"]  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=repr)
@pytest.mark.parametrize(
    ("item", "layout"),
    [(PERSON, CONTACTS_LAYOUT), (COMPANY, ENRICHED_COMPANIES_LAYOUT)],
    ids=["person", "company"],
)
def test_value_of_another_type_is_shown(item: Any, layout: Any, value: Any) -> None:
    for key in item:
        text = render_text({"results": [{**item, key: value}]}, layout, width=80)
        check_line_widths(text, 80)
        assert "\x1b" not in text
        if value == "text of one word":
            assert value in text, key
        # The other values are still there.
        others = [inner for other, inner in item.items() if other != key]
        texts = [inner for inner in others if isinstance(inner, str) and "www." not in inner]
        assert [inner for inner in texts if inner not in text] == []


def test_cards_in_color_have_the_same_text(lusha: Lusha) -> None:
    command = ("contacts", "search-and-enrich", "ada.byrne@analytical-engines.example", "-q")
    colored = lusha(*command, terminal=True).out
    plain = lusha(*command, "--color", "never", terminal=True).out
    assert colored != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_last_result_is_shown_as_cards_again(lusha: Lusha) -> None:
    shown = lusha("companies", "search-and-enrich", "analytical-engines.example", terminal=True)
    assert lusha("last", terminal=True).out == shown.out
    assert lusha("last", "-o", "table", terminal=True).out != shown.out
