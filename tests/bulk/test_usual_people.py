"""The fast reading of usual contacts equals that of the tolerant readers, whatever the shape."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.columns import PERSON_COLUMNS
from lusha_cli.bulk.usual_people import read_usual_person
from lusha_cli.matching.score import FoundPerson, found_person
from lusha_cli.models import has_contact_data, read_person
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.usual_contacts import has_emails_and_phones, read_identity

ODD = st.sampled_from([None, "", " ", 0, 1, 1.5, True, False, [], ["a"], {}, {"name": "b"}, "Ü; x"])
TEXT = st.sampled_from(["Ada", "Byrne", "London", "work", "WORK", "private", "mobile", "direct"])
ADDRESS = st.sampled_from(["a@b.example", "A@b.example", "c@d.example", "+1 200 555 0100"])


def maybe(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return mostly usual values, and some odd ones."""
    return st.one_of(usual, usual, usual, usual, usual, usual, ODD)


def objects(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return objects that have some or all of these fields."""
    usual = {name: maybe(values) for name, values in fields.items()}
    return st.one_of(st.fixed_dictionaries(usual), st.fixed_dictionaries({}, optional=usual))


EMAILS = st.lists(maybe(objects(email=ADDRESS, emailType=TEXT, type=TEXT, address=ADDRESS)))
PHONES = st.lists(
    maybe(objects(number=ADDRESS, phoneType=TEXT, type=TEXT, doNotCall=st.booleans(), phone=TEXT))
)
PLACE = objects(
    city=TEXT, state=TEXT, country=TEXT, isEuContact=st.booleans(), is_eu_contact=st.booleans(),
    rawLocation=TEXT,
)  # fmt: skip
COMPANY = objects(
    id=TEXT, name=TEXT, domain=TEXT, fqdn=TEXT, mainIndustry=TEXT, employees=TEXT,
    companySize=st.lists(st.integers(0, 99)),
)  # fmt: skip
USUAL = {
    "personId": st.integers(0, 9), "firstName": TEXT, "lastName": TEXT, "fullName": TEXT,
    "emailAddresses": EMAILS, "phoneNumbers": PHONES, "location": PLACE,
    "jobTitle": objects(title=TEXT, seniority=TEXT, departments=st.lists(maybe(TEXT))),
    "socialLinks": objects(linkedin=TEXT),
}  # fmt: skip
OTHER = {
    "id": TEXT, "name": TEXT, "emails": EMAILS, "phones": PHONES, "company": COMPANY,
    "linkedinUrl": TEXT, "companyId": TEXT, "companyName": TEXT, "fqdn": TEXT, "seniority": TEXT,
}  # fmt: skip
CONTACTS = st.builds(
    lambda usual, other: {**usual, **other},
    objects(**USUAL).filter(lambda value: isinstance(value, dict)),
    st.one_of(st.just({}), st.fixed_dictionaries({}, optional=OTHER)),
)


def comparable(person: FoundPerson) -> tuple[Any, ...]:
    return (*person[:-1], person.read_location())


@settings(max_examples=400, deadline=None)
@given(maybe(CONTACTS), maybe(COMPANY))
def test_usual_contacts_are_read_as_the_tolerant_readers_do(data: Any, company: Any) -> None:
    person = read_person(data, company, is_brief=True)
    expected = [column.value(person) for column in PERSON_COLUMNS if column.is_default]
    usual = read_usual_person(data, company)
    assert usual is None or usual.cells == expected
    if usual:
        assert comparable(usual.facts) == comparable(found_person(person))
    identity = read_identity(data)
    assert identity == (
        person.id, person.linkedin, [email.address for email in person.emails],
        [phone.number for phone in person.phones],
    )  # fmt: skip
    assert has_emails_and_phones(data) == has_contact_data(data)


def test_usual_shape_is_that_of_a_bulk_response() -> None:
    data = json.loads(
        '{"personId": 4, "firstName": "Ada", "lastName": "Byrne", "fullName": "Ada Byrne",'
        '"emailAddresses": [{"email": "a@b.example", "emailType": "work"}],'
        '"phoneNumbers": [{"number": "+1 200 555 0100", "phoneType": "direct", "doNotCall": true}],'
        '"jobTitle": {"title": "Partner", "seniority": "Senior", "departments": ["Legal"]},'
        '"location": {"city": "London", "country": "London", "is_eu_contact": false},'
        '"socialLinks": {"linkedin": "https://www.linkedin.com/in/ada"}, "companyId": 7}'
    )
    company = {"name": "Engines", "companySize": [11, 50]}
    usual = read_usual_person(data, company)
    assert usual
    assert usual.cells == [
        "4", "Ada Byrne", "Ada", "Byrne", "Partner", "Senior", "Legal", "a@b.example", "",
        "a@b.example", "", "", "+1 200 555 0100", "+1 200 555 0100", "London", "London", "",
        "London", "false", "https://www.linkedin.com/in/ada", "7", "Engines", "", "", "11-50",
    ]  # fmt: skip
    assert len(usual.cells) == sum(column.is_default for column in PERSON_COLUMNS)
    assert read_usual_person({**data, "jobTitle": "Partner"}, company) is None


def test_sandbox_people_can_be_read_either_way() -> None:
    for person in sample_people(limit=20):
        assert read_identity(person)[2] == [e.address for e in read_person(person).emails]
