"""The types of the client, as mypy reads them in a program that uses it."""

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lusha_cli import Lusha
from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.client.pages import PAGES
from lusha_cli.client.parameters import snake_case
from lusha_cli.docs.client_stub import FILE, client_stub
from tests.client.conftest import MakeClient
from tests.client.test_lusha import method_of
from tests.support.paths import ROOT

RIGHT = """
from collections.abc import Iterator
from datetime import date
from typing import Any, assert_type
from lusha_cli import BudgetExceeded, Lusha, LushaError

with Lusha(sandbox=True, max_credits=100) as client:
    assert_type(client, Lusha)
    assert_type(client.person.get(email="a@firm.example"), dict[str, Any])
    assert_type(client.filters.contacts.departments(), list[Any])
    assert_type(client.credits_charged, int)
    ids: list[str] = ["4100000000"]
    client.contacts.enrich(ids=ids, reveal=["emails"], waterfall_enabled=False)
    client.contacts.signals(ids=[4100000000], signal_types=["promotion", "somethingNew"],
                            start_date=date(2026, 1, 31))
    client.contacts.tables.run_column("1", "c1", run_scope="all", owner="a@firm.example")
    records = client.contacts.iter_prospecting(
        filters={"contacts": {"include": {"jobTitles": ["CEO"]}}}, limit=50)
    assert_type(records, Iterator[dict[str, Any]])
    for record in records:
        assert_type(record, dict[str, Any])
    client.person.bulk(contacts=[{"contactId": "1", "email": "a@firm.example"}])
try:
    pass
except (BudgetExceeded, LushaError) as error:
    assert_type(error.hint, str | None)
"""
# Each line is an error, whose code is in its comment; versions of mypy have different ones.
WRONG = """
from lusha_cli import Lusha
client = Lusha(sandbox=True, max_credit=1)  # call-arg
client = Lusha(max_credits="many")  # arg-type
client.person.get(mail="a@firm.example")  # call-arg
client.person.get("a@firm.example")  # call-arg or misc
client.person.get(reveal_emails="yes")  # arg-type
client.person.find(email="a@firm.example")  # attr-defined
client.people.get(email="a@firm.example")  # attr-defined
client.contacts.enrich()  # call-arg
client.contacts.enrich(ids="4100000000", limit=3)  # call-arg
client.contacts.tables.get()  # call-arg
client.person.bulk(contacts=[{"email": "a@firm.example"}])  # typeddict-item
client.contacts.iter_prospecting(filters={"contacts": {"includes": {}}})  # typeddict-unknown-key
client.contacts.iter_prospecting(filters={}, page=3)  # call-arg
"""


def check_types(folder: Path, program: str) -> list[str]:
    """Return the messages of mypy about a program, in strict mode."""
    (folder / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context",
         "--config-file", "", "--cache-dir", str(ROOT / ".mypy_cache"), "program.py"],
        cwd=folder, env={"MYPYPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True,
        text=True,
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.mark.slow
def test_mypy_accepts_right_calls_and_rejects_wrong_ones(tmp_path: Path) -> None:
    assert check_types(tmp_path, RIGHT) == []
    messages = check_types(tmp_path, WRONG)
    lines = WRONG.splitlines()
    for number, line in enumerate(lines, 1):
        if "  # " in line:
            codes = tuple(f"[{code}]" for code in line.rpartition("  # ")[2].split(" or "))
            found = [text for text in messages if text.startswith(f"program.py:{number}: error")]
            assert any(text.endswith(codes) for text in found), (line, found)
    assert {int(text.split(":")[1]) for text in messages if "error:" in text} == {
        number for number, line in enumerate(lines, 1) if "  # " in line
    }


@pytest.mark.slow
def test_stub_is_up_to_date() -> None:
    assert (ROOT / FILE).read_text(encoding="utf-8") == client_stub(), (
        "Run: python -m lusha_cli.docs"
    )


def test_stub_has_the_parameters_of_every_method(make_client: MakeClient) -> None:
    import ast

    tree = ast.parse((ROOT / FILE).read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    client: Lusha = make_client(sandbox=True)

    def check(operation: str, prefix: str = "") -> None:
        *groups, name = map(snake_case, operation.split())
        title = "".join(word.title() for word in groups).replace("_", "")
        (node,) = (
            node
            for node in classes[f"{title}Methods"].body
            if isinstance(node, ast.FunctionDef) and node.name == prefix + name
        )
        method: Any = method_of(client, operation, prefix)
        typed = [each.arg for each in (*node.args.args[1:], *node.args.kwonlyargs)]
        assert typed == list(inspect.signature(method).parameters), operation
        required = [
            each.arg
            for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            if default is None
        ]
        assert required == [
            item.name
            for item in inspect.signature(method).parameters.values()
            if item.kind is item.KEYWORD_ONLY and item.default is item.empty
        ], operation

    for row in ENDPOINTS:
        check(row.name)
    for name in PAGES:
        check(name, "iter_")
