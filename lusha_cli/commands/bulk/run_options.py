"""Parse and check the options of bulk commands before a run is opened."""

from typing import TYPE_CHECKING, Any

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.run.runs import LockedRun

FORMATS = ("csv", "tsv", "jsonl", "json")


def check_flags(context: AppContext, record_type: "RecordType", out: str | None) -> None:
    """Raise UsageError for --fields and --query, and for an --out that can't be written."""
    from lusha_cli.bulk.output.writers import check_output_writable

    for flag in ("fields", "query"):
        # As settings they may be meant for other commands, so only the flags are refused.
        if context.env.flags.get(flag) is not None:
            raise UsageError(
                f"--{flag} does not apply to a file.", hint="Filter the file that comes out."
            )
    if out is not None:
        check_output_writable(out, record_type)


def check_stored_output(out: str, record_type: "RecordType", locked_run: "LockedRun") -> None:
    """Raise UsageError if the --out of an earlier process can't be written now."""
    from lusha_cli.bulk.output.writers import check_output_writable

    try:
        check_output_writable(out, record_type)
    except UsageError as error:
        # The journal stores database URLs without their password.
        error.hint = (
            f"Name one, with its password: lusha runs resume {locked_run.id} --out FILE|URL"
        )
        raise


def parse_mapping(pairs: list[str]) -> dict[str, str]:
    """Parse the values of --map: FIELD=COLUMN. Raises UsageError."""
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UsageError(
                f"--map: {pair!r} is not of the form FIELD=COLUMN.",
                hint='Such as: --map email="Work Email"',
            )
        mapping[field.strip()] = column.strip().strip('"')
    return mapping


def parse_output_options(
    record_type: "RecordType", option_values: dict[str, Any]
) -> "OutputOptions":
    """Return the output options. Raises UsageError for an unknown column."""
    from lusha_cli.bulk.output.column_options import OutputOptions, select_columns

    columns = option_values["columns"] or []
    select_columns(record_type.columns, columns)
    return OutputOptions(
        columns, option_values["multi"] or "join", bool(option_values["spreadsheet_safe"])
    )


def stdout_format(context: AppContext, bulk_run: "BulkRun") -> str:
    """Return the format for stdout: that of -o, else that of the input."""
    setting = context.env.settings.find("output")
    if setting.value in FORMATS:
        return str(setting.value)
    # A setting such as `output = table` is meant for lookups, and doesn't stop a bulk run.
    if setting.source == "flag":
        raise UsageError(
            f"--output {setting.value} does not apply to a file.",
            hint=f"Formats of files: {', '.join(FORMATS)}.",
        )
    return bulk_run.format
