"""The personal data that the listener deletes: of people who opt out, and old data."""

import json
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.commands.webhooks import personal_data
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError
from lusha_cli.personal_data.last_results import LastResultStore
from tests.support.cli import ADA, Lusha
from tests.support.traces import traces_in

ADA_ID = "4100000000"
DAY = 86400


def messages_of(context: AppContext) -> str:
    stream: Any = context.env.stderr.stream
    return " ".join(stream.text().split())


def test_person_who_opted_out_is_erased_and_suppressed(lusha: Lusha) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    assert traces_in(lusha.state)
    personal_data.erase_person(lusha.make_context(), [f"contact:{ADA_ID}"])
    assert traces_in(lusha.state) == []
    # Also by what was found about the person.
    assert lusha("privacy", "check", ADA).json[0]["suppressed"]
    assert not list(lusha.state.rglob("forget.json"))


def test_failed_erasure_is_finished_at_the_next_start(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha("person", "get", ADA)
    lusha("config", "set", "opt_outs", "forget")

    def fail(*_: object) -> int:
        raise LushaError("The disk is read-only.")

    with monkeypatch.context() as patch:
        patch.setattr(LastResultStore, "forget", fail)
        with pytest.raises(LushaError, match="read-only"):
            personal_data.erase_person(lusha.make_context(), [f"contact:{ADA_ID}"])
        context = lusha.make_context()
        with personal_data.daily_deletion(context):
            pass
        assert "Not everything is erased: The disk is read-only." in messages_of(context)
    [pending] = lusha.state.rglob("forget.json")
    assert f"contact:{ADA_ID}" in json.loads(pending.read_text())[0]
    with personal_data.daily_deletion(lusha.make_context()):
        pass
    assert not pending.exists()
    assert traces_in(lusha.state) == []


def test_old_data_is_deleted_again_and_again(lusha: Lusha, tmp_path: Path) -> None:
    lusha("config", "set", "retention", "last=1d")
    lusha("person", "get", ADA)
    lusha.clock.time += 2 * DAY
    with personal_data.daily_deletion(lusha.make_context(), interval=0.01):
        lusha("last", code=3)


def test_damaged_setting_does_not_stop_the_listener(
    lusha: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(personal_data, "enforce_retention", fail)
    context = lusha.make_context()
    with personal_data.daily_deletion(context):
        pass
    assert "Old data can't be deleted: OSError" in messages_of(context)
