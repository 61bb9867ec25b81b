"""One list of operations: the vendor's, ours, the commands and the sandbox's handlers agree."""

from pathlib import Path

from lusha_cli.api.endpoints import ENDPOINTS, find_endpoint
from lusha_cli.cli.app import commands
from lusha_cli.sandbox.app import HANDLERS

LISTED = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "operations.tsv").read_text().splitlines()[1:]
]

# Commands that serve no operation of their own.
LOCAL = {
    "api", "completion", "doctor", "help", "auth login", "auth status", "auth logout",
    "auth token", "auth switch", "config list", "config get", "config set", "config unset",
    "config path", "sandbox serve", "sandbox status", "sandbox reset", "sandbox people",
    "sandbox emit", "runs list", "runs show", "runs resume", "runs export", "runs delete",
    "privacy suppress", "privacy allow", "privacy check", "privacy status",
    "webhooks listen", "webhooks replay", "webhooks sign", "webhooks verify",
    "webhooks doctor",
}  # fmt: skip


def test_the_list_has_every_operation_of_the_vendor() -> None:
    assert [[row.name, row.method, row.path, row.family] for row in ENDPOINTS] == LISTED


def test_every_operation_has_its_command() -> None:
    assert {name for name, _ in commands()} - LOCAL == {row.name for row in ENDPOINTS}


def test_every_command_has_its_sandbox_handler() -> None:
    assert set(HANDLERS) == {row.name for row in ENDPOINTS}


def test_every_paid_operation_says_what_it_costs() -> None:
    free = {row.name for row in ENDPOINTS if row.is_free}
    paid = {row.name for row in ENDPOINTS} - free
    lists = {"options", "filters", "filter-values", "signal-types", "signal-filters",
             "signal-filter-values"}  # fmt: skip
    for name in free:
        first, *_, last = name.split()
        assert first in ("filters", "webhooks", "account") or last in lists or " tables " in name
    assert "signals options" not in paid
    assert {"contacts tables rows", "companies tables run-column"} <= paid
    assert paid >= {"person get", "person bulk", "company get", "prospecting contact search"}


def test_every_v2_operation_names_its_successor() -> None:
    assert all(row.successor for row in ENDPOINTS if row.family == "v2")
    assert not any(row.successor for row in ENDPOINTS if row.family != "v2")


def test_what_may_be_charged_twice_is_not_repeatable() -> None:
    once = {row.name.split()[0] for row in ENDPOINTS if not row.is_free and not row.repeatable}
    assert once == {
        "prospecting", "signals", "lookalike", "recommendations", "contacts", "companies",
    }  # fmt: skip
    twice = {row.name for row in ENDPOINTS if not row.is_free and row.repeatable}
    assert twice == {
        "person get", "person bulk", "company get", "company bulk",
        "prospecting contact enrich", "prospecting company enrich", "contacts enrich",
        "companies enrich", "companies search-and-enrich",
    }  # fmt: skip


def test_a_raw_path_finds_its_row() -> None:
    found = find_endpoint("patch", "/api/subscriptions/42")
    assert found is not None
    assert found.name == "webhooks update"
    literal = find_endpoint("POST", "/signals/contacts/search")
    assert literal is not None
    assert literal.name == "signals contacts search"
    assert find_endpoint("GET", "/nowhere") is None
    assert find_endpoint("DELETE", "/v2/person") is None
