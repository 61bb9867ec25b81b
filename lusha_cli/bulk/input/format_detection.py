"""Detect the format of an input by its content, with the suffix as a hint."""

import csv
import json
import re
from pathlib import Path
from typing import IO

from lusha_cli.bulk.input.encodings import head_encoding
from lusha_cli.bulk.input.file_signatures import (
    HEAD_BYTES,
    XLSX,
    binary_format,
    check_readable,
    read_head,
    signature_format,
)
from lusha_cli.bulk.input.line_list import is_list

LIST = "list"
FORMATS = ("csv", "tsv", "jsonl", "json")

_SUFFIXES = {
    "ndjson": "jsonl", "jsonlines": "jsonl", "tab": "tsv", "xlsm": XLSX, "xltx": XLSX,
    "xltm": XLSX, "xls": XLSX,
}  # fmt: skip
_SAMPLE_LINES = 50
_JSON_ARRAY = re.compile(r'\[\s*(?:[\[\]{"]|-?[0-9]|(?:true|false|null|NaN)\b|$)')
_RECORD_ARRAY = re.compile(r'\[\s*[{"]')
_JSON_OBJECT = re.compile(r'\{\s*(?:["}]|$)')


def suffix_format(source: str) -> str | None:
    """Return the format that the suffix of a path stands for, or None."""
    path = Path(source)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = path.suffix.lower().removeprefix(".")
    format_name = _SUFFIXES.get(suffix, suffix)
    return format_name if format_name in (*FORMATS, XLSX) else None


def detect_format(file: IO[bytes], source: str, name: str) -> str:
    """Return the format of an open file, one of FORMATS, LIST or XLSX, and rewind it.

    Raises UsageError, with the remedy, for a format that can't be read.
    """
    format_name = binary_format(file) or sniff_format(read_head(file), suffix_format(source))
    check_readable(format_name, name)
    return format_name


def sniff_format(head: bytes | str, suffix: str | None = None) -> str:
    """Return the format of a file that begins with `head`.

    `suffix` is the format of its name, which decides between formats that the content allows. The
    result is one of FORMATS, LIST or XLSX, or the name of a format that can't be read.
    """
    is_whole = len(head) < HEAD_BYTES
    if isinstance(head, bytes):
        signature = signature_format(head)
        if signature is not None:
            return XLSX if signature == "zip" else signature
        head = head.decode(head_encoding(head) or "utf-8", "replace")
    text = head.lstrip("\ufeff")
    start = text.lstrip("\ufeff \t\r\n")
    return _json_format(start, suffix, is_whole=is_whole) or _table_format(text, suffix)


def _json_format(text: str, suffix: str | None, *, is_whole: bool) -> str | None:
    """Return json or jsonl if a text is JSON, else None."""
    if _JSON_ARRAY.match(text):
        # In jsonl that is a line of its own with an error, unless records are in it.
        is_line = suffix == "jsonl" and not _RECORD_ARRAY.match(text)
        return "jsonl" if is_line else "json"
    if text.startswith('"') and suffix in ("json", "jsonl"):
        return "json"
    if not _JSON_OBJECT.match(text):
        return None
    line, _, rest = text.partition("\n")
    if not is_whole and not rest and suffix == "jsonl":
        return "jsonl"
    if not _begins_with_value(line):
        return "json"
    if rest.strip():
        return "jsonl"
    return suffix if suffix in ("json", "jsonl") else "json" if _has_list(line) else "jsonl"


def _begins_with_value(line: str) -> bool:
    try:
        json.JSONDecoder().raw_decode(line)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _has_list(line: str) -> bool:
    """Return whether a line is an object with a list, which may be one of records."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and any(isinstance(item, list) for item in value.values())


def _table_format(text: str, suffix: str | None) -> str:
    lines = re.split("\r\n|\r|\n", text)[:_SAMPLE_LINES]
    if suffix == "csv":
        return suffix
    if suffix == "tsv":
        is_csv = not any("\t" in line for line in lines) and _is_regular(lines)
        return "csv" if is_csv else "tsv"
    if is_list(lines):
        return LIST
    return "tsv" if _is_tsv(lines) else "csv"


def _is_tsv(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    # Every second part is outside quotes.
    unquoted = "".join(first.split('"')[::2])
    return unquoted.count("\t") > max(map(unquoted.count, ",;|"))


def _is_regular(lines: list[str]) -> bool:
    """Return whether all lines have the same number of commas or semicolons, at least one."""
    filled = [line for line in lines if line.strip()]
    widths = [{len(cells) for cells in csv.reader(filled, delimiter=mark)} for mark in ",;"]
    return len(filled) > 1 and any(len(width) == 1 and width != {1} for width in widths)
