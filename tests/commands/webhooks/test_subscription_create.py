"""`lusha webhooks create`: many subscriptions in several requests."""

import json
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.subscriptions import (
    COMPANY_IDS,
    IDS,
    SUBSCRIPTION_OPTIONS,
    URL,
    URL_OPTIONS,
    create_subscriptions,
    json_response,
    run_webhooks,
)


def test_webhooks_create_sends_batches_of_25_and_reports_one_result(signing_account: Lusha) -> None:
    result = run_webhooks(
        signing_account,
        "create",
        "-",
        *SUBSCRIPTION_OPTIONS,
        stdin="\n".join([*IDS, IDS[0]]).encode(),
    )
    assert "60 subscriptions in 3 requests." in result.err
    reported = result.json
    assert (reported["total"], reported["successful"], reported["failed"]) == (60, 60, 0)
    assert [item["index"] for item in reported["results"]] == list(range(60))
    assert [item["subscription"]["entityId"] for item in reported["results"]] == IDS
    assert signing_account("sandbox", "status").json["creditsCharged"] == 0


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"4100000000\n\n4100000013\n", IDS[:2]),
        (b"contactId\n4100000000\n", IDS[:1]),
        (b'["4100000000", 4100000013]', IDS[:2]),
        (b"v1.AbC_d=e\n4100000000", ["v1.AbC_d=e", IDS[0]]),
        (b'{"contacts": [{"contactId": "a-b", "personId": 4100000013}]}', [IDS[1]]),
        (b'{"results": [{"id": "v1.xyz", "company": {"id": "v1.firm"}}]}', ["v1.xyz"]),
        (b'\xef\xbb\xbfname,personId\n"Byrne, Ada",4100000000\n', IDS[:1]),
        (b"id\tfullName\thas\n4100000000\tAda\temails\n", IDS[:1]),
        (b'"id","fullName"\n"v1.a","Ada"\n', ["v1.a"]),
    ],
)
def test_webhooks_create_reads_ids_from_earlier_results(
    signing_account: Lusha, tmp_path: Path, content: bytes, value: list[str]
) -> None:
    file = tmp_path / "ids"
    file.write_bytes(content)
    created = run_webhooks(signing_account, "create", str(file), *SUBSCRIPTION_OPTIONS).json[
        "results"
    ]
    assert [item["subscription"]["entityId"] for item in created] == value


def test_webhooks_create_states_what_deliveries_cost(signing_account: Lusha) -> None:
    arguments = ("create", "--entity-id", IDS[0], *SUBSCRIPTION_OPTIONS)
    shown = run_webhooks(signing_account, *arguments, "--dry-run").json
    assert (shown["maxCredits"], shown["cost"]) == (0, "free; each delivery costs 1 credit")
    table = run_webhooks(signing_account, *arguments, "--dry-run", "-o", "table").out
    assert "each delivery costs 1 credit" in table
    created = run_webhooks(signing_account, *arguments)
    assert created.err == "Each delivery costs 1 credit.\n"
    # Nothing was made the second time, so that nothing will be delivered for it.
    assert "Each delivery" not in run_webhooks(signing_account, *arguments, code=10).err
    assert run_webhooks(signing_account, *arguments, "-q", code=10).err.count("\n") == 2


def test_webhooks_create_reads_a_piped_lookup(signing_account: Lusha) -> None:
    result = signing_account("person", "get", ADA).out
    options = ("--entity-type", "company", "--signal-type", "riskNews", *URL_OPTIONS)
    created = run_webhooks(signing_account, "create", "-", *options, stdin=result.encode()).json
    assert [item["subscription"]["entityId"] for item in created["results"]] == ["30000000"]


def test_webhooks_create_reports_failed_items_and_exits_10(signing_account: Lusha) -> None:
    create_subscriptions(signing_account, IDS[0])
    arguments = ("--entity-id", IDS[0], "--entity-id", IDS[1], *SUBSCRIPTION_OPTIONS)
    result = run_webhooks(
        signing_account, "create", "--entity-id", IDS[1], *arguments, "--json", code=10
    )
    assert "1 repeated ID is left out." in result.err
    assert [item["success"] for item in result.json["results"]] == [True, False]
    assert result.error["message"] == (
        f"1 of 2 subscriptions was not created (DUPLICATE_SUBSCRIPTION 1): {IDS[0]}."
    )
    shown = run_webhooks(signing_account, "create", *arguments, "-o", "table", code=10).out
    assert shown.count("DUPLICATE_SUBSCRIPTION") == 2
    many = run_webhooks(
        signing_account,
        "create",
        "-",
        *SUBSCRIPTION_OPTIONS,
        stdin="\n".join(IDS[:2]).encode(),
        code=10,
    )
    assert many.json["failed"] == 2
    create_subscriptions(signing_account, *IDS[2:10])
    more = run_webhooks(
        signing_account,
        "create",
        "-",
        *SUBSCRIPTION_OPTIONS,
        stdin="\n".join(IDS[:10]).encode(),
        code=10,
    )
    assert " and 5 more." in more.err


def test_webhooks_create_prints_results_before_a_later_error(script: StartScriptedServer) -> None:
    results = [{"index": i, "success": True, "subscription": {"id": f"s{i}"}} for i in range(25)]
    first = {"total": 25, "successful": 25, "failed": 0, "results": results}
    lusha, server = script(json_response(first, 201), json_response({"message": "Oh no"}, 500))
    result = run_webhooks(
        lusha, "create", "-", *SUBSCRIPTION_OPTIONS, stdin="\n".join(IDS[:30]).encode(), code=10
    )
    assert result.json == first
    assert "Request 2 of 2 failed." in result.err
    assert "The results of the first 25 of 30 are shown" in result.err
    assert "existing subscriptions are rejected as duplicates" in result.err
    # A request that may have succeeded isn't sent again.
    assert len(server.requests) == 2


def test_webhooks_create_items_may_have_their_own_type_and_name(signing_account: Lusha) -> None:
    both = f"entity-id={COMPANY_IDS[0]},entity-type=company,signal-type=peopleNews,name=Board"
    arguments = ("--entity-id", IDS[0], "--subscription", both, "--name", "Leads")
    created = run_webhooks(signing_account, "create", *arguments, *SUBSCRIPTION_OPTIONS).json[
        "results"
    ]
    reported = [item["subscription"] for item in created]
    assert [(item["entityType"], item["name"]) for item in reported] == [
        ("contact", "Leads"), ("company", "Board"),
    ]  # fmt: skip
    assert reported[1]["signalTypes"] == ["peopleNews"]


def test_webhooks_create_sends_shared_types_where_they_apply(
    signing_account: Lusha, tmp_path: Path
) -> None:
    body = {
        "defaults": {"signalTypes": ["promotion", "itSpendIncrease"], "url": URL},
        "subscriptions": [
            {"entityType": "contact", "entityId": "1"},
            {"entityType": "company", "entityId": "2"},
        ],
    }
    (tmp_path / "body.json").write_text(json.dumps(body))
    created = run_webhooks(signing_account, "create", "--body", str(tmp_path / "body.json")).json[
        "results"
    ]
    assert [item["subscription"]["signalTypes"] for item in created] == [
        ["promotion"], ["itSpendIncrease"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "No contacts or companies are specified"),
        (("--entity-id", "1"), "--url is missing"),
        (("--entity-id", "1", *URL_OPTIONS), "--entity-type is missing"),
        (
            ("--entity-id", "1", *URL_OPTIONS, "--entity-type", "contact"),
            "--signal-type is missing",
        ),
        (("--entity-id", "a b", *SUBSCRIPTION_OPTIONS), "isn't an ID"),
        (("--entity-id", "1", "--url", "hooks.example"), "isn't a URL"),
        (("--entity-id", "1", "--url", "https://a.example:0/"), "isn't a URL"),
        (("--entity-id", "1", "--url", "https://[/"), "isn't a URL"),
        (
            ("--entity-id", "1", *SUBSCRIPTION_OPTIONS, "--name", "x" * 101),
            "at most 100 characters",
        ),
        (("--subscription", "name=x", *SUBSCRIPTION_OPTIONS), "has no entity-id"),
        (("--subscription", "entity-id=1,entity-id=2", *SUBSCRIPTION_OPTIONS), "set twice"),
        (("--subscription", "entity-id=1,colour=red", *SUBSCRIPTION_OPTIONS), "not of the form"),
        (("-", *URL_OPTIONS), "--entity-type is missing"),
        (("-", *SUBSCRIPTION_OPTIONS), "Standard input is empty"),
        (("no.csv", *SUBSCRIPTION_OPTIONS), "'no.csv' is neither an ID nor a file."),
    ],
)
def test_webhooks_create_rejects_invalid_input_before_sending(
    signing_account: Lusha, arguments: tuple[str, ...], message: str
) -> None:
    before = signing_account("sandbox", "status").json["requests"]
    assert message in run_webhooks(signing_account, "create", *arguments, code=2).err
    assert signing_account("sandbox", "status").json["requests"] == before


@pytest.mark.parametrize("items", ['["1"]', "1"])
def test_webhooks_create_leaves_another_body_to_the_api(signing_account: Lusha, items: str) -> None:
    body = f'{{"subscriptions": {items}, "defaults": {{"url": "https://a.example"}}}}'.encode()
    result = run_webhooks(signing_account, "create", "--body", "-", code=2, stdin=body)
    assert "The API returned 400" in result.err


def test_webhooks_create_reports_a_file_without_ids(signing_account: Lusha) -> None:
    result = run_webhooks(
        signing_account, "create", "-", *SUBSCRIPTION_OPTIONS, stdin=b'{"results": []}', code=2
    )
    assert "Standard input has no rows." in result.err


def test_webhooks_create_without_secret_names_the_command(lusha: Lusha) -> None:
    assert "lusha webhooks rotate-secret" in create_rejected(lusha)
    assert "rotate-secret" in run_webhooks(lusha, "opt-out", *URL_OPTIONS, code=2).err
    assert "lusha webhooks rotate-secret" in run_webhooks(lusha, "secret", code=3).err


def test_webhooks_create_error_without_secret_hint(script: StartScriptedServer) -> None:
    lusha, _ = script(json_response({"message": "The limit of subscriptions is reached"}, 400))
    for line in (("create", "--entity-id", "1", *SUBSCRIPTION_OPTIONS), ("opt-out", *URL_OPTIONS)):
        reported = run_webhooks(lusha, *line, code=2).err
        assert "The limit of subscriptions is reached" in reported
        assert "secret" not in reported


def test_webhooks_create_mentions_a_stored_old_secret(online: Lusha) -> None:
    assert "lusha webhooks secret --save" in online("webhooks", "rotate-secret", "--yes").err


def create_rejected(lusha: Lusha) -> str:
    return str(run_webhooks(lusha, "create", "--entity-id", "1", *SUBSCRIPTION_OPTIONS, code=2).err)


def test_webhooks_create_dry_run_shows_the_first_request(lusha: Lusha) -> None:
    result = run_webhooks(
        lusha, "create", "-", *SUBSCRIPTION_OPTIONS, "--dry-run", stdin="\n".join(IDS).encode()
    )
    assert len(result.json["body"]["subscriptions"]) == 25
    assert run_webhooks(lusha, "delete", "a", "--dry-run").json["body"] == {"ids": ["a"]}
    assert run_webhooks(lusha, "rotate-secret", "--save", "--dry-run", code=2)
    assert run_webhooks(lusha, "list", "--all", "--curl").out.startswith("printf ")


def test_webhooks_create_reports_opt_outs_once_per_account(signing_account: Lusha) -> None:
    reported = run_webhooks(signing_account, "opt-out", *URL_OPTIONS, "--name", "Privacy").json
    assert (reported["entityType"], reported["signalTypes"]) == ("contact", ["optOut"])
    assert "already" in run_webhooks(signing_account, "opt-out", *URL_OPTIONS, code=5).err
    assert "--url is missing" in run_webhooks(signing_account, "opt-out", code=2).err
    fixed = run_webhooks(
        signing_account, "update", reported["id"], "--signal-type", "promotion", code=2
    )
    assert "cannot be changed" in fixed.err
