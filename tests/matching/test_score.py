"""The confidence that what was found is what a row states."""

import pytest

from lusha_cli.bulk.matching import former_companies, person_statement
from lusha_cli.matching.score import (
    DEFAULT_MIN_MATCH,
    CompanyStatement,
    PersonStatement,
    found_person,
    match_company,
    match_person,
)
from lusha_cli.models import Company, Email, Location, Person, read_person
from tests.support.corrupted_rows import KINDS, cases, payload_of

ADA = Person(
    first_name="Ada",
    last_name="Byrne",
    full_name="Ada Byrne",
    emails=(Email("ada@acme.example"),),
    linkedin="https://www.linkedin.com/in/ada-byrne",
    location=Location(country="United Kingdom", country_code="GB"),
    company=Company(name="Acme", domain="acme.example"),
)
EMAIL = "ada@acme.example"


@pytest.mark.parametrize(
    ("stated", "is_match", "differences"),
    [
        (PersonStatement("Ada Byrne", "Acme Inc", email=EMAIL), True, ()),
        (PersonStatement("Ada Byrne"), True, ()),
        (PersonStatement(email=EMAIL), True, ()),
        (PersonStatement("John Smith", "Totally Other Inc", email=EMAIL), False,
         ("name", "company")),
        (PersonStatement("John Smith", "Acme", "acme.example", EMAIL, ADA.linkedin), False,
         ("name",)),
        (PersonStatement("John", email=EMAIL), False, ("name",)),
        # A married name.
        (PersonStatement("Ada Whitlock", "Acme"), True, ("name",)),
        (PersonStatement("Ada Whitlock", email=EMAIL), True, ("name",)),
        (PersonStatement("Ada Whitlock", "Other", email=EMAIL), False, ("name", "company")),
        # A relative, or a short form that isn't known.
        (PersonStatement("Ingrid Byrne", "Acme"), False, ("name",)),
        # Somebody else, or another job of the same person.
        (PersonStatement("Ada Byrne", "Other"), False, ("company",)),
        (PersonStatement("Ada Byrne", "Other", email=EMAIL), True, ("company",)),
        (PersonStatement("Ada Byrne", "Other", linkedin=ADA.linkedin), True, ("company",)),
        (PersonStatement("Ada Byrne", "Other", "other.example", "ada@other.example"), False,
         ("company", "email")),
        # An earlier identifier alone: the API matched it.
        (PersonStatement(email="ada@former.example"), True, ("email",)),
        (PersonStatement(linkedin="https://www.linkedin.com/in/ada-1"), True, ("linkedin",)),
        (PersonStatement("Ada Byrne", "Acme", location="Berlin, Deutschland"), True, ("country",)),
    ],
)  # fmt: skip
def test_person_is_matched(
    stated: PersonStatement, *, is_match: bool, differences: tuple[str, ...]
) -> None:
    match = match_person(stated, found_person(ADA), list)
    assert match
    assert (match.score >= DEFAULT_MIN_MATCH) is is_match, match
    assert match.differences == differences


def test_former_employer_is_known_from_the_response() -> None:
    stated = PersonStatement("Ada Byrne", "Former Ltd")
    match = match_person(stated, found_person(ADA), lambda: [("Former", "")])
    assert match
    assert match.score >= DEFAULT_MIN_MATCH
    assert match.differences == ("company",)
    for job in (
        {"previousJob": {"company": {"name": "Former", "domain": "www.former.example"}}},
        {"previousEmployment": [{"company": {"name": "Former", "domain": "former.example"}}]},
    ):
        assert former_companies(job) == [("Former", "former.example")]


def test_nothing_to_compare_has_no_score() -> None:
    assert match_person(PersonStatement(), found_person(ADA), list) is None
    assert match_person(PersonStatement("李伟"), found_person(ADA), list) is None
    assert match_person(PersonStatement("Ada Byrne"), found_person(Person()), list) is None
    assert match_company(CompanyStatement(), Company(name="Acme")) is None


@pytest.mark.parametrize(
    ("name", "domain", "is_match", "differences"),
    [
        ("Acme Inc", "acme.example", True, ()),
        ("Acme Inc", "", True, ()),
        ("", "acme.example", True, ()),
        # Brands and groups have names of their own.
        ("Zenith", "acme.example", True, ("name",)),
        ("Acme", "zenith.example", True, ("domain",)),
        ("", "zenith.example", True, ("domain",)),
        ("Zenith", "", False, ("name",)),
        ("Zenith", "zenith.example", False, ("name", "domain")),
    ],
)
def test_company_is_matched(
    name: str, domain: str, *, is_match: bool, differences: tuple[str, ...]
) -> None:
    found = Company(name="Acme", domain="acme.example")
    match = match_company(CompanyStatement(name, domain), found)
    assert match
    assert (match.score >= DEFAULT_MIN_MATCH) is is_match, match
    assert match.differences == differences


def test_mismatches_of_corrupted_rows_are_recognized() -> None:
    # `tests/benchmarks/matching.py` measures all people of the sandbox.
    right = wrong = missed = 0
    for case in cases(1_500, seed=7):
        found = found_person(read_person(case.contact, case.company, is_brief=True))
        statement = person_statement(payload_of(case.row))
        match = match_person(statement, found, lambda: former_companies(case.contact))  # noqa: B023
        assert match, case
        is_mismatch = match.score < DEFAULT_MIN_MATCH
        right += is_mismatch and not case.is_same_person
        wrong += is_mismatch and case.is_same_person
        missed += not is_mismatch and not case.is_same_person
    assert right + missed == 1_500 * 2 // len(KINDS)
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95
