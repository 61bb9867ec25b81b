"""Rows whose low match the user accepted."""

from collections.abc import Iterable, Iterator

from lusha_cli.bulk.run.journal_database import JournalDatabase


class AcceptedRows:
    """The accepted rows in a journal, numbered from 1."""

    def __init__(self, database: JournalDatabase) -> None:
        self._database = database

    def add(self, numbers: Iterable[int]) -> None:
        """Accept rows; accepting one again changes nothing."""
        with self._database.transaction():
            for number in numbers:
                self._database.execute("INSERT OR IGNORE INTO accepted VALUES (?)", (number,))

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the accepted rows, in their order."""
        for (number,) in self._database.execute("SELECT row FROM accepted ORDER BY row"):
            yield number
