"""Read contacts in the shape that V2's bulk responses usually have, several times as fast.

The readers of `models` accept every shape. What is read here is equal to what they read, or None
for a contact that isn't of the usual shape.
"""

from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.models import has_contact_data, read_person

Entry = dict[str, Json]


class Identity(NamedTuple):
    """What identifies a person in a response."""

    id: str
    linkedin: str
    emails: list[str]
    phones: list[str]


def usual_emails(item: Entry) -> list[Entry] | None:
    """Return the entries of a person's emails, each with a text under `email`."""
    return _usual_entries(item, "emailAddresses", "email") if "emails" not in item else None


def usual_phones(item: Entry) -> list[Entry] | None:
    """Return the entries of a person's phones, each with a text under `number`."""
    return _usual_entries(item, "phoneNumbers", "number") if "phones" not in item else None


def _usual_entries(item: Entry, name: str, key: str) -> list[Entry] | None:
    entries = item.get(name)
    if entries is None:
        return []
    if type(entries) is not list:
        return None
    for entry in entries:
        if type(entry) is not dict:
            return None
        text = entry.get(key)
        if type(text) is not str or not text:
            return None
    # The readers leave out an address or number that they have read before.
    if len(entries) > 1 and len({entry[key].lower() for entry in entries}) < len(entries):
        return None
    return entries


def usual_id(item: Entry) -> str | None:
    """Return the ID of a person."""
    id_ = item.get("personId")
    return str(id_) if id_ and type(id_) in (int, str) else None


def usual_linkedin(item: Entry) -> str | None:
    """Return the LinkedIn URL of a person, "" if there isn't one."""
    links = item.get("socialLinks")
    if type(links) is dict and (url := links.get("linkedin")) and type(url) is str:
        return url
    return "" if not links and item.get("linkedinUrl") in (None, "") else None


def read_identity(data: Json) -> Identity:
    """Return the identity of the person in `data`, of any shape."""
    if type(data) is dict:
        id_, linkedin = usual_id(data), usual_linkedin(data)
        emails, phones = usual_emails(data), usual_phones(data)
        if not (id_ is None or linkedin is None or emails is None or phones is None):
            addresses = [entry["email"] for entry in emails]
            return Identity(id_, linkedin, addresses, [entry["number"] for entry in phones])
    person = read_person(data, is_brief=True)
    return Identity(
        person.id,
        person.linkedin,
        [email.address for email in person.emails],
        [phone.number for phone in person.phones],
    )


def has_emails_and_phones(data: Json) -> tuple[bool, bool]:
    """Return whether a person's `data`, of any shape, has an email and whether it has a phone."""
    if type(data) is dict:
        emails, phones = usual_emails(data), usual_phones(data)
        if emails is not None and phones is not None:
            return bool(emails), bool(phones)
    return has_contact_data(data)
