"""Merge the rows of several files, on disk."""

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.merge.columns import match_columns
from lusha_cli.bulk.merge.groups import Groups
from lusha_cli.bulk.merge.input_file import InputFile, Source, open_source, source_column
from lusha_cli.bulk.merge.keys import OTHER_COLUMNS
from lusha_cli.bulk.merge.row_store import RowStore
from lusha_cli.bulk.merge.values import Preference, prefer_file, prefer_first, prefer_newest
from lusha_cli.bulk.output.writers import output_mode
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.csv_stream import LfCsvStream
from lusha_cli.parsing.formulas import escape_formula
from lusha_cli.storage.atomic_files import atomic_write, remove_temporary_files

FIRST = "first"
NEWEST = "newest"
REVIEW_COLUMNS = ("row", "field", "value", "source", "other_value", "other_source")


class Merge:
    """The merged rows of files, as a source of rows for a writer.

    `wanted` are the keys of --on, none for the default ones. `prefer` is FIRST, NEWEST or the
    number of a file. With `escapes_formulas`, cells that look like formulas are escaped.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        wanted: Sequence[str],
        prefer: str | int,
        options: InputOptions,
        escapes_formulas: bool = False,
    ) -> None:
        """Read and join the files. Raises UsageError for one that can't be read or has no key."""
        self._escapes_formulas = escapes_formulas
        self._store = RowStore()
        with ExitStack() as resources:
            resources.callback(self._store.close)
            with _disk_errors():
                self.files: list[InputFile] = []
                for number, source in enumerate(sources):
                    with open_source(source, options) as input_:
                        file = InputFile(source, input_, wanted)
                        file.store_rows(number, self._store)
                        self.files.append(file)
                self._check_mapping(sources[0].shared_mapping)
                self._columns = match_columns(self.files, with_dates=prefer == NEWEST)
                self._groups = Groups(
                    self._store, self.files, self._columns, _preference(prefer), wanted=wanted
                )
                self._groups.join_rows_without_keys()
                self._store.group()
                self._groups.merge()
            self._resources = resources.pop_all()

    def _check_mapping(self, mapping: dict[str, str]) -> None:
        """Raise UsageError for a mapped column that no file has."""
        for field, column in mapping.items():
            if not any(field in file.mapped_fields for file in self.files):
                raise UsageError(
                    f"--map {field}: no file has a column {column!r}.",
                    hint=f"Columns of {self.files[0].name}: {', '.join(self.files[0].columns)}.",
                )

    def __enter__(self) -> "Merge":
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()

    @property
    def format(self) -> str:
        """Return the format for an output whose name has none: that of the first file."""
        return self.files[0].format

    @property
    def input_rows(self) -> int:
        """Return the number of rows of all files."""
        return self._store.count

    @property
    def output_rows(self) -> int:
        """Return the number of rows of the output."""
        return self._groups.rows

    @property
    def conflicts(self) -> int:
        """Return the number of values that are different from the used ones."""
        return self._groups.conflicts

    @property
    def shared_keys(self) -> bool:
        """Return whether two files have a kind of key in common, or there is only one file."""
        kinds = [kind for file in self.files for kind in file.recognition.keys]
        return len(self.files) == 1 or len(set(kinds)) < len(kinds)

    @property
    def _has_sources(self) -> bool:
        # Of one file, every value has the same source.
        return len(self.files) > 1 or bool(self.files[0].sources)

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns: data, further keys, then sources."""
        return self._with_added([column.name for column in self._columns])

    @property
    def column_data(self) -> list[str]:
        """Return the data of each column with data, "" if it isn't known.

        It is the name of a field, or that of a column of lusha, such as `lusha_country`.
        """
        return [
            column.field.name if column.field
            else column.heading if column.heading.startswith("lusha_")
            else ""
            for column in self._columns
        ]  # fmt: skip

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns, those of the files unchanged."""
        names = self._with_added([column.heading for column in self._columns])
        return list(map(escape_formula, names)) if self._escapes_formulas else names

    def _with_added(self, names: list[str]) -> list[str]:
        others = [OTHER_COLUMNS[kind] for kind in self._groups.other_kinds]
        sources = [source_column(column.name) for column in self._columns]
        return [*names, *others, *(sources if self._has_sources else ())]

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        has_sources = self._has_sources
        with _disk_errors():
            for row in self._groups.output_rows():
                line = [*row.cells, *self._groups.other_cells(row)]
                if has_sources:
                    line += row.sources
                yield list(map(escape_formula, line)) if self._escapes_formulas else line

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row by column, without missing cells."""
        columns = self.columns
        for line in self.lines():
            cells = zip(columns, line, strict=True)
            yield {name: cell for name, cell in cells if cell is not None}

    def write_review(self, path: Path) -> None:
        """Write the conflicts to a csv file. Raises LushaError."""
        remove_temporary_files(path)
        hint = "Free some space or choose another --out."
        with atomic_write(path, mode=output_mode(path), hint=hint) as file, _disk_errors():
            writer = csv.writer(LfCsvStream(file), lineterminator="\r\n")
            writer.writerow(REVIEW_COLUMNS)
            for number, *texts in self._store.conflicts():
                writer.writerow([number, *map(self._review_cell, texts)])

    def _review_cell(self, text: str | int) -> Json:
        return escape_formula(text) if self._escapes_formulas else text


def _preference(prefer: str | int) -> Preference:
    if isinstance(prefer, int):
        return prefer_file(prefer)
    return prefer_newest if prefer == NEWEST else prefer_first


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Raise LushaError for errors of the temporary database."""
    try:
        yield
    except sqlite3.Error as error:
        raise LushaError(
            f"Cannot store the rows to merge in a temporary file: {error}.",
            hint="Free some space, or set TMPDIR to a folder on a larger disk.",
        ) from error
