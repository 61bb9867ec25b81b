"""From argv to an exit code: the only place where an exception becomes a message."""

import contextlib
from collections.abc import Sequence
from importlib import import_module
from typing import Any, cast

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import ClosedPipe, ExitCode, Forbidden, Interrupted, LushaError

# Options that request JSON by name.
_JSON_OPTIONS = ("--json", "-o json", "-o jsonl", "--output json", "--output jsonl")


def main(argv: Sequence[str], context: AppContext | None = None) -> int:
    """Run one command line and return its exit code; raises nothing."""
    context = context or AppContext.from_process()
    if "--redact-pii" in argv or context.env.variables.get("LUSHA_REDACT_PII"):
        # Before parsing: the error message may quote the command line.
        context.env.redactor.add_personal_data([])
    try:
        code = _run(argv, context)
        context.env.stdout.flush()
        context.env.stderr.flush()
    except ClosedPipe:
        # A reader such as `head` has what it wants: that is not an error.
        return ExitCode.OK
    except BaseException as error:
        # KeyboardInterrupt and SystemExit too: each needs a message and an exit code.
        return _report(error, argv, context)
    finally:
        context.close()
    return code


def _run(argv: Sequence[str], context: AppContext) -> int:
    context.argv = list(argv)
    if context.argv[:1] == ["completion"] and _print_completion(context, context.argv[1:]):
        return ExitCode.OK
    from lusha_cli.cli.app import build, command_words, with_default_command, without_help

    words = with_default_command(without_help(argv))
    app = build(command_words(words))
    # Typer prints help to sys.stdout; this stream also handles closed pipes and encodings.
    with contextlib.redirect_stdout(cast(Any, context.env.stdout)):
        result = app(args=words, prog_name="lusha", standalone_mode=False, obj=context)
    # Without standalone mode, Typer returns 130 for Ctrl-C instead of raising.
    if result == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return int(result) if isinstance(result, int) else ExitCode.OK


def _print_completion(context: AppContext, words: Sequence[str]) -> bool:
    """Print the script of the shell that is the only word; return False if it isn't one.

    Without Typer, as some shells run this whenever they start.
    """
    completion = import_module("lusha_cli.commands.completion_script")
    if len(words) != 1 or words[0] not in completion.SHELLS:
        return False
    from lusha_cli.context.settings_check import check_settings

    context.command = "completion"
    check_settings(context.env)
    context.env.settings.check_profile()
    completion.print_script(context, words[0])
    return True


def _report(error: BaseException, argv: Sequence[str], context: AppContext) -> int:
    known = _known(error, argv)
    if isinstance(known, Forbidden) and f"{known.hint}".endswith(f": lusha {context.command}"):
        known.hint = None  # the command that has just been refused
    known.hint = known.hint and context.env.with_connection_flags(known.hint)
    try:
        if isinstance(error, KeyboardInterrupt) and context.env.stderr.isatty():
            context.env.stderr.write("\n")  # after the ^C that the terminal echoes
        if "--debug" in argv or context.env.variables.get("LUSHA_DEBUG"):
            _write_traceback(error, context)
        # Charges must be reported after an error too, but can't hide the error itself.
        with contextlib.suppress(ClosedPipe, LushaError):
            context.flush_notes()
        _write_error(known, argv, context)
        context.env.stdout.flush()
        context.env.stderr.flush()
    except (ClosedPipe, LushaError):
        pass  # nothing can be printed: the exit code must do
    return known.process_exit_code


def _known(error: BaseException, argv: Sequence[str]) -> LushaError:
    """Return the error as a LushaError."""
    if isinstance(error, LushaError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Interrupted("Interrupted.")
    import typer

    from lusha_cli.cli.command import UnknownCommand

    if isinstance(error, typer.Abort):
        return Interrupted("Interrupted.")
    if isinstance(error, UnknownCommand):
        from lusha_cli.cli.unknown_commands import unknown_command

        return unknown_command(error.path, error.words, error.names)
    if isinstance(error, typer.TyperException):
        from lusha_cli.cli.usage_errors import usage_error

        return usage_error(error, argv)
    from lusha_cli.cli.unexpected import describe_unexpected

    return describe_unexpected(error)


def _write_error(error: LushaError, argv: Sequence[str], context: AppContext) -> None:
    if _wants_json(argv, context):
        import json

        context.env.stderr.write(f"{json.dumps(error.as_dict())}\n")
        return
    from lusha_cli.output.messages import error_text

    color = context.env.stderr.isatty() and not context.env.variables.get("NO_COLOR")
    # The settings themselves may be the error that is reported.
    with contextlib.suppress(LushaError):
        color = context.env.uses_color(context.env.stderr)
    width = context.env.terminal_width if context.env.stderr.isatty() else 0
    context.env.stderr.write(f"{error_text(error, color=color, width=width)}\n")


def _wants_json(argv: Sequence[str], context: AppContext) -> bool:
    """Return whether to print errors as JSON, even if argv couldn't be parsed."""
    # Typer may have failed before it stored any flag.
    text = f" {' '.join(argv)} ".replace("=", " ").replace(" -ojson", " -o json")
    if any(f" {flag} " in text for flag in _JSON_OPTIONS):
        return True
    try:
        return context.env.json_requested
    except LushaError:
        return False


def _write_traceback(error: BaseException, context: AppContext) -> None:
    """Write the traceback without values, since one of them could be a key."""
    import traceback

    for line in traceback.format_tb(error.__traceback__):
        context.env.stderr.write(line)
