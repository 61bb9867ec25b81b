"""What a response has for a row: read as far as it is needed."""

from collections.abc import Callable
from typing import Any

from lusha_cli.bulk.usual_people import UsualPerson
from lusha_cli.matching.score import FoundPerson, found_person


class FoundRecord:
    """A person or company that was found. `read` reads it, and `usual` is it in the usual shape."""

    def __init__(self, read: Callable[[], Any], usual: UsualPerson | None = None) -> None:
        self._read = read
        self._usual = usual
        self._record: Any = None

    @property
    def record(self) -> Any:
        """Return the Person or Company."""
        if self._record is None:
            self._record = self._read()
        return self._record

    @property
    def id(self) -> str:
        """Return its id, "" if it has none."""
        id_: str = self._usual.cells[0] if self._usual else self.record.id
        return id_

    @property
    def default_cells(self) -> list[str] | None:
        """Return the cells of its default columns, if they are read already."""
        return self._usual.cells if self._usual else None

    @property
    def person(self) -> FoundPerson:
        """Return what is compared of a person."""
        return self._usual.facts if self._usual else found_person(self.record)
