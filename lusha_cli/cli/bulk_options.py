"""Options of the commands that read files: input, run and output."""

from typing import Annotated, Any

from lusha_cli.cli.options import (
    AGE,
    RevealOpt,
    ValueType,
    argument,
    choices,
    flag,
    in_section,
    option,
    separated,
)
from lusha_cli.parsing.invalid_value import InvalidValue


def _parse_input(text: str) -> str:
    if text.isascii() and text.isdecimal():
        raise InvalidValue(f"{text} is an ID. For a file of this name, type ./{text}")
    return text


# Files.
InputArg = Annotated[str | None, argument(
    ValueType("[INPUT]", _parse_input),
    "File (csv, tsv, jsonl, json, xlsx or a list, also gzipped), or - for stdin.",
)]  # fmt: skip
OutOpt = Annotated[str | None, option(
    "--out", "FILE|URL",
    "Write to FILE (csv, tsv, jsonl, json, parquet) or a database "
    "(sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).",
    panel="Output",
)]  # fmt: skip
JobsOpt = Annotated[
    int | None,
    option("--jobs", "N", "Number of concurrent requests [by rate limit].", min=1, max=64),
]
RetryOpt = Annotated[list[str] | None, option(
    "--retry-status", separated(choices("error", "not_found", "blocked", "unknown")),
    "Resend only the rows with this status (repeatable).",
)]  # fmt: skip
TryAllOpt = Annotated[bool | None, flag(
    "--try-all",
    "Try each email in a cell until one matches.",
)]  # fmt: skip
FailOnMissOpt = Annotated[
    bool | None, flag("--fail-on-miss", "Exit with code 10 if a row isn't found.")
]
FALLBACK_OPTIONS: dict[str, Any] = {
    "fallback": Annotated[str | None, option(
        "--fallback", "CMD",
        "Pass rows that aren't found to a command as JSON lines, and read its results.",
    )],
    "fallback_timeout": Annotated[float | None, option(
        "--fallback-timeout", "SECONDS",
        "Stop the command if it returns no result for this time [120].", min=0.1,
    )],
    "fallback_limit": Annotated[int | None, option(
        "--fallback-limit", "N", "Pass on at most N rows [all].", min=1,
    )],
}  # fmt: skip

# Option groups of bulk commands, by parameter name.
INPUT_OPTIONS: dict[str, Any] = in_section("Input", {
    "format": Annotated[str | None, option(
        "--format", choices("csv", "tsv", "jsonl", "json", "list", "xlsx"),
        "Format of INPUT. A list has one email, domain or URL per line [detected].",
    )],
    "map": Annotated[list[str] | None, option(
        "--map", 'FIELD="COLUMN"', "Column of a field (repeatable).",
    )],
    "delimiter": Annotated[str | None, option(
        "--delimiter", "CHAR",
        "Delimiter of a csv INPUT: a character, or a name such as tab.",
    )],
    "encoding": Annotated[str | None, option("--encoding", "NAME",
    "Encoding of INPUT [detected].")],
    "sheet": Annotated[str | None, option(
        "--sheet", "NAME", "Sheet of an xlsx INPUT [the first visible one].",
    )],
    "header_row": Annotated[int | None, option(
        "--header-row", "N", "Line or sheet row with the headings [detected].", min=1,
    )],
    "no_header": Annotated[bool | None, flag(
        "--no-header", "Treat the first row as data. The columns are named column 1, column 2, …",
    )],
    "strict": Annotated[bool | None, flag(
        "--strict", "Stop at a malformed row instead of reporting it as invalid.",
    )],
})  # fmt: skip
RUN_OPTIONS: dict[str, Any] = in_section("Run", {
    "fresh": Annotated[bool | None, flag(
        "--fresh", "Resend rows that earlier runs have results for.",
    )],
    "refresh_older_than": Annotated[int | None, option(
        "--refresh-older-than", AGE, "Resend rows with results older than this, such as 30d.",
    )],
    "jobs": JobsOpt,
    "retry": RetryOpt,
    "sample": Annotated[int | None, option(
        "--sample", "N",
        "Send N rows and estimate the matches and cost of the file.", min=1,
    )],
    "sample_seed": Annotated[int | None, option(
        "--sample-seed", "N", "Seed that selects the sample.",
    )],
    "try_all": TryAllOpt,
    "fail_on_miss": FailOnMissOpt,
    **FALLBACK_OPTIONS,
})  # fmt: skip
OUTPUT_OPTIONS: dict[str, Any] = in_section("Output", {
    "min_match": Annotated[int | None, option(
        "--min-match", "N",
        "Leave out data with a lower lusha_match, and write it to FILE.review [70, 0: of none].",
        min=0, max=100,
    )],
    "columns": Annotated[list[str] | None, option(
        "--data-columns", "A,B", "Data columns to add, such as company_name,company_size [all].",
    )],
    "multi": Annotated[str | None, option(
        "--multi", choices("first", "join", "explode"),
        "Of several values, use the first, join them, or explode them into columns.",
    )],
    "fill": Annotated[bool | None, flag(
        "--fill", "Write found data into the empty cells of the file's own columns too.",
    )],
    "overwrite_older": Annotated[int | None, option(
        "--overwrite-older", AGE,
        "With --fill, overwrite the cells of rows last updated more than AGE ago, such as 180d.",
    )],
    "spreadsheet_safe": Annotated[bool | None, flag(
        "--spreadsheet-safe", "Put ' before cells that look like formulas.",
    )],
})  # fmt: skip
# The option groups of a command that enriches a file.
BULK_OPTION_GROUPS: dict[str, dict[str, Any]] = {
    "input_options": INPUT_OPTIONS,
    "run_options": RUN_OPTIONS,
    "output_options": OUTPUT_OPTIONS,
}
SEARCH_FIRST_OPTIONS: dict[str, Any] = in_section(
    "Search first",
    {
        "smart": Annotated[
            bool | None,
            flag("--smart", "Search first, then reveal only data that is available (V3)."),
        ],
        "reveal": RevealOpt,
        "fill_empty": Annotated[
            bool | None,
            flag("--fill-empty", "With --smart, reveal only data that the row lacks."),
        ],
    },
)
PRIVACY_OPTIONS: dict[str, Any] = in_section("Privacy", {
    "anonymize": Annotated[bool | None, flag(
        "--anonymize", "Leave out everything that may identify people, free text included.",
    )],
    "pseudonymize": Annotated[bool | None, flag(
        "--pseudonymize", "As --anonymize, with keyed hashes in place of identifiers.",
    )],
})  # fmt: skip
