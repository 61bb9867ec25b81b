"""The formats that programs read: JSON, JSON lines, csv, tsv, YAML."""

import json
from collections.abc import Sequence

from lusha_cli.json_types import Json
from lusha_cli.output.sanitize import can_encode, encodable, inert, inert_json, inert_line
from lusha_cli.output.table_model import Grid
from lusha_cli.output.terminal import Screen

_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def json_text(value: Json, *, screen: Screen) -> str:
    """Indented JSON."""
    return _json(value, indent=2, screen=screen) + "\n"


def jsonl_text(records: Sequence[Json], *, screen: Screen) -> str:
    """One compact line per record."""
    return "".join(_json(record, indent=None, screen=screen) + "\n" for record in records)


def yaml_text(value: Json, *, screen: Screen) -> str:
    """A YAML document in block style."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes a value that occurs twice two times, not as an alias."""

        def ignore_aliases(self, data: Json) -> bool:  # noqa: ARG002
            return True

    def dump(*, allow_unicode: bool) -> str:
        # The width keeps long texts on their line.
        return str(
            yaml.dump(
                value,
                Dumper=Dumper,
                allow_unicode=allow_unicode,
                sort_keys=False,
                width=2**31,
            )
        ).removesuffix("...\n")

    text = dump(allow_unicode=True)
    is_plain = can_encode(text, screen.encoding) and inert(text) == text
    return text if is_plain else dump(allow_unicode=False)


def csv_text(grid: Grid, *, screen: Screen) -> str:
    """Comma-separated values with a header line."""
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(_lines(grid, screen=screen))
    return encodable(out.getvalue(), screen.encoding)


def tsv_text(grid: Grid, *, screen: Screen) -> str:
    """Tab-separated values with a header line; nothing is quoted."""
    lines = (
        "\t".join(text.translate(_BREAKS) for text in row) for row in _lines(grid, screen=screen)
    )
    return encodable("".join(f"{line}\n" for line in lines), screen.encoding)


def _json(value: Json, *, indent: int | None, screen: Screen) -> str:
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=False)
    if not can_encode(text, screen.encoding):
        text = json.dumps(value, indent=indent, separators=separators)
    return inert_json(text) if screen.is_terminal else text


def _lines(grid: Grid, *, screen: Screen) -> list[list[str]]:
    lines = [grid.headers, *grid.rows] if grid.headers else grid.rows
    return [[inert_line(text) for text in line] for line in lines] if screen.is_terminal else lines
