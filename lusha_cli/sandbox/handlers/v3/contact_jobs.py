"""The jobs in which the providers of the waterfall look for contact data."""

import json
from collections.abc import Callable, Mapping
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.people import Person
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext, format_timestamp

# Seconds: how long the providers take, between two polls, and until the result is deleted.
DURATION, RETRY_AFTER, LIFETIME = 30, 10, 86_400

# An expired job is reported as such for another day, then as unknown.
_FORGOTTEN_AFTER = 2 * LIFETIME


class CannotPay(Exception):
    """Raised by the function that completes a job if the account has too few credits."""


def start_job(context: RequestContext, fields: Mapping[str, list[str]]) -> Json:
    """Start a job for contacts with missing data; return the `job` of the response.

    `fields` has the types of data to look for, by the id of the contact.
    """
    name = f"{context.account.name}/{context.operation}/job/{context.nonce}"
    job_id = str(uuid5(NAMESPACE_OID, name))
    context.db.execute(
        "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, NULL)",
        (job_id, context.account.name, json.dumps(fields), context.now),
    )
    return {
        "id": job_id,
        "status": "processing",
        "expiresAt": format_timestamp(context.now + LIFETIME),
        "retryAfter": RETRY_AFTER,
    }


def read_job(
    context: RequestContext,
    complete: Callable[[Mapping[str, list[str]]], tuple[list[Json], float]],
) -> tuple[int, Json]:
    """Return the state of a job, and its contacts once it is complete.

    `complete` returns the contacts with the new data, and charges it: a second call charges
    nothing. It may raise CannotPay.
    """
    job_id = context.path["jobId"]
    row = context.db.execute(
        "SELECT fields, created, charged FROM jobs WHERE id = ? AND account = ?",
        (job_id, context.account.name),
    ).fetchone()
    if row is None or context.now >= row[1] + _FORGOTTEN_AFTER:
        raise ApiError(404, "The job does not exist, or has expired")
    fields, created, charged = json.loads(row[0]), row[1], row[2]
    job: Json = {"jobId": job_id, "contacts": [], "creditsCharged": charged or 0}
    if context.now >= created + LIFETIME:
        return 200, {**job, "status": "expired"}
    if context.now < created + DURATION:
        covers = list(dict.fromkeys(name for names in fields.values() for name in names))
        return 200, {**job, "status": "processing", "retryAfter": RETRY_AFTER, "covers": covers}
    try:
        contacts, credits_ = complete(fields)
    except CannotPay:
        return 200, {**job, "status": "failed"}
    if charged is None:
        charged = credits_
        context.db.execute("UPDATE jobs SET charged = ? WHERE id = ?", (charged, job_id))
    return 200, {**job, "status": "complete", "contacts": contacts, "creditsCharged": charged}


def provider_data(person: Person) -> dict[str, list[Json]]:
    """Return what the providers know of a person, in V2's shapes: nothing of every third one."""
    if person.number % 3 == 2:
        return {"emails": [], "phones": []}
    updated = {"updateDate": "2026-09-01"}
    email = {"email": person.work_email, "emailType": "work", "emailConfidence": "A", **updated}
    number = f"+1 {201 + person.number % 700} 555 01{person.number % 100:02}"
    phone = {"number": number, "phoneType": "mobile", "doNotCall": False, **updated}
    return {"emails": [email], "phones": [] if person.number % 3 else [phone]}
