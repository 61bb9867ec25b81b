"""Options of the commands that read files: input, run and output."""

from typing import Annotated, Any

from lusha_cli.cli.options import AGE, RevealOpt, argument, choices, flag, option

# Files.
InputArg = Annotated[str | None, argument(
    "[INPUT]", "csv, tsv, jsonl, json or xlsx file, or one of them in gzip; - reads stdin.",
)]  # fmt: skip
OutOpt = Annotated[str | None, option(
    "--out", "FILE|URL",
    "Write to FILE (csv, tsv, jsonl, json or parquet), or into a database: "
    "sqlite:///FILE.db or postgresql://HOST/NAME, with ?table=NAME for another table.",
)]  # fmt: skip
JobsOpt = Annotated[
    int | None,
    option("--jobs", "N", "Requests at a time (as many as the rate fills).", min=1, max=64),
]
RetryOpt = Annotated[list[str] | None, option(
    "--retry", choices("error", "not_found", "blocked", "unknown"),
    "Send again the rows that ended so, and no others; repeatable.",
)]  # fmt: skip
TryAllOpt = Annotated[bool | None, flag(
    "--try-all",
    "With several emails in a cell: also try the others if the first isn't found.",
)]  # fmt: skip
FailOnMissOpt = Annotated[bool | None, flag("--fail-on-miss", "Exit 10 where a row was not found.")]

# Option groups of bulk commands, by parameter name.
INPUT_OPTIONS: dict[str, Any] = {
    "format": Annotated[str | None, option(
        "--format", choices("csv", "tsv", "jsonl", "json", "xlsx"),
        "Format of INPUT, where its name does not tell.",
    )],
    "map": Annotated[list[str] | None, option(
        "--map", 'FIELD="COLUMN"', "Which column holds a field; repeatable.",
    )],
    "delimiter": Annotated[str | None, option(
        "--delimiter", "CHAR",
        "Delimiter of a csv INPUT: one character, or comma, semicolon, tab, pipe or space.",
    )],
    "encoding": Annotated[str | None, option("--encoding", "NAME", "Encoding of INPUT.")],
    "sheet": Annotated[str | None, option(
        "--sheet", "NAME", "Sheet of an xlsx INPUT (the first).",
    )],
    "header_row": Annotated[int | None, option(
        "--header-row", "N", "Line or sheet row with the headings (detected).", min=1,
    )],
    "no_header": Annotated[bool | None, flag(
        "--no-header", "INPUT has no headings: its columns are column 1, column 2 and so on.",
    )],
    "strict": Annotated[bool | None, flag(
        "--strict", "Stop at a malformed row instead of reporting it as invalid.",
    )],
}  # fmt: skip
RUN_OPTIONS: dict[str, Any] = {
    "fresh": Annotated[bool | None, flag(
        "--fresh", "Pay again for rows that were answered before.",
    )],
    "refresh_older_than": Annotated[int | None, option(
        "--refresh-older-than", AGE, "Pay again for rows answered longer ago: 12h, 30d, 2w.",
    )],
    "jobs": JobsOpt,
    "retry": RetryOpt,
    "sample": Annotated[int | None, option(
        "--sample", "N",
        "Send N rows spread over the file, and tell what all of it would bring and cost.", min=1,
    )],
    "sample_seed": Annotated[int | None, option(
        "--sample-seed", "N", "Another sample for each number.",
    )],
    "try_all": TryAllOpt,
    "fail_on_miss": FailOnMissOpt,
}  # fmt: skip
OUTPUT_OPTIONS: dict[str, Any] = {
    "columns": Annotated[list[str] | None, option(
        "--columns", "A,B", "Data columns to add, such as work_email,mobile_phone (all of them).",
    )],
    "multi": Annotated[str | None, option(
        "--multi", choices("first", "join", "explode"),
        "Of several e-mails or phones: the first, all in one cell, or a column for each.",
    )],
    "spreadsheet_safe": Annotated[bool | None, flag(
        "--spreadsheet-safe", "Put ' before cells that would be taken for formulas.",
    )],
}  # fmt: skip
# The option groups of a command that enriches a file.
BULK_OPTION_GROUPS: dict[str, dict[str, Any]] = {
    "input_options": INPUT_OPTIONS,
    "run_options": RUN_OPTIONS,
    "output_options": OUTPUT_OPTIONS,
}
SEARCH_FIRST_OPTIONS: dict[str, Any] = {
    "smart": Annotated[
        bool | None,
        flag("--smart", "Search first; reveal only what is there, wanted and not known (V3)."),
    ],
    "reveal": RevealOpt,
    "fill_empty": Annotated[
        bool | None, flag("--fill-empty", "With --smart: only where the row itself has none of it.")
    ],
}
