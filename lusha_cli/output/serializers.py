"""Serialize records for programs: JSON, JSON lines, csv, tsv, YAML."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lusha_cli.json_text import ExactNumber, dump_json
from lusha_cli.json_types import Json
from lusha_cli.output.csv_stream import LfCsvStream
from lusha_cli.output.sanitize import (
    can_encode,
    escape_control_characters,
    escape_for_terminal,
    escape_json_text,
    escape_to_single_line,
    escape_unencodable,
)
from lusha_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from lusha_cli.output.table_model import TableData

# A tsv file cannot quote: readers would take any of these for the end of a cell or a row.
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def json_text(value: Json, *, terminal: Terminal) -> str:
    """Return indented JSON."""
    return _json(value, indent=2, terminal=terminal) + "\n"


def jsonl_text(records: Sequence[Json], *, terminal: Terminal) -> str:
    """Return one compact line of JSON per record."""
    return "".join(_json(record, indent=None, terminal=terminal) + "\n" for record in records)


def raw_text(value: Json, *, terminal: Terminal) -> str:
    """Return a text without quotes, a list of plain values on a line each, or compact JSON."""
    from lusha_cli.output.cell_formats import is_flat

    values = value if isinstance(value, list) and is_flat(value) else [value]
    plain = terminal._replace(color=False)
    texts = (
        item if isinstance(item, str) else _json(item, indent=None, terminal=plain)
        for item in values
    )
    text = escape_unencodable("".join(f"{text}\n" for text in texts), terminal.encoding)
    return escape_for_terminal(text, is_styled=False) if terminal.is_terminal else text


def yaml_text(value: Json, *, terminal: Terminal) -> str:
    """Return a YAML document in block style."""
    import re

    import yaml

    class Dumper(yaml.SafeDumper):
        """Write a value that occurs twice two times, not as an alias."""

        def ignore_aliases(self, data: Json) -> bool:  # noqa: ARG002
            return True

    def represent_number(dumper: Dumper, number: ExactNumber) -> yaml.ScalarNode:
        # YAML 1.1 takes numbers without a dot or a sign in the exponent for text.
        is_plain = re.fullmatch(r"-?[0-9]+\.[0-9]+", number.literal)
        literal = number.literal if is_plain else repr(float(number))
        return dumper.represent_scalar("tag:yaml.org,2002:float", literal)

    Dumper.add_representer(ExactNumber, represent_number)

    def dump(*, allow_unicode: bool) -> str:
        # The width keeps long texts on one line. PyYAML ends a plain value with a "..." line.
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
    # Only quoted YAML strings have escapes, so escaping the finished text could change values.
    is_safe = can_encode(text, terminal.encoding) and escape_control_characters(text) == text
    return text if is_safe else dump(allow_unicode=False)


def csv_text(table: "TableData", *, terminal: Terminal) -> str:
    """Return comma-separated values with a header line."""
    import csv
    from io import StringIO

    out = StringIO()
    # The default, CR LF, leaves a CR in the last cell for tools such as cut and awk.
    csv.writer(LfCsvStream(out), lineterminator="\r\n").writerows(_lines(table, terminal=terminal))
    return escape_unencodable(out.getvalue(), terminal.encoding)


def tsv_text(table: "TableData", *, terminal: Terminal) -> str:
    """Return tab-separated values with a header line; nothing is quoted."""
    lines = (
        "\t".join(text.translate(_BREAKS) for text in row)
        for row in _lines(table, terminal=terminal)
    )
    return escape_unencodable("".join(f"{line}\n" for line in lines), terminal.encoding)


def _json(value: Json, *, indent: int | None, terminal: Terminal) -> str:
    separators = (",", ":") if indent is None else None
    text = dump_json(value, indent=indent, separators=separators, ensure_ascii=False)
    # JSON may hold lone surrogates, which even UTF-8 cannot encode.
    if not can_encode(text, terminal.encoding):
        text = dump_json(value, indent=indent, separators=separators)
    # Programs get the characters unchanged; only a terminal would act on them. With colour, the
    # text ends up on one, whatever it is piped through.
    if terminal.is_terminal or terminal.color:
        text = escape_json_text(text)
    if not terminal.color:
        return text
    # Imported when needed: scripts read JSON from a pipe.
    from lusha_cli.output.json_colors import color_json

    return color_json(text)


def _lines(table: "TableData", *, terminal: Terminal) -> list[list[str]]:
    lines = [table.headers, *table.rows] if table.headers else table.rows
    if not terminal.is_terminal:
        return lines
    return [[escape_to_single_line(text) for text in line] for line in lines]
