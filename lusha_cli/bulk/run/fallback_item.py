"""Data that another program found, in the shape of an item of a response."""

import re
from collections.abc import Mapping

from lusha_cli.bulk.columns import VALUE_SEPARATOR
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.json_types import Json, as_object

MAX_VALUE = 10_000
_RANGE = re.compile(r"([0-9]+) *- *([0-9]*)")
# The keys of a response by data column, where the value is one text.
_PERSON_PATHS = {
    "person_id": ("id",),
    "full_name": ("fullName",),
    "first_name": ("firstName",),
    "last_name": ("lastName",),
    "job_title": ("jobTitle", "title"),
    "seniority": ("jobTitle", "seniority"),
    "location": ("location", "rawLocation"),
    "city": ("location", "city"),
    "state": ("location", "state"),
    "country": ("location", "country"),
    "linkedin_url": ("socialLinks", "linkedin"),
    "company_id": ("company", "id"),
    "company_name": ("company", "name"),
    "company_domain": ("company", "domain"),
    "company_industry": ("company", "mainIndustry"),
}
_COMPANY_PATHS = {
    "company_id": ("id",),
    "company_name": ("name",),
    "company_domain": ("domain",),
    "company_website": ("website",),
    "company_description": ("description",),
    "company_industry": ("mainIndustry",),
    "company_sub_industry": ("subIndustry",),
    "company_founded": ("founded",),
    "company_type": ("companyType",),
    "company_city": ("location", "city"),
    "company_state": ("location", "state"),
    "company_country": ("location", "country"),
    "company_linkedin_url": ("social", "linkedin"),
}


def read_data(record_type: RecordType, data: Json) -> tuple[dict[str, str], list[str]]:
    """Return the values of the data columns in `data`, and the names that aren't data columns.

    Names may lack `lusha_`. Values are texts, numbers, booleans or lists of them.
    """
    known = {column.name.removeprefix("lusha_") for column in record_type.columns}
    values, unknown = {}, []
    for name, value in as_object(data).items():
        column = name.removeprefix("lusha_")
        text = _text(value)
        if column not in known or text is None:
            unknown.append(name)
        elif text:
            values[column] = text
    return values, unknown


def _text(value: Json) -> str | None:
    """Return a value as the text of a data column, None for an object."""
    if isinstance(value, list):
        texts = [_text(entry) for entry in value if not isinstance(entry, list)]
        return None if None in texts else VALUE_SEPARATOR.join(filter(None, texts))[:MAX_VALUE]
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, (str, int, float)):
        return "" if value is None else str(value).strip()[:MAX_VALUE]
    return None


def build_item(record_type: RecordType, values: Mapping[str, str]) -> ResponseItem:
    """Return the item of a response that has these values of data columns."""
    is_person = record_type.is_about_people
    item: dict[str, Json] = {}
    for column, path in (_PERSON_PATHS if is_person else _COMPANY_PATHS).items():
        if column in values:
            _put(item, path, values[column])
    if not is_person:
        _add_company_numbers(item, values)
        return ResponseItem(item)
    if "departments" in values:
        _put(item, ("jobTitle", "departments"), _listed(values, "departments"))
    if "eu_contact" in values:
        _put(item, ("location", "isEuContact"), values["eu_contact"].lower() == "true")
    if size := _range(values.get("company_size", "")):
        _put(item, ("company", "companySize"), size)
    item["emailAddresses"] = [
        {"email": email, "emailType": kind}
        for column, kind in (("work_email", "work"), ("private_email", "private"), ("emails", ""))
        for email in _listed(values, column)
    ]
    blocked = _listed(values, "do_not_call")
    item["phoneNumbers"] = [
        {"number": number, "phoneType": kind, "doNotCall": number in blocked}
        for column, kind in (("mobile_phone", "mobile"), ("direct_phone", "direct"),
                             ("phones", "phone"), ("do_not_call", "phone"))
        for number in _listed(values, column)
    ]  # fmt: skip
    return ResponseItem({"data": item})


def complete_item(
    record_type: RecordType, response_item: ResponseItem, values: Mapping[str, str]
) -> ResponseItem:
    """Return an item of a response with the values of the data columns that it lacks."""
    present = record_type.column_values(record_type.read_found(response_item).record)
    missing = {name: text for name, text in values.items() if not present.get(f"lusha_{name}")}
    addition = build_item(record_type, missing)
    return response_item._replace(item=_merge(response_item.item, addition.item))


def _merge(value: Json, addition: Json) -> Json:
    """Return a value with the parts of `addition` that it lacks."""
    if isinstance(value, dict) and isinstance(addition, dict):
        added = {key: _merge(value.get(key), item) for key, item in addition.items()}
        return {**value, **added}
    if isinstance(value, list) and isinstance(addition, list):
        return [*value, *addition]
    return addition if value in (None, "", [], {}) else value


def _put(item: dict[str, Json], path: tuple[str, ...], value: Json) -> None:
    for key in path[:-1]:
        item = item.setdefault(key, {})
    item[path[-1]] = value


def _listed(values: Mapping[str, str], column: str) -> list[str]:
    return [text for text in values.get(column, "").split(VALUE_SEPARATOR) if text]


def _range(text: str) -> list[int] | None:
    match = _RANGE.fullmatch(text.strip())
    return [int(match[1]), int(match[2] or 0)] if match else None


def _add_company_numbers(item: dict[str, Json], values: Mapping[str, str]) -> None:
    for column, key in (("company_size", "companySize"), ("company_revenue", "revenueRange")):
        if bounds := _range(values.get(column, "")):
            item[key] = bounds
    for column, path in (("company_employees", ("employeesInLinkedin",)),
                         ("company_funding_total", ("funding", "totalRoundsAmount"))):  # fmt: skip
        if values.get(column, "").isdecimal():
            _put(item, path, int(values[column]))
    for column in ("technologies", "specialities"):
        if listed := _listed(values, f"company_{column}"):
            item[column] = listed
