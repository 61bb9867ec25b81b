"""Options of the commands that read files: input, run and output."""

from typing import Annotated, Any

import typer

from lusha_cli.cli.options import RevealOpt, choice

# Files.
InputArg = Annotated[
    str | None,
    typer.Argument(
        metavar="[INPUT]",
        help="csv, tsv, jsonl, json or xlsx file, or one of them in gzip; - reads stdin.",
    ),
]
OutOpt = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="FILE|URL",
        help="Write to FILE (csv, tsv, jsonl, json or parquet), or into a database: "
        "sqlite:///FILE.db or postgresql://HOST/NAME, with ?table=NAME for another table.",
    ),
]
InputFormatOpt = Annotated[
    str | None,
    typer.Option(
        "--format",
        parser=choice("csv", "tsv", "jsonl", "json", "xlsx"),
        metavar="csv|tsv|jsonl|json|xlsx",
        help="Format of INPUT, where its name does not tell.",
    ),
]
MapOpt = Annotated[
    list[str] | None,
    typer.Option("--map", metavar='FIELD="COLUMN"', help="Which column holds a field; repeatable."),
]
DelimiterOpt = Annotated[
    str | None, typer.Option("--delimiter", metavar="CHAR", help="Delimiter of a csv INPUT.")
]
EncodingOpt = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of INPUT.")
]
SheetOpt = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Sheet of an xlsx INPUT (the first).")
]
FreshOpt = Annotated[
    bool | None,
    typer.Option("--fresh", help="Forget what an earlier run of this file has, and start over."),
]
JobsOpt = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, max=64, metavar="N", help="Requests at a time (as many as the rate fills)."
    ),
]
RetryOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--retry",
        parser=choice("error", "not_found", "blocked", "unknown"),
        metavar="error|not_found|blocked|unknown",
        help="Send again the rows that ended so, and no others; repeatable.",
    ),
]
SampleOpt = Annotated[
    int | None,
    typer.Option(
        "--sample",
        min=1,
        metavar="N",
        help="Send N rows spread over the file, and tell what all of it would bring and cost.",
    ),
]
SampleSeedOpt = Annotated[
    int | None, typer.Option("--sample-seed", metavar="N", help="Another sample for each number.")
]
FailOnMissOpt = Annotated[
    bool | None, typer.Option("--fail-on-miss", help="Exit 10 where a row was not found.")
]
ColumnsOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="A,B",
        help="Data columns to add, such as work_email,mobile_phone (all of them).",
    ),
]
MultiOpt = Annotated[
    str | None,
    typer.Option(
        "--multi",
        parser=choice("first", "join", "explode"),
        metavar="first|join|explode",
        help="Of several e-mails or phones: the first, all in one cell, or a column for each.",
    ),
]
SpreadsheetSafeOpt = Annotated[
    bool | None,
    typer.Option("--spreadsheet-safe", help="Put ' before cells that would be taken for formulas."),
]

# Options that bulk commands share, by parameter name.
INPUT_OPTIONS: dict[str, Any] = {
    "format": InputFormatOpt,
    "map": MapOpt,
    "delimiter": DelimiterOpt,
    "encoding": EncodingOpt,
    "sheet": SheetOpt,
}
RUN_OPTIONS: dict[str, Any] = {
    "fresh": FreshOpt,
    "jobs": JobsOpt,
    "retry": RetryOpt,
    "sample": SampleOpt,
    "sample_seed": SampleSeedOpt,
    "fail_on_miss": FailOnMissOpt,
}
OUTPUT_OPTIONS: dict[str, Any] = {
    "columns": ColumnsOpt,
    "multi": MultiOpt,
    "spreadsheet_safe": SpreadsheetSafeOpt,
}
SEARCH_FIRST_OPTIONS: dict[str, Any] = {
    "smart": Annotated[
        bool | None,
        typer.Option(
            "--smart", help="Search first; reveal only what is there, wanted and not known (V3)."
        ),
    ],
    "reveal": RevealOpt,
    "fill_empty": Annotated[
        bool | None,
        typer.Option(
            "--fill-empty", help="With --smart: only where the row itself has none of it."
        ),
    ],
}
