"""`lusha merge`: merge files of people or companies into one, free of charge."""

import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lusha_cli.cli import bulk_options
from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import argument, choices, in_section, option, separated
from lusha_cli.commands.bulk.run_options import (
    check_flags,
    check_not_input,
    check_one_privacy_option,
    pseudonym_key,
    stdout_format,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.streams import PlainTextStream
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.bulk.merge.input_file import Source
    from lusha_cli.bulk.merge.merge import Merge

KEYS = ("email", "linkedin", "phone", "id", "domain")
MAX_NOTED_FIELDS = 5

FilesArg = Annotated[list[str] | None, argument(
    "FILE...", "Files (csv, tsv, jsonl, json, xlsx or a list, also gzipped), or - for stdin.",
)]  # fmt: skip
OutOpt = Annotated[str | None, option(
    "--out", "FILE", "Write to FILE (csv, tsv, jsonl, json, parquet).", panel="Output",
)]  # fmt: skip
OnOpt = Annotated[list[str] | None, option(
    "--on", separated(choices(*KEYS)),
    "Join rows that share one of these keys [email, linkedin and id, or domain and id for "
    "companies].",
)]  # fmt: skip
PreferOpt = Annotated[str | None, option(
    "--prefer", "first|newest|FILE",
    "Of different values, use that of the first file, of the newest row, or of FILE [first].",
)]  # fmt: skip
_OPTIONS = bulk_options.INPUT_OPTIONS
INPUT_OPTIONS: dict[str, Any] = {
    **in_section("Input", {
        "map": Annotated[list[str] | None, option(
            "--map", '[NAME:]FIELD="COLUMN"',
            "Column of a field, in the file NAME or in every file that has it (repeatable).",
        )],
    }),
    **{name: value for name, value in _OPTIONS.items() if name != "map"},
}  # fmt: skip
OUTPUT_OPTIONS = {"spreadsheet_safe": bulk_options.OUTPUT_OPTIONS["spreadsheet_safe"]}


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(
        app,
        "merge",
        flags=LOCAL_FLAGS,
        option_groups={
            "input_options": INPUT_OPTIONS,
            "output_options": OUTPUT_OPTIONS,
            "privacy_options": bulk_options.PRIVACY_OPTIONS,
        },
        example="lusha merge crm.csv enriched.csv --out merged.csv",
    )(merge)


def merge(
    context: AppContext,
    files: FilesArg = None,
    *,
    on: OnOpt = None,
    prefer: PreferOpt = None,
    out: OutOpt = None,
    input_options: dict[str, Any],
    output_options: dict[str, Any],
    privacy_options: dict[str, Any],
) -> CommandResult | None:
    """Merge files of people or companies into one.

    Rows that share an email, LinkedIn profile or ID become one row, also rows of the same file. A
    row has the columns of all files. The source_ columns contain the file of each value. If two
    files have different values for a field, one is used, and a review file lists the others.
    With --anonymize or --pseudonymize there are neither source_ columns nor a review file.
    """
    from lusha_cli.bulk.merge.anonymous import AnonymousMerge
    from lusha_cli.bulk.merge.merge import Merge
    from lusha_cli.bulk.output.writers import write_file, write_rows

    paths = files or []
    if not paths:
        raise UsageError("FILE is missing.", hint="Pass the files: lusha merge A.csv B.csv")
    check_one_privacy_option(**privacy_options)
    is_anonymous = any(privacy_options.values())
    review = _check_output(context, paths, out)
    if is_anonymous and review is not None and review.exists():
        raise UsageError(
            f"{review} lists the values of an earlier merge.",
            hint=f"Choose another --out, or delete {review}.",
        )
    with ExitStack() as resources:
        sources = _open_sources(
            context, paths, _read_mapping(input_options.pop("map"), paths), resources
        )
        merged = resources.enter_context(
            Merge(
                sources,
                wanted=list(dict.fromkeys(on or ())),
                prefer=_read_preference(prefer, paths),
                options=_reading(input_options),
                # Nothing that looks like a formula is in anonymous rows.
                escapes_formulas=bool(output_options["spreadsheet_safe"]) and not is_anonymous,
            )
        )
        _print_notes(context, merged)
        rows: Merge | AnonymousMerge = merged
        if is_anonymous:
            key = pseudonym_key(context) if privacy_options["pseudonymize"] else None
            rows = AnonymousMerge(merged, key=key)
        if out is None or review is None:
            format_name = stdout_format(context, merged.format)
            write_rows(PlainTextStream(context.env.stdout), rows, format_name=format_name)
        else:
            # Before the output: an error leaves both unchanged.
            if not is_anonymous and (merged.conflicts or review.exists()):
                merged.write_review(review)
            write_file(Path(out), rows)
            if context.env.json_requested:
                return CommandResult(
                    _summary(merged, out, None if is_anonymous else review), layout=RAW_LAYOUT
                )
        context.env.info(_summary_text(merged, out, review, is_anonymous=is_anonymous))
    return None


def _reading(input_options: dict[str, Any]) -> Any:
    from lusha_cli.bulk.input.input_options import InputOptions

    return InputOptions(**{name: value for name, value in input_options.items() if value})


def _check_output(context: AppContext, paths: list[str], out: str | None) -> Path | None:
    """Return the path of the review file, None without --out. Raises UsageError."""
    from lusha_cli.bulk.output.column_options import DEFAULT_OPTIONS
    from lusha_cli.bulk.output.database_urls import is_database_url
    from lusha_cli.bulk.record_types import PERSON
    from lusha_cli.storage.output_files import check_output_file

    if out is not None and is_database_url(out):
        raise UsageError(
            "--out: merge writes files, not databases.", hint="For example: --out merged.csv"
        )
    check_flags(context, PERSON, out, DEFAULT_OPTIONS)
    if out is None:
        return None
    review = Path(out).with_suffix(".review.csv")
    check_output_file(review, name=f"{review}, the list of conflicts")
    for path in paths:
        check_not_input(context, out, path)
        check_not_input(context, str(review), path)
    return review


def _open_sources(
    context: AppContext,
    paths: list[str],
    mappings: dict[str | None, dict[str, str]],
    resources: ExitStack,
) -> "list[Source]":
    """Open all files, before any is read. Raises UsageError for one that can't be opened."""
    from lusha_cli.bulk.input.readers import input_name, is_stdin, open_binary
    from lusha_cli.bulk.merge.input_file import Source

    if sum(map(is_stdin, paths)) > 1:
        raise UsageError("Standard input (-) can be read only once.", hint="Save it to a file.")
    names = Counter(os.path.basename(path) for path in paths)
    sources = []
    for path in paths:
        is_pipe = is_stdin(path)
        file = open_binary(path, context.env.stdin_bytes if is_pipe else None)
        resources.callback(file.close)
        base = os.path.basename(path)
        name = input_name(path) if is_pipe else base if names[base] == 1 else path
        modified = context.env.clock.now() if is_pipe else os.stat(path).st_mtime
        mapping, shared = mappings.get(path, {}), mappings.get(None, {})
        sources.append(Source(path, name, file, modified, mapping, shared))
    return sources


def _read_mapping(values: list[str] | None, paths: list[str]) -> dict[str | None, dict[str, str]]:
    """Return the column of each field by file, None for all files. Raises UsageError."""
    from lusha_cli.commands.bulk.run_options import parse_mapping

    found: dict[str | None, dict[str, str]] = {}
    for field, column in parse_mapping(values or []).items():
        name, colon, rest = field.rpartition(":")
        matching = [path for path in paths if name in (path, os.path.basename(path))]
        if colon and not matching:
            raise UsageError(
                f"--map {field}: {name} isn't one of the files.", hint=f"Files: {', '.join(paths)}."
            )
        for path in matching or (None,):
            found.setdefault(path, {})[rest] = column
    return found


def _read_preference(prefer: str | None, paths: list[str]) -> str | int:
    """Return the preferred file by its number, or `first` or `newest`. Raises UsageError."""
    from lusha_cli.bulk.merge.merge import FIRST, NEWEST

    if prefer in (None, FIRST, NEWEST):
        return prefer or FIRST
    for number, path in enumerate(paths):
        if prefer in (path, os.path.basename(path)):
            return number
    raise UsageError(
        f"--prefer: {prefer!r} isn't one of the files.",
        hint=f"Pass {FIRST}, {NEWEST}, or one of: {', '.join(paths)}.",
    )


def _print_notes(context: AppContext, merged: "Merge") -> None:
    """Print what was detected in each file."""
    for file in merged.files:
        for note in file.notes:
            context.env.info(note)
        keys = ", ".join(file.key_columns)
        context.env.info(f"{file.name}: {pluralize(file.rows, 'row', 'rows')}, joined by {keys}.")
        if file.malformed:
            rows = pluralize(file.malformed, "malformed row is", "malformed rows are")
            context.env.info(f"{file.name}: {rows} copied unchanged.")
        if file.recognition.is_about_people and "domain" in file.recognition.keys:
            context.env.info(f"{file.name}: --on domain makes one row of all people of a company.")
    if not merged.shared_keys:
        context.env.info("The files have no kind of key in common, so they share no rows.")


def _summary_text(
    merged: "Merge", out: str | None, review: Path | None, *, is_anonymous: bool
) -> str:
    rows = pluralize(merged.input_rows, "row", "rows")
    text = f"{rows} merged into {merged.output_rows:,}."
    if merged.conflicts and not is_anonymous:
        text += f" {pluralize(merged.conflicts, 'conflict', 'conflicts')}."
        text += f" See {review}." if review else " To list them, add --out FILE."
    return f"{text} Written to {out}." if out else text


def _summary(merged: "Merge", out: str, review: Path | None) -> dict[str, Json]:
    return {
        "rows": merged.input_rows,
        "mergedRows": merged.output_rows,
        "conflicts": merged.conflicts,
        "files": [
            {"file": file.name, "rows": file.rows, "keyColumns": file.key_columns}
            for file in merged.files
        ],
        "output": out,
        "review": str(review) if review and merged.conflicts else None,
    }
