"""Rows imported into the journal: unusual values, and columns named by their neighbors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.record_types import COMPANY, PERSON
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import UsageError

OpenRun = Callable[..., BulkRun]


@pytest.fixture
def open_run(tmp_path: Path) -> OpenRun:
    def make(name: str, content: str, **more: Any) -> BulkRun:
        source = tmp_path / name
        source.write_bytes(content.encode())
        return BulkRun(more.pop("record_type", PERSON), str(source), **more)

    return make


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_importer_accepts_a_quote_closed_at_the_end(open_run: OpenRun, end: str) -> None:
    with open_run("a.csv", f'email,note\na@b.example,"one\ntwo"\nc@d.example,"x"{end}') as run:
        assert (run.plan.rows, run.plan.items) == (2, 2)


def test_importer_map_accepts_a_column_of_later_rows(open_run: OpenRun) -> None:
    content = '{"note": "x"}\n{"Mail Box": "a@b.example"}\n'
    with open_run("a.jsonl", content, mapping={"email": "Mail Box"}) as run:
        assert run.first_request() == {"contacts": [{"contactId": "1", "email": "a@b.example"}]}
    with pytest.raises(UsageError, match="did you mean 'Mail Box'"):
        open_run("a.jsonl", content, mapping={"email": "Mail Bux"})


@pytest.mark.parametrize(
    ("header", "cells", "full_name"),
    [
        ("Prénom,Nom,Entreprise", "Ada,Byrne,Firm", "Ada Byrne"),
        ("Name,Vorname,Firma", "von Byrne,Ada,Firm", "Ada von Byrne"),
        ("Name,Vorname,Firma", "Ada Byrne,Ada,Firm", "Ada Byrne"),
        ("Name,Vorname,Nachname,Firma", "A. Byrne,Ada,Byrne,Firm", "Ada Byrne"),
        ("Name,Firma", "Ada Byrne,Firm", "Ada Byrne"),
        ("First Name,Name,Company", "Bob,Robert Smith,Firm", "Robert Smith"),
        ("First Name,Last Name,Company", "James,James,Firm", "James James"),
        ("First Name,Last Name,Company", "Maria,Santa Maria,Firm", "Maria Santa Maria"),
    ],
)
def test_importer_reads_name_beside_first_name_as_last_name(
    open_run: OpenRun, header: str, cells: str, full_name: str
) -> None:
    with open_run("a.csv", f"{header}\n{cells}\n") as run:
        (contact,) = run.first_request()["contacts"]
    assert contact["fullName"] == full_name


def test_importer_reads_nom_as_company_name(open_run: OpenRun) -> None:
    with open_run("a.csv", "Nom,Prénom\nFirm,Ada\n", record_type=COMPANY) as run:
        assert run.first_request() == {"companies": [{"id": "1", "name": "Firm"}]}
