"""Exceptions inside lusha: a code to report, and no values."""

import errno
import sqlite3

import pytest

from lusha_cli.api.transport import Transport
from lusha_cli.cli.unexpected import error_code
from tests.support.cli import ADA, KEY, Lusha

SECRET = f"{KEY} {ADA}"
BUGS = [KeyError(SECRET), ValueError(SECRET), AssertionError(SECRET), TypeError(SECRET),
        IndexError(SECRET), AttributeError(SECRET), ZeroDivisionError(SECRET), Exception(SECRET),
        SystemExit(SECRET), GeneratorExit(SECRET)]  # fmt: skip
ENVIRONMENT = [
    (MemoryError(SECRET), "Not enough memory."),
    (RecursionError(SECRET), "nested too deeply"),
    (OSError(errno.ENOSPC, "No space left on device"), "No space left on device."),
    (OSError(errno.EMFILE, "Too many open files", "/x/y"), "/x/y: Too many open files."),
    (UnicodeEncodeError("ascii", "\xfc", 0, 1, SECRET), "between encodings"),
    (UnicodeDecodeError("utf-8", b"\xfc", 0, 1, SECRET), "between encodings"),
    (ModuleNotFoundError(SECRET, name="requests"), "requests can't be imported"),
    (sqlite3.OperationalError(SECRET), "A database of lusha can't be used (OperationalError)."),
    (sqlite3.DatabaseError(SECRET), "A database of lusha can't be used (DatabaseError)."),
]


@pytest.fixture
def fail(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that makes the connection fail, and returns what is reported."""

    def run(error: BaseException, *argv: str) -> str:
        def send(*_: object) -> None:
            raise error

        lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY)
        monkeypatch.setattr(Transport, "send", send)
        result = lusha("account", "usage", *argv, code=1)
        assert result.out == ""
        assert KEY not in result.err
        assert ADA not in result.err
        return result.err

    return run


@pytest.mark.parametrize("error", BUGS, ids=lambda error: type(error).__name__)
def test_bug_is_reported_with_a_code_and_without_values(fail, error: BaseException) -> None:  # type: ignore[no-untyped-def]
    reported = fail(error)
    assert f"Unexpected {type(error).__name__}, code L-" in reported
    assert "Report it with this code" in reported
    assert "Traceback" not in reported
    assert "test_unexpected.py" in fail(error, "--debug")
    assert '"code": "unexpected"' in fail(error, "--json")


@pytest.mark.parametrize(("error", "message"), ENVIRONMENT, ids=lambda value: type(value).__name__)
def test_what_the_environment_did_is_no_bug(fail, error: BaseException, message: str) -> None:  # type: ignore[no-untyped-def]
    reported = fail(error)
    assert message in reported
    assert "bug" not in reported


def test_code_depends_on_the_kind_and_the_place() -> None:
    def caught(work: object) -> BaseException:
        try:
            work()  # type: ignore[operator]
        except Exception as error:
            return error
        raise AssertionError

    first, again = caught(lambda: int("a")), caught(lambda: int("b"))
    assert error_code(first) == error_code(again)
    assert error_code(caught(lambda: [][1])) != error_code(first)
