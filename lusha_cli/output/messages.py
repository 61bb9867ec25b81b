"""Format messages for stderr as text."""

from lusha_cli.errors import LushaError
from lusha_cli.output.sanitize import escape_control_characters
from lusha_cli.output.wrapping import wrap_message

_RED, _PLAIN = "\x1b[1;31m", "\x1b[0m"


def error_text(error: LushaError, *, color: bool, width: int = 0) -> str:
    """Return an error and its hint, without a final newline; `width` as for `wrap_message`."""
    text = f"Error: {_escape_lines(error.message)}"
    if error.hint:
        text = f"{text}\n{_escape_lines(f'  {error.hint}')}"
    text = wrap_message(text, width, indent="  ")
    # Colour comes after wrapping, which would count the escape sequences as cells.
    return text.replace("Error:", f"{_RED}Error:{_PLAIN}", 1) if color else text


def json_message(text: str, *, kind: str) -> str:
    """Return a message as one line of JSON under its kind: log, notice or warning."""
    import json

    warning = text.removeprefix("Warning: ")
    if warning != text:
        kind, text = "warning", f"{warning[:1].upper()}{warning[1:]}"
    return json.dumps({kind: {"message": text}})


def _escape_lines(text: str) -> str:
    """Return `text` escaped, with further lines indented: they cannot pass for our own."""
    lines = text.replace("\r\n", "\n").strip("\n")
    return escape_control_characters(lines).replace("\n", "\n  ")
