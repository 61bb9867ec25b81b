"""The personal data that the listener deletes: of people who opt out, and old data."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lusha_cli.commands.webhooks import personal_data
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError
from lusha_cli.personal_data.last_results import LastResultStore
from tests.support.cli import ADA, Lusha
from tests.support.traces import traces_in
from tests.support.webhook_environment import wait_until

NewContext = Callable[[], AppContext]
ADA_ID = "4100000000"
DAY = 86400


@pytest.fixture
def new_context(lusha: Lusha) -> Iterator[Callable[[], AppContext]]:
    """Return a function that returns a new context; all are closed after the test."""
    made: list[AppContext] = []

    def make() -> AppContext:
        made.append(lusha.make_context())
        return made[-1]

    yield make
    for each in made:
        each.close()


def messages_of(context: AppContext) -> str:
    stream: Any = context.env.stderr.stream
    return " ".join(stream.text().split())


def test_person_who_opted_out_is_erased_and_suppressed(
    lusha: Lusha, new_context: NewContext
) -> None:
    lusha("person", "get", ADA, "--cache", "30d")
    assert traces_in(lusha.state)
    personal_data.erase_person(new_context(), [f"contact:{ADA_ID}"])
    assert traces_in(lusha.state) == []
    # Also by what was found about the person.
    assert lusha("privacy", "check", ADA).json[0]["suppressed"]
    assert not list(lusha.state.rglob("forget.json"))


def test_failed_erasure_is_finished_at_the_next_start(
    lusha: Lusha, new_context: NewContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha("person", "get", ADA)
    lusha("config", "set", "opt_outs", "forget")

    def fail(*_: object) -> int:
        raise LushaError("The disk is read-only.")

    with monkeypatch.context() as patch:
        patch.setattr(LastResultStore, "forget", fail)
        with pytest.raises(LushaError, match="read-only"):
            personal_data.erase_person(new_context(), [f"contact:{ADA_ID}"])
        context = new_context()
        with personal_data.daily_deletion(context):
            pass
        assert "Not everything is erased: The disk is read-only." in messages_of(context)
    [pending] = lusha.state.rglob("forget.json")
    assert f"contact:{ADA_ID}" in json.loads(pending.read_text())[0]
    with personal_data.daily_deletion(new_context()):
        pass
    assert not pending.exists()
    assert traces_in(lusha.state) == []


def test_old_data_is_deleted_again_and_again(lusha: Lusha, new_context: NewContext) -> None:
    lusha("config", "set", "retention", "last=1d")
    lusha("person", "get", ADA)
    lusha.clock.time += 2 * DAY
    with personal_data.daily_deletion(new_context(), interval=0.01):
        wait_until(lambda: not list(lusha.state.rglob("last.json")))


def test_damaged_setting_does_not_stop_the_listener(
    new_context: NewContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(personal_data, "enforce_retention", fail)
    context = new_context()
    with personal_data.daily_deletion(context):
        pass
    assert "Old data can't be deleted: OSError" in messages_of(context)
