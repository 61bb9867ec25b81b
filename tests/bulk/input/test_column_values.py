"""What the cells of a column hold, whatever its heading says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.input.cell_readers import read_emails
from lusha_cli.bulk.input.cells import find_emails
from lusha_cli.bulk.input.column_values import cell_kind, sample_values, value_kind

KINDS = {
    "email": ["ada@firm.example", "Ada Byrne <ada@firm.example>", "MAILTO:ada@firm.example",
              "ada@firm.example, ada@gmail.com"],
    "linkedin_url": ["https://www.linkedin.com/in/ada-byrne", "linkedin.com/in/ada",
                     "https://www.linkedin.com/sales/lead/ACwAAA12345,NAME_SEARCH,x"],
    "domain": ["firm.example", "https://www.firm.example/about?x=1", "Booking.com"],
    "phone": ["+44 20 7946 0958", "(415) 555-0132", "415-555-0132", "+14155550132"],
    "company_page": ["https://www.linkedin.com/company/firm"],
    "social": ["https://twitter.com/ada", "facebook.com/firm"],
    "boolean": ["yes", "NO", "True", "x", "nein", "Sí", "いいえ", "✓"],
    "number": ["12", "12.5", "30000034", "1,234", "4.0", "-3"],
    "date": ["2024-01-31", "31.12.2024", "12/31/2024 10:00", "2024-01-31T10:00:00Z"],
    "salutation": ["Mr.", "Mrs", "Dr.", "Prof. Dr.", "Herr", "Mme"],
    "code": ["003Dn00000ABCdE", "5f3a9c1e-1234-4abc-9def-0123456789ab"],
    "text": ["Ada Byrne", "3M", "Studio54", "J.P. Morgan", "Byrne, Ada", "山田 太郎",
             "Head of Research",
             "asked Bob about the mail to rob@own.example and had no reply", "A. Byrne", "London"],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_cell_kind_recognizes_what_a_cell_holds(kind: str) -> None:
    assert {text: cell_kind(text) for text in KINDS[kind]} == dict.fromkeys(KINDS[kind], kind)


def test_value_kind_knows_only_what_identifies_somebody() -> None:
    texts = ["a@b.example", "linkedin.com/in/ada", "firm.example", "+1 202 555 0101", "yes", "Ada"]
    kinds = ["email", "linkedin_url", "domain", "phone", None, None]
    assert [value_kind(text) for text in texts] == kinds


def test_column_is_of_a_kind_from_three_in_five_cells_on() -> None:
    emails, notes = ["a@b.example", "c@d.example", "e@f.example"], ["one", "two", "", "n/a"]
    assert sample_values([*emails, *notes]).main_kind == "email"
    assert sample_values([*emails, *notes, "three"]).main_kind is None
    assert sample_values(["", None, "n/a"]).main_kind is None
    assert sample_values([["a@b.example"], {"value": "c@d.example"}]).main_kind == "email"


def test_column_of_few_values_is_repetitive() -> None:
    assert sample_values(["rob@own.example", "rep@own.example"] * 3).is_repetitive
    assert not sample_values(["rob@own.example"]).is_repetitive
    assert not sample_values([f"p{n}@firm.example" for n in range(9)]).is_repetitive


def test_values_contradict_a_heading_only_if_they_are_of_other_kinds() -> None:
    assert sample_values(["yes", "no"]).contradicts("email")
    assert sample_values(["12", "13", ""]).contradicts("email")
    assert not sample_values(["ada at firm", "12"]).contradicts("email")
    assert not sample_values(["a@b.example", "12", "13"]).contradicts("email")
    assert not sample_values([]).contradicts("email")


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.from_regex(r"\A[A-Za-z0-9_+.-]{1,12}@([A-Za-z0-9-]{1,6}\.){1,3}[A-Za-z0-9]{1,4}\Z"))
def test_emails_without_a_parser_are_those_of_the_parser(cell: str) -> None:
    found, placeholder, problem = read_emails(cell)
    assert (found, placeholder) == (find_emails(cell), "")
    assert bool(problem) == (not found)
