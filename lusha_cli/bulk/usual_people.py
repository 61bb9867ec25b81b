"""People in the shape that V2's bulk responses usually have.

One function reads the contact, and formats its data columns. It returns None for any other shape,
which `models.read_person` and the columns then read.
"""

from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.matching.score import FoundPerson
from lusha_cli.models import read_employer, read_location
from lusha_cli.usual_contacts import usual_emails, usual_id, usual_linkedin, usual_phones

SEPARATOR = "; "
_TEXT = (str, type(None))


class UsualPerson(NamedTuple):
    """The cells of the default PERSON_COLUMNS in their order, and what is compared with a row."""

    cells: list[str]
    facts: FoundPerson


def read_usual_person(data: Json, company: Json) -> UsualPerson | None:
    """Return the person in `data`, or None if it isn't of the usual shape."""
    if type(data) is not dict:
        return None
    id_, linkedin = usual_id(data), usual_linkedin(data)
    emails, phones = usual_emails(data), usual_phones(data)
    job, place = data.get("jobTitle"), data.get("location")
    names = (data.get("fullName"), data.get("firstName"), data.get("lastName"))
    if (
        id_ is None
        or linkedin is None
        or emails is None
        or phones is None
        or type(job) is not dict
        or type(place) is not dict
        or not names[0]
    ):
        return None
    departments = job.get("departments") or []
    parts = (place.get("city"), place.get("state"), place.get("country"))
    texts = (*names, job.get("title"), job.get("seniority"), *parts)
    if (
        any(type(text) not in _TEXT for text in texts)
        or type(departments) is not list
        or any(type(name) is not str for name in departments)
        # Without parts, the location has a text of its own.
        or not any(parts)
    ):
        return None
    work_email = private_email = mobile = direct = ""
    for entry in emails:
        kind = entry.get("emailType")
        if not kind or type(kind) is not str:
            return None
        kind = kind.lower()
        if kind == "work":
            work_email = work_email or entry["email"]
        elif kind == "private":
            private_email = private_email or entry["email"]
    blocked = []
    for entry in phones:
        kind = entry.get("phoneType")
        if not kind or type(kind) is not str:
            return None
        if entry.get("doNotCall") is True:
            blocked.append(entry["number"])
            continue
        kind = kind.lower()
        if kind == "mobile":
            mobile = mobile or entry["number"]
        elif kind == "direct":
            direct = direct or entry["number"]
    in_eu = place.get("isEuContact", place.get("is_eu_contact"))
    employer = read_employer(data, company, is_brief=True)
    size = employer.size
    full, first, last = (name or "" for name in names)
    addresses = [entry["email"] for entry in emails]
    cells = [
        id_,
        full,
        first,
        last,
        job.get("title") or "",
        job.get("seniority") or "",
        SEPARATOR.join(filter(None, departments)),
        work_email,
        private_email,
        SEPARATOR.join(addresses),
        mobile,
        direct,
        SEPARATOR.join([entry["number"] for entry in phones]),
        SEPARATOR.join(blocked),
        ", ".join(dict.fromkeys(filter(None, parts))),
        *(part or "" for part in parts),
        str(in_eu).lower() if type(in_eu) is bool else "",
        linkedin,
        employer.id,
        employer.name,
        employer.domain,
        employer.industry,
        f"{size[0]}-{size[1] or ''}" if size else "",
    ]
    facts = FoundPerson(
        first,
        last,
        full,
        employer.name,
        employer.domain,
        addresses,
        linkedin,
        lambda: read_location(place),
    )
    return UsualPerson(cells, facts)
