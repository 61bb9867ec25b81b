"""`Lusha`: calls, consent, budget, pages, messages and threads."""

import inspect
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import lusha_cli
from lusha_cli import (
    BudgetExceeded,
    ConfirmationRequired,
    Forbidden,
    Lusha,
    LushaError,
    MissingApiKey,
    NoMatch,
    RejectedError,
    Suppressed,
    UsageError,
)
from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS
from lusha_cli.client.pages import PAGES
from lusha_cli.client.parameters import method_parameters, snake_case
from lusha_cli.docs.help_topics.python import python_client
from lusha_cli.docs.help_topics.topic import CodeBlock
from lusha_cli.docs.man.roff import WIDTH
from lusha_cli.privacy.person_filter import PersonFilter
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.http import Request, Response
from tests.client.conftest import MakeClient
from tests.support.cli import ADA, KEY, Server
from tests.support.cli import Lusha as CommandLine
from tests.support.working_requests import Working, working_requests


def method_of(client: Lusha, operation: str, prefix: str = "") -> Any:
    """Return the method of an operation."""
    *groups, name = map(snake_case, operation.split())
    holder: Any = client
    for group in groups:
        holder = getattr(holder, group)
    return getattr(holder, prefix + name)


def arguments_of(item: Working) -> dict[str, Any]:
    """Return the arguments that make the request."""
    parts = {"path": item.path, "query": item.query, "body": item.body or {}}
    arguments = {}
    for parameter in method_parameters(BY_NAME[item.operation]):
        value: Any = parts[parameter.place]
        for key in parameter.keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            arguments[parameter.name] = value
    return arguments


@pytest.mark.slow
def test_every_operation_is_a_method_that_sends_its_request(
    make_client: MakeClient, online: CommandLine, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    online.env["LUSHA_YES"] = "1"
    requests: list[Request] = []
    handle = server.sandbox.handle

    def record(request: Request) -> Response:
        requests.append(request)
        return handle(request)

    client = make_client(base_url=server.url, api_key=KEY, confirm=True)
    done = 0
    for item in working_requests(lambda *argv: online(*argv, "-q").json):
        monkeypatch.setattr(server.sandbox, "handle", record)
        requests.clear()
        result = method_of(client, item.operation)(**arguments_of(item))
        assert isinstance(result, (dict, list))
        row = BY_NAME[item.operation]
        sent = [each for each in requests if each.method == row.method][-1]
        assert sent.path == row.path.format(**item.path)
        query: dict[str, Any] = {}
        for name, value in sent.query:
            query.setdefault(name, []).append(unquote(value))
        expected = {
            name: value if isinstance(value, list) else [value]
            for name, value in item.query.items()
        }
        assert query == expected, item.operation
        assert (json.loads(sent.body) if sent.body else None) == item.body, item.operation
        done += 1
    assert done == len(ENDPOINTS)


def test_result_is_the_json_of_the_api(client: Lusha, online: CommandLine) -> None:
    charged = client.person.get(email=ADA)["contact"]
    assert charged["data"]["fullName"] == "Ada Byrne"
    got = client.person.get(email=ADA)  # as it was revealed before
    assert got == online("person", "get", ADA, "-q").json
    assert client.credits_charged > 0


def test_no_match_is_a_result_and_errors_are_raised(client: Lusha) -> None:
    assert client.person.get(email="nomatch@magic.example")["contact"]["error"]
    with pytest.raises(RejectedError) as rejected:
        client.contacts.enrich(ids=[], waterfall_enabled=False)
    assert (rejected.value.status, rejected.value.hint) == (400, "Nothing was charged.")
    with pytest.raises(NoMatch):
        client.contacts.job("unknown")
    with pytest.raises(Forbidden) as blocked:
        client.person.get(email="gdpr@magic.example")
    assert (str(blocked.value), blocked.value.status) == (blocked.value.message, 451)


def test_values_are_converted_to_those_of_the_api(
    make_client: MakeClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Request] = []
    handle = server.sandbox.handle

    def record(request: Request) -> Response:
        sent.append(request)
        return handle(request)

    monkeypatch.setattr(server.sandbox, "handle", record)
    client = make_client(base_url=server.url, api_key=KEY, confirm=True)
    client.contacts.signals(
        ids=(4100000000,), signal_types="promotion", start_date=date(2026, 1, 31)
    )
    assert json.loads(sent[-1].body) == {
        "ids": ["4100000000"], "signalTypes": ["promotion"], "startDate": "2026-01-31"
    }  # fmt: skip


def test_wrong_arguments_raise_type_error_and_send_nothing(client: Lusha, server: Server) -> None:
    for call in (
        lambda: client.person.get(mail=ADA),  # type: ignore[call-arg]
        lambda: client.contacts.enrich(),  # type: ignore[call-arg]
        lambda: client.person.get(*[ADA]),
    ):
        with pytest.raises(TypeError):
            call()  # type: ignore[no-untyped-call]
    with pytest.raises(AttributeError, match=r"Lusha\.person has no attribute 'find'"):
        client.person.find  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="no attribute 'people'"):
        client.people  # type: ignore[attr-defined]  # noqa: B018
    assert server.ledger()["totals"]["requests"] == 0


@pytest.mark.parametrize("table", ["", " ", ".", ".."])
def test_values_of_paths_lead_to_no_other_operation(
    client: Lusha, server: Server, table: str
) -> None:
    with pytest.raises(UsageError, match="table_id"):
        client.contacts.tables.delete(table, owner="ada@firm.example")
    with pytest.raises(NoMatch):
        client.contacts.tables.get("../1/2?x=#", owner="ada@firm.example")
    assert set(server.ledger()["requests"]) == {"contacts tables get"}


def test_methods_have_signatures_and_are_listed(client: Lusha) -> None:
    assert {"get", "bulk"} <= set(dir(client.person))
    assert {"person", "contacts", "webhooks"} <= set(dir(client))
    signature = inspect.signature(client.contacts.tables.run_column)
    assert list(signature.parameters)[:2] == ["table_id", "column_id"]
    assert client.person.get is client.person.get
    for name in PAGES:
        assert "limit" in inspect.signature(method_of(client, name, "iter_")).parameters


def test_costs_need_consent(make_client: MakeClient, server: Server) -> None:
    people = [{"contactId": str(n), "email": f"a{n}@firm.example"} for n in range(100)]
    client = make_client(base_url=server.url, api_key=KEY)
    with pytest.raises(ConfirmationRequired) as required:
        client.person.bulk(contacts=people)  # type: ignore[arg-type]
    assert "may cost up to" in required.value.message
    assert required.value.hint == "Pass max_credits=N or confirm=True to Lusha()."
    assert server.ledger()["totals"]["requests"] <= 1  # the price list
    with pytest.raises(ConfirmationRequired) as unbounded:
        client.contacts.enrich(ids=["4100000000"])
    assert unbounded.value.hint == (
        "To bound the cost, add waterfall_enabled=False.\n"
        "To accept any cost, pass confirm=True to Lusha()."
    )
    for consent in ({"max_credits": 10_000}, {"confirm": True}):
        other = make_client(base_url=server.url, api_key=KEY, **consent)
        assert other.person.bulk(contacts=people)["contacts"]  # type: ignore[arg-type]


def test_max_credits_is_never_exceeded(make_client: MakeClient, server: Server) -> None:
    client = make_client(base_url=server.url, api_key=KEY, max_credits=5)
    with pytest.raises(BudgetExceeded) as exceeded:
        client.person.get(email=ADA)
    assert "max_credits allows 5 credits" in exceeded.value.message
    assert "--" not in f"{exceeded.value.message} {exceeded.value.hint}"
    assert server.ledger()["totals"]["credits"] == 0
    client.company.get(domain="analytical-engines.example")
    with pytest.raises(BudgetExceeded, match="on top of the 1 counted so far"):
        client.person.get(email=ADA)


@pytest.mark.slow
def test_threads_share_the_budget(make_client: MakeClient, server: Server) -> None:
    with make_client(base_url=server.url, api_key=KEY, max_credits=20, max_wait=0) as client:
        ids = [str(4100000000 + n) for n in range(100)]

        def reveal(id_: str) -> str:
            try:
                client.contacts.enrich(ids=[id_], waterfall_enabled=False)
            except BudgetExceeded:
                return "budget"
            except LushaError as error:
                return error.code
            return "ok"

        with ThreadPoolExecutor(16) as pool:
            outcomes = list(pool.map(reveal, ids))
        assert set(outcomes) == {"ok", "budget"}
        charged = server.ledger()["totals"]["credits"]
        assert 15 <= charged <= 20
        assert client.credits_charged == charged


@pytest.mark.slow
def test_threads_get_their_own_results(client: Lusha) -> None:
    with ThreadPoolExecutor(16) as pool:
        ids = [str(4100000000 + n) for n in range(32)]
        results = list(pool.map(lambda id_: client.contacts.search(contacts=[{"id": id_}]), ids))
    for id_, result in zip(ids, results, strict=True):
        assert result["results"][0].get("id", id_) == id_


def test_pages_are_fetched_as_they_are_used(client: Lusha, server: Server) -> None:
    def searches() -> int:
        requests: dict[str, int] = server.ledger()["requests"]
        return requests.get("prospecting contact search", 0)

    records = client.prospecting.contact.iter_search(
        filters={"contacts": {"include": {"locations": [{"country": "Germany"}]}}}
    )
    assert searches() == 0
    first = next(records)
    assert first["requestId"]
    assert searches() == 1
    seen = [first, *(next(records) for _ in range(49))]
    assert (len({record["contactId"] for record in seen}), searches()) == (50, 1)
    next(records)
    assert searches() == 2
    assert isinstance(records, Iterator)
    records.close()  # type: ignore[attr-defined]
    assert list(records) == []
    assert searches() == 2


@pytest.mark.parametrize("limit", [0, 12, 60])
def test_iterator_stops_at_its_limit(client: Lusha, limit: int) -> None:
    found = list(client.contacts.iter_prospecting(
        filters={"contacts": {"include": {"countries": ["Germany"]}}}, limit=limit,
    ))  # fmt: skip
    assert len(found) == limit
    assert len({record["id"] for record in found}) == limit


def test_iterator_ends_with_the_last_record(client: Lusha) -> None:
    filters: Any = {"companies": {"include": {"names": ["Analytical Engines"]}}}
    found = list(client.prospecting.company.iter_search(filters=filters))
    total = client.prospecting.company.search(filters=filters)["totalResults"]
    assert len(found) == total > 0
    assert list(client.webhooks.iter_list()) == []


def test_client_prints_nothing_and_logs_its_notes(
    make_client: MakeClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with make_client(sandbox=True) as client, caplog.at_level(logging.INFO, "lusha_cli"):
        client.person.get(email=ADA)
        with pytest.raises(NoMatch):
            client.contacts.job("unknown")
    assert handlers == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert any("Charged" in record.getMessage() for record in caplog.records)
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_program_without_logging_prints_nothing(tmp_path: Path) -> None:
    code = (
        "from lusha_cli import Lusha, LushaError\n"
        "with Lusha(sandbox=True) as client:\n"
        "    client.person.get(email='ada.byrne@analytical-engines.example')\n"
        "    list(client.contacts.iter_prospecting(filters={}, limit=3))\n"
        "    try:\n        client.contacts.job('unknown')\n"
        "    except LushaError:\n        pass\n"
    )
    env = {**os.environ, **{f"LUSHA_{name}_DIR": str(tmp_path / name)
           for name in ("CONFIG", "STATE", "CACHE")}}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], env=env, stdin=subprocess.DEVNULL,
        capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_key_settings_and_profile_are_those_of_the_command_line(
    make_client: MakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(
        f'base_url = "{server.url}"\nowner = "ada@firm.example"\n'
    )
    monkeypatch.setenv("LUSHA_API_KEY", KEY)
    assert make_client().contacts.tables.list()["data"] == []
    with pytest.raises(UsageError, match="no profile named 'nope'"):
        make_client(profile="nope")
    with pytest.raises(UsageError, match="api_version"):
        make_client(api_version="v9")
    # Nothing is previewed in place of being sent.
    monkeypatch.setenv("LUSHA_DRY_RUN", "1")
    assert make_client().account.usage()


def test_missing_key_and_owner_are_reported(make_client: MakeClient, server: Server) -> None:
    with pytest.raises(MissingApiKey) as keyless:
        make_client(base_url=server.url).account.usage()
    assert f"{keyless.value.hint}" == (
        "Set LUSHA_API_KEY, add sandbox=True to try it for free, or run: lusha auth login"
    )
    with pytest.raises(UsageError, match="api_key is empty"):
        make_client(api_key=" ")
    client = make_client(base_url=server.url, api_key=KEY)
    with pytest.raises(UsageError) as missing:
        client.contacts.tables.list()
    assert missing.value.hint == "Pass owner=EMAIL to the method or to Lusha()."


def test_suppressed_people_are_not_looked_up(
    make_client: MakeClient, lusha: CommandLine, server: Server
) -> None:
    lusha.env["LUSHA_SANDBOX"] = "0"
    lusha("privacy", "suppress", ADA)
    client = make_client(base_url=server.url, api_key=KEY)
    with pytest.raises(Suppressed) as suppressed:
        client.person.get(email=ADA)
    assert "ignore_suppression=True" in f"{suppressed.value.hint}"
    assert server.ledger()["totals"]["credits"] == 0
    assert make_client(
        base_url=server.url, api_key=KEY, ignore_suppression=True
    ).person.get(email=ADA)  # fmt: skip


def test_calls_are_in_the_ledger(
    client: Lusha, online: CommandLine, make_client: MakeClient
) -> None:
    client.person.get(email=ADA)
    client.close()
    assert "python" in online("credits", "log", "--by", "command", "--json").out


def test_closed_client_raises(client: Lusha) -> None:
    client.account.usage()
    client.close()
    client.close()
    with pytest.raises(UsageError, match="closed"):
        client.account.usage()


def test_retired_v2_is_served_by_v3(make_client: MakeClient, serve: Any) -> None:
    server = serve(v2="gone")
    client = make_client(base_url=server.url, api_key=KEY)
    assert client.person.get(email=ADA)["contact"]["data"]["fullName"] == "Ada Byrne"
    assert len(list(client.prospecting.contact.iter_search(
        filters={"contacts": {"include": {"locations": [{"country": "Germany"}]}}}, limit=30
    ))) == 30  # fmt: skip


def test_interruption_is_a_keyboard_interrupt(
    client: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.account.usage()

    def interrupt(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("lusha_cli.api.transport.Transport.send", interrupt)
    with pytest.raises(KeyboardInterrupt):
        client.account.usage()


def test_examples_of_the_topic_run(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LUSHA_SANDBOX", "1")
    blocks = [part for part in python_client() if isinstance(part, CodeBlock)]
    # A longer line would be broken in the man page.
    assert all(len(line) <= WIDTH - 4 for block in blocks for line in block.lines)
    names: dict[str, Any] = {}
    exec("\n".join(blocks[0].lines), names)
    names["client"] = make_client(max_credits=500)
    assert len(blocks) == 4
    for block in blocks[1:]:
        with suppress(NoMatch):  # of a table
            exec("\n".join(block.lines), names)
    assert capsys.readouterr().out


def test_package_exports_the_client_and_its_errors() -> None:
    for name in lusha_cli._ERRORS:
        assert issubclass(getattr(lusha_cli, name), LushaError)
        assert name in dir(lusha_cli)
    with pytest.raises(AttributeError):
        getattr(lusha_cli, "Nothing")  # noqa: B009


def test_excluded_people_are_left_out(
    make_client: MakeClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUSHA_EXCLUDE_EU", "1")
    monkeypatch.setenv("LUSHA_EXCLUDE_DNC", "1")
    client = make_client(base_url=server.url, api_key=KEY, confirm=True)
    left_out, shown = 0, []
    for person in sample_people(limit=60):
        server.clock.time += 1
        try:
            shown.append(client.person.get(email=person["email"])["contact"]["data"])
        except NoMatch:
            left_out += 1
    assert left_out
    assert not PersonFilter(exclude_eu=True, exclude_dnc=True).apply(shown).people
    assert not any(phone["doNotCall"] for data in shown for phone in data.get("phoneNumbers", []))
