"""Errors and warnings as text."""

from lusha_cli.errors import MissingApiKey, UsageError
from lusha_cli.output.messages import error_text
from lusha_cli.output.wrapping import wrap_message


def test_error_message_ends_with_the_fix() -> None:
    error = MissingApiKey("No API key was found.", hint="Run: lusha auth login")
    text = "Error: No API key was found.\n  Run: lusha auth login"
    assert error_text(error, color=False) == text
    assert error_text(error, color=True) == f"\x1b[1;31mError:\x1b[0m{text[6:]}"


def test_error_without_hint_is_one_line() -> None:
    assert error_text(UsageError("No such file."), color=False) == "Error: No such file."


def test_message_escapes_quoted_text() -> None:
    error = UsageError("The API said: \x1b[2J\u202e", hint="Look at \x07")
    text = error_text(error, color=False)
    assert text == "Error: The API said: \\x1b[2J\\u202e\n  Look at \\x07"


def test_message_indents_further_lines() -> None:
    error = UsageError("Two things:\r\nError: one\ntwo\n", hint="a\nb")
    text = "Error: Two things:\n  Error: one\n  two\n  a\n  b"
    assert error_text(error, color=False) == text


def test_message_wraps_between_words_on_a_terminal() -> None:
    message = "Nobody is named. A person is named by an e-mail or by a person id."
    error = UsageError(message, hint="Run: lusha person get --help   to see how a person is named")
    assert error_text(error, color=True, width=32).splitlines() == [
        "\x1b[1;31mError:\x1b[0m Nobody is named. A person",
        "  is named by an e-mail or by a",
        "  person id.",
        "  Run: lusha person get --help",
        "  to see how a person is named",
    ]
    assert error_text(error, color=False).count("\n") == 1
    assert wrap_message(f"   {'x' * 50} 北京北京 北京", 12) == f"   {'x' * 50}\n北京北京\n北京"
