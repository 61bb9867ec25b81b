"""Tolerant readers of people and companies in responses."""

from typing import Any

import pytest

from lusha_cli.billing.charges import Charge, read_charge
from lusha_cli.models import (
    Company,
    Email,
    Location,
    Person,
    Phone,
    bare_domain,
    read_company,
    read_error,
    read_location,
    read_person,
)


@pytest.mark.parametrize(
    ("entry", "email"),
    [
        ({"address": "a@b.example", "type": "work"}, Email("a@b.example", "work")),
        (
            {
                "email": "a@b.example", "emailType": "Private", "emailConfidence": "A+",
                "updateDate": "2026-01-02",
            },
            Email("a@b.example", "private", "A+", "2026-01-02"),
        ),
        (
            {"email": "a@b.example", "type": "work", "confidence": "B", "dataSource": "x"},
            Email("a@b.example", "work", "B", source="x"),
        ),
        ("a@b.example", Email("a@b.example")),
    ],
)  # fmt: skip
def test_email_reads_every_spelling(entry: Any, email: Email) -> None:
    for key in ("emailAddresses", "emails"):
        assert read_person({key: [entry]}).emails == (email,)


@pytest.mark.parametrize(
    ("entry", "phone"),
    [
        (
            {"number": "+1 212 555 0143", "phoneType": "Mobile", "doNotCall": True},
            Phone("+1 212 555 0143", "mobile", True),
        ),
        ({"number": "+1 212 555 0143", "type": "phone"}, Phone("+1 212 555 0143", "phone")),
        ("+1 212 555 0143", Phone("+1 212 555 0143")),
    ],
)
def test_phone_reads_every_spelling(entry: Any, phone: Phone) -> None:
    for key in ("phoneNumbers", "phones"):
        assert read_person({key: [entry]}).phones == (phone,)
    assert read_person({"phones": "+1 212 555 0143"}).phones == (Phone("+1 212 555 0143"),)


def test_plain_lists_have_no_duplicates() -> None:
    person = read_person(
        {
            "emails": ["A@b.example", "c@d.example"],
            "emailAddresses": [{"email": "a@b.example", "emailType": "work"}],
            "phones": ["+1 212 555 0143"],
            "phoneNumbers": [{"number": "+1 212 555 0143", "phoneType": "mobile"}],
        }
    )
    assert person.emails == (Email("a@b.example", "work"), Email("c@d.example"))
    assert person.phones == (Phone("+1 212 555 0143", "mobile"),)


def test_job_reads_object_and_text() -> None:
    job = {"title": "Analyst", "seniority": "non-manager", "departments": ["Finance"]}
    nested = read_person({"jobTitle": job})
    flat = read_person(
        {"jobTitle": "Analyst", "seniority": "non-manager", "departments": "Finance"}
    )
    assert nested == flat
    assert (nested.title, nested.seniority, nested.departments) == (
        "Analyst", "non-manager", ("Finance",),
    )  # fmt: skip


def test_location_reads_both_cases() -> None:
    camel = {"city": "Lyon", "country": "France", "countryIso2": "FR", "isEuContact": True}
    snake = {"city": "Lyon", "country": "France", "country_iso2": "FR", "is_eu_contact": True}
    assert read_location(camel) == read_location(snake)
    assert read_location(camel).line() == "Lyon, France"
    assert read_location({"city": "Rome", "state": "Rome", "country": "Italy"}).line() == (
        "Rome, Italy"
    )
    assert read_location("Somewhere").line() == "Somewhere"
    assert read_location(None) == Location()


def test_company_reads_all_shapes() -> None:
    single = {
        "id": 7, "name": "Firm", "domain": "firm.example", "employees": "1,001 - 5,000",
        "mainIndustry": "Software", "social": {"linkedin": {"url": "https://l.example/firm"}},
        "location": {"city": "Lyon"}, "funding": {"totalRoundsAmount": 5e6, "currency": "EUR"},
        "revenueRange": [1_000_000, 10_000_000], "technologies": [{"name": "x"}, "y", 3],
    }  # fmt: skip
    bulk = {
        "id": "7", "name": "Firm", "fqdn": "www.firm.example", "companySize": [1001, 5000],
        "industry": {"mainIndustry": "Software"}, "linkedin": "https://l.example/firm",
        "city": "Lyon", "funding": {"totalRoundsAmount": 5000000, "currency": "EUR"},
        "revenueRange": {"min": 1_000_000, "max": 10_000_000}, "technologies": ["x", "y"],
    }  # fmt: skip
    assert read_company(single) == read_company(bulk)
    assert read_company(single).size == (1001, 5000)
    assert read_company({"companySize": {"min": 11, "employeesInLinkedin": 32}}).size == (11, 0)
    assert read_company({"employees": "many"}).size is None
    assert read_company({"domains": {"homepage": "https://www.firm.example"}}).domain == (
        "firm.example"
    )


def test_employer_is_found_in_every_place() -> None:
    company = {"name": "Firm", "fqdn": "firm.example"}
    apart = read_person({"companyId": 7}, company)
    inside = read_person({"companyId": 7, "company": company})
    assert apart.company == inside.company == Company(id="7", name="Firm", domain="firm.example")
    assert read_person({"company": "Firm"}).company.name == "Firm"
    assert read_person({"companyName": "Firm"}).company.name == "Firm"


def test_full_name_is_joined_from_its_parts() -> None:
    assert read_person({"firstName": "Ada", "lastName": "Byrne"}).full_name == "Ada Byrne"


@pytest.mark.parametrize("odd", [None, 3, "x", [], [1], {}, {"emails": 3, "phones": [None, {}]}])
def test_reader_accepts_any_value(odd: Any) -> None:
    assert isinstance(read_person(odd), Person)
    assert isinstance(read_company(odd), Company)
    assert read_error(odd) is None
    assert read_charge(odd) is None
    assert read_person({"companySize": True, "jobTitle": 3, "location": [], "company": [1]})
    assert read_company({"companySize": [], "revenueRange": ["x"], "funding": 1}).revenue is None


def test_item_error_is_read() -> None:
    error = read_error({"error": {"code": 3, "name": "EMPTY_DATA", "message": "Nothing"}})
    assert error == ("EMPTY_DATA", "Nothing")
    assert read_error({"error": {"code": "NOT_FOUND"}}) == ("NOT_FOUND", "NOT_FOUND")
    assert read_error({"error": "boom"}) == ("boom", "boom")
    assert read_error({"error": {"odd": 1}}) == ("ERROR", "ERROR")
    assert read_error({"error": None}) is None


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"billing": {"creditsCharged": 3}}, Charge(3, True)),
        ({"creditsCharged": 2}, Charge(2, True)),
        ({"creditCharged": 0}, Charge(0, True)),
        ({"contact": {"isCreditCharged": False, "data": {"emails": ["a@b"]}}}, Charge(0, True)),
        ({"contact": {"isCreditCharged": True, "data": {"emails": ["a@b"]}}}, Charge(1, False)),
        ({"contact": {"isCreditCharged": True, "data": {"phones": ["1"]}}}, Charge(5, False)),
        ({"contact": {"isCreditCharged": True}}, Charge(1, False)),
        (
            {
                "contacts": {
                    "1": {"isCreditCharged": True, "data": {"emails": ["a@b"], "phones": ["1"]}},
                    "2": {"isCreditCharged": False},
                }
            },
            Charge(6, False),
        ),
        ({"contacts": [{"isCreditCharged": True}]}, Charge(1, False)),
        ({"data": {"name": "Firm"}}, Charge(1, False)),
        ({"data": {"name": "Firm", "riskNews": [{"signalId": "1"}, 3]}}, Charge(2, False)),
        ({"data": {}}, None),
        ({"creditsCharged": True}, None),
        ({"creditsCharged": float("inf")}, None),
    ],
)
def test_credits_are_read_from_every_place(body: Any, value: Charge | None) -> None:
    assert read_charge(body) == value


def test_bare_domain_is_read() -> None:
    assert bare_domain("HTTPS://www.Firm.example:443/x") == "firm.example"
    assert bare_domain("ada@firm.example") == "firm.example"


def test_read_person_reads_the_seniority_of_an_enriched_prospecting_result() -> None:
    item = {"jobTitle": "Head of Engines", "seniority": [{"id": 7, "value": "director"}]}
    assert read_person(item).seniority == "director"


def test_number_is_do_not_call_if_any_of_its_entries_is() -> None:
    first, again = {"number": "+15550100"}, {"number": "+15550100", "doNotCall": True}
    for data in ({"phoneNumbers": [first, again]}, {"phoneNumbers": [first], "phones": [again]}):
        assert [phone.do_not_call for phone in read_person(data).phones] == [True]
