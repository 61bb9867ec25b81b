"""Guess the encoding of a file that is neither UTF-8 nor UTF-16 nor UTF-32."""

import codecs
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from lusha_cli.bulk.input.encoding_scores import count_languages, score_decoding

# In the order in which they are preferred.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1254", "cp1251", "cp932", "cp949", "gb18030", "big5", "mac_roman",
    "cp850", "cp1253", "cp1257", "iso8859_2", "koi8_r", "cp866", "cp852", "euc_jp", "cp1255",
    "cp1256", "cp874", "iso8859_5", "mac_cyrillic", "mac_latin2",
)  # fmt: skip
_SAMPLE_CHARACTERS = 1 << 15
_CHUNK_BYTES = 1 << 16
# Readings of the same score to this difference are equally likely.
_TIE = 0.03
# A lower score has letters that don't occur in names.
MIN_SCORE = 0.75
# Western letters that are so frequent that another reading of theirs isn't worth a prompt.
_FREQUENT = frozenset("äöüßéáíóúëçîÄÖÜÉÁÍÓÚËÇÎñøåæêãûâÑØÅÆÊÃÂ’‘“”–—…€®™©°«»")  # noqa: RUF001
# Chinese in EUC-KR isn't Korean throughout, but Korean in GB 18030 is always Chinese.
_MIN_KOREAN = 6


class Guess(NamedTuple):
    """A likely encoding, the first line that shows it, and another one that is as likely, or "".

    `line` is its number and `text` its decoded words.
    """

    encoding: str
    score: float
    line: int
    text: str
    other: str = ""

    @property
    def is_unlikely(self) -> bool:
        """Return whether names in this encoding may well be misread."""
        return self.score < MIN_SCORE or bool(self.other)


class _Reading(NamedTuple):
    encoding: str
    score: float
    languages: int
    text: str


def guess_encoding(file: IO[bytes], *, without: str = "") -> Guess | None:
    """Return the likeliest encoding that decodes the whole file, or None.

    It is never the codec `without`.
    """
    lines = list(_sample_lines(file))
    if not lines:
        return None
    sample = b"\n".join(line for _, line in lines)
    readings = _read_all(sample, _CANDIDATES, without)
    if not readings or readings[0].score < MIN_SCORE:
        readings = _read_all(sample, (*_CANDIDATES, *_detected_encodings(sample)), without)
    readings = [reading for reading in readings if decodes(file, reading.encoding)][:6]
    if not readings:
        return None
    best = readings[0]
    ties = [r for r in readings[1:] if best.score - r.score <= _TIE
            and r.languages <= best.languages and _is_other_reading(best, r)]  # fmt: skip
    number, line = lines[0]
    return Guess(
        best.encoding, best.score, number, _shown(line.decode(best.encoding, "replace")),
        ties[0].encoding if ties else "",
    )  # fmt: skip


def decodes(file: IO[bytes], encoding: str) -> bool:
    """Return whether an encoding decodes the whole file."""
    return first_undecodable_line(file, encoding) is None


def first_undecodable_line(file: IO[bytes], encoding: str) -> int | None:
    """Return the number of the first line with bytes that are invalid in the encoding, or None.

    Raises LookupError for an unknown encoding.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), True)
    lines = 1
    file.seek(0)
    while True:
        chunk = file.read(_CHUNK_BYTES)
        try:
            lines += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "ignore")
            return lines + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        if not chunk:
            return None


def _read_all(sample: bytes, encodings: tuple[str, ...], without: str) -> list[_Reading]:
    """Return the readings of a sample that are possible, the likeliest first."""
    readings = []
    for encoding in dict.fromkeys(encodings):
        if without and codecs.lookup(encoding).name == without:
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = score_decoding(text, encoding)
        readings.append(_Reading(encoding, score, count_languages(text, encoding), text))
    # Sorting is stable: of equally likely ones, the first candidate comes first.
    return sorted(
        readings,
        key=lambda reading: (-round(reading.score / _TIE), reading.languages, -_korean(reading)),
    )


def _detected_encodings(sample: bytes) -> list[str]:
    # Slow to import, and nearly never needed.
    from charset_normalizer import from_bytes

    encodings = [match.encoding for match in from_bytes(sample)]
    return [encoding for encoding in encodings if not encoding.startswith("utf")]


def _korean(reading: _Reading) -> int:
    """Return whether a reading is Korean throughout, as 1 or 0."""
    letters = [char for char in reading.text if char > "\x7f"]
    is_korean = all("\uac00" <= char <= "\ud7a3" for char in letters)
    return int(is_korean and len(letters) >= _MIN_KOREAN)


def _is_other_reading(best: _Reading, other: _Reading) -> bool:
    """Return whether `other` differs in letters that both could well be."""
    if _korean(best):
        return False
    if len(best.text) != len(other.text):
        return True
    differences = {a for a, b in zip(best.text, other.text, strict=True) if a != b}
    is_western = best.encoding == "cp1252"
    return bool(differences - _FREQUENT) if is_western else bool(differences)


def _sample_lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of the first lines that aren't ASCII."""
    file.seek(0)
    # Latin-1 maps every byte to one character; any line end counts, as in the readers.
    text = io.TextIOWrapper(file, encoding="latin-1")
    try:
        size = 0
        for number, line in enumerate(text, start=1):
            if not line.isascii():
                yield number, line.rstrip("\n").encode("latin-1")[:_SAMPLE_CHARACTERS]
                size += len(line)
                if size > _SAMPLE_CHARACTERS:
                    break
    finally:
        text.detach()


def _shown(line: str) -> str:
    """Return the part of a line that isn't ASCII, for a message."""
    cells = [cell.strip("\"' ") for cell in line.replace(";", ",").replace("\t", ",").split(",")]
    cell = next((cell for cell in cells if not cell.isascii()), "")
    return cell if len(cell) <= 60 else f"{cell[:60]}…"
