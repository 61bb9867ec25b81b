"""`lusha webhooks list`, `get`, `update`, `delete` and `test`."""

from typing import Any

import pytest

from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse
from tests.support.subscriptions import (
    IDS,
    SUBSCRIPTION_OPTIONS,
    URL,
    create_subscriptions,
    json_response,
    run_webhooks,
)


def test_webhooks_list_names_the_next_page(signing_account: Lusha) -> None:
    create_subscriptions(signing_account, *IDS[:12])
    result = run_webhooks(signing_account, "list")
    assert [item["entityId"] for item in result.json["data"]] == IDS[11:1:-1]
    assert result.json["pagination"] == {"total": 12, "limit": 10, "offset": 0, "hasMore": True}
    assert "10 of 12 results.\n" in result.err
    rest = run_webhooks(signing_account, "list", "--offset", "10")
    assert [item["entityId"] for item in rest.json["data"]] == IDS[1::-1]
    assert "of 12" not in rest.err
    for flag in ("--limit", "--offset"):
        assert (
            "used together" in run_webhooks(signing_account, "list", "--all", flag, "5", code=2).err
        )
    assert run_webhooks(signing_account, "list", "--limit", "101", code=2).err


def test_webhooks_list_all_is_one_document(signing_account: Lusha) -> None:
    for start in range(0, 250, 25):
        create_subscriptions(signing_account, *(str(number) for number in range(start, start + 25)))
    reported = run_webhooks(signing_account, "list", "--all").json
    assert [item["entityId"] for item in reported["data"]] == [str(n) for n in range(249, -1, -1)]
    assert reported["pagination"] == {"total": 250, "limit": 250, "offset": 0, "hasMore": False}
    assert len(run_webhooks(signing_account, "list", "--all", "-o", "csv").out.splitlines()) == 251


def test_webhooks_list_interrupted_names_the_command_to_continue(
    script: StartScriptedServer,
) -> None:
    data = [{"id": f"s{number}"} for number in range(100)]
    page = {"data": data, "pagination": {"total": 150, "limit": 100, "offset": 0, "hasMore": True}}
    lusha, _ = script(json_response(page), json_response({"message": "No"}, 403))
    result = run_webhooks(lusha, "list", "--all", "-o", "jsonl", code=10)
    assert len(result.out.splitlines()) == 100
    assert "The results after the first 100 are missing." in result.error["message"]
    assert "--offset 100 --limit 100" in result.error["hint"]


@pytest.mark.parametrize("page", [[], {"data": [], "pagination": 1}])
def test_webhooks_list_shows_unexpected_responses(script: StartScriptedServer, page: Any) -> None:
    lusha, _ = script(json_response(page))
    assert run_webhooks(lusha, "list").json == page
    assert run_webhooks(lusha, "list", "--all").json == page


@pytest.mark.parametrize("page", [{}, {"data": None}, None, "text"])
def test_webhooks_list_without_data_is_unusable(script: StartScriptedServer, page: Any) -> None:
    lusha, _ = script(json_response(page))
    assert "Response unusable" in run_webhooks(lusha, "list", code=9).err


def test_webhooks_get_and_update(signing_account: Lusha) -> None:
    [item] = create_subscriptions(signing_account, IDS[0])
    assert run_webhooks(signing_account, "get", item).json["entityId"] == IDS[0]
    new = ("--name", "Q3", "--url", f"{URL}/new", "--signal-type", "companyChange")
    reported = run_webhooks(signing_account, "update", item, *new, "--no-active").json
    assert reported["signalTypes"] == ["companyChange"]
    assert (reported["name"], reported["url"], reported["isActive"]) == ("Q3", f"{URL}/new", False)
    assert run_webhooks(signing_account, "get", item).json["name"] == "Q3"
    for verb in ("get", "test"):
        assert "lusha webhooks list" in run_webhooks(signing_account, verb, "nobody", code=3).err
    assert "No change is specified" in run_webhooks(signing_account, "update", item, code=2).err
    assert "isn't a subscription ID" in run_webhooks(signing_account, "get", "../x", code=2).err
    wrong = run_webhooks(signing_account, "update", item, "--signal-type", "riskNews", code=2)
    assert "signalTypes must be one of" in wrong.err


def test_webhooks_delete_confirms_and_reads_a_list(signing_account: Lusha) -> None:
    created = create_subscriptions(signing_account, *IDS[:30])
    refused = run_webhooks(signing_account, "delete", *created, code=2).err
    assert "This deletes 30 subscriptions permanently. Pass --yes to confirm" in refused
    question = run_webhooks(
        signing_account, "delete", created[0], stdin=b"n\n", terminal=True, code=130
    )
    assert "This deletes 1 subscription permanently. Continue? [y/N]" in question.err
    reported = run_webhooks(signing_account, "delete", created[0], "--yes").json
    assert reported["results"][0]["subscription"]["id"] == created[0]
    listed = run_webhooks(signing_account, "list", "--all", "-o", "csv").out.encode()
    gone = run_webhooks(signing_account, "delete", "-", "--yes", stdin=listed)
    assert gone.json["successful"] == 29
    assert "in 2 requests" in gone.err
    again = run_webhooks(signing_account, "delete", *created[:2], "--yes", code=10)
    assert (
        f"2 of 2 subscriptions were not deleted (NOT_FOUND 2): {created[0]}, {created[1]}."
        in again.err
    )
    assert "ID is missing" in run_webhooks(signing_account, "delete", code=2).err
    assert (
        "isn't a subscription ID"
        in run_webhooks(signing_account, "delete", "a b", "--yes", code=2).err
    )


def test_webhooks_delete_asks_before_it_sends_a_body_without_ids(signing_account: Lusha) -> None:
    reported = run_webhooks(
        signing_account, "delete", "--body", "-", stdin=b'{"all": true}', code=2
    )
    assert "This deletes all subscriptions in the request body permanently." in reported.err
    sent = run_webhooks(signing_account, "delete", "--body", "-", "--dry-run", stdin=b"{}").json
    assert sent["body"] == {}


@pytest.mark.parametrize("output", ["json", "jsonl", "csv"])
def test_webhooks_delete_reads_created_subscriptions(signing_account: Lusha, output: str) -> None:
    created = run_webhooks(
        signing_account, "create", "--entity-id", "012", *SUBSCRIPTION_OPTIONS, "-o", output
    ).out
    assert (
        run_webhooks(signing_account, "delete", "-", "--yes", stdin=created.encode()).json[
            "successful"
        ]
        == 1
    )


def test_webhooks_ids_are_sent_as_typed(signing_account: Lusha) -> None:
    lines = b"012345678901234567890123\n5e1\n"
    reported = run_webhooks(signing_account, "delete", "-", "--yes", stdin=lines, code=10)
    assert "012345678901234567890123, 5e1." in reported.err
    listed = run_webhooks(signing_account, "delete", "-", "--yes", stdin=b'["a", "b"]', code=10)
    assert ": a, b." in listed.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("rotate-secret", "--yes"),
            "The secret may have been replaced anyway. Check it: lusha webhooks secret",
        ),
        (
            ("create", "--entity-id", "1", *SUBSCRIPTION_OPTIONS),
            "rejected as duplicates",
        ),
    ],
)
def test_webhooks_lost_response_is_not_retried(
    script: StartScriptedServer, arguments: tuple[str, ...], message: str
) -> None:
    lusha, server = script(ScriptedResponse(200, cut=True))
    assert message in lusha("webhooks", *arguments, code=8).err
    assert len(server.requests) == 1
