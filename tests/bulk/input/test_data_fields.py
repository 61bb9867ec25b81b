"""Which data a column holds, and which column has the date of a row."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lusha_cli.bulk.input.column_mapping import PERSON_FIELDS, PHONE_FIELD, map_columns
from lusha_cli.bulk.input.data_fields import DataField, data_fields
from lusha_cli.bulk.input.dates import UNDATED, date_reader, find_date_column

FIELDS = {
    "Email": ("email", "", 1), "Work Email": ("email", "work", 1),
    "Personal Email": ("email", "private", 1), "Email 2": ("email", "", 2),
    "Phone": ("phone", "", 1), "Mobile Phone": ("phone", "mobile", 1),
    "MobilePhone": ("phone", "mobile", 1), "Handynummer": ("phone", "mobile", 1),
    "Direct Phone": ("phone", "direct", 1), "Work Direct Phone": ("phone", "direct", 1),
    "Home Phone": ("phone", "private", 1),
    "First Name": ("first_name", "", 1), "Nachname": ("last_name", "", 1),
    "Job Title": ("job_title", "", 1), "Position": ("job_title", "", 1),
    "Account Name": ("company_name", "", 1), "Website": ("company_domain", "website", 1),
    "Person Linkedin Url": ("linkedin_url", "", 1),
    "Company Linkedin Url": ("company_linkedin_url", "", 1),
    "City": ("city", "", 1), "Mailing City": ("city", "", 1), "Stadt": ("city", "", 1),
    "Company City": ("company_city", "", 1), "Country": ("country", "", 1),
    "Country/Region": ("country", "", 1), "Company Country": ("company_country", "", 1),
    "State": ("state", "", 1), "Location": ("location", "", 1),
    "Industry": ("company_industry", "", 1), "Branche": ("company_industry", "", 1),
    "# Employees": ("company_size", "", 1), "Number of Employees": ("company_size", "", 1),
    "Employee Count": ("company_size", "", 1), "Company Size": ("company_size", "", 1),
    "Annual Revenue": ("company_revenue", "", 1), "Seniority": ("seniority", "", 1),
    "Departments": ("departments", "", 1),
}  # fmt: skip
UNKNOWN = [
    "Manager Email", "Owner City", "Lead Status", "Country Code", "Notes", "Email Status",
    "lusha_city", "Birth City", "Shirt Size", "Created At", "Assistant Phone", "Company Phone",
]  # fmt: skip


def fields_of(column: str) -> DataField | None:
    fields = (*PERSON_FIELDS, PHONE_FIELD)
    selection = map_columns([column], fields=fields, overrides={}, rows=[])
    return data_fields([column], selection).get(column)


@pytest.mark.parametrize(("heading", "field"), FIELDS.items())
def test_data_fields(heading: str, field: tuple[str, str, int]) -> None:
    assert fields_of(heading) == field


@pytest.mark.parametrize("heading", UNKNOWN)
def test_data_fields_of_other_headings(heading: str) -> None:
    assert fields_of(heading) is None


@pytest.mark.parametrize(
    "heading",
    ["Last Modified", "Last Modified Date", "LastModifiedDate", "updated_at", "Updated At",
     "Last Update", "Date Updated", "Modified Time", "hs_lastmodifieddate", "Person - Update time",
     "Geändert am", "Zuletzt aktualisiert", "Modifié le", "Enriched At", "lusha_fetched_at"],
)  # fmt: skip
def test_date_column(heading: str) -> None:
    assert find_date_column(["Email", "Created At", "Last Modified By", heading]) == heading


def test_date_column_of_lusha_is_preferred() -> None:
    assert find_date_column(["Updated At", "lusha_fetched_at"]) == "lusha_fetched_at"
    assert find_date_column(["Created", "Modified By", "Last Activity Date", "Birthday"]) is None


@pytest.mark.parametrize(
    ("cell", "sample", "day"),
    [
        ("2026-04-03", (), "2026-04-03T00:00"),
        ("2026-04-03T10:11:12Z", (), "2026-04-03T10:11:12"),
        ("2026-04-03 10:11:12+02:00", (), "2026-04-03T08:11:12"),
        ("2026-04-03 10:11:12 UTC", (), "2026-04-03T10:11:12"),
        ("3.4.2026", (), "2026-04-03T00:00"),
        ("04/03/2026", (), "2026-04-03T00:00"),
        ("04/03/2026", ("31/01/2026",), "2026-03-04T00:00"),
        ("4/3/2026 9:15 PM", (), "2026-04-03T21:15"),
        ("4/3/2026 12:15 AM", (), "2026-04-03T00:15"),
        ("4/3/2026, 12:15 PM", (), "2026-04-03T12:15"),
        (1_775_210_400, (), "2026-04-03T10:00"),
        ("1775210400000", (), "2026-04-03T10:00"),
        *((cell, (), None) for cell in ("", None, True, "soon", "42", "13/13/2026", "N/A", 3)),
    ],
)
def test_dates(cell: Any, sample: tuple[str, ...], day: str | None) -> None:
    expected = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() if day else UNDATED
    assert date_reader(sample)(cell) == expected
