"""Confirmation and dry run of bulk commands."""

from collections.abc import Callable

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import WriteFile, csv_rows


def test_bulk_requires_yes_when_piped(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    result = online("person", "bulk", write_leads(30), code=2)
    assert "Pass --yes to confirm" in result.err
    assert "This may cost up to 182 credits." in result.err
    assert "person bulk" not in server.ledger()["requests"]


def test_bulk_sends_a_few_rows_without_confirmation(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    online("person", "bulk", write_leads(3))
    assert server.ledger()["requests"]["person bulk"] == 1


def test_bulk_prompt_shows_cost_and_remaining_credits(
    lusha: Lusha, write_leads: Callable[..., str]
) -> None:
    source = write_leads(30)
    no = lusha("person", "bulk", source, terminal=True, stdin=b"n\n", code=130)
    assert "This may cost up to 182 credits. 100,000 credits left. Continue? [y/N]" in no.err
    assert "Nothing was sent." in no.err
    assert no.out == ""
    yes = lusha("person", "bulk", source, terminal=True, stdin=b"y\n")
    assert csv_rows(yes.out)[0]["lusha_status"] == "matched"


def test_bulk_prompt_does_not_wait_for_remaining_credits(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    for _ in range(7):
        result = lusha("person", "bulk", source, "--yes", "--fresh")
    assert "This may cost up to 7 credits." in result.err
    assert sum(lusha.clock.slept) < 1


def test_bulk_dry_run_shows_the_first_request_and_the_worst_case_cost(
    online: Lusha, server: Server, write_file: WriteFile, emails: list[str]
) -> None:
    del online.env["LUSHA_API_KEY"]
    source = write_file("a.csv", "email\n" + "\n".join(emails))
    shown = online(
        "person", "bulk", source, "--dry-run", "--refresh-job-info", "--filter-by",
        "emailAddresses", "--reveal-emails", "--no-reveal-phones", "--signals-start-date",
        "2026-01-01", "--partial-profile",
    ).json  # fmt: skip
    assert shown["method"] == "POST"
    assert shown["url"] == f"{server.url}/v2/person"
    assert shown["requests"] == 3
    assert shown["maxCredits"] == 250 + 10
    assert len(shown["body"]["contacts"]) == 100
    assert shown["body"]["contacts"][0] == {"contactId": "1", "email": emails[0]}
    assert shown["body"]["metadata"] == {
        "refreshJobInfo": True,
        "filterBy": "emailAddresses",
        "revealEmails": True,
        "revealPhones": False,
        "signalsStartDate": "2026-01-01",
        "partialProfile": True,
    }
    curl = online("person", "bulk", source, "--curl")
    assert "| curl -sS -X POST http" in curl.out
    assert "the first of 3 requests" in curl.err
    assert online("person", "bulk", source, "--dry-run", "-o", "table").out
    assert server.ledger()["totals"]["requests"] == 0
