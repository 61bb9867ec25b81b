"""The records of every shape, of people and companies with any data."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS
from lusha_cli.models import Email, Person, Phone, read_company, read_person
from lusha_cli.shapes import NAMES
from lusha_cli.shapes.catalog import load_shape
from lusha_cli.shapes.shape import Property
from lusha_cli.shapes.shaper import Shaper
from lusha_cli.shapes.sources import SOURCES
from lusha_cli.shapes.values import convert, cut, utf16_length
from tests.support.crm import FIELDS, violations

PEOPLE = [name for name in NAMES if load_shape(name).subject == "people"]
COMPANIES = [name for name in NAMES if load_shape(name).subject == "companies"]
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "\uff1d1",
    "x" * 40_000,
    "👩‍👩‍👧‍👦" * 100, "é" * 300, "e\u0301" * 300, "\u0301" * 300, "a\nb", "\x00", "\ud800", "", " ",
    "Food & Beverage Retail", "Technology, Information & Media", "C-Suite", "United States",
    "ada@engines.example", "=ada@engines.example", "+1 555 0100", "+1 (555) 010-0100", "12", "1e9",
    "https://engines.example/a", "javascript:alert(1)", "https://" + "a" * 300 + ".example",
    "a" * 90 + "@engines.example", "2026-01-31T00:00:00Z",
)  # fmt: skip
PERSON_KEYS = ("firstName", "lastName", "fullName", "personId", "jobStartDate")
COMPANY_KEYS = (
    "name", "domain", "website", "description", "mainIndustry", "subIndustry", "founded",
    "companyType", "city", "state", "country", "linkedin", "id",
)  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=30)
RANGE = st.fixed_dictionaries(
    {"min": st.integers(-5, 10**20), "max": st.none() | st.integers(0, 10**20)}
)
COMPANY = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(COMPANY_KEYS, TEXT),
        "companySize": RANGE,
        "revenueRange": RANGE,
        "employeesInLinkedin": st.integers(-1, 10**17),
    },
)  # fmt: skip
PERSON = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(PERSON_KEYS, TEXT),
        "jobTitle": st.fixed_dictionaries(
            {"title": TEXT, "seniority": TEXT, "departments": st.lists(TEXT, max_size=3)}
        ),
        "emailAddresses": st.lists(
            st.fixed_dictionaries(
                {"email": TEXT, "emailType": st.sampled_from(("work", "private"))}
            )
        ),
        "phoneNumbers": st.lists(
            st.fixed_dictionaries(
                {
                    "number": st.sampled_from(("+1 555 0100", "+15550100", "+1 555 0101")) | TEXT,
                    "phoneType": st.sampled_from(("mobile", "direct", "phone")),
                    "doNotCall": st.booleans(),
                }
            )
        ),
        "location": st.fixed_dictionaries({"city": TEXT, "state": TEXT, "country": TEXT}),
        "socialLinks": st.fixed_dictionaries({"linkedin": TEXT}),
        "company": COMPANY,
    },
)  # fmt: skip
OFTEN = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_accepted(shape: str, record: Any, blocked: tuple[str, ...] = ()) -> None:
    cells = Shaper(load_shape(shape)).shape_record(record).cells
    if cells is not None:
        assert not list(violations(shape, cells, blocked))


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_value_in_every_field_has_a_record_that_its_crm_accepts(value: str) -> None:
    company = dict.fromkeys(COMPANY_KEYS, value)
    number = {"number": value, "phoneType": "direct"}
    person = {
        **dict.fromkeys(PERSON_KEYS, value),
        "jobTitle": {"title": value, "seniority": value, "departments": [value]},
        "emailAddresses": [{"email": value, "emailType": "work"}],
        "phoneNumbers": [number, {"number": f"{value} ", "doNotCall": True}],
        "location": {"city": value, "state": value, "country": value},
        "socialLinks": {"linkedin": value},
        "company": company,
    }
    for shape in PEOPLE:
        assert_accepted(shape, read_person(person), (value,))
    for shape in COMPANIES:
        assert_accepted(shape, read_company(company))


@pytest.mark.slow
@OFTEN
@given(PERSON)
def test_person_of_any_data_has_a_record_that_its_crm_accepts(data: Any) -> None:
    person = read_person(data)
    blocked = tuple(phone.number for phone in person.phones if phone.do_not_call)
    for shape in PEOPLE:
        assert_accepted(shape, person, blocked)


@pytest.mark.slow
@OFTEN
@given(COMPANY)
def test_company_of_any_data_has_a_record_that_its_crm_accepts(data: Any) -> None:
    for shape in COMPANIES:
        assert_accepted(shape, read_company(data))


@pytest.mark.parametrize("name", NAMES)
def test_shape_has_only_fields_of_its_crm(name: str) -> None:
    shape, fields = load_shape(name), FIELDS[name]
    assert set(shape.columns) <= set(fields)
    required = {key for key, field in fields.items() if field.is_required}
    assert {item.name for item in shape.properties if item.is_required} == required
    for item in shape.properties:
        field = fields[item.name]
        assert item.max_length in (0, field.length) or field.type == "picklist", item.name
        assert item.kind == {"picklist": "text"}.get(field.type, field.type), item.name
        if field.values:
            assert item.picklist is not None
            assert set(item.picklist.values.values()) <= field.values, item.name


def test_each_data_column_of_files_is_a_source() -> None:
    for subject, columns in (("people", PERSON_COLUMNS), ("companies", COMPANY_COLUMNS)):
        names = {column.name.removeprefix("lusha_") for column in columns}
        # Those that compare a row with its result are about the row.
        assert names <= set(SOURCES[subject]), subject  # type: ignore[index]


def test_number_that_is_blocked_in_one_spelling_is_left_out() -> None:
    phones = (
        Phone("+1 (555) 010-0100", "direct"),
        Phone("+15550100100", "mobile", do_not_call=True),
        Phone("+1 555 010 0101", "phone"),
    )
    person = Person(full_name="Ada Byrne", phones=phones)
    cells = Shaper(load_shape("salesforce-lead")).shape_record(person).cells
    assert cells is not None
    assert cells["Phone"] == "+1 555 010 0101"
    assert cells["MobilePhone"] == ""


def test_names_come_from_the_full_name_if_need_be() -> None:
    def names(**values: str) -> tuple[Any, Any, Any]:
        cells = Shaper(load_shape("salesforce-lead")).shape_record(Person(**values)).cells  # type: ignore[arg-type]
        assert cells is not None
        return cells["FirstName"], cells["LastName"], cells["Company"]

    assert names(full_name="Ada King Byrne") == ("Ada King", "Byrne", "[not provided]")
    assert names(full_name="Ada") == ("", "Ada", "[not provided]")
    assert names(title="Engineer") == ("", "[not provided]", "[not provided]")
    assert names(first_name="Ada", last_name="Byrne")[:2] == ("Ada", "Byrne")


def test_work_email_comes_before_private_ones() -> None:
    emails = (Email("ada@home.example", "private"), Email("ada@engines.example", "work"))
    cells = Shaper(load_shape("hubspot-contact")).shape_record(Person(emails=emails)).cells
    assert cells is not None
    assert cells["email"] == "ada@engines.example"


def test_record_without_data_or_required_property_or_the_second_time_is_left_out() -> None:
    shaper = Shaper(load_shape("hubspot-contact"))
    ada = Person(id="1", emails=(Email("ada@engines.example", "work"),))
    assert shaper.shape_record(Person()).reason == "no data"
    assert shaper.shape_record(Person(full_name="Ada Byrne")).reason == "without email"
    assert shaper.shape_record(ada).cells
    assert shaper.shape_record(ada._replace(emails=(Email("a@b.example"),))).reason == "duplicate"
    other = ada._replace(id="2", emails=(Email("ADA@engines.example", "work"),))
    assert shaper.shape_record(other).reason == "duplicate"
    assert list(shaper.notes("See FILE.")) == [
        "4 records left out of hubspot-contact: 2 duplicate, 1 no data, 1 without email. See FILE."
    ]


def test_notes_report_each_kind_of_problem_once() -> None:
    shaper = Shaper(load_shape("salesforce-account"))
    for number in range(3):
        shaper.shape_record(
            read_company(
                {
                    "id": number, "name": "N" * 300, "website": "no url",
                    "mainIndustry": "Wizardry", "employeesInLinkedin": 10**9,
                }
            )
        )  # fmt: skip
    assert list(shaper.notes("")) == [
        "Name: 3 values cut to 255 characters.",
        "NumberOfEmployees: 3 values left out, because longer than 8 characters.",
        "Website: 3 values left out, because not a valid url.",
        "Industry: no value for 'Wizardry' (3 records).",
    ]


@pytest.mark.parametrize(
    ("size", "end", "cell"),
    [((11, 50), "min", 11), ((11, 50), "max", 50), ((10_001, 0), "min", 10_001),
     ((10_001, 0), "max", ""), ((0, 10), "min", "")],
)  # fmt: skip
def test_number_takes_one_end_of_a_range(size: Any, end: Any, cell: Any) -> None:
    number = Property("n", kind="number", range_end=end)
    assert convert(number, size, "company_size").cell == cell


def test_revenue_range_without_a_lower_end_is_left_out() -> None:
    number = Property("n", kind="number")
    assert convert(number, (1, 1_000_000), "company_revenue").cell == ""
    assert convert(number, (1_000_000, 10_000_000), "company_revenue").cell == 1_000_000


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Ada Byrne", 40, "Ada Byrne"),
        ("Ada Byrne", 4, "Ada"),
        ("ab👍", 3, "ab"),
        ("ab👍", 4, "ab👍"),
        ("abe\u0301", 3, "ab"),
        ("a👩‍👧b", 4, "a"),
    ],
)
def test_cut_leaves_whole_characters(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected
    assert utf16_length(cut(text, limit)) <= limit


def test_json_has_no_empty_properties() -> None:
    shaper = Shaper(load_shape("salesforce-lead"))
    cells = shaper.shape_record(Person(full_name="Ada Byrne")).cells
    assert cells is not None
    assert set(shaper.as_json(cells)) == {"FirstName", "LastName", "Company", "LeadSource"}
