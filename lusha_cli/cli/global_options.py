"""The global options, by topic: logging, output, connection, billing, suppression."""

from inspect import Parameter
from typing import Annotated, Any

import typer

from lusha_cli.cli.options import choice
from lusha_cli.config.setting_definitions import FORMATS

GLOBAL = "Global options"


def _flag(*names: str, meaning: str, **more: Any) -> Any:
    return typer.Option(*names, help=meaning, rich_help_panel=GLOBAL, **more)


# Without a flag the value stays None, so that environment and configuration file apply.
LOGGING_OPTIONS: dict[str, Any] = {
    "profile": Annotated[str | None, _flag("--profile", meaning="Profile to use.", metavar="NAME")],
    "color": Annotated[
        str | None,
        _flag("--color", meaning="When to use colour.", metavar="auto|always|never"),
    ],
    "quiet": Annotated[
        bool | None, _flag("--quiet", "-q", meaning="Say nothing on stderr but errors.")
    ],
    "verbose": Annotated[
        bool | None, _flag("--verbose", "-v", meaning="Tell each request on stderr.")
    ],
    "debug": Annotated[bool | None, _flag("--debug", meaning="Tell everything, with tracebacks.")],
    "redact_pii": Annotated[
        bool | None,
        _flag("--redact-pii", meaning="Keep personal data out of what stderr tells."),
    ],
}
OUTPUT_OPTIONS: dict[str, Any] = {
    "output": Annotated[
        str | None,
        _flag(
            "--output",
            "-o",
            meaning="Format: table on a terminal, else json.",
            metavar="|".join(FORMATS),
            parser=choice(*FORMATS),
        ),
    ],
    "json": Annotated[bool | None, _flag("--json", meaning="The same as --output json.")],
    "fields": Annotated[
        str | None, _flag("--fields", meaning="Show these fields only.", metavar="A,B.C")
    ],
    "query": Annotated[
        str | None, _flag("--query", meaning="Show what this JMESPath finds.", metavar="JMESPATH")
    ],
}
CONNECTION_OPTIONS: dict[str, Any] = {
    "sandbox": Annotated[
        bool | None,
        _flag("--sandbox/--no-sandbox", meaning="Answer from the embedded sandbox, for free."),
    ],
    "base_url": Annotated[
        str | None, _flag("--base-url", meaning="Where the API is.", metavar="URL")
    ],
    "api_version": Annotated[
        str | None,
        _flag(
            "--api-version",
            meaning="Version that does what V2 and V3 both can.",
            metavar="auto|v2|v3",
            parser=choice("auto", "v2", "v3"),
        ),
    ],
    "timeout": Annotated[
        float | None,
        _flag("--timeout", meaning="Seconds to wait for an answer (30).", metavar="SECONDS"),
    ],
    "max_wait": Annotated[
        float | None,
        _flag(
            "--max-wait", meaning="Seconds to wait, in all, to try again (60).", metavar="SECONDS"
        ),
    ],
    "no_wait": Annotated[
        bool | None, _flag("--no-wait", meaning="Fail at once instead of waiting.")
    ],
}
BILLING_OPTIONS: dict[str, Any] = {
    "dry_run": Annotated[
        bool | None,
        _flag("--dry-run", meaning="Print the request and its highest cost; send nothing."),
    ],
    "curl": Annotated[
        bool | None, _flag("--curl", meaning="Print the request as a curl line; send nothing.")
    ],
    "max_credits": Annotated[
        int | None,
        _flag("--max-credits", meaning="Send nothing that may cost more.", metavar="N"),
    ],
    "retry_paid": Annotated[
        bool | None,
        _flag("--retry-paid", meaning="Send again what may be charged again."),
    ],
    "yes": Annotated[bool | None, _flag("--yes", "-y", meaning="Agree to what would be asked.")],
}

SUPPRESSION_OPTIONS: dict[str, Any] = {
    "ignore_suppression": Annotated[
        bool | None,
        _flag("--ignore-suppression", meaning="Look up people on the suppression list too."),
    ],
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
        option = annotation.__metadata__[0]
        value = "FORMAT" if name == "output" else option.metavar or ""
        # In an Annotated type, Typer keeps the first of an option's names as its default.
        for text in (option.default, *option.param_decls):
            usage |= {flag: f"{flag} {value}".strip() for flag in text.split("/")}
    return usage


def parameters(flags: dict[str, Any]) -> list[Parameter]:
    """Return the options as parameters for a function's signature."""
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in flags.items()
    ]
