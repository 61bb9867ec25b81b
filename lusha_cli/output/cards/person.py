"""Draw the card of a person."""

from collections.abc import Iterator

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.models import Company, Email, Location, Person, Phone, read_person
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.company import add_employer, domains
from lusha_cli.output.cards.item import NEVER_SHOWN, add_data_points, add_item
from lusha_cli.output.cards.signals import add_signals, signal_keys
from lusha_cli.output.cell_formats import display_text, is_number
from lusha_cli.output.json_path import get_path, text_at
from lusha_cli.output.layouts.layout import Column, columns
from lusha_cli.output.layouts.shared_columns import MISSING
from lusha_cli.output.number_format import format_number
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.time_format import format_time
from lusha_cli.output.wrapping import ITEMS

_ACHIEVEMENT_KEYS = ("title", "degree", "fieldOfStudy.name", "companyName", "school.name")
_YEAR_KEYS = ("startDateYear", "endDateYear", "dateYear")
_DO_NOT_CALL = Styled("DO NOT CALL", "bold reverse red")


def person_card(body: Json, record: Json, *, terminal: Terminal) -> str | None:
    """Return the card of the person `record` in the response `body`; None without a person."""
    person = read_person(record)
    if not (person.full_name or person.emails or person.phones or person.linkedin):
        return None
    return draw_person(record, terminal=terminal, body=body)


def draw_person(record: Json, *, terminal: Terminal, body: Json = None) -> str:
    """Return the card of a person, with all that the record holds."""
    person, card = read_person(record), Card(terminal)
    company = person.company
    card.line(Styled(person.full_name or "(no name)", "bold"))
    card.line(" at ".join(filter(None, (person.title, company.name or company.domain))))
    card.gap()
    _add_contact_data(card, person, record)
    card.gap()
    _add_profile(card, person, record)
    card.gap()
    employer = get_path(record, "company")
    card.row("Company", card.joined(company.name, domains(card, company, employer)))
    add_employer(card, company, employer)
    card.gap()
    _add_linkedin(card, record)
    add_data_points(card, record)
    card.others(_others(person, record))
    add_signals(card, body, record)
    card.gap()
    ids = (text for key in _ID_KEYS if (text := display_text(as_object(record).get(key))))
    card.row("Person ID", dim(card.joined(*dict.fromkeys(ids))))
    card.row("Company ID", dim(company.id))
    card.row("Updated", dim(format_time(person.updated)))
    for column in _ORIGIN:
        card.column(record, column)
    add_item(card, record)
    return card.draw()


_ID_KEYS = ("personId", "id")
_ORIGIN = columns("dataSource:Source", Column("credits", formatter="number"))
_TAGS = Column("contactTags", "Tags", ("tags",), formatter="list")
_SKILLS = Column("linkedinSkills", "Skills", formatter="list")


def _add_contact_data(card: Card, person: Person, record: Json) -> None:
    card.rows("Email", ((email.address, _email_notes(card, email)) for email in person.emails))
    card.rows("Phone", ((phone.number, list(_phone_notes(card, phone))) for phone in person.phones))
    if not person.emails and not person.phones:
        card.row("Contact", "no email or phone found")
    card.column(record, MISSING)


def _email_notes(card: Card, email: Email) -> list[Styled]:
    notes = card.joined(email.kind, email.confidence, format_time(email.updated), email.source)
    return [dim(notes)] if notes else []


def _phone_notes(card: Card, phone: Phone) -> Iterator[Styled]:
    notes = card.joined(phone.kind, format_time(phone.updated), phone.source)
    # Before the notes, because calling this number may be illegal.
    if phone.do_not_call:
        yield _DO_NOT_CALL
        notes = notes and f"  {notes}"
    if notes:
        yield dim(notes)


def _add_profile(card: Card, person: Person, record: Json) -> None:
    card.row("Location", *_location_parts(person.location))
    card.row("Role", card.joined(person.seniority, ITEMS.join(person.departments)))
    card.row("Since", format_time(person.job_started))
    # V3 knows several earlier jobs, the first of which is V2's.
    earlier = [as_object(record).get(key) for key in ("previousEmployment", "previousJob")]
    jobs = next((as_list(jobs) or [jobs] for jobs in earlier if jobs), [])
    card.items("Before", [_earlier_job(card, job) for job in jobs])
    card.row("LinkedIn", person.linkedin)
    card.row("X", person.x_url)
    card.column(record, _TAGS)


def _earlier_job(card: Card, job: Json) -> str:
    names = (text_at(job, "jobTitle.title"), text_at(job, "company.name"))
    text = card.joined(" at ".join(filter(None, names)), text_at(job, "company.domain"))
    return text or display_text(job)


def _add_linkedin(card: Card, record: Json) -> None:
    network = [
        f"{format_number(number)} {noun}"
        for key, noun in (
            ("linkedinFollowersCount", "followers"),
            ("linkedinConnectionsCount", "connections"),
        )
        if is_number(number := as_object(record).get(key))
    ]
    card.row("Network", card.joined(*network))
    card.column(record, _SKILLS)
    for label, key in (
        ("Certified", "linkedinCertifications"),
        ("Studied", "linkedinCourses"),
        ("Awards", "linkedinAwards"),
    ):
        card.items(label, [_achievement(item) for item in as_list(get_path(record, key))])


def _achievement(item: Json) -> str:
    """Return a certificate, course or award: title, who gave it, and the years."""
    names = [name for key in _ACHIEVEMENT_KEYS if (name := text_at(item, key))]
    title, others = (names[0], names[1:]) if names else ("", [])
    years = (display_text(get_path(item, key)) for key in _YEAR_KEYS)
    notes = ", ".join(filter(None, (*others, "-".join(filter(None, years)))))
    return f"{title} ({notes})" if title and notes else title or notes or display_text(item)


def _location_parts(location: Location) -> list[Styled | str]:
    """Return a location on one line, with a mark if EU law applies."""
    line = location.line()
    mark = Styled("EU", "bold magenta") if location.in_eu else Styled("")
    return [f"{line}  ", mark] if line else [mark]


_KNOWN = {
    *NEVER_SHOWN, *_ID_KEYS, "companyId", "firstName", "lastName", "fullName", "name", "jobTitle",
    "seniority", "departments", "emails", "emailAddresses", "phones", "phoneNumbers",
    "missingDataPoints", "location", "jobStartDate", "previousEmployment", "previousJob",
    "socialLinks", "linkedinUrl", "contactTags", "tags", "company", "companyName",
    "companyDomain", "fqdn", "linkedinFollowersCount", "linkedinConnectionsCount",
    "linkedinSkills", "linkedinCertifications", "linkedinCourses", "linkedinAwards",
    "updateDate", "dataSource", "credits",
}  # fmt: skip


def _others(person: Person, record: Json) -> dict[str, Json]:
    """Return the values that no row shows: unknown ones, and those of another type."""
    is_read = {
        "fullName": bool(person.full_name),
        "jobTitle": bool(person.title or person.seniority or person.departments),
        "seniority": bool(person.seniority),
        "departments": bool(person.departments),
        **dict.fromkeys(("emails", "emailAddresses"), bool(person.emails)),
        **dict.fromkeys(("phones", "phoneNumbers"), bool(person.phones)),
        "location": bool(person.location.line()) or person.location.in_eu is not None,
        "socialLinks": bool(person.linkedin or person.x_url),
        "company": person.company != Company(),
    }
    shown = {*_KNOWN, *signal_keys(record)} - {key for key, done in is_read.items() if not done}
    return {key: value for key, value in as_object(record).items() if key not in shown}
