"""Method, path, query and body that each parameter of each operation sends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import typer.main

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import build
from lusha_cli.sandbox.http import Request, Response
from tests.contract.cases_v2 import (
    PEOPLE,
    PERSON,
    SCHEMAS,
    V2,
    Case,
    is_flag,
)
from tests.contract.cases_v3 import V3
from tests.contract.cases_v3_filters import V3_PROSPECTING
from tests.contract.cases_webhooks import BODY, WEBHOOKS
from tests.support.cli import Lusha, Server

pytestmark = pytest.mark.with_yes

# Flags that change the command; no request includes them.
OURS = {"--body", "--more", "--fresh", "--refresh-older-than", "--jobs", "--retry-status",
        "--sample", "--sample-seed", "--fail-on-miss", "--sheet", "--data-columns", "--multi",
        "--spreadsheet-safe", "--fill", "--overwrite-older", "--smart", "--header-row",
        "--no-header", "--fallback", "--fallback-timeout", "--fallback-limit",
        "--min-match", "--strict", "--last", "--watch", "--interval",
        "--reveal", "--fill-empty", "--try-all", "--insecure-storage", "--shape"}  # fmt: skip
LATER = V3 | V3_PROSPECTING | WEBHOOKS


CASES = {**V2, **{name: [Case(*row) for row in rows] for name, rows in LATER.items()}}


EVERY = [(name, row) for name, rows in CASES.items() for row in rows]


def test_contract_has_cases_for_every_operation() -> None:
    assert set(CASES) == {row.name for row in ENDPOINTS}
    with_body = {name for name, rows in CASES.items() if any(row.body for row in rows)}
    assert set(SCHEMAS) == with_body


@pytest.mark.parametrize("name", CASES)
def test_contract_cases_use_every_flag_of_the_command(name: str) -> None:
    used = {word for item in CASES[name] for word in item.argv if is_flag(word)}
    for names in option_spellings(name):
        assert used & names or names & OURS, f"no row uses {' or '.join(sorted(names))}"


def option_spellings(name: str) -> Iterator[set[str]]:
    """Return the spellings of each option of a command, except global options."""
    node: Any = typer.main.get_command(build(name.split()))
    for word in name.split():
        node = node.commands[word]
    for option in node.params:
        if option.param_type_name == "option" and option.rich_help_panel != "Global options":
            yield {*option.opts, *option.secondary_opts}


@pytest.fixture
def received_requests(server: Server, monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Record every request that the server receives."""
    value: list[Request] = []
    handle = server.sandbox.handle

    def record(request: Request) -> Response:
        value.append(request)
        return handle(request)

    monkeypatch.setattr(server.sandbox, "handle", record)
    return value


@pytest.mark.with_yes
@pytest.mark.parametrize(("name", "row"), EVERY, ids=[name for name, _ in EVERY])
def test_command_sends_exactly_this_request(
    online: Lusha,
    received_requests: list[Request],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    row: Case,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE + PERSON)
    Path("firms.csv").write_text(
        "domain,name,lusha id,fqdn\na.example,Engines,30000000,www.a.example\n"
    )
    Path("body.json").write_text(json.dumps(BODY))
    result = online(*name.split(), *row.argv, code=row.code)
    sent = [
        request for request in received_requests if (request.method, request.path) == row.request
    ]
    assert len(sent) == 1, (result, received_requests)
    query: dict[str, list[str]] = {}
    for key, value in sent[0].query:
        query.setdefault(key, []).append(unquote(value))
    assert query == dict(row.query)
    if row.body is None:
        assert sent[0].body == b""
        return
    body = json.loads(sent[0].body)
    assert body == row.body
    jsonschema.validate(body, SCHEMAS[name])


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_vendor_schema_rejects_misspelled_names(name: str) -> None:
    body = next(row.body for row in CASES[name])
    jsonschema.validate(body, SCHEMAS[name])
    for key in body:
        rest = {k: v for k, v in body.items() if k != key}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**rest, f"{key}x": body[key]}, SCHEMAS[name])
