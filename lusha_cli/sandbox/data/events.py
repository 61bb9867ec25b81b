"""Webhook events in the vendor's shape (API reference, August 2026)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from lusha_cli.api.signal_types import OPT_OUT
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.activities import new_activity
from lusha_cli.sandbox.data.companies import Company, company_by_id
from lusha_cli.sandbox.data.names import DEPARTMENTS
from lusha_cli.sandbox.data.people import Person, person_by_id, profile
from lusha_cli.sandbox.request_context import format_timestamp
from lusha_cli.sandbox.subscription_store import Subscription, numeric_id

# Credits per event.
EVENT_PRICE = 1
# An opt-out has the date when the account first saw the person, which the sandbox does not store.
EXPOSURE_PERIOD = timedelta(days=90)


def find_entity(entity_type: str, entity: str, *, seed: int) -> Person | Company | None:
    """Return the person or company with an id, or None."""
    find_by_id: Any = person_by_id if entity_type == "contact" else company_by_id
    match: Person | Company | None = find_by_id(numeric_id(entity), seed=seed)
    return match


def make_event(
    entity: Person | Company,
    signal: str,
    row: Subscription,
    *,
    now: float,
    credits_charged: int = EVENT_PRICE,
) -> Json:
    """Return a new event for a subscription."""
    event_id = uuid4()
    if signal == OPT_OUT:
        assert isinstance(entity, Person)
        return _opt_out_event(entity, now)
    return {
        "id": str(event_id),
        "type": signal,
        "entityType": row.entity_type,
        "entityId": row.entity,
        "subscriptionId": row.id,
        "data": event_data(entity, signal, now=now, event_id=event_id),
        "timestamp": format_timestamp(now),
        "billing": {"creditsCharged": credits_charged},
    }


def event_data(entity: Person | Company, signal: str, *, now: float, event_id: UUID) -> Json:
    """Return the `data` object of an event."""
    day = datetime.fromtimestamp(now, UTC).date()
    if isinstance(entity, Person):
        return _job_change_data(entity, signal, day)
    number = event_id.int % 1_000_000
    if signal == "linkedinActivityIntent":
        return new_activity(entity, day=day, number=number)
    return signals.new_company_signal(entity, signal, day=day, number=number)


def _job_change_data(person: Person, signal: str, day: date) -> Json:
    job_profile = profile(person)
    names = [name for name, _ in DEPARTMENTS]
    employer = person.company if signal == "promotion" else signals.previous_employer(person)
    return {
        "personId": person.id,
        "currentCompanyId": person.company.id,
        "currentCompanyName": person.company.name,
        "currentDomain": person.company.domain,
        "currentTitle": job_profile["title"],
        # Objects in deliveries, where the signals requests have a text.
        "currentDepartments": [
            {"id": names.index(job_profile["department"]) + 1, "value": job_profile["department"]}
        ],
        "previousCompanyName": employer.name,
        "previousDomain": employer.domain,
        "signalDate": day.isoformat(),
    }


def _opt_out_event(person: Person, now: float) -> Json:
    data = profile(person)
    # The dates of an opt-out have no time zone, unlike all other timestamps.
    opted_out_at = datetime.fromtimestamp(now, UTC).replace(tzinfo=None)
    emails = [(data["work"], person.work_email), (data["private"], person.private_email)]
    datapoints = [("email", email) for has_email, email in emails if has_email]
    datapoints += [("phone", phone.number.replace(" ", "")) for phone in data["phones"]]
    return {
        "contactId": str(person.id),
        "fullName": person.full_name,
        "companyName": person.company.name,
        "jobTitle": data["title"],
        "linkedinUrl": person.linkedin,
        "contactOptOutDate": opted_out_at.isoformat(" ", "milliseconds"),
        "contactExposureDate": (opted_out_at - EXPOSURE_PERIOD).isoformat(" ", "seconds"),
        "datapoints": [
            {"datapointId": value, "datapointType": type_} for type_, value in datapoints
        ],
        "partnerClientId": None,
    }
