"""The setting `allow`: what it permits, and that nothing else leaves."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.api.allow_list import ALWAYS_ALLOWED, parse_allow_list
from lusha_cli.api.endpoints import BY_NAME, ENDPOINTS, Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.errors import UsageError
from tests.contract.test_contract import CASES
from tests.support.cli import ADA, Lusha, Server

DOMAIN = "analytical-engines.example"
GROUPS = sorted({" ".join(row.name.split()[:n]) for row in ENDPOINTS for n in (1, 2)})


def request_to(row: Endpoint, path: str | None = None) -> ApiRequest:
    return ApiRequest(row.method, path or row.path, {}, None, row)


def permitted(text: str) -> set[str]:
    """Return the operations that a list permits, other than those that lusha needs itself."""
    allowed = parse_allow_list(text)
    return {row.name for row in ENDPOINTS if allowed.permits(request_to(row))} - ALWAYS_ALLOWED


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: row.name)
def test_operation_is_permitted_exactly_if_it_is_listed(row: Endpoint) -> None:
    only = {row.name} - ALWAYS_ALLOWED
    extended = {other.name for other in ENDPOINTS if other.name.startswith(f"{row.name} ")}
    assert permitted(row.name) == only | extended
    same_path = {
        other.name for other in ENDPOINTS if (other.method, other.path) == (row.method, row.path)
    }
    assert only <= permitted(f"{row.method} {row.path}") <= only | same_path
    assert permitted(f"{row.method.lower()} {row.path}") >= only


@pytest.mark.parametrize("group", GROUPS)
def test_group_permits_its_operations(group: str) -> None:
    words = group.split()
    expected = {row.name for row in ENDPOINTS if row.name.split()[: len(words)] == words}
    assert permitted(group) == expected - ALWAYS_ALLOWED


def test_free_permits_what_is_never_charged() -> None:
    expected = {row.name for row in ENDPOINTS if row.is_free} - ALWAYS_ALLOWED
    assert permitted("free") == expected
    assert permitted("free, person get") == expected | {"person get"}


# A pattern, a method and path, and whether it is permitted.
PATHS = {
    "exact": ("GET /v9/new", "GET", "/v9/new", True),
    "query": ("GET /v9/new", "GET", "/v9/new?x=1", True),
    "last slash": ("GET /v9/new", "GET", "/v9/new/", True),
    "method": ("GET /v9/new", "POST", "/v9/new", False),
    "longer": ("GET /v9/new", "GET", "/v9/new/1", False),
    "shorter": ("GET /v9/new", "GET", "/v9", False),
    "case": ("GET /v9/new", "GET", "/v9/New", False),
    "parameter": ("GET /v9/new/{id}", "GET", "/v9/new/42", True),
    "empty parameter": ("GET /v9/new/{id}/x", "GET", "/v9/new//x", False),
    "dots": ("GET /v9/{a}/{b}", "GET", "/v9/../v2", False),
    "escaped dots": ("GET /v9/{a}/{b}", "GET", "/v9/%2e%2E/v2", False),
    "one dot": ("GET /v9/{a}", "GET", "/v9/.", False),
    "not listed": ("free", "GET", "/v9/new", False),
}


@pytest.mark.parametrize(("pattern", "method", "path", "expected"), PATHS.values(), ids=PATHS)
def test_paths_outside_the_list(pattern: str, method: str, path: str, expected: bool) -> None:
    assert parse_allow_list(pattern).permits(ApiRequest(method, path, {})) is expected


def test_path_with_dots_is_never_an_operation() -> None:
    row = BY_NAME["contacts tables get"]
    assert not parse_allow_list("contacts").permits(request_to(row, "/v3/contacts/tables/.."))


def test_pattern_of_one_record_permits_no_other() -> None:
    allowed, row = parse_allow_list("GET /api/subscriptions/42"), BY_NAME["webhooks get"]
    assert allowed.permits(request_to(row, "/api/subscriptions/42"))
    assert not allowed.permits(request_to(row, "/api/subscriptions/43"))


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("persn get", "Did you mean person get?"), ("contact", "Did you mean contacts?"),
     ("fre", "Did you mean free?"), ("FETCH /v2/person", ""), ("api", ""), ("person get,", "")],
)  # fmt: skip
def test_unknown_names_are_refused(text: str, suggestion: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_allow_list(text)
    assert suggestion in refused.value.message


# Commands.


def paid(server: Server) -> dict[str, int]:
    counts: dict[str, int] = server.ledger()["requests"]
    return {name: n for name, n in counts.items() if name not in ALWAYS_ALLOWED}


REFUSED: dict[str, tuple[str, ...]] = {
    "command": ("person", "get", ADA),
    "dry run": ("person", "get", ADA, "--dry-run"),
    "curl": ("person", "get", ADA, "--curl"),
    "v3": ("person", "get", ADA, "--api-version", "v3"),
    "api": ("api", "GET", "/v2/person", "-F", f"email={ADA}"),
    "api with dots": ("api", "GET", "/account/../v2/person", "-F", f"email={ADA}"),
    "api of an unknown path": ("api", "GET", "/v9/new"),
    "search": ("prospecting", "company", "search", "--technology", "aws"),
    "webhooks": ("webhooks", "delete", "sub_1"),
}  # fmt: skip


@pytest.mark.parametrize("argv", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("where", ["config", "profile", "environment"])
def test_command_is_refused_before_anything_is_sent(
    online: Lusha, server: Server, argv: tuple[str, ...], where: str
) -> None:
    profile = ("--profile", "work") if where == "profile" else ()
    if where == "environment":
        online.env["LUSHA_ALLOW"] = "company get"
    else:
        online("config", "set", "allow", "company get", *profile)
    error = online(*argv, "--yes", *profile, "--json", code=5).error
    assert error["code"] == "not_allowed"
    assert "Nothing was sent" in error["message"]
    assert server.ledger()["totals"]["requests"] == 0
    online("company", "get", DOMAIN, *profile)
    online("account", "usage", *profile)


@pytest.mark.parametrize("operation", sorted(CASES.keys() - ALWAYS_ALLOWED))
def test_each_command_is_refused_unless_it_is_listed(
    online: Lusha, server: Server, operation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    online.env["LUSHA_ALLOW"] = "GET /v9/nothing"
    argv = CASES[operation][0].argv
    error = online(*operation.split(), *argv, "--yes", "--json", code=5).error
    assert (error["code"], operation in error["message"]) == ("not_allowed", True)
    assert server.ledger()["totals"]["requests"] == 0


def test_error_names_the_command_that_permits(online: Lusha) -> None:
    online("config", "set", "allow", "free")
    error = online("person", "get", ADA, "--json", code=5).error
    assert error["message"] == (
        "The setting allow doesn't permit 'person get', only: free. Nothing was sent."
    )
    assert error["hint"] == "To permit it, run: lusha config set allow 'free, person get'"
    online("config", "set", "allow", "free, person get")
    online("person", "get", ADA)


def test_nothing_widens_the_list_of_the_file(online: Lusha, server: Server) -> None:
    online("config", "set", "allow", "free")
    online("config", "set", "allow", "person get", "--profile", "work")
    argv = ("person", "get", ADA)
    for env in ({}, {"LUSHA_ALLOW": "person get"}, {"LUSHA_PROFILE": "work"}):
        online.env.update(env)
        online(*argv, code=5)
    online(*argv, "--profile", "work", "--yes", code=5)
    assert server.ledger()["totals"]["requests"] == 0
    online("config", "set", "allow", "person")
    online(*argv)
    online.env["LUSHA_ALLOW"] = "free"
    online(*argv, code=5)
    online.env["LUSHA_ALLOW"] = ""
    assert "LUSHA_ALLOW" in online(*argv, code=2).err


def test_v3_may_serve_a_permitted_command(online: Lusha, server: Server) -> None:
    online("config", "set", "allow", "person get")
    online("person", "get", ADA, "--api-version", "v3")
    assert paid(server) == {"contacts search-and-enrich": 1}
    online("contacts", "search-and-enrich", "--email", ADA, code=5)


@pytest.mark.with_yes
def test_bulk_runs_are_checked(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(3)
    online("config", "set", "allow", "person bulk")
    for options in ((), ("--smart", "--fresh", "--api-version", "v3")):
        online("person", "bulk", leads, *options)
    sent = paid(server)
    online("config", "set", "allow", "contacts, person get")
    online("person", "bulk", write_leads(4, "more.csv"), code=5)
    run = online("runs", "list", "--json").json[0]["id"]
    online("runs", "resume", run, code=5)
    assert paid(server) == sent


def test_lists_that_a_permitted_command_needs_are_sent(online: Lusha, server: Server) -> None:
    online("config", "set", "allow", "prospecting company search")
    online("prospecting", "company", "search", "--main-industry-id", "Finance")
    assert set(paid(server)) == {
        "filters companies industries", "prospecting company search",
    }  # fmt: skip


def test_doctor_stays_usable(online: Lusha, server: Server) -> None:
    online("config", "set", "allow", "person get")
    online("doctor")
    assert set(server.ledger()["requests"]) <= ALWAYS_ALLOWED


@pytest.mark.parametrize("value", ["persn", ["free", "nonsense"], 3])
def test_invalid_list_in_the_file_sends_nothing(online: Lusha, server: Server, value: Any) -> None:
    online.config.parent.mkdir(exist_ok=True)
    online.config.write_text(f"allow = {json.dumps(value)}\n")
    result = online("person", "get", ADA, code=2)
    assert "isn't a command of the API" in result.err
    online("api", "account/usage", code=2)
    assert server.ledger()["totals"]["requests"] == 0
    online("config", "unset", "allow")
    online("person", "get", ADA)


def test_config_checks_the_names(lusha: Lusha) -> None:
    error = lusha("config", "set", "allow", "persn get, account", code=2).err
    assert "Did you mean person get?" in error
    for values in (("person get, account",), ("person get", "account"), ("person get,account",)):
        lusha("config", "set", "allow", *values)
        assert lusha("config", "get", "allow").out == "person get, account\n"
    lusha("config", "set", "allow", "free")
    lusha("config", "set", "allow", "account", "--profile", "work")
    assert lusha("config", "get", "allow", "--profile", "work").out == "account; free\n"
