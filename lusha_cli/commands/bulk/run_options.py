"""Parse and check the options of bulk commands before a run is opened."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lusha_cli.cli.shape_options import check_subject
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.shapes import DOCUMENTS, NAMES

if TYPE_CHECKING:
    from lusha_cli.bulk.input.input_options import InputOptions
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.runs import LockedRun
    from lusha_cli.shapes.shape import Shape

_CONTRADICTORY_OPTIONS = (
    ("sample", "retry"),
    ("sample", "fallback"),
    ("fresh", "retry"),
    ("fresh", "refresh_older_than"),
    ("refresh_older_than", "retry"),
)
FORMATS = ("csv", "tsv", "jsonl", "json")
DOCUMENT_FORMATS = ("jsonl", "json")
_DOCUMENT_SUFFIXES = (".jsonl", ".ndjson", ".json")


def check_flags(
    context: AppContext, record_type: "RecordType", out: str | None, output_options: "OutputOptions"
) -> None:
    """Raise UsageError for --fields and --query, and for an --out that can't be written."""
    from lusha_cli.bulk.output.database_urls import is_database_url
    from lusha_cli.bulk.output.writers import check_output_writable

    for flag in ("fields", "query"):
        # As settings they may be meant for other commands, so only the flags are refused.
        if context.env.flags.get(flag) is not None:
            raise UsageError(
                f"--{flag} doesn't apply to files.", hint="Filter the output file instead."
            )
    if out is not None:
        if context.shaper is not None:
            check_shaped_output(context.shaper.shape, out)
        if output_options.fill and is_database_url(out):
            raise UsageError(
                "--fill applies to files, and --out is a database.", hint="Remove --fill."
            )
        check_output_writable(out, record_type, output_options.columns)


def check_shaped_output(shape: "Shape", out: str) -> None:
    """Raise UsageError if a shape can't be written to `out`."""
    from lusha_cli.bulk.output.database_urls import is_database_url
    from lusha_cli.bulk.output.writers import review_path
    from lusha_cli.storage.output_files import check_output_file

    if is_database_url(out):
        raise UsageError(
            "--shape doesn't apply to databases, which have tables of their own.",
            hint="Write a file: --out FILE.csv",
        )
    if shape.is_document and Path(out).suffix.lower() not in _DOCUMENT_SUFFIXES:
        raise UsageError(
            f"--shape {shape.name} doesn't apply to {out}, as documents are nested.",
            hint="Write JSON lines: --out FILE.jsonl",
        )
    if out != "-":
        check_output_file(review_path(out), name=f"the review file of --out {out}")


def shape_to_store(context: AppContext) -> str | None:
    """Return the name of --shape for the journal; that of a file is absolute."""
    if context.shaper is None:
        return None
    name = context.shaper.shape.name
    return name if name in (*NAMES, DOCUMENTS) else os.path.abspath(name)


def check_run_options(run_options: dict[str, Any]) -> None:
    """Raise UsageError for options that can't be used together."""
    for first, second in _CONTRADICTORY_OPTIONS:
        if run_options[first] and run_options[second]:
            flags = " and ".join(f"--{name.replace('_', '-')}" for name in (first, second))
            raise UsageError(f"{flags} can't be used together.", hint="Use only one of them.")


def check_not_input(context: AppContext, out: str | None, source: str, digest: str = "") -> None:
    """Raise UsageError if the file `out`, or its review file, is the input, by any name or link.

    `source` is a path, or - for stdin; `digest` is the SHA-256 of what an earlier process read.
    """
    from lusha_cli.bulk.output.database_urls import is_database_url
    from lusha_cli.bulk.output.writers import review_path

    if out is None or is_database_url(out):
        return
    if _is_input(context, out, source, digest):
        raise UsageError(
            f"--out {out} is the input file, and would overwrite it.", hint="Choose another file."
        )
    review = str(review_path(out))
    if _is_input(context, review, source, digest):
        raise UsageError(
            f"--out {out} would write {review}, which is the input file.",
            hint="Choose another file.",
        )


def _is_input(context: AppContext, out: str, source: str, digest: str) -> bool:
    if not os.path.isfile(out):
        return False
    if source != "-":
        return os.path.exists(source) and os.path.samefile(out, source)
    return _has_digest(out, digest) if digest else _is_stdin(context, out)


def _has_digest(path: str, digest: str) -> bool:
    from lusha_cli.bulk.input.readers import open_binary, sha256_of

    with open_binary(path) as file:
        return sha256_of(file) == digest


def _is_stdin(context: AppContext, path: str) -> bool:
    # Some streams have no file behind them.
    with suppress(OSError):
        stdin = os.fstat(context.env.stdin_bytes.fileno())
        return os.path.samestat(stdin, os.stat(path))
    return False


def check_stored_output(
    out: str, record_type: "RecordType", locked_run: "LockedRun", output_options: "OutputOptions"
) -> None:
    """Raise UsageError if the --out of an earlier process can't be written now."""
    from lusha_cli.bulk.output.writers import check_output_writable

    try:
        check_output_writable(out, record_type, output_options.columns)
    except UsageError as error:
        # The journal stores database URLs without their password.
        resume = (
            "Set the output again, with its password: "
            f"lusha runs resume {locked_run.id} --out FILE|URL"
        )
        error.hint = f"{error.hint}\n{resume}" if error.hint else resume
        raise


def parse_input_options(option_values: dict[str, Any]) -> "tuple[InputOptions, dict[str, str]]":
    """Return how to read an input, and the column of each mapped field. Raises UsageError."""
    from lusha_cli.bulk.input.input_options import InputOptions

    mapping = parse_mapping(option_values["map"] or [])
    values = {name: value for name, value in option_values.items() if value is not None}
    values.pop("map", None)
    if values.get("header_row") and values.get("no_header"):
        raise UsageError(
            "--header-row and --no-header can't be used together.", hint="Use only one of them."
        )
    return InputOptions(**values), mapping


def parse_mapping(pairs: list[str]) -> dict[str, str]:
    """Parse the values of --map: FIELD=COLUMN. Raises UsageError."""
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UsageError(
                f"--map: {pair!r} is not of the form FIELD=COLUMN.",
                hint='For example: --map email="Work Email"',
            )
        mapping[field.strip()] = column.strip().strip('"')
    return mapping


def parse_output_options(
    context: AppContext, record_type: "RecordType", option_values: dict[str, Any]
) -> "OutputOptions":
    """Return the output options. Raises UsageError for an unknown column."""
    from lusha_cli.bulk.output.column_options import OutputOptions, select_columns

    if context.shaper is not None:
        for name, option in (("columns", "--data-columns"), ("multi", "--multi")):
            if option_values[name]:
                raise UsageError(
                    f"{option} and --shape can't be used together.",
                    hint="The shape selects the columns and values: lusha help shapes",
                )
        if option_values["fill"]:
            raise UsageError(
                "--fill and --shape can't be used together.",
                hint="Remove --fill: the records of a shape have the data found, in any case.",
            )
        if not context.shaper.shape.is_document:
            check_subject(context.shaper, "people" if record_type.is_about_people else "companies")
    columns = option_values["columns"] or []
    select_columns(record_type.columns, columns)
    if option_values["overwrite_older"] and not option_values["fill"]:
        raise UsageError("--overwrite-older needs --fill.", hint="Add --fill.")
    min_match = option_values["min_match"]
    return OutputOptions(
        columns,
        option_values["multi"] or "join",
        bool(option_values["spreadsheet_safe"]),
        fill=bool(option_values["fill"]),
        overwrite_older=option_values["overwrite_older"],
        min_match=context.env.settings.get("min_match") if min_match is None else min_match,
    )


def add_privacy_options(
    context: AppContext,
    out: str | None,
    output_options: "OutputOptions",
    *,
    anonymize: bool | None,
    pseudonymize: bool | None,
) -> "OutputOptions":
    """Return the output options with those of privacy. Raises UsageError."""
    if not (anonymize or pseudonymize):
        return output_options
    from lusha_cli.bulk.output.database_urls import is_database_url

    flag = "--anonymize" if anonymize else "--pseudonymize"
    check_one_privacy_option(anonymize, pseudonymize)
    if context.shaper is not None:
        raise UsageError(f"{flag} can't be combined with --shape.")
    if output_options.fill:
        raise UsageError(f"{flag} can't be combined with --fill.")
    if output_options.multi == "explode":
        raise UsageError(f"{flag} can't be combined with --multi explode.")
    if out is not None and is_database_url(out):
        raise UsageError(
            f"{flag} doesn't apply to databases, which have tables of their own.",
            hint="Write a file: --out FILE.csv",
        )
    key = pseudonym_key(context) if pseudonymize else None
    return output_options._replace(is_anonymous=True, pseudonym_key=key)


def check_one_privacy_option(anonymize: bool | None, pseudonymize: bool | None) -> None:
    """Raise UsageError for both --anonymize and --pseudonymize."""
    if anonymize and pseudonymize:
        raise UsageError("--anonymize and --pseudonymize can't be used together.")


def pseudonym_key(context: AppContext) -> bytes:
    """Return the key of pseudonyms, created on first use. Raises LushaError."""
    from lusha_cli.storage.salted_hash import read_or_create_key

    try:
        return read_or_create_key(context.env.state_folder / "pseudonyms.key")
    except OSError as error:
        raise LushaError(
            f"Cannot use the key of pseudonyms: {error.strerror}.",
            hint="Set LUSHA_STATE_DIR to a folder that you can write to.",
        ) from error


def stdout_format(context: AppContext, input_format: str) -> str:
    """Return the format for stdout: that of -o, else that of the input."""
    setting = context.env.settings.find("output")
    if context.shaper is not None and context.shaper.shape.is_document:
        if setting.source == "flag" and setting.value not in DOCUMENT_FORMATS:
            raise UsageError(
                f"--shape {context.shaper.shape.name} doesn't apply to --output {setting.value}, "
                "as documents are nested.",
                hint=f"Choose one of: {', '.join(DOCUMENT_FORMATS)}.",
            )
        return str(setting.value) if setting.value in DOCUMENT_FORMATS else "jsonl"
    if setting.value in FORMATS:
        return str(setting.value)
    # A setting such as `output = table` is meant for lookups, and doesn't stop a bulk run.
    if setting.source == "flag":
        raise UsageError(
            f"--output {setting.value} doesn't apply to files.",
            hint=f"Choose one of: {', '.join(FORMATS)}.",
        )
    return input_format
