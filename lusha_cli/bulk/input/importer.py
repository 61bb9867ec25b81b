"""Reading an input into a journal: what each row is, what is sent for it, what is wrong with it."""

from collections.abc import Mapping

from lusha_cli.bulk.input.column_mapping import check_columns, mapped
from lusha_cli.bulk.input.readers import HEADED, Input, Row
from lusha_cli.bulk.output.rows import added_columns
from lusha_cli.bulk.record_types import Kind, NothingToReveal
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import InvalidValue


class Intake:
    """The rows of one input on their way into a journal; `mapping` says which column is which."""

    def __init__(
        self, kind: Kind, journal: Journal, opened: Input, mapping: Mapping[str, str]
    ) -> None:
        self._kind = kind
        self._journal = journal
        self._opened = opened
        self._mapping = mapping
        self._columns: dict[str, None] = {}
        self._fields: dict[str, list[str]] = {}
        self._unsent: dict[str, int] = {}

    def read(self) -> None:
        """Keep every row, and what was found out of the input.

        Raises UsageError for an input without rows, or without a column that names anybody.
        """
        opened, mapping = self._opened, self._mapping
        for number, row in enumerate(opened.rows, start=1):
            if not row.cells.keys() <= self._columns.keys() or number == 1:
                self._columns.update(dict.fromkeys(row.cells))
                self._fields = mapped(
                    list(self._columns),
                    fields=self._kind.fields,
                    overrides=mapping,
                    # What an earlier run added may be stale: it names nobody unless mapped.
                    ignored=set(added_columns(self._kind)),
                )
                if opened.format in HEADED:
                    check_columns(list(self._columns), overrides=mapping)
            self._add(row, headed=opened.format in HEADED)
        if not self._columns:
            raise UsageError(f"{opened.name} has no rows.", hint="INPUT needs at least one row.")
        check_columns(list(self._columns), overrides=mapping)
        if not self._fields:
            added = added_columns(self._kind)
            listed = ", ".join(column for column in self._columns if column not in added)
            raise UsageError(
                f"{opened.name}: no column is recognised among: {listed}.",
                hint=f'Say which is which: --map {self._kind.fields[0].name}="COLUMN"',
            )
        self._journal.end_planning(
            format=opened.format,
            notes=[*opened.notes, *self._mapping_notes()],
            columns=list(self._columns),
            unsent=self._unsent,
        )

    def _add(self, row: Row, *, headed: bool) -> None:
        # Rows of a table have the same columns: their cells suffice.
        cells: Json = list(row.cells.values()) if headed else row.cells
        if row.problem:
            self._unsend(cells, "invalid", row.problem)
            return
        values: dict[str, str] = {}
        for field, columns in self._fields.items():
            for column in columns:
                text = _text(row.cells.get(column))
                if text:
                    values[field] = text
                    break
        if not values and not any(_text(value) for value in row.cells.values()):
            self._unsend(cells, "skipped", "the row is empty")
            return
        try:
            self._journal.add(cells, self._kind.identify(values))
        except NothingToReveal as error:
            self._unsend(cells, "skipped", str(error), counted="complete")
        except InvalidValue as error:
            self._unsend(cells, "invalid", str(error))

    def _unsend(self, cells: Json, status: str, why: str, *, counted: str = "") -> None:
        kind = counted or status
        self._unsent[kind] = self._unsent.get(kind, 0) + 1
        self._journal.add_unsent(cells, status=status, error=why)

    def _mapping_notes(self) -> list[str]:
        pairs = (f"{field} = {' or '.join(found)}" for field, found in self._fields.items())
        notes = [f"Columns: {', '.join(pairs)}"]
        added = added_columns(self._kind)
        replaced = [column for column in self._columns if column in added]
        if replaced:
            notes.append(f"The input has {len(replaced)} lusha_ columns: they are written anew.")
        return notes


def _text(value: Json) -> str:
    """A cell as text; what holds no single value is none."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
