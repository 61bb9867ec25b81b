"""`lusha contacts job`: what the providers of the waterfall found, once they are done."""

import json
from typing import Any

import pytest

from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

# Lusha has no contact data of these; providers have an email and a phone of the first, an email of
# the second, and nothing of the third.
BOTH, EMAIL_ONLY, NOTHING = "4100000624", "4100001417", "4100003536"
CONTACT = {"id": BOTH, "fullName": "Ada Oliveira", "emails": [{"email": "ada@firm.example"}]}


def start_job(lusha: Lusha, *ids: str, options: tuple[str, ...] = ()) -> str:
    return str(lusha("contacts", "enrich", *ids, *options).json["job"]["id"])


def answer(**body: Any) -> ScriptedResponse:
    return ScriptedResponse(200, json.dumps(body).encode(), {"Content-Type": "application/json"})


def test_enrich_starts_a_job_and_prints_its_command(lusha: Lusha) -> None:
    result = lusha("contacts", "enrich", BOTH, "4100000000", "--sandbox")
    job = result.json["job"]
    assert (result.json["status"], job["status"]) == ("partial", "processing")
    assert f"Run: lusha contacts job {job['id']} --wait --sandbox\n" in result.err
    assert "Charged 6 credits" in result.err


@pytest.mark.parametrize(
    ("ids", "options"),
    [
        ((BOTH,), ("--no-waterfall",)),
        (("4100000000",), ()),
        (("4100000001", "4100000000"), ()),
        (("4100000013",), ("--reveal", "emails")),
    ],
    ids=["turned off", "all data known", "not found", "wanted data known"],
)
def test_enrich_starts_no_job_where_nothing_is_missing(
    lusha: Lusha, ids: tuple[str, ...], options: tuple[str, ...]
) -> None:
    result = lusha("contacts", "enrich", *ids, *options)
    assert "job" not in result.json
    assert "contacts job" not in result.err


def test_enrich_starts_no_job_on_a_free_plan(lusha: Lusha) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-free"
    assert "job" not in lusha("contacts", "enrich", BOTH).json


def test_job_is_processing_before_its_time(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH, EMAIL_ONLY)
    result = lusha("contacts", "job", job_id)
    assert result.json == {
        "jobId": job_id, "contacts": [], "creditsCharged": 0, "status": "processing",
        "retryAfter": 10, "covers": ["emails", "phones"],
    }  # fmt: skip
    assert f"Run: lusha contacts job {job_id} --wait\n" in result.err
    assert lusha.clock.slept == []
    shown = lusha("contacts", "job", job_id, terminal=True)
    assert "processing" in shown.out
    assert "No results" not in shown.out


def test_job_waits_as_the_api_asks_until_it_is_complete(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH, EMAIL_ONLY, NOTHING)
    result = lusha("contacts", "job", job_id, "--wait")
    assert lusha.clock.slept == [10, 10, 10]
    assert result.json["status"] == "complete"
    assert [len(item["emails"]) for item in result.json["contacts"]] == [1, 1, 0]
    assert [len(item["phones"]) for item in result.json["contacts"]] == [1, 0, 0]
    assert result.json["creditsCharged"] == 7
    assert "providers of your waterfall charged 7 credits for this job" in result.err
    assert "still processing: waiting" in result.err


def test_job_charges_once_and_its_data_is_then_known(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH)
    first = lusha("contacts", "job", job_id, "--wait").json
    assert lusha("contacts", "job", job_id).json == first
    assert lusha("sandbox", "status").json["creditsCharged"] == 6
    enriched = lusha("contacts", "enrich", BOTH)
    assert "Charged 0 credits" in enriched.err
    assert "job" not in enriched.json
    assert enriched.json["results"][0]["emails"] == first["contacts"][0]["emails"]


def test_job_looks_only_for_the_wanted_data(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH, options=("--reveal", "emails"))
    assert lusha("contacts", "job", job_id).json["covers"] == ["emails"]
    [contact] = lusha("contacts", "job", job_id, "--wait").json["contacts"]
    assert (len(contact["emails"]), contact["phones"]) == (1, [])


def test_job_wait_ends_with_max_wait_and_loses_nothing(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH)
    result = lusha("contacts", "job", job_id, "--wait", "--max-wait", "25", code=8)
    assert lusha.clock.slept == [10, 10]
    assert result.json["status"] == "processing"
    assert "still processing after 25 seconds. It continues, and nothing is lost." in result.err
    assert f"Run: lusha contacts job {job_id} --wait --max-wait 300" in result.err
    assert lusha("contacts", "job", job_id, "--wait").json["status"] == "complete"
    reported = lusha("contacts", "job", job_id, "--wait", "--no-wait", code=2).err
    assert "--wait and --no-wait can't be used together" in reported


@pytest.mark.parametrize(("days", "code"), [(1, 3), (2, 3)], ids=["expired", "forgotten"])
def test_job_that_expired_says_what_stays_valid(lusha: Lusha, days: int, code: int) -> None:
    job_id = start_job(lusha, BOTH)
    lusha.clock.time += days * 86_400
    result = lusha("contacts", "job", job_id, code=code)
    assert "expired" in result.err
    assert "The result of contacts enrich stays valid" in result.err
    assert result.json.get("status") == ("expired" if days == 1 else None)
    assert lusha("contacts", "job", job_id, "--json", code=code).error["code"] == "no_match"


def test_job_that_cannot_be_paid_for_fails(lusha: Lusha) -> None:
    lusha.sandbox_options = {"credits": 5}
    job_id = start_job(lusha, BOTH)
    lusha.clock.time += 60
    result = lusha("contacts", "job", job_id, code=9)
    assert result.json["status"] == "failed"
    assert f"The job {job_id} failed." in result.err
    assert lusha("sandbox", "status").json["creditsCharged"] == 0
    lusha.sandbox_options = {"credits": 50}
    assert lusha("contacts", "job", job_id).json["status"] == "complete"


@pytest.mark.parametrize("status", ["failed", "expired", "processing"])
@pytest.mark.parametrize("output", ["json", "jsonl", "csv", "table"])
def test_job_shows_contacts_that_were_charged_whatever_its_status(
    script: StartScriptedServer, status: str, output: str
) -> None:
    lusha, _ = script(answer(status=status, contacts=[CONTACT], creditsCharged=4))
    result = lusha("contacts", "job", "j", "-o", output, code=0 if status == "processing" else 10)
    assert "ada@firm.example" in result.out
    assert "charged 4 credits for this job" in result.err


@pytest.mark.parametrize(
    ("retry_after", "slept"),
    [("null", 10), ("0", 1), ("-5", 1), ('"soon"', 10), ("true", 10), ("2.5", 3)],
)
def test_job_poll_survives_any_retry_after(
    script: StartScriptedServer, retry_after: str, slept: int
) -> None:
    processing = ScriptedResponse(
        200, f'{{"status": "processing", "retryAfter": {retry_after}}}'.encode()
    )
    lusha, server = script(processing, processing, answer(status="complete", contacts=[CONTACT]))
    assert lusha("contacts", "job", "j", "--wait").json["status"] == "complete"
    assert [path for _, path, _ in server.requests] == ["/v3/contacts/jobs/j"] * 3
    assert lusha.clock.slept == [slept, slept]


def test_job_with_an_unknown_status_is_shown(script: StartScriptedServer) -> None:
    lusha, _ = script(answer(status="halted", contacts=[], note="new"))
    assert lusha("contacts", "job", "j", "--wait").json["note"] == "new"


def test_job_is_polled_again_after_503(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(503, b"{}"), answer(status="complete", contacts=[CONTACT]))
    assert lusha("contacts", "job", "j").json["status"] == "complete"


@pytest.mark.parametrize("job", ["j-7", {"id": "j-7"}, {"jobId": "j-7", "status": "processing"}])
def test_enrich_reads_the_job_in_any_shape(script: StartScriptedServer, job: Any) -> None:
    lusha, _ = script(answer(results=[CONTACT], job=job, billing={"creditsCharged": 1}))
    result = lusha("contacts", "enrich", BOTH)
    assert result.json["job"] == job
    assert "lusha contacts job j-7 --wait" in result.err


def test_enrich_in_several_requests_keeps_every_job(script: StartScriptedServer) -> None:
    ids = [f"v1.{number}" for number in range(250)]
    responses = [
        answer(results=[CONTACT], billing={"creditsCharged": 1}, **extra)
        for extra in ({}, {"job": {"id": "j-2"}}, {"job": {"id": "j-3"}})
    ]
    lusha, _ = script(*responses)
    result = lusha("contacts", "enrich", *ids)
    assert [job["id"] for job in result.json["jobs"]] == ["j-2", "j-3"]
    assert "lusha contacts job j-2 --wait" in result.err
    assert "lusha contacts job j-3 --wait" in result.err


def test_enrich_names_its_job_if_a_later_request_fails(script: StartScriptedServer) -> None:
    ids = [f"v1.{number}" for number in range(150)]
    lusha, _ = script(
        answer(results=[CONTACT], job={"id": "j-1"}, billing={"creditsCharged": 1}),
        ScriptedResponse(403, b'{"message": "No."}'),
    )
    result = lusha("contacts", "enrich", *ids, code=10)
    assert result.json["job"] == {"id": "j-1"}
    assert "lusha contacts job j-1 --wait" in result.err


def test_job_id_cannot_change_the_path(lusha: Lusha) -> None:
    for job_id in (".", "..", ""):
        assert "isn't a valid ID" in lusha("contacts", "job", job_id, code=2).err
    assert lusha("contacts", "job", "a/b", "--dry-run").json["url"].endswith("/jobs/a%2Fb")
    assert lusha("sandbox", "status").json["requests"] == 0


def test_job_of_another_account_is_unknown(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH)
    lusha.env["LUSHA_API_KEY"] = "sandbox-premium"
    assert "belongs to another account" in lusha("contacts", "job", job_id, code=3).err


def test_job_warns_of_people_who_opted_out(lusha: Lusha) -> None:
    job_id = start_job(lusha, BOTH, EMAIL_ONLY)
    lusha("privacy", "suppress", BOTH)
    reported = lusha("contacts", "job", job_id, "--wait").err
    assert "1 person on the suppression list" in reported
