"""Detect the encoding of a text file, and open it."""

import codecs
import io
from contextlib import suppress
from typing import IO, NamedTuple

from lusha_cli.bulk.input.binary_formats import (
    check_not_binary,
    describe_binary,
    has_binary_characters,
)
from lusha_cli.errors import UsageError

__all__ = [
    "Encoding",
    "decode_error",
    "describe_binary",
    "detect_encoding",
    "head_encoding",
    "is_guess",
    "open_text",
]

_CHUNK_BYTES = 1 << 16
# The mark of UTF-32 begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Codecs that keep the byte order mark as a character, and those that read it as a mark.
_WITH_MARK = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16",
              "utf-32-le": "utf-32", "utf-32-be": "utf-32"}  # fmt: skip
_NAMES = {
    "cp1250": "Windows-1250 (Central European)", "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252", "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)", "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)", "cp1257": "Windows-1257 (Baltic)",
    "cp932": "Shift JIS", "cp949": "EUC-KR", "gb18030": "GB 18030", "big5": "Big5",
    "mac_roman": "Mac Roman", "koi8_r": "KOI8-R", "euc_jp": "EUC-JP",
}  # fmt: skip
_GUESS = "Encoding: "
# With fewer valid characters for each broken one, the file isn't UTF-8 with some broken bytes.
_VALID_PER_BROKEN = 3
_EMPTY_HINT = "The file needs a header and at least one row."


class Encoding(NamedTuple):
    """The encoding of a file, by its Python name.

    `guess` is the note that reports it as a guess, or as damaged, and `doubt` is the reason why
    names in it are sent only after a prompt. Both are empty for a certain encoding. `is_damaged`:
    some bytes are invalid in it, and decoded as surrogates.
    """

    name: str
    guess: str = ""
    doubt: str = ""
    is_damaged: bool = False


def is_guess(note: str) -> bool:
    """Return whether a note reports an encoding as a guess."""
    return note.startswith(_GUESS)


def detect_encoding(file: IO[bytes], name: str, *, is_strict: bool = False) -> Encoding:
    """Return the encoding: by the byte order mark, else UTF-8 or UTF-16 if valid, else a guess.

    Raises UsageError for an empty file and for one that isn't text, and if `is_strict`, for UTF-8
    with broken bytes.
    """
    file.seek(0)
    head = file.read(_CHUNK_BYTES)
    if not head.strip():
        raise UsageError(f"{name} is empty.", hint=_EMPTY_HINT)
    check_not_binary(head, name)
    encoding = head_encoding(head) or "utf-8"
    if encoding == "utf-8" and b"\0" in head and has_binary_characters(head):
        raise UsageError(f"{name} is a binary file.", hint="Export it as CSV, then pass that file.")
    if _decodes_quickly(file, encoding):
        return Encoding(encoding)
    if not encoding.startswith("utf-8"):
        raise _undecodable(file, name, encoding)
    return _detect_other(file, name, encoding, is_strict=is_strict)


def head_encoding(head: bytes) -> str | None:
    """Return the encoding of a byte order mark, UTF-16 or UTF-32 without one, or None."""
    encoding = next((codec for bom, codec in _BOMS if head.startswith(bom)), None)
    return encoding or _wide_encoding(head)


def _decodes_quickly(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(head: bytes) -> str | None:
    """Return UTF-16 or UTF-32 without a mark, or None.

    In these, most of the ASCII characters of a table have zero bytes beside them.
    """
    if b"\0" not in head:
        return None
    for encoding in ("utf-32-le", "utf-32-be"):
        with suppress(UnicodeDecodeError):
            text = head[: len(head) // 4 * 4].decode(encoding)
            # Other text has values that are too large.
            return encoding if text.strip("\0") else None
    counts = {
        encoding: _count_ascii(head[: len(head) // 2 * 2].decode(encoding, "replace"))
        for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(counts, key=lambda encoding: counts[encoding])
    is_wide = counts[best] > 0.15 and counts[best] > 3 * min(counts.values())
    return best if is_wide else None


def _count_ascii(text: str) -> float:
    """Return the share of printable ASCII, less that of zeros and of invalid characters."""
    printable = sum(" " <= char <= "~" or char in "\t\r\n" for char in text)
    return (printable - 10 * (text.count("\0") + text.count("\ufffd"))) / max(len(text), 1)


def _detect_other(file: IO[bytes], name: str, encoding: str, *, is_strict: bool) -> Encoding:
    """Return the encoding of a file that isn't valid UTF-8."""
    from lusha_cli.bulk.input.encoding_guess import (
        MIN_SCORE,
        first_undecodable_line,
        guess_encoding,
    )

    valid, broken = _count_characters(file)
    guess = guess_encoding(file)
    is_utf_8 = encoding == "utf-8-sig" or valid >= broken * _VALID_PER_BROKEN
    if is_utf_8 or (valid >= broken and (guess is None or guess.score < MIN_SCORE)):
        if is_strict:
            raise _undecodable(file, name, "utf-8")
        line = first_undecodable_line(file, "utf-8")
        note = f"{_GUESS}UTF-8, but line {line} has invalid bytes. Such rows are invalid."
        return Encoding(encoding, note, is_damaged=True)
    if guess is None:
        raise _undecodable(file, name, "utf-8")
    title = _NAMES.get(guess.encoding, guess.encoding)
    reading = f"line {guess.line} reads: {guess.text}"
    doubt = ""
    if guess.is_unlikely:
        other = f", or {_NAMES.get(guess.other, guess.other)}" if guess.other else ""
        doubt = (
            f"The encoding of {name} is uncertain. It may be {title}{other}. In {title}, {reading}."
        )
    return Encoding(guess.encoding, f"{_GUESS}{title} (a guess; {reading})", doubt)


def _count_characters(file: IO[bytes]) -> tuple[int, int]:
    """Return how many characters beyond ASCII are valid UTF-8, and how many are broken."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    valid = broken = 0
    file.seek(0)
    while True:
        chunk = file.read(_CHUNK_BYTES)
        text = decoder.decode(chunk, final=not chunk)
        if not text.isascii():
            escaped = sum("\udc80" <= char <= "\udcff" for char in text)
            broken += escaped
            valid += sum(char > "\x7f" for char in text) - escaped
        if not chunk:
            return valid, broken


def open_text(file: IO[bytes], encoding: Encoding, name: str) -> io.TextIOWrapper:
    """Open a binary file as text.

    Raises UsageError for an unknown encoding, and for a named one that can't decode the file.
    """
    file.seek(0)
    head = file.read(4)
    codec = encoding.name
    try:
        codec_name = codecs.lookup(codec).name
        if any(head.startswith(bom) for bom, _ in _BOMS):
            codec = _WITH_MARK.get(codec_name, codec)
        file.seek(0)
        errors = "surrogateescape" if encoding.is_damaged else "strict"
        # The csv module needs the line ends unchanged, because cells may contain them.
        return io.TextIOWrapper(file, encoding=codec, errors=errors, newline="")
    except LookupError as error:
        raise UsageError(f"{name} cannot be read as {codec}: {error}.") from error


def named_encoding(file: IO[bytes], encoding: str, name: str) -> Encoding:
    """Return the encoding that the user named. Raises UsageError if it can't decode the file."""
    from lusha_cli.bulk.input.encoding_guess import decodes

    file.seek(0)
    check_not_binary(file.read(512), name)
    try:
        # Unlike codecs.lookup, this refuses those such as base64.
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        is_valid = decodes(file, encoding)
    except LookupError as error:
        raise UsageError(
            f"{name} cannot be read as {encoding!r}, which isn't an encoding.",
            hint="Encodings: utf-8, utf-16, cp1252, cp1250, cp1251, shift_jis, gb18030, euc_kr …",
        ) from error
    if not is_valid:
        raise _undecodable(file, name, encoding)
    return Encoding(encoding)


def _undecodable(file: IO[bytes], name: str, encoding: str) -> UsageError:
    """Return the error for bytes that are invalid in an encoding, with one that decodes them."""
    from lusha_cli.bulk.input.encoding_guess import first_undecodable_line, guess_encoding

    line = first_undecodable_line(file, encoding)
    codec = codecs.lookup(encoding).name
    hint = "The file may be truncated or damaged. Export it again."
    valid, broken = _count_characters(file)
    if codec == "utf-8" and valid >= broken * _VALID_PER_BROKEN:
        hint = f"Nearly all of the file is UTF-8. Fix line {line}, or export the file again."
    elif not codec.startswith(("utf-16", "utf-32")):
        if codec != "utf-8" and _decodes_quickly(file, "utf-8"):
            hint = "The whole file is valid UTF-8. Add --encoding utf-8"
        elif guess := guess_encoding(file, without=codec):
            hint = (
                f"The whole file is valid in {_NAMES.get(guess.encoding, guess.encoding)}: "
                f"--encoding {guess.encoding}"
            )
    file.seek(0)
    return UsageError(f"{name}, line {line} isn't valid {encoding}.", hint=hint)


def decode_error(name: str, line: int, error: UnicodeError) -> UsageError:
    """Return the error for bytes that are invalid in the encoding, found while reading."""
    encoding = getattr(error, "encoding", "this encoding")
    return UsageError(
        f"{name} isn't valid {encoding} near line {line}.",
        hint="The file may have changed while it was being read. Try again.",
    )
