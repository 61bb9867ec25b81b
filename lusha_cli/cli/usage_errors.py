"""Usage errors of Typer, as errors that name the fix."""

import contextlib
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import typer

from lusha_cli.cli.app import FLAG_SYNONYMS
from lusha_cli.cli.global_options import FileNameAsFormat, shared_names
from lusha_cli.cli.leading_options import global_names
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
        return _unknown_option(str(getattr(error, "option_name", "")), path, typer_context, argv)
    if isinstance(error.__cause__, NotACompanyDomain):
        hint = _linkedin_flag(error.__cause__.url, parameters) or hint
    return UsageError(_reason(error), hint=hint)


def _reason(error: typer.TyperException) -> str:
    """Return what is wrong, in terms of what was typed."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        option = getattr(error, "option_name", None)
        if not option:
            return error.format_message()
        command = getattr(getattr(error, "ctx", None), "command", None)
        is_switch = any(
            item.is_flag and option in item.opts
            for item in getattr(command, "params", ())
            if item.param_type_name == "option"
        )
        return f"{option} doesn't accept a value." if is_switch else f"{option} needs a value."
    name = _name_of(parameter)
    # Only the error of a missing parameter has the attribute.
    if hasattr(error, "param_type"):
        return f"{name} is missing."
    expected = _expected_number(parameter.type)
    if not expected:
        return f"{name}: {error.message}"
    value = error.message.partition(" is not ")[0].strip("'")
    return f"{name}: {value!r} isn't {expected}."


def _name_of(parameter: Any) -> str:
    """Return the long name of an option, or the metavar of an argument."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper()).strip("[].").partition("|")[0]
    return str(next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0]))


def _expected_number(kind: Any) -> str:
    """Return the numbers that a type of Typer accepts, "" for another type."""
    noun = {"int": "a whole number", "float": "a number"}.get(kind.name.split()[0], "")
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if not noun or (low is None and high is None):
        return noun
    if high is None:
        return f"{noun} of {low:,} or more"
    return f"{noun} of up to {high:,}" if low is None else f"{noun} from {low:,} to {high:,}"


def _unknown_option(option: str, path: str, typer_context: Any, argv: Sequence[str]) -> UsageError:
    command = getattr(typer_context, "command", None)
    parameters = getattr(command, "params", ())
    hint = f"Run: {path} --help"
    shared = shared_names()
    if option in shared:
        line = _without(argv, option, takes_value=" " in shared[option])
        return UsageError(
            f"`{path}` doesn't accept {option}.", hint=f"Leave it out: {line}" if line else hint
        )
    if hasattr(command, "commands"):
        near = similar_options(option, [*global_names(), "--version", "--help"])[:1]
        question = f" Did you mean {near[0]}?" if near else ""
        return UsageError(f"Unknown option {option} before a command.{question}", hint=hint)
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


def _without(argv: Sequence[str], option: str, *, takes_value: bool) -> str:
    """Return the command line without an option, "" if other words can't be excluded."""
    words = [word for word in argv if not word.startswith(f"{option}=")]
    if option in words:
        at = words.index(option)
        del words[at : at + 1 + takes_value]
    return f"lusha {shlex.join(words)}" if len(words) < len(argv) and option not in words else ""


def _linkedin_flag(url: str, parameters: Sequence[Any]) -> str:
    """Return the hint that names the option which accepts a page of LinkedIn, "" if none does."""
    for parameter in parameters:
        flag = parameter.opts[0]
        if flag.endswith("linkedin-url"):
            with contextlib.suppress(typer.TyperException):
                return f"Use: {flag} {parameter.type(url)}"
    return ""
