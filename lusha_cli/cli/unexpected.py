"""Exceptions that no code expects: what the environment did, or a bug with a code to report."""

import zlib

from lusha_cli.errors import LushaError

_PACKAGE = "lusha_cli"


def describe_unexpected(error: BaseException) -> LushaError:
    """Return the error for an exception that isn't a LushaError.

    Its message contains no values: one of them could be a key or personal data.
    """
    return _environment_error(error) or LushaError(
        f"Unexpected {type(error).__name__}, code {error_code(error)}.",
        hint="This is a bug. Report it with this code and the output of: lusha doctor. "
        "With --debug, the command shows where it happened.",
    )


def error_code(error: BaseException) -> str:
    """Return a short code for the kind and the place of an exception, such as `L-5F3A9C`."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(_PACKAGE):
            place = f"{module}.{trace.tb_frame.f_code.co_name}"
        trace = trace.tb_next
    return f"L-{zlib.crc32(f'{type(error).__name__} {place}'.encode()) & 0xFFFFFF:06X}"


def _environment_error(error: BaseException) -> LushaError | None:
    """Return the error for what the machine, a file or an installation did, or None."""
    if isinstance(error, MemoryError):
        return LushaError(
            "Not enough memory.", hint="Close other programs, or split the input into parts."
        )
    if isinstance(error, RecursionError):
        return LushaError(
            "The data is nested too deeply.", hint="Check the input and --query for loops."
        )
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return LushaError(f"{error.filename}: {reason}." if error.filename else f"{reason}.")
    if isinstance(error, UnicodeError):
        return LushaError(
            "A text can't be converted between encodings.",
            hint="Check the arguments and the locale (LC_ALL), such as LC_ALL=C.UTF-8.",
        )
    if isinstance(error, ImportError):
        name = error.name or "a module"
        return LushaError(
            f"{name} can't be imported: the installation is damaged.",
            hint="Install it again: python -m pip install --force-reinstall lusha-cli",
        )
    # By its name: sqlite3 is only imported where it is used.
    if type(error).__module__ == "sqlite3":
        return LushaError(
            f"A database of lusha can't be used ({type(error).__name__}).",
            hint="Check the free space and the permissions of the folders listed by: lusha doctor",
        )
    return None
