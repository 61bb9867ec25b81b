"""What each operation takes, as data, and the check of a request against it."""

from datetime import date
from typing import Any, NamedTuple

from lusha_cli.api.signals import COMPANY_SIGNALS, CONTACT_SIGNALS
from lusha_cli.sandbox.http import Refusal

NEWS_SIGNALS = tuple(name for name in COMPANY_SIGNALS if name.endswith("News"))
FIGURE_SIGNALS = tuple(name for name in COMPANY_SIGNALS[1:] if name not in NEWS_SIGNALS)

NEWS_EVENTS = (
    "Asset Investment", "Asset Sale", "Competitor Activity", "Event Participation",
    "Executive Departure", "Executive Hire", "Executive Promotion", "Facilities Expansion",
    "Facility Closure", "Funding Round", "Headcount Decrease", "Headcount Increase", "IPO",
    "Lawsuit Faced", "Lawsuit Filed", "M&A", "New Customer", "New Location", "New Vendor",
    "Partnership", "Product Development", "Product Integration", "Product Launch", "Recognition",
    "Security Issue", "Strategic Investment",
)  # fmt: skip
HIRING_DEPARTMENTS = (
    "Business Development", "Consulting", "Customer Service", "Engineering & Technical",
    "Finance", "General Management", "Health Care & Medical", "Human Resources",
    "Information Technology", "Legal", "Marketing", "Operations", "Other", "Product",
    "Research & Analytics", "Sales",
)  # fmt: skip


class Spec(NamedTuple):
    """The shape of one value: text, boolean, day, list or object."""

    kind: str = "text"
    choices: tuple[str, ...] = ()
    item: Any = None
    most: int = 0
    properties: Any = None
    required: tuple[str, ...] = ()


TEXT = Spec()
BOOLEAN = Spec("boolean")
DAY = Spec("day")


def _texts(*choices: str) -> Spec:
    return Spec("list", item=Spec(choices=choices))


def _list(item: Spec, *, most: int = 0) -> Spec:
    return Spec("list", item=item, most=most)


def _object(required: tuple[str, ...] = (), /, **properties: Spec) -> Spec:
    return Spec("object", properties=properties, required=required)


_LOOKUP = {
    "refreshJobInfo": BOOLEAN,
    "filterBy": Spec(choices=("phoneNumbers", "emailAddresses")),
    "revealEmails": BOOLEAN,
    "revealPhones": BOOLEAN,
    "signals": _texts(*CONTACT_SIGNALS),
    "signalsStartDate": DAY,
    "partialProfile": BOOLEAN,
}
_EMPLOYER = _object(
    ("isCurrent",), name=TEXT, domain=TEXT, isCurrent=BOOLEAN, jobTitle=TEXT, fqdn=TEXT,
    companySocialId=TEXT,
)  # fmt: skip
_CONTACT = _object(
    ("contactId",), contactId=TEXT, personId=TEXT, fullName=TEXT, location=TEXT,
    linkedinUrl=TEXT, email=TEXT, companies=_list(_EMPLOYER),
)  # fmt: skip
_FIRM = _object(("id",), id=TEXT, domain=TEXT, fqdn=TEXT, name=TEXT, companyId=TEXT)
_PLACE = _object(("country",), country=TEXT, state=TEXT)
_SIGNALS_FILTERS = _object(
    include=_object(
        newsEventTypes=_texts(*NEWS_EVENTS),
        hiringByDepartments=_texts(*HIRING_DEPARTMENTS),
        hiringByLocations=_list(_PLACE),
    )
)

SPECS: dict[str, Spec] = {
    "person get": _object(
        personId=TEXT, email=TEXT, linkedinUrl=TEXT, firstName=TEXT, lastName=TEXT,
        companyName=TEXT, companyDomain=TEXT, **_LOOKUP,
    ),
    "person bulk": _object(
        ("contacts",), contacts=_list(_CONTACT, most=100), metadata=_object(**_LOOKUP)
    ),
    "company get": _object(
        domain=TEXT, company=TEXT, companyId=TEXT, signals=_texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, partialCompany=BOOLEAN,
    ),
    "company bulk": _object(
        ("companies",), companies=_list(_FIRM, most=100), signals=_texts(*COMPANY_SIGNALS),
        signalsStartDate=DAY, signalsFilters=_SIGNALS_FILTERS, partialCompany=BOOLEAN,
    ),
    "account usage": _object(),
}  # fmt: skip


def checked(operation: str, value: Any) -> dict[str, Any]:
    """The body or query, as it is. Raises Refusal 400 that lists all that is wrong with it."""
    errors = list(_errors(value, SPECS[operation], "body"))
    if errors:
        raise Refusal(400, "Validation failed", errors=errors)
    content: dict[str, Any] = value
    return content


def typed(operation: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """A query with its values in the types of the operation: lists gathered, booleans read."""
    found: dict[str, Any] = {}
    properties = SPECS[operation].properties
    words = {"true": True, "false": False}
    for name, text in pairs:
        spec = properties.get(name, TEXT)
        if spec.kind == "list":
            found.setdefault(name, []).extend(text.split(","))
        else:
            found[name] = words.get(text, text) if spec.kind == "boolean" else text
    return found


def _errors(value: Any, spec: Spec, name: str) -> Any:
    if spec.kind == "object":
        yield from _object_errors(value, spec, name)
    elif spec.kind == "list":
        yield from _list_errors(value, spec, name)
    elif spec.kind == "boolean":
        if not isinstance(value, bool):
            yield f"{name} must be a boolean value"
    elif not isinstance(value, str):
        yield f"{name} must be a string"
    elif spec.kind == "day" and not _is_day(value):
        yield f"{name} must be a date of the form YYYY-MM-DD"
    elif spec.choices and value not in spec.choices:
        yield f"{name} must be one of: {', '.join(spec.choices)}"


def _object_errors(value: Any, spec: Spec, name: str) -> Any:
    if not isinstance(value, dict):
        yield f"{name} must be an object"
        return
    for key, inner in value.items():
        if key not in spec.properties:
            yield f"property {key} should not exist"
        else:
            yield from _errors(inner, spec.properties[key], key)
    for key in spec.required:
        if value.get(key, "") == "":
            yield f"{key} should not be empty"


def _list_errors(value: Any, spec: Spec, name: str) -> Any:
    if not isinstance(value, list):
        yield f"{name} must be an array"
        return
    if spec.most and not 1 <= len(value) <= spec.most:
        yield f"{name} must contain 1 to {spec.most} items"
    for inner in value:
        yield from _errors(inner, spec.item, name)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
