"""Draw the card of a person."""

from collections.abc import Iterator

from lusha_cli.json_types import Json, as_list
from lusha_cli.models import Email, Location, Person, Phone, read_person
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.company import add_facts, add_interests
from lusha_cli.output.cards.signals import add_signals
from lusha_cli.output.cell_formats import display_text
from lusha_cli.output.json_path import get_path, text_at, texts_at
from lusha_cli.output.number_format import format_number
from lusha_cli.output.terminal import Terminal

_ACHIEVEMENT_KEYS = ("title", "degree", "fieldOfStudy.name", "companyName", "school.name")
_YEAR_KEYS = ("startDateYear", "endDateYear", "dateYear")
_DO_NOT_CALL = Styled("DO NOT CALL", "bold reverse red")


def person_card(body: Json, record: Json, *, terminal: Terminal) -> str | None:
    """Return the card of the person `record` in the response `body`; None without a person."""
    person = read_person(record)
    if not (person.full_name or person.emails or person.phones or person.linkedin):
        return None
    card = Card(terminal)
    company = person.company
    card.line(Styled(person.full_name or "(no name)", "bold"))
    card.line(" at ".join(filter(None, (person.title, company.name or company.domain))))
    card.gap()
    _add_contact_data(card, person, record)
    card.gap()
    _add_profile(card, person, record)
    card.gap()
    _add_employer(card, person, get_path(record, "company"))
    card.gap()
    _add_linkedin(card, record)
    add_signals(card, body, record)
    card.gap()
    card.row("Person ID", dim(person.id))
    card.row("Company ID", dim(company.id))
    card.row("Updated", dim(person.updated))
    return card.draw()


def _add_contact_data(card: Card, person: Person, record: Json) -> None:
    card.rows("Email", ((email.address, _email_notes(card, email)) for email in person.emails))
    card.rows("Phone", ((phone.number, list(_phone_notes(card, phone))) for phone in person.phones))
    if not person.emails and not person.phones:
        card.row("Contact", "no email or phone found")
    card.name_list("Missing", texts_at(record, "missingDataPoints"))


def _email_notes(card: Card, email: Email) -> list[Styled]:
    notes = card.joined(email.kind, email.confidence, email.updated)
    return [dim(notes)] if notes else []


def _phone_notes(card: Card, phone: Phone) -> Iterator[Styled]:
    notes = card.joined(phone.kind, phone.updated)
    # Before the notes, because calling this number may be illegal.
    if phone.do_not_call:
        yield _DO_NOT_CALL
        notes = notes and f"  {notes}"
    if notes:
        yield dim(notes)


def _add_profile(card: Card, person: Person, record: Json) -> None:
    card.row("Location", *_location_parts(person.location))
    card.row("Role", card.joined(person.seniority, ", ".join(person.departments)))
    card.row("Since", person.job_started)
    # V3 knows several earlier jobs, the first of which is V2's.
    jobs = as_list(get_path(record, "previousEmployment")) or [get_path(record, "previousJob")]
    card.items("Before", [_earlier_job(card, job) for job in jobs])
    card.row("LinkedIn", person.linkedin)
    card.row("X", person.x_url)
    card.name_list("Tags", texts_at(record, "contactTags.name"))


def _earlier_job(card: Card, job: Json) -> str:
    names = (text_at(job, "jobTitle.title"), text_at(job, "company.name"))
    return card.joined(" at ".join(filter(None, names)), text_at(job, "company.domain"))


def _add_employer(card: Card, person: Person, record: Json) -> None:
    company = person.company
    card.row("Company", card.joined(company.name, company.domain))
    add_facts(card, company, record)
    add_interests(card, company, record)


def _add_linkedin(card: Card, record: Json) -> None:
    network = [
        f"{format_number(number)} {noun}"
        for key, noun in (
            ("linkedinFollowersCount", "followers"),
            ("linkedinConnectionsCount", "connections"),
        )
        if type(number := get_path(record, key)) is int
    ]
    card.row("Network", card.joined(*network))
    card.name_list("Skills", texts_at(record, "linkedinSkills"), lines=2)
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
    return f"{title} ({notes})" if title and notes else title or notes


def _location_parts(location: Location) -> list[Styled | str]:
    """Return a location on one line, with a mark if EU law applies."""
    line = location.line()
    mark = Styled("EU", "bold magenta") if location.in_eu else Styled("")
    return [f"{line}  ", mark] if line else [mark]
