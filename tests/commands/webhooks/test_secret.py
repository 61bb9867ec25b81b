"""`lusha webhooks secret` and `rotate-secret`."""

import pytest

from tests.support.cli import KEY, Lusha, MemoryKeyring, Server, StartScriptedServer
from tests.support.subscriptions import (
    IDS,
    SUBSCRIPTION_OPTIONS,
    URL_OPTIONS,
    create_subscriptions,
    json_response,
    run_webhooks,
)

SECRETS = "lusha-cli-webhooks"
OLD, NEW = "whsec_old0000000000000001", "whsec_new0000000000000002"


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
def test_webhooks_secret_is_printed_in_every_format(signing_account: Lusha, output: str) -> None:
    known = run_webhooks(signing_account, "secret").json["secret"]
    assert known.startswith("whsec_")
    assert known in run_webhooks(signing_account, "secret", "-o", output).out
    assert (
        run_webhooks(signing_account, "secret", "--query", "secret", "-o", "tsv").out
        == f"{known}\n"
    )
    assert known not in run_webhooks(signing_account, "secret", "--debug").err


def test_webhooks_rotate_secret_warns_and_confirms(signing_account: Lusha) -> None:
    old = run_webhooks(signing_account, "secret").json
    requested = run_webhooks(signing_account, "rotate-secret", terminal=True, stdin=b"\n", code=130)
    assert "replaces the secret of the whole account" in requested.err
    assert "WARNING" not in requested.err
    assert "Pass --yes to confirm" in run_webhooks(signing_account, "rotate-secret", code=2).err
    assert run_webhooks(signing_account, "secret").json == old
    new = run_webhooks(signing_account, "rotate-secret", "--yes").json
    assert new != old
    assert run_webhooks(signing_account, "secret").json == new


FORMATS = ("json", "jsonl", "csv", "tsv", "yaml", "table")


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("output", FORMATS)
def test_webhooks_update_prints_a_regenerated_secret(
    signing_account: Lusha, output: str, terminal: bool
) -> None:
    [item] = create_subscriptions(signing_account, IDS[0])
    old = run_webhooks(signing_account, "secret").json["secret"]
    renew = ("update", item, "--regenerate-secret")
    assert "Pass --yes to confirm" in run_webhooks(signing_account, *renew, code=2).err
    reported = run_webhooks(signing_account, *renew, "--yes", "-o", output, terminal=terminal)
    new = run_webhooks(signing_account, "secret").json["secret"]
    assert new != old
    assert reported.out.count(new) == 1
    assert new not in reported.err
    assert "he output has the new secret of the account" in reported.err


def test_webhooks_update_prints_no_secret_that_was_not_asked_for(
    script: StartScriptedServer,
) -> None:
    lusha, _ = script(json_response({"id": "s1", "secret": OLD}, 200))
    result = lusha("webhooks", "update", "s1", "--name", "New")
    assert OLD not in result.out + result.err
    assert "Warning" not in result.err


def test_webhooks_update_keeps_a_regenerated_secret_out_of_the_log(
    signing_account: Lusha,
) -> None:
    [item] = create_subscriptions(signing_account, IDS[0])
    renew = ("update", item, "--regenerate-secret", "--yes", "-vv")
    reported = run_webhooks(signing_account, *renew)
    assert reported.json["secret"] not in reported.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("create", "--entity-id", "1", *SUBSCRIPTION_OPTIONS), 201),
        (("list",), 200),
        (("get", "s1"), 200),
        (("opt-out", *URL_OPTIONS), 201),
    ],
)
def test_webhooks_secret_is_redacted_in_other_responses(
    script: StartScriptedServer, arguments: tuple[str, ...], status: int
) -> None:
    item = {"id": "s1", "secret": OLD}
    results = [{"index": 0, "success": True, "subscription": item}]
    lusha, _ = script(json_response({**item, "data": [item], "results": results}, status))
    result = lusha("webhooks", *arguments)
    assert OLD not in result.out + result.err
    assert "[hidden]" in result.out


def test_webhooks_secret_save_stores_it_in_the_keyring(online: Lusha, server: Server) -> None:
    result = run_webhooks(online, "rotate-secret", "--yes", "--save")
    assert result.json == {"profile": "default", "savedTo": "keyring"}
    assert "is stored in the keyring" in result.err
    stored = online.keyring.entries[SECRETS, "default"]
    assert stored not in result.out + result.err
    assert run_webhooks(online, "secret").json["secret"] == stored
    online.keyring.entries.clear()
    online.env["LUSHA_WEBHOOK_SECRET"] = OLD
    again = run_webhooks(online, "secret", "--save")
    assert "LUSHA_WEBHOOK_SECRET is set and overrides" in again.err
    # The test entry in the keyring is deleted.
    assert online.keyring.entries == {(SECRETS, "default"): stored}


def test_webhooks_secret_of_the_sandbox_is_not_stored(signing_account: Lusha) -> None:
    for arguments in (("secret",), ("rotate-secret", "--yes")):
        result = run_webhooks(signing_account, *arguments, "--save", code=2)
        assert "LUSHA_WEBHOOK_SECRET" in result.err
    assert signing_account.keyring.entries == {}


class FailingKeyring(MemoryKeyring):
    """A keyring that fails after a number of writes."""

    def __init__(self, good: int) -> None:
        super().__init__()
        self.good = good

    def set_password(self, service: str, username: str, password: str) -> None:
        self.good -= 1
        if self.good < 0:
            raise RuntimeError("it is locked")
        super().set_password(service, username, password)


def test_webhooks_rotate_secret_needs_a_working_keyring(script: StartScriptedServer) -> None:
    lusha, server = script(json_response({"secret": NEW}))
    lusha.keyring = FailingKeyring(0)
    result = run_webhooks(lusha, "rotate-secret", "--yes", "--save", code=4)
    assert "The keyring cannot be used: it is locked." in result.err
    assert "The secret was not changed." in result.err
    assert server.requests == []
    assert lusha("webhooks", "secret", "--save", code=4).out == ""


def test_webhooks_rotate_secret_prints_a_secret_that_cannot_be_stored(
    script: StartScriptedServer,
) -> None:
    lusha, _ = script(json_response({"secret": NEW}))
    lusha.keyring = FailingKeyring(1)
    result = run_webhooks(lusha, "rotate-secret", "--yes", "--save", code=4)
    assert result.json == {"secret": NEW}
    assert "The secret is printed instead. Store it now" in result.err


def test_webhooks_secret_does_not_store_an_unexpected_response(script: StartScriptedServer) -> None:
    lusha, _ = script(json_response({"secret": None}))
    assert "Response unusable" in run_webhooks(lusha, "secret", "--save", code=9).err
    assert lusha.keyring.entries == {}


def test_logout_deletes_the_webhook_secret(online: Lusha) -> None:
    online.keyring.entries.update({("lusha-cli", "default"): KEY, (SECRETS, "default"): OLD})
    result = online("auth", "logout")
    assert "Removed the webhook secret of the profile 'default' (keyring)." in result.err
    assert online.keyring.entries == {}
    assert "webhook secret" not in online("auth", "logout").err
