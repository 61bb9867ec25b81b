"""JSON values as a journal stores them: compressed, or as text up to version 0.4."""

import json
import zlib

from lusha_cli.json_types import Json

# Higher levels take several times the time to save a tenth of the space.
_LEVEL = 1
# A single result is compressed with a similar one as its dictionary. Both fit into 4 KB, and
# compressors with smaller tables are created in a third of the time.
_DICTIONARY_LEVEL, _WINDOW_BITS, _MEMORY_LEVEL = 3, 12, 4
_MAX_DICTIONARY_BYTES = 2048
# The flag in the second byte of zlib data that was compressed with a dictionary.
_HAS_DICTIONARY = 0x20

Packed = str | bytes


class TextValues:
    """Values as JSON text, in TEXT columns."""

    column_type = "TEXT"

    def pack(self, value: Json, text: bytes | None = None) -> Packed:  # noqa: ARG002
        """Return a value as it is stored."""
        return json.dumps(value)

    def pack_similar(self, value: Json) -> Packed:
        """Return a value as it is stored."""
        return json.dumps(value)

    def unpack(self, packed: Packed) -> Json:
        """Return the value of a stored text. Raises ValueError if it is damaged."""
        return json.loads(packed)

    def text(self, packed: Packed) -> bytes:
        """Return the JSON text of a stored value."""
        assert isinstance(packed, str)
        return packed.encode()


class CompressedValues:
    """Values as JSON compressed by zlib, in BLOB columns.

    `dictionary` is the JSON text of a value, for small values that are similar to it.
    """

    column_type = "BLOB"

    def __init__(self, dictionary: str = "") -> None:
        self._dictionary = dictionary.encode()

    def pack(self, value: Json, text: bytes | None = None) -> Packed:
        """Return a value as it is stored; `text` is its JSON if the caller has it."""
        return zlib.compress(json.dumps(value).encode() if text is None else text, _LEVEL)

    def pack_similar(self, value: Json) -> Packed:
        """Return a value that is similar to the dictionary as it is stored."""
        compressor = zlib.compressobj(
            _DICTIONARY_LEVEL,
            zlib.DEFLATED,
            _WINDOW_BITS,
            _MEMORY_LEVEL,
            zlib.Z_DEFAULT_STRATEGY,
            self._dictionary,
        )
        return compressor.compress(json.dumps(value).encode()) + compressor.flush()

    def unpack(self, packed: Packed) -> Json:
        """Return the value of stored bytes. Raises ValueError or zlib.error if it is damaged."""
        return json.loads(self.text(packed))

    def text(self, packed: Packed) -> bytes:
        """Return the JSON text of a stored value. Raises zlib.error if it is damaged."""
        assert isinstance(packed, bytes)
        if len(packed) > 1 and packed[1] & _HAS_DICTIONARY:
            decompressor = zlib.decompressobj(zdict=self._dictionary)
            return decompressor.decompress(packed) + decompressor.flush()
        return zlib.decompress(packed)


def dictionary_for(value: Json) -> str:
    """Return a dictionary for values that are similar to this one: its keys, without its data."""
    return json.dumps(_without_data(value))[:_MAX_DICTIONARY_BYTES]


def _without_data(value: Json) -> Json:
    if isinstance(value, dict):
        # A key that only this value has may be an ID.
        names = {key: "" if any(map(str.isdigit, key)) else key for key in value}
        return {names[key]: _without_data(value[key]) for key in value}
    if isinstance(value, list):
        return [_without_data(entry) for entry in value[:1]]
    return "" if isinstance(value, str) else value if isinstance(value, bool) else None
