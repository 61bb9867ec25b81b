"""Events that webhooks deliver: what happened, in the vendor's shape.

The shapes are the published ones (API reference, August 2026).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from lusha_cli.api.signal_types import OPT_OUT
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company, company_by_id
from lusha_cli.sandbox.data.names import DEPARTMENTS
from lusha_cli.sandbox.data.people import Person, person_by_id, profile
from lusha_cli.sandbox.handlers.v3.signals import new_activity
from lusha_cli.sandbox.request_context import instant
from lusha_cli.sandbox.subscription_store import Subscription, numeric_id

Json = dict[str, Any]

# What each event charges.
EVENT_PRICE = 1
# Opt-outs say when the account first saw the person; the sandbox keeps no such time.
EXPOSURE_PERIOD = timedelta(days=90)


def find_entity(kind: str, entity: str, *, seed: int) -> Person | Company | None:
    """The person or the company of an id."""
    find: Any = person_by_id if kind == "contact" else company_by_id
    found: Person | Company | None = find(numeric_id(entity), seed=seed)
    return found


def make_event(
    found: Person | Company, signal: str, row: Subscription, *, now: float, credits_charged: int = EVENT_PRICE
) -> Json:
    """A new event for a subscription."""
    event_id = uuid4()
    if signal == OPT_OUT:
        assert isinstance(found, Person)
        return _opt_out(found, now)
    return {
        "id": str(event_id),
        "type": signal,
        "entityType": row.kind,
        "entityId": row.entity,
        "subscriptionId": row.id,
        "data": event_data(found, signal, now=now, event_id=event_id),
        "timestamp": instant(now),
        "billing": {"creditsCharged": credits_charged},
    }


def event_data(found: Person | Company, signal: str, *, now: float, event_id: UUID) -> Json:
    """What an event says of the signal."""
    day = datetime.fromtimestamp(now, UTC).date()
    if isinstance(found, Person):
        return _change(found, signal, day)
    number = event_id.int % 1_000_000
    if signal == "linkedinActivityIntent":
        return new_activity(found, day=day, number=number)
    return signals.new_company_signal(found, signal, day=day, number=number)


def _change(found: Person, signal: str, day: date) -> Json:
    job = profile(found)
    names = [name for name, _ in DEPARTMENTS]
    old = found.company if signal == "promotion" else signals.previous_employer(found)
    return {
        "personId": found.id,
        "currentCompanyId": found.company.id,
        "currentCompanyName": found.company.name,
        "currentDomain": found.company.domain,
        "currentTitle": job["title"],
        "currentDepartments": [
            {"id": names.index(job["department"]) + 1, "value": job["department"]}
        ],
        "previousCompanyName": old.name,
        "previousDomain": old.domain,
        "signalDate": day.isoformat(),
    }


def _opt_out(found: Person, now: float) -> Json:
    job, then = profile(found), datetime.fromtimestamp(now, UTC).replace(tzinfo=None)
    emails = [(job["work"], found.work_email), (job["private"], found.private_email)]
    points = [("email", email) for known, email in emails if known]
    points += [("phone", phone.number.replace(" ", "")) for phone in job["phones"]]
    return {
        "contactId": str(found.id),
        "fullName": found.full_name,
        "companyName": found.company.name,
        "jobTitle": job["title"],
        "linkedinUrl": found.linkedin,
        "contactOptOutDate": then.isoformat(" ", "milliseconds"),
        "contactExposureDate": (then - EXPOSURE_PERIOD).isoformat(" ", "seconds"),
        "datapoints": [{"datapointId": value, "datapointType": kind} for kind, value in points],
        "partnerClientId": None,
    }
