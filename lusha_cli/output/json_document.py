"""Write an indented JSON document whose list of records comes part by part."""

from collections.abc import Callable

from lusha_cli.json_types import Json
from lusha_cli.output.serializers import json_text
from lusha_cli.output.terminal import Terminal


class JsonDocument:
    """A document whose list of records is written as they come, and the rest of it at the end.

    `key` is the name of the list; without it, the list is the document.
    """

    def __init__(self, key: str, *, write: Callable[[str], object], terminal: Terminal) -> None:
        self._key = key
        self._write = write
        self._terminal = terminal
        self._written: list[str] = []
        self._is_open = False

    def add(self, records: list[Json], body: Json) -> None:
        """Write the records of a response whose body is `body`."""
        separator = ",\n" if self._is_open else self._opening(body)
        # Between the brackets of the list.
        lines = self._text(records)[2:-2]
        self._write(separator + (_indent("\n" + lines)[1:] if self._key else lines))
        self._is_open = True

    def finish(self, body: Json) -> None:
        """Write what follows the records: the rest of the final body."""
        if not self._key:
            self._write("\n]\n")
            return
        rest = {name: value for name, value in body.items() if name not in self._written}
        self._write("\n  ]" + "".join(f",\n  {self._member(*item)}" for item in rest.items()))
        self._write("\n}\n")

    def _opening(self, body: Json) -> str:
        """Return the document up to its first record.

        Only texts come before the records: the numbers in a body are those of all pages at the end.
        """
        if not self._key:
            return "[\n"
        members = []
        for name, value in body.items():
            self._written.append(name)
            if name == self._key:
                break
            if isinstance(value, str):
                members.append(f"  {self._member(name, value)},\n")
            else:
                self._written.remove(name)
        key = self._text(self._key)
        return "{\n" + "".join(members) + f"  {key}: [\n"

    def _member(self, name: str, value: Json) -> str:
        return _indent(f"{self._text(name)}: {self._text(value)}")

    def _text(self, value: Json) -> str:
        return json_text(value, terminal=self._terminal).removesuffix("\n")


def _indent(text: str) -> str:
    """Return JSON indented by one more level: a text in it has no line breaks."""
    return text.replace("\n", "\n  ")
