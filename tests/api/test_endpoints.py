"""The list of operations agrees with the vendor's, the commands and the sandbox handlers."""

from lusha_cli.api.endpoints import ENDPOINTS, find_endpoint
from lusha_cli.cli.app import commands
from lusha_cli.sandbox.app import HANDLERS
from tests.support.paths import TEST_DATA

LISTED = [line.split("\t") for line in (TEST_DATA / "operations.tsv").read_text().splitlines()[1:]]

# Commands that don't map to one operation.
LOCAL = {
    "api", "completion", "doctor", "help", "last", "schema",
    "auth list", "auth login", "auth status",
    "auth logout", "auth token", "auth switch", "credits log", "credits watch", "credits forecast",
    "config list", "config get", "config set", "config unset",
    "config path", "sandbox serve", "sandbox status", "sandbox reset", "sandbox people",
    "shapes list", "shapes show", "merge", "recipes list", "recipes show", "recipes copy",
    "sandbox emit", "runs list", "runs show", "runs resume", "runs export", "runs accept",
    "runs delete",
    "privacy suppress", "privacy allow", "privacy check", "privacy status", "privacy purge",
    "privacy find", "privacy forget",
    "webhooks listen", "webhooks replay", "webhooks sign", "webhooks verify",
    "webhooks doctor", "cache status", "cache clear", "cache forget", "cache export",
    "mcp serve", "mcp config",
}  # fmt: skip


def test_endpoints_include_every_vendor_operation() -> None:
    assert [[row.name, row.method, row.path, row.family] for row in ENDPOINTS] == LISTED


def test_endpoint_has_a_command() -> None:
    assert {name for name, _ in commands()} - LOCAL == {row.name for row in ENDPOINTS}


def test_command_has_a_sandbox_handler() -> None:
    assert set(HANDLERS) == {row.name for row in ENDPOINTS}


def test_paid_endpoint_declares_its_cost() -> None:
    free = {row.name for row in ENDPOINTS if row.is_free}
    paid = {row.name for row in ENDPOINTS} - free
    lists = {"options", "filters", "filter-values", "signal-types", "signal-filters",
             "signal-filter-values", "recommendation-filters", "job"}  # fmt: skip
    for name in free:
        first, *_, last = name.split()
        assert first in ("filters", "webhooks", "account") or last in lists or " tables " in name
    assert "signals options" not in paid
    assert {"contacts tables rows", "companies tables run-column"} <= paid
    assert paid >= {"person get", "person bulk", "company get", "prospecting contact search"}


def test_v2_endpoint_names_its_v3_replacement() -> None:
    assert all(row.replacement for row in ENDPOINTS if row.family == "v2")
    assert not any(row.replacement for row in ENDPOINTS if row.family != "v2")


def test_endpoint_that_may_charge_twice_is_not_retryable() -> None:
    once = {row.name.split()[0] for row in ENDPOINTS if not row.is_free and not row.is_idempotent}
    assert once == {
        "prospecting", "signals", "lookalike", "recommendations", "contacts", "companies",
    }  # fmt: skip
    twice = {row.name for row in ENDPOINTS if not row.is_free and row.is_idempotent}
    assert twice == {
        "person get", "person bulk", "company get", "company bulk",
        "prospecting contact enrich", "prospecting company enrich", "contacts enrich",
        "companies enrich",
    }  # fmt: skip


def test_find_endpoint_matches_a_raw_path() -> None:
    result = find_endpoint("patch", "/api/subscriptions/42")
    assert result is not None
    assert result.name == "webhooks update"
    literal = find_endpoint("POST", "/signals/contacts/search")
    assert literal is not None
    assert literal.name == "signals contacts search"
    assert find_endpoint("GET", "/nowhere") is None
    assert find_endpoint("DELETE", "/v2/person") is None
