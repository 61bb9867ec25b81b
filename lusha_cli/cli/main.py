"""From argv to an exit code; the only place where an exception becomes a message and a code."""

import contextlib
from collections.abc import Sequence
from typing import Any, cast

import typer

from lusha_cli.cli.app import FLAG_SYNONYMS, build, named, without_help
from lusha_cli.cli.global_options import shared_names
from lusha_cli.context.app_context import World
from lusha_cli.errors import ClosedPipe, ExitCode, Interrupted, LushaError, UsageError
from lusha_cli.suggestions import did_you_mean

# What asks for JSON by name on a command line.
_SAY_JSON = ("--json", "-o json", "-o jsonl", "--output json", "--output jsonl")


def main(argv: Sequence[str], world: World | None = None) -> int:
    """Run one command line and return its exit code; nothing is raised."""
    world = world or World.of_process()
    if "--redact-pii" in argv or world.env.get("LUSHA_REDACT_PII"):
        # Before anything is understood: the command line itself may be what is complained of.
        world.redactor.hide_personal([])
    try:
        code = _run(argv, world)
        world.stdout.flush()
        world.stderr.flush()
    except ClosedPipe:
        return ExitCode.OK
    except BaseException as error:
        return _report(error, argv, world)
    finally:
        world.close()
    return code


def _run(argv: Sequence[str], world: World) -> int:
    words = without_help(argv)
    app = build(named(words))
    with contextlib.redirect_stdout(cast(Any, world.stdout)):
        result = app(args=words, prog_name="lusha", standalone_mode=False, obj=world)
    if result == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return int(result) if isinstance(result, int) else ExitCode.OK


def _report(error: BaseException, argv: Sequence[str], world: World) -> int:
    known = _known(error)
    known.hint = known.hint and world.as_typed(known.hint)
    try:
        if isinstance(error, KeyboardInterrupt) and world.stderr.isatty():
            world.stderr.write("\n")  # behind the ^C of the terminal
        if "--debug" in argv or world.env.get("LUSHA_DEBUG"):
            _write_traceback(error, world)
        with contextlib.suppress(ClosedPipe, LushaError):
            world.tell_later()  # what the calls before it brought to say
        _write_error(known, argv, world)
        world.stdout.flush()
        world.stderr.flush()
    except (ClosedPipe, LushaError):
        pass  # what can no longer be told is left to the code
    return known.exit_code


def _known(error: BaseException) -> LushaError:
    """The error as one of ours."""
    if isinstance(error, LushaError):
        return error
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return Interrupted("Interrupted.")
    if isinstance(error, typer.TyperException):
        return _misuse(error)
    if isinstance(error, OSError) and error.filename:
        return LushaError(f"{error.filename}: {error.strerror}.")
    return LushaError(
        f"Unexpected {type(error).__name__}: {error}",
        hint="This is a fault of lusha. Run it again with --debug to see where.",
    )


def _misuse(error: typer.TyperException) -> UsageError:
    """What Typer says of a command line, in words of ours where an option is not there."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "lusha"
    hint = f"Run: {path} --help"
    if not hasattr(error, "possibilities"):
        return UsageError(error.format_message(), hint=hint)
    option = str(getattr(error, "option_name", ""))
    shared = shared_names()
    if option in shared and hasattr(getattr(context, "command", None), "commands"):
        hint = f"It goes behind the command, such as: lusha account usage {shared[option]}"
        return UsageError(f"There is no option {option} before a command.", hint=hint)
    alike = did_you_mean(option, error.possibilities or ())
    meant = FLAG_SYNONYMS.get(option, "")
    parameters = getattr(getattr(context, "command", None), "params", ())
    if any(meant in one.opts for one in parameters):
        alike = f"; did you mean {shared.get(meant, meant)}"
    return UsageError(f"There is no option {option}{alike}.", hint=hint)


def _write_error(error: LushaError, argv: Sequence[str], world: World) -> None:
    if _wants_json(argv, world):
        import json

        world.stderr.write(f"{json.dumps(error.as_dict())}\n")
        return
    from lusha_cli.output.messages import error_text

    color = world.stderr.isatty() and not world.env.get("NO_COLOR")
    with contextlib.suppress(LushaError):
        color = world.colors(world.stderr)
    width = world.width if world.stderr.isatty() else 0
    world.stderr.write(f"{error_text(error, color=color, width=width)}\n")


def _wants_json(argv: Sequence[str], world: World) -> bool:
    """Whether errors are to be JSON; the command line may not have been understood."""
    text = f" {' '.join(argv)} ".replace("=", " ").replace(" -ojson", " -o json")
    if any(f" {flag} " in text for flag in _SAY_JSON):
        return True
    try:
        return world.wants_json
    except LushaError:
        return False


def _write_traceback(error: BaseException, world: World) -> None:
    """The traceback, without values: a key could be among them."""
    import traceback

    for line in traceback.format_tb(error.__traceback__):
        world.stderr.write(line)
