"""Report which column serves which field, which ones don't, and how to change that."""

from collections.abc import Sequence

from lusha_cli.bulk.input.company_selection import EMAIL_SOURCE
from lusha_cli.bulk.input.row_values import OWN_IDS
from lusha_cli.bulk.input.selection import Selection, Unused
from lusha_cli.bulk.output.rows import added_columns
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.errors import UsageError
from lusha_cli.output.number_format import pluralize

# More unused columns than this are only counted.
_MAX_UNUSED = 6
_ID_FIELDS = ("person_id", "company_id")


def mapping_notes(
    record_type: RecordType, selection: Selection, columns: Sequence[str]
) -> list[str]:
    """Return the notes on the columns of an input: used, not used, and replaced."""
    shown = {
        field: names
        for field, names in selection.columns.items()
        if record_type.is_about_people or field != EMAIL_SOURCE
    }
    order = [field.name for field in record_type.fields]
    fields = sorted(shown, key=lambda field: order.index(field) if field in order else len(order))
    pairs = [f"{field} = {' or '.join(map(_shown_column, shown[field]))}" for field in fields]
    notes = [f"Columns: {', '.join(pairs)}"] if pairs else []
    notes += _unused_notes(selection.unused)
    added = added_columns(record_type)
    replaced = [column for column in columns if column in added]
    if replaced:
        notes.append(f"This run replaces the {len(replaced)} lusha_ columns of the input.")
    return notes


def _shown_column(column: str) -> str:
    """Return a column; one of an earlier run with the condition on which it is used."""
    return f"{column} (if the row has no other identifier)" if column in OWN_IDS else column


def email_domain_notes(selection: Selection, taken: int, skipped: int) -> list[str]:
    """Return the note on companies that are looked up by the domains of emails."""
    if not taken and not skipped:
        return []
    columns = " or ".join(selection.columns.get(EMAIL_SOURCE, []))
    note = f"Company domains are taken from {columns}."
    if skipped:
        rows = pluralize(skipped, "row has", "rows have")
        note += f" {rows} a public mailbox provider and {'is' if skipped == 1 else 'are'} skipped."
    return [note]


def missing_columns_error(
    name: str,
    record_type: RecordType,
    selection: Selection,
    columns: Sequence[str],
    *,
    other_sheets: Sequence[str],
) -> UsageError:
    """Return the error of an input in which no column identifies a record.

    `other_sheets` are the notes about other sheets of its workbook.
    """
    listed = ", ".join(columns)
    if selection.problem:
        return UsageError(
            f"{name} looks like a list of companies. No column identifies a person: {listed}.",
            hint='To look up people, map a column: --map email="COLUMN". To look up companies, '
            "run: lusha company bulk INPUT",
        )
    field = record_type.fields[0].name
    hint = f'Map the columns: --map {field}="COLUMN"'
    if lines := [*other_sheets, *_unused_notes(selection.unused)]:
        hint = " ".join([*lines, hint])
    return UsageError(f"{name}: no column is recognized among: {listed}.", hint=hint)


def _unused_notes(unused: Sequence[Unused]) -> list[str]:
    """Return a note for each unused column with the flag that uses it; the rest is listed."""
    usable = [column for column in unused if column.field]
    notes = [_unused_note(column) for column in usable[:_MAX_UNUSED]]
    rest = [*usable[_MAX_UNUSED:], *(column for column in unused if not column.field)]
    if rest:
        notes.append(f"Not used: {', '.join(f'{c.column} ({c.reason})' for c in rest)}.")
    return notes


def _unused_note(column: Unused) -> str:
    """Return `Not used: Company ID (another system's ID). To use it as Lusha's: --map …`."""
    use = "To use it as Lusha's" if column.field in _ID_FIELDS else "To use it"
    quoted = column.column.replace('"', '\\"')
    return f'Not used: {column.column} ({column.reason}). {use}: --map {column.field}="{quoted}"'
