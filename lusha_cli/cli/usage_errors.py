"""Usage errors of Typer, as errors that name the fix."""

import contextlib
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import typer

from lusha_cli.cli.app import FLAG_SYNONYMS
from lusha_cli.cli.global_options import FileNameAsFormat, shared_names
from lusha_cli.config.setting_definitions import FORMATS
from lusha_cli.errors import UsageError
from lusha_cli.parsing.domains import NotACompanyDomain
from lusha_cli.suggestions import similar_options

_FORMATS_BY_SUFFIX = {"yml": "yaml", "ndjson": "jsonl", "txt": "table", "tab": "tsv"}


def usage_error(error: typer.TyperException, argv: Sequence[str]) -> UsageError:
    """Return the usage error for an error of Typer in the command line `argv`."""
    typer_context = getattr(error, "ctx", None)
    path = typer_context.command_path if typer_context else "lusha"
    hint = f"Run: {path} --help"
    parameters = getattr(getattr(typer_context, "command", None), "params", ())
    if isinstance(error, FileNameAsFormat):
        return UsageError(error.message, hint=_output_hint(error.file, argv, parameters))
    if hasattr(error, "possibilities"):
        return _unknown_option(str(getattr(error, "option_name", "")), path, typer_context)
    if isinstance(error.__cause__, NotACompanyDomain):
        hint = _linkedin_flag(error.__cause__.url, parameters) or hint
    return UsageError(error.format_message(), hint=hint)


def _unknown_option(option: str, path: str, typer_context: Any) -> UsageError:
    command = getattr(typer_context, "command", None)
    parameters = getattr(command, "params", ())
    hint = f"Run: {path} --help"
    shared = shared_names()
    if option in shared:
        return UsageError(f"`{path}` doesn't accept {option}.", hint=hint)
    if hasattr(command, "commands"):
        return UsageError(f"Unknown option {option} before a command.", hint=hint)
    # Not the possibilities of the error: these few may all be the opposite of what is meant.
    options = [name for parameter in parameters if parameter.param_type_name == "option"
               for name in (*parameter.opts, *parameter.secondary_opts)]  # fmt: skip
    near = similar_options(option, options)[:1]
    synonym = FLAG_SYNONYMS.get(option, "")
    if synonym in options:
        near = [shared.get(synonym, synonym)]
    question = f" Did you mean {near[0]}?" if near else ""
    return UsageError(f"Unknown option {option}.{question}", hint=hint)


def _output_hint(file: str, argv: Sequence[str], parameters: Sequence[Any]) -> str:
    """Return the hint for a file name after -o: the command line that writes this file."""
    takes_file = any("--out" in getattr(item, "opts", ()) for item in parameters)
    suffix = PurePath(file).suffix.lower().removeprefix(".")
    output = _FORMATS_BY_SUFFIX.get(suffix, suffix if suffix in FORMATS else "")
    name = shlex.quote(file)
    if takes_file:
        return f"Use --out {name}: {_with_output(argv, file, ['--out', file])}"
    line = _with_output(argv, file, ["-o", output or "csv"])
    return f"Redirect with > {name}: {line} > {name}"


def _with_output(argv: Sequence[str], file: str, replacement: list[str]) -> str:
    """Return the command line with the `replacement` of the option that has the file's name."""
    words: list[str] = []
    for word in argv:
        if word == file and words and words[-1] in ("-o", "--output"):
            words[-1:] = replacement
        elif word in (f"-o{file}", f"--output={file}"):
            words += replacement
        else:
            words.append(word)
    return f"lusha {shlex.join(words)}"


def _linkedin_flag(url: str, parameters: Sequence[Any]) -> str:
    """Return the hint that names the option which accepts a page of LinkedIn, "" if none does."""
    for parameter in parameters:
        flag = parameter.opts[0]
        if flag.endswith("linkedin-url"):
            with contextlib.suppress(typer.TyperException):
                return f"Use: {flag} {parameter.type(url)}"
    return ""
