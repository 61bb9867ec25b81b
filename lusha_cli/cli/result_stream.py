"""Show the records of a list on stdout as they come, response by response."""

from typing import TYPE_CHECKING

from lusha_cli.cli.output_settings import (
    documented_result_of,
    output_format,
    selection,
    stdout_terminal,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout

if TYPE_CHECKING:
    from lusha_cli.output.record_stream import RecordStream


class ResultStream:
    """The records of a list, shown response by response."""

    def __init__(self, context: AppContext, layout: Layout) -> None:
        self.is_document = output_format(context) == "json"
        self._context = context
        self._layout = layout
        self._records: RecordStream | None = None

    @property
    def has_records(self) -> bool:
        """Return whether records were shown."""
        return self._records is not None and self._records.has_records

    def add(self, body: Json) -> bool:
        """Show the records of one response, or hold them if they have none of the fields.

        Returns whether they aren't needed any more. Raises ClosedPipe, LushaError for a full disk.
        """
        if self._records is None:
            self._records = self._open()
        self._records.add(self._context.person_filter.apply(body).body)
        # What is left out is counted, and stored, at the end.
        return self.has_records and not self._context.person_filter

    def finish(self, head: Json) -> None:
        """Write what follows the records, of the final response without them."""
        if self._records is not None:
            self._records.finish(head)

    def warnings(self) -> list[str]:
        """Return the warnings about all records."""
        return self._records.warnings() if self._records else []

    def _open(self) -> "RecordStream":
        # Imported when needed: most commands send one request.
        from lusha_cli.output.record_stream import RecordStream

        env = self._context.env

        def write(text: str) -> None:
            env.stdout.write(text)
            env.stdout.flush()

        fields, _ = selection(self._context)
        return RecordStream(
            layout=self._layout,
            output=output_format(self._context),
            write=write,
            terminal=stdout_terminal(self._context),
            fields=fields,
            item_names=lambda: self._context.item_names,
            documented=documented_result_of(self._context, self._context.command),
        )


def open_stream(context: AppContext, layout: Layout) -> ResultStream | None:
    """Return the stream that shows records as they come; None if the format needs all of them."""
    output = output_format(context)
    # A piped table is one table, whose columns depend on all of its rows.
    is_streamed = output == "jsonl" or (output == "table" and context.env.stdout.isatty())
    fields, query = selection(context)
    # The header of a csv file depends on all of its rows too, unless the fields are named.
    is_streamed = is_streamed or (output in ("csv", "tsv") and bool(fields))
    is_streamed = is_streamed or (output == "json" and _is_json_streamed(context))
    # What a shape left out is reported below the records.
    is_streamed = is_streamed and context.shaper is None
    return ResultStream(context, layout) if is_streamed and query is None else None


def _is_json_streamed(context: AppContext) -> bool:
    # Colours are those of a whole document.
    settings, stdout = context.env.settings, context.env.stdout
    return not (settings.get("raw") or context.env.uses_color(stdout))
