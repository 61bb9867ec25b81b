"""Any table gives the same requests however it is written, and its own columns come back."""

import json
import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.bulk.files.case import Case
from tests.bulk.files.recording import run
from tests.bulk.files.tables import PLAIN, Table, Writing, tables, writings


def _sent(
    table: Table, writing: Writing, folders: pytest.TempPathFactory
) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Return the payloads of a run of a table, and the own columns of its output."""
    content = writing.write(table)
    case = Case("drawn", content, options=writing.options, command=table.command)
    folder = folders.mktemp("drawn")
    result, api, out = run(folder, case)
    note(f"{content!r}\n{result.err}")
    assert result.code == 0
    rows = [json.loads(line) for line in out.read_bytes().decode().split("\n") if line]
    shutil.rmtree(folder)
    return api.payloads, [[row[column] for column in table.own] for row in rows]


def _check(data: st.DataObject, folders: pytest.TempPathFactory) -> None:
    writing = data.draw(writings())
    table = data.draw(tables(writing.encoding))
    own = [[cell for column, cell in zip(table.columns, row, strict=True) if column in table.own]
           for row in table.rows]  # fmt: skip
    plain = _sent(table, PLAIN, folders)
    assert plain[0]
    assert plain[1] == own
    assert _sent(table, writing, folders) == plain


@given(data=st.data())
@settings(max_examples=20, derandomize=True, database=None, deadline=None,
          phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
def test_table_in_any_dialect_sends_what_its_plain_form_sends(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(data, tmp_path_factory)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_tables_send_what_their_plain_forms_send(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(data, tmp_path_factory)
