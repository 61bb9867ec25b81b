"""Errors and warnings as text."""

from lusha_cli.errors import KeyMissing, UsageError
from lusha_cli.show.messages import error_text, note_text


def test_an_error_is_what_happened_and_what_to_type() -> None:
    error = KeyMissing("No API key was found.", hint="Run: lusha auth login")
    text = "Error: No API key was found.\n  Run: lusha auth login"
    assert error_text(error, color=False) == text
    assert error_text(error, color=True) == f"\x1b[1;31mError:\x1b[0m{text[6:]}"


def test_an_error_without_a_hint_is_one_line() -> None:
    assert error_text(UsageError("No such file."), color=False) == "Error: No such file."


def test_what_is_quoted_in_a_message_is_inert() -> None:
    error = UsageError("The API said: \x1b[2J\u202e", hint="Look at \x07")
    text = error_text(error, color=False)
    assert text == "Error: The API said: \\x1b[2J\\u202e\n  Look at \\x07"


def test_further_lines_are_indented() -> None:
    error = UsageError("Two things:\r\nError: one\ntwo\n", hint="a\nb")
    text = "Error: Two things:\n  Error: one\n  two\n  a\n  b"
    assert error_text(error, color=False) == text


def test_a_note_is_a_warning() -> None:
    assert note_text("Odd \x1b.", color=False) == "Warning: Odd \\x1b."
    assert note_text("Odd.", color=True) == "\x1b[1;33mWarning:\x1b[0m Odd."
