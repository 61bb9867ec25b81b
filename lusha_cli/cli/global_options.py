"""The global options, by topic: output, billing, suppression, connection, logging."""

import re
from inspect import Parameter
from typing import Annotated, Any

import typer

from lusha_cli.cli.options import Choice, ValueType, choices, flag, option
from lusha_cli.config.setting_definitions import FORMATS, LANGUAGES

GLOBAL = "Global options"
_FILE_NAME = r"[/\\]|\.\w{1,8}$"


class FileNameAsFormat(typer.BadParameter):
    """The value of --output is the name of a file."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file!r} is a file name, and -o takes a format: {', '.join(FORMATS)}.")
        self.file = file


class _OutputFormat(Choice):
    """A parser of formats that recognizes the name of a file."""

    def __call__(self, value: str) -> str:
        if value.lower() not in self.choices and re.search(_FILE_NAME, value):
            raise FileNameAsFormat(value)
        return super().__call__(value)


def _option(flags: str, value: ValueType | str, meaning: str) -> Any:
    return option(flags, value, meaning, panel=GLOBAL)


def _flag(flags: str, meaning: str) -> Any:
    return Annotated[bool | None, flag(flags, meaning, panel=GLOBAL)]


# Without a flag the value stays None, so that environment and configuration file apply.
LOGGING_OPTIONS: dict[str, Any] = {
    "profile": Annotated[str | None, _option("--profile", "NAME", "Profile to use.")],
    "color": Annotated[
        str | None, _option("--color", "auto|always|never", "When to use color [auto].")
    ],
    "quiet": _flag("--quiet -q", "Print only errors on stderr."),
    "verbose": _flag("--verbose -v", "Log each request on stderr."),
    "debug": _flag("--debug", "Log everything on stderr, with tracebacks."),
    "redact_pii": _flag("--redact-pii", "Redact personal data on stderr."),
}
OUTPUT_OPTIONS: dict[str, Any] = {
    "output": Annotated[str | None, _option(
        "--output -o", ValueType("|".join(FORMATS), _OutputFormat(*FORMATS)),
        "Format of the result [table on a terminal, json in a pipe].",
    )],
    "json": _flag("--json", "Same as --output json."),
    "fields": Annotated[str | None, _option("--fields", "A,B.C", "Show only these fields.")],
    "query": Annotated[
        str | None, _option("--query", "JMESPATH", "Filter the result with a JMESPath expression.")
    ],
    "raw": _flag("--raw -r", "Print JSON strings without quotes (with --query or --fields)."),
}  # fmt: skip
CONNECTION_OPTIONS: dict[str, Any] = {
    "sandbox": _flag("--sandbox/--no-sandbox", "Use the embedded sandbox: free, without a key."),
    "base_url": Annotated[str | None, _option("--base-url", "URL", "Base URL of the API.")],
    "api_version": Annotated[str | None, _option(
        "--api-version", choices("auto", "v2", "v3"),
        "API version for operations that both have [auto].",
    )],
    "timeout": Annotated[
        float | None, _option("--timeout", "SECONDS", "Timeout of a request in seconds [30].")
    ],
    "max_wait": Annotated[
        float | None,
        _option("--max-wait", "SECONDS", "Maximum total wait for retries in seconds [60]."),
    ],
    "no_wait": _flag("--no-wait", "Fail immediately instead of waiting to retry."),
}  # fmt: skip
BILLING_OPTIONS: dict[str, Any] = {
    "dry_run": _flag("--dry-run", "Print the request and its worst-case cost without sending it."),
    "curl": _flag("--curl", "Print the request as a curl command without sending it."),
    "code": Annotated[str | None, _option(
        "--code", choices(*LANGUAGES),
        "Print the request as a program in a language without sending it.",
    )],
    "max_credits": Annotated[
        str | None, _option("--max-credits", "N", "Maximum credits that the command may spend.")
    ],
    "over_budget": _flag("--over-budget", "Prompt to exceed the budget (only on a terminal)."),
    "allow_double_charge": _flag(
        "--allow-double-charge", "Resend requests that may already have been charged."
    ),
    "yes": _flag("--yes -y", "Skip confirmation prompts."),
}  # fmt: skip

CACHE_OPTIONS: dict[str, Any] = {
    "cache": Annotated[str | None, _option(
        "--cache", "AGE",
        "Use cached results up to this age, such as 30d, free of charge (off: none).",
    )],
    "refresh": _flag("--refresh", "With a cache, send everything and replace cached results."),
}  # fmt: skip
SUPPRESSION_OPTIONS: dict[str, Any] = {
    "ignore_suppression": _flag(
        "--ignore-suppression", "Look up people on the suppression list too."
    )
}

# For commands that return people.
EXCLUSION_OPTIONS: dict[str, Any] = {
    "exclude_eu": _flag(
        "--exclude-eu/--no-exclude-eu", "Leave out people in the EU, as the API marks them."
    ),
    "exclude_dnc": _flag(
        "--exclude-dnc/--no-exclude-dnc", "Leave out phones on a do-not-call list."
    ),
}

LOCAL_FLAGS = {**OUTPUT_OPTIONS, **LOGGING_OPTIONS}
API_FLAGS = {**OUTPUT_OPTIONS, **BILLING_OPTIONS, **CONNECTION_OPTIONS, **LOGGING_OPTIONS}
# For commands that search for people; the API itself excludes those with do-not-call phones.
SEARCH_FLAGS = {**API_FLAGS, **CACHE_OPTIONS, "exclude_eu": EXCLUSION_OPTIONS["exclude_eu"]}
# For commands that return people in other ways.
PEOPLE_RESULT_FLAGS = {**API_FLAGS, **EXCLUSION_OPTIONS}
# For commands that look up people by identifier.
PEOPLE_FLAGS = {
    **OUTPUT_OPTIONS,
    **BILLING_OPTIONS,
    **SUPPRESSION_OPTIONS,
    **EXCLUSION_OPTIONS,
    **CONNECTION_OPTIONS,
    **LOGGING_OPTIONS,
}
# For commands whose results are cached.
CACHED_FLAGS = {**API_FLAGS, **CACHE_OPTIONS}
CACHED_PEOPLE_FLAGS = {**PEOPLE_FLAGS, **CACHE_OPTIONS}
ALL_FLAGS = CACHED_PEOPLE_FLAGS
# For `lusha help options`.
FLAGS_BY_TOPIC = {
    "Output": OUTPUT_OPTIONS,
    "Cost": BILLING_OPTIONS,
    "Cache": CACHE_OPTIONS,
    "Suppression list": SUPPRESSION_OPTIONS,
    "Excluded people": EXCLUSION_OPTIONS,
    "Connection": CONNECTION_OPTIONS,
    "Profile and messages": LOGGING_OPTIONS,
}


def names_of(annotation: Any) -> list[str]:
    """Return the names of an option by its annotation, such as `--output` and `-o`."""
    declared = annotation.__metadata__[0]
    # In an Annotated type, Typer keeps the first of an option's names as its default.
    return [name for text in (declared.default, *declared.param_decls) for name in text.split("/")]


def metavar_of(name: str, annotation: Any) -> str:
    """Return the metavar of the global option `name`; "" for a switch."""
    return "FORMAT" if name == "output" else annotation.__metadata__[0].metavar or ""


def shared_names() -> dict[str, str]:
    """Return each global flag with its metavar, such as `-o FORMAT` for `-o`."""
    return {
        flag_name: f"{flag_name} {metavar_of(name, annotation)}".strip()
        for name, annotation in API_FLAGS.items()
        for flag_name in names_of(annotation)
    }


def parameters(flags: dict[str, Any]) -> list[Parameter]:
    """Return the options as parameters for a function's signature."""
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in flags.items()
    ]
