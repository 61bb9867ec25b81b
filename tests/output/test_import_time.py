"""What importing the output package costs."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from lusha_cli.output.layouts.v2 import PERSON_LAYOUT
from lusha_cli.output.render import Terminal, render
from lusha_cli.output.messages import error_text
body = {"contact": {"data": {"fullName": "Ada Okafor"}}}
render(body, layout=PERSON_LAYOUT, output=%r, write=lambda text: None,
       terminal=Terminal(0, False, "utf-8"), fields=%r)
heavy = {"rich", "yaml", "jmespath", "csv", "difflib", "typer", "requests"}
print(sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("output", "fields", "loaded"),
    [
        ("json", (), "[]"),
        ("jsonl", ("fullName",), "[]"),
        ("csv", (), "['csv']"),
    ],
)
def test_output_for_scripts_imports_nothing_heavy(
    output: str, fields: tuple[str, ...], loaded: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT % (output, fields)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == loaded
