"""The global options, by topic: logging, output, connection, billing, suppression."""

from inspect import Parameter
from typing import Annotated, Any

from lusha_cli.cli.options import ValueType, choices, flag, option
from lusha_cli.config.setting_definitions import FORMATS

GLOBAL = "Global options"


def _option(flags: str, value: ValueType | str, meaning: str) -> Any:
    return option(flags, value, meaning, panel=GLOBAL)


def _flag(flags: str, meaning: str) -> Any:
    return Annotated[bool | None, flag(flags, meaning, panel=GLOBAL)]


# Without a flag the value stays None, so that environment and configuration file apply.
LOGGING_OPTIONS: dict[str, Any] = {
    "profile": Annotated[str | None, _option("--profile", "NAME", "Profile to use.")],
    "color": Annotated[str | None, _option("--color", "auto|always|never", "When to use colour.")],
    "quiet": _flag("--quiet -q", "Say nothing on stderr but errors."),
    "verbose": _flag("--verbose -v", "Tell each request on stderr."),
    "debug": _flag("--debug", "Tell everything, with tracebacks."),
    "redact_pii": _flag("--redact-pii", "Keep personal data out of what stderr tells."),
}
OUTPUT_OPTIONS: dict[str, Any] = {
    "output": Annotated[
        str | None,
        _option("--output -o", choices(*FORMATS), "Format: table on a terminal, else json."),
    ],
    "json": _flag("--json", "The same as --output json."),
    "fields": Annotated[str | None, _option("--fields", "A,B.C", "Show these fields only.")],
    "query": Annotated[
        str | None, _option("--query", "JMESPATH", "Show what this JMESPath finds.")
    ],
}
CONNECTION_OPTIONS: dict[str, Any] = {
    "sandbox": _flag("--sandbox/--no-sandbox", "Answer from the embedded sandbox, for free."),
    "base_url": Annotated[str | None, _option("--base-url", "URL", "Where the API is.")],
    "api_version": Annotated[str | None, _option(
        "--api-version", choices("auto", "v2", "v3"), "Version that does what V2 and V3 both can.",
    )],
    "timeout": Annotated[
        float | None, _option("--timeout", "SECONDS", "Seconds for a whole response (30).")
    ],
    "max_wait": Annotated[
        float | None,
        _option("--max-wait", "SECONDS", "Seconds to wait, in all, to try again (60)."),
    ],
    "no_wait": _flag("--no-wait", "Fail at once instead of waiting."),
}  # fmt: skip
BILLING_OPTIONS: dict[str, Any] = {
    "dry_run": _flag("--dry-run", "Print the request and its highest cost; send nothing."),
    "curl": _flag("--curl", "Print the request as a curl line; send nothing."),
    "max_credits": Annotated[
        str | None, _option("--max-credits", "N", "Send nothing that may cost more.")
    ],
    "retry_paid": _flag("--retry-paid", "Send again what may be charged again."),
    "yes": _flag("--yes -y", "Agree to what would be asked."),
}

SUPPRESSION_OPTIONS: dict[str, Any] = {
    "ignore_suppression": _flag(
        "--ignore-suppression", "Look up people on the suppression list too."
    )
}

LOCAL_FLAGS = {**OUTPUT_OPTIONS, **LOGGING_OPTIONS}
API_FLAGS = {**OUTPUT_OPTIONS, **BILLING_OPTIONS, **CONNECTION_OPTIONS, **LOGGING_OPTIONS}
# For commands that look up people by identifier.
PEOPLE_FLAGS = {
    **OUTPUT_OPTIONS,
    **BILLING_OPTIONS,
    **SUPPRESSION_OPTIONS,
    **CONNECTION_OPTIONS,
    **LOGGING_OPTIONS,
}


def shared_names() -> dict[str, str]:
    """Return each global flag with its metavar, such as `-o FORMAT` for `-o`."""
    usage: dict[str, str] = {}
    for name, annotation in API_FLAGS.items():
        declared = annotation.__metadata__[0]
        value = "FORMAT" if name == "output" else declared.metavar or ""
        # In an Annotated type, Typer keeps the first of an option's names as its default.
        for text in (declared.default, *declared.param_decls):
            usage |= {flag: f"{flag} {value}".strip() for flag in text.split("/")}
    return usage


def parameters(flags: dict[str, Any]) -> list[Parameter]:
    """Return the options as parameters for a function's signature."""
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in flags.items()
    ]
