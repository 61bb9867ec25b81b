"""Input from an earlier result: a file or stdin, in JSON, JSON lines, CSV, TSV, or bare IDs."""

import codecs
import csv
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.cli.json_input import MAX_BYTES, read_bytes_from
from lusha_cli.cli.options import argument
from lusha_cli.commands.entry_identifiers import (
    SEARCH_ID,
    company_id,
    company_item,
    is_for_v2,
    is_id,
    person_id,
)
from lusha_cli.commands.result_entries import BARE_KEYS, COLUMNS, Entry, read_entries
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize

T = TypeVar("T")

SourceArg = Annotated[
    str | None, argument("[ID|FILE|-]", "ID, file of IDs or earlier result (- for stdin).")
]
ResultArg = Annotated[str | None, argument("[FILE|-]", "Earlier result (- for stdin).")]

_EXTENSIONS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt")
_GZIP_MAGIC = b"\x1f\x8b"
# An ID, email, domain or URL alone on its line.
_BARE_LINE = re.compile(r"\w[^\s,;<>{}\[\]\"']*")


_PLURALS = {"contact": "people", "company": "companies", "subscription": "subscriptions"}


class SelectedRows(str):
    """Rows of the last list, in the place of the name of a file; the text is the option."""

    def __new__(cls, option: str, rows: list[Json]) -> "SelectedRows":
        """Return the rows that `option` selects."""
        selected = super().__new__(cls, option)
        selected.rows = rows
        return selected

    rows: list[Json]


class EarlierResult(NamedTuple):
    """The entries of an earlier result, the word that names it, and its name in messages."""

    source: str
    name: str
    entries: list[Entry]


def is_file_word(word: str) -> bool:
    """Return whether an argument that may be an identifier names a file or stdin.

    That is `-`, a path of a file, or a name with a known extension. IDs and URLs aren't files.
    """
    if word == "-" or isinstance(word, SelectedRows):
        return True
    if "://" in word or "@" in word:
        return False
    if word.lower().removesuffix(".gz").endswith(_EXTENSIONS):
        return True
    is_path = word.startswith(("./", "../", "/", "~/", ".\\", "..\\"))
    return is_path or ("/" in word and Path(word).is_file())


def read_result(context: AppContext, source: str) -> EarlierResult:
    """Return the entries in the file `source`, in stdin for `-`, or of a source that is an ID.

    Raises UsageError if it is empty, or isn't an earlier result.
    """
    if isinstance(source, SelectedRows):
        # As records of a response, whose IDs are Lusha's.
        return EarlierResult(source, source, read_entries({"results": source.rows, "billing": {}}))
    # Otherwise a file that happens to have this name would be sent.
    if not is_file_word(source) and is_id(source):
        return EarlierResult(source, source, [Entry(text=source)])
    name = "Standard input" if source == "-" else source
    text = _read_text(context, source, name)
    # A failed command leaves an empty pipe, which must not count as a success here.
    if not text:
        raise UsageError(
            f"{name} is empty.", hint="The previous command may have failed. Check its messages."
        )
    return EarlierResult(source, name, read_entries(_parse(text, name)))


def set_twice(source: str, noun: str) -> UsageError:
    """Return the error for IDs or identifiers in an option and in an earlier result."""
    name = "standard input" if source == "-" else source
    return UsageError(
        f"The {noun} are set twice, by {name} and by an option.", hint="Use only one of them."
    )


def _read_text(context: AppContext, source: str, name: str) -> str:
    if source != "-" and not Path(source).exists():
        raise UsageError(
            f"{source!r} is neither an ID nor a file.",
            hint="Pass IDs, the file of an earlier result, or - for stdin.",
        )
    content = read_bytes_from(context, source, source_name=name)
    if content.startswith(_GZIP_MAGIC):
        content = _unpack(content, name)
    # PowerShell writes UTF-16, and it and Excel begin UTF-8 files with a byte order mark.
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise _not_a_result(name, "isn't UTF-8 text") from error
    if "\0" in text:
        raise _not_a_result(name, "is a binary file")
    return text


def _unpack(content: bytes, name: str) -> bytes:
    from lusha_cli.bulk.input.gzip import open_gzip

    file = open_gzip(io.BytesIO(content), name)
    unpacked = file.read(MAX_BYTES + 1) if file else content
    if len(unpacked) > MAX_BYTES:
        raise UsageError(f"{name} is longer than {MAX_BYTES >> 20} MB when decompressed.")
    return unpacked


def _not_a_result(name: str, problem: str) -> UsageError:
    return UsageError(
        f"{name} {problem}.",
        hint="Use a list of IDs, or the JSON or CSV of an earlier result.",
    )


def _parse(text: str, name: str) -> list[Json]:
    if text[0] in "{[":
        return list(_parse_json(text, name))
    # Not splitlines: JSON strings may contain the other line separators unescaped.
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    for delimiter in ",\t;":
        header = next(csv.reader(lines[:1], delimiter=delimiter))
        if len(header) > 1 or (header[0] in COLUMNS and header[0] not in BARE_KEYS):
            return _parse_table(text, delimiter, name)
    # One text per line, which a header would have been above.
    if text[0] == '"' and header[0] not in BARE_KEYS:
        return list(_parse_json(text, name))
    values = lines[1:] if header[0] in BARE_KEYS else lines
    # Numbers are not parsed: an ID may begin with a zero.
    parsed = [json.loads(line) if _is_object(line) else line for line in values]
    if wrong := next((v for v in parsed if isinstance(v, str) and not _BARE_LINE.fullmatch(v)), ""):
        raise _not_a_result(
            name, f"has a line that isn't an ID, email, domain or URL: {wrong[:40]!r}"
        )
    return parsed


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parse_json(text: str, name: str) -> Iterator[Json]:
    """Yield the JSON values of a text, which may be one per line, or bare IDs between them."""
    decoder, place = json.JSONDecoder(), 0
    while place < len(text):
        try:
            # Raw, as several documents may follow each other.
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, place) + 1
            raise _not_a_result(name, f"isn't valid JSON (line {line})") from error
        yield value
        place += len(text[place:]) - len(text[place:].lstrip())


def _parse_table(text: str, delimiter: str, name: str) -> list[Json]:
    """Return the rows of a table with a header, with their filled cells."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = rows.fieldnames or []
    if not set(header) & COLUMNS:
        raise _not_a_result(name, "has no columns of a lusha result")
    try:
        return [_nest({key: cell for key, cell in row.items() if key and cell}) for row in rows]
    except csv.Error as error:
        raise _not_a_result(name, f"isn't valid CSV ({error})") from error


def _nest(row: dict[str, str]) -> Json:
    """Return a row with the object that its dotted columns were written from."""
    nested: dict[str, Json] = {}
    for path, cell in row.items():
        *parents, key = path.split(".")
        holder = nested
        for parent in parents:
            inner = holder.setdefault(parent, {})
            holder = inner if isinstance(inner, dict) else {}
        holder.setdefault(key, cell)
    return nested


def pick(
    context: AppContext,
    result: EarlierResult,
    read: Callable[[Entry], T | None],
    *,
    kind: str,
    noun: str,
    endpoint: Endpoint,
    hint: str = "",
) -> list[T]:
    """Return what `read` returns for the entries of a result, each once, in order.

    `kind` is contact, company or subscription, `noun` names the identifier in messages, and `hint`
    replaces the advice. Entries without the identifier are skipped with a notice. Raises UsageError
    if none has it.
    """
    values = [None if entry.is_missing else read(entry) for entry in result.entries]
    # Objects can't be the keys of a dict, but their texts can.
    found = {repr(value): value for value in values if value is not None}
    if not found:
        raise _nothing_usable(result, kind, noun, endpoint, hint)
    skipped = values.count(None)
    if skipped:
        rows = pluralize(skipped, "row", "rows")
        context.env.info(f"Skipped {rows} without {_with_article(noun)}.")
    return list(found.values())


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def _nothing_usable(
    result: EarlierResult, kind: str, noun: str, endpoint: Endpoint, hint: str
) -> UsageError:
    entries = [entry for entry in result.entries if not entry.is_missing]
    subject = "person" if kind == "contact" else kind
    if not result.entries:
        return UsageError(f"{result.name} has no rows.")
    if not entries:
        return UsageError(
            f"{result.name} has only rows that were not found.",
            hint=f"Run: lusha {subject} get --help",
        )
    if not any(entry.kind or entry.text for entry in entries):
        return UsageError(
            f"{result.name} isn't a lusha result, and IDs of other systems can't be used.",
            hint=f"Look up its rows first: lusha {subject} bulk {_quoted(result)} --out found.csv\n"
            "If the IDs are Lusha's, pass the IDs alone: one per line, or with --fields id.",
        )
    return UsageError(
        f"{result.name} has no {_PLURALS[kind]} with {_with_article(noun)}.",
        hint=hint or _advice(result, entries, kind, endpoint),
    )


def _advice(result: EarlierResult, entries: list[Entry], kind: str, endpoint: Endpoint) -> str:
    """Return the command whose result has the identifiers, as a line to paste."""
    if any(SEARCH_ID.fullmatch(entry.text) for entry in entries):
        return f"Run: lusha prospecting contact enrich {_quoted(result)} --request-id REQUEST_ID"
    kinds = {entry.kind for entry in entries}
    has_companies = any(company_item(entry) for entry in entries)
    if kind == "contact" and kinds == {"company"}:
        step = "contacts buying-group"
    # The search of people returns their companies as well.
    elif kind == "company" and (has_companies or "contact" not in kinds):
        step = "companies search"
    else:
        step = "contacts search"
    return f"Run: lusha {step} {_quoted(result)} --json | lusha {endpoint.name} -"


def _quoted(result: EarlierResult) -> str:
    return result.source if isinstance(result.source, SelectedRows) else shlex.quote(result.source)


def read_ids(
    context: AppContext, result: EarlierResult, kind: str, endpoint: Endpoint
) -> list[str]:
    """Return the IDs of people or companies (`kind`) in a result that an operation takes.

    Raises UsageError if it has none: V2 takes numeric ones only.
    """
    read = person_id if kind == "contact" else company_id
    if takes_tokens(context, endpoint):
        return pick(context, result, read, kind=kind, noun="ID", endpoint=endpoint)

    def read_number(entry: Entry) -> str | None:
        id_ = read(entry)
        return id_ if id_ and is_for_v2(entry, id_) else None

    has_tokens = any(map(read, result.entries))
    return pick(
        context, result, read_number, kind=kind, noun="numeric ID", endpoint=endpoint,
        hint=v3_hint(result, endpoint) if has_tokens else "",
    )  # fmt: skip


def takes_tokens(context: AppContext, endpoint: Endpoint) -> bool:
    """Return whether an operation takes the IDs of V3."""
    return endpoint.family != "v2" or context.version_router.uses_v3(endpoint)


def v3_hint(result: EarlierResult, endpoint: Endpoint) -> str:
    """Return the command of V3 that does the same with the IDs of V3."""
    signals = " --signal-type allSignals" if str(endpoint.replacement).endswith("signals") else ""
    return f"These are V3 IDs. Run: lusha {endpoint.replacement} {_quoted(result)}{signals}"
