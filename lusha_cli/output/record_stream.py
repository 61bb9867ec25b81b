"""Write the records of a list response by response, in formats that don't need all of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lusha_cli.json_types import Json, as_object
from lusha_cli.output import serializers
from lusha_cli.output.cell_formats import cell_text
from lusha_cli.output.field_names import missing_fields_message
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.render import list_table, name_items
from lusha_cli.output.selection import Selection, select, split_fields
from lusha_cli.output.table_model import TableData, flatten
from lusha_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from lusha_cli.output.json_document import JsonDocument
    from lusha_cli.output.tables import TablePages


_NUMBER_WIDTH = 4
"""The width of the numbers of rows, as later pages have longer ones."""


class RecordStream:
    """Records written as they come: JSON, JSON lines, rows of `fields` (csv, tsv) or a table.

    `item_names` returns the names of the items of the request whose response comes next.
    """

    def __init__(
        self,
        *,
        layout: Layout,
        output: str,
        write: Callable[[str], object],
        terminal: Terminal,
        fields: Sequence[str] = (),
        item_names: Callable[[], Sequence[str]] = tuple,
        documented: Json = None,
    ) -> None:
        self.has_records = False
        self._documented = documented
        self._held: list[Json] = []
        self._layout = layout
        self._output = output
        self._write = write
        self._terminal = terminal
        self._fields = fields
        self._names = split_fields(fields)
        self._item_names = item_names
        self._missing: dict[str, None] | None = None
        self._sample: list[Json] = []
        self._document: JsonDocument | None = None
        self._table_pages: TablePages | None = None
        self._row_count = 0

    def add(self, body: Json) -> None:
        """Write the records of one response.

        Records with none of the fields are held until a later response has one of them.
        """
        if not self.has_records and not self._is_usable(body):
            self._held.append(body)
            return
        while self._held:
            self._add(self._held.pop(0))
        self._add(body)

    def _is_usable(self, body: Json) -> bool:
        selection = self._select(body)
        is_json = self._output == "json"
        return not selection.error and not (is_json and self._json_list(body, selection) is None)

    def _add(self, body: Json) -> None:
        if self._output == "table" and not self._names:
            body = name_items(body, self._layout, self._item_names())
        selection = self._select(body)
        if self._names:
            self._note_missing(selection, body)
        records = selection.records
        if self._output == "json":
            if records := self._json_list(body, selection) or []:
                self.has_records = True
                self._json_document().add(records, body)
            return
        text = self._text(records, body) if records else ""
        # Records without any value have no text.
        if text:
            # Before writing, as even a part of it must not be written twice.
            self.has_records = True
            self._write(text)

    def _json_list(self, body: Json, selection: Selection) -> list[Json] | None:
        """Return the list of a JSON document with the records of a response, None without one."""
        if self._names:
            return selection.records
        path = self._layout.records_path
        records = as_object(body).get(path) if path else body
        return records if isinstance(records, list) else None

    def _json_document(self) -> "JsonDocument":
        if self._document is None:
            from lusha_cli.output.json_document import JsonDocument

            # Selected fields are a list of their own.
            key = "" if self._names else self._layout.records_path
            self._document = JsonDocument(key, write=self._write, terminal=self._terminal)
        return self._document

    def _note_missing(self, selection: Selection, body: Json) -> None:
        """Remember the fields that no record has had so far."""
        missing = dict.fromkeys(selection.missing)
        if self._missing is None:
            self._missing, self._sample = missing, select(body, layout=self._layout).records
        else:
            self._missing = {name: None for name in self._missing if name in missing}

    def finish(self, head: Json) -> None:
        """Write what follows the records, of the final document without them."""
        if self._table_pages is not None:
            self._write(self._table_pages.end())
        if self._document is not None:
            self._document.finish(head)

    def warnings(self) -> list[str]:
        """Return the warnings about all records that were written."""
        return [missing_fields_message(list(self._missing), self._sample)] if self._missing else []

    def _select(self, body: Json) -> Selection:
        return select(body, layout=self._layout, fields=self._fields, documented=self._documented)

    def _text(self, records: list[Json], body: Json) -> str:
        if self._output == "jsonl":
            return serializers.jsonl_text(records, terminal=self._terminal)
        if self._output == "table":
            return self._table_text(records, body)
        rows = [self._row(record) for record in records]
        # An empty header is none.
        table = TableData([] if self.has_records else self._names, rows)
        serialize = serializers.csv_text if self._output == "csv" else serializers.tsv_text
        return serialize(table, terminal=self._terminal)

    def _row(self, record: Json) -> list[str]:
        """Return the cells of the fields; a nested value is JSON in every row."""
        cells = dict(flatten(record))
        return [cells.get(name, cell_text(record[name])) for name in self._names]

    def _table_text(self, records: list[Json], body: Json) -> str:
        from lusha_cli.output.tables import TablePages

        layout = RAW_LAYOUT if self._names else self._layout
        if self._table_pages is None:
            self._table_pages = TablePages(self._terminal)
        table = list_table(
            records, layout, body, first=self._row_count + 1, number_width=_NUMBER_WIDTH
        )
        self._row_count += len(table.rows)
        return self._table_pages.text_of(table) if table.rows else ""
