"""The built-in shapes, and those in files of users."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lusha_cli.errors import UsageError
from lusha_cli.shapes import DOCUMENTS, NAMES
from lusha_cli.shapes.shape import Shape
from lusha_cli.shapes.yaml_reader import read_shape
from lusha_cli.suggestions import did_you_mean

_DATA = Path(__file__).with_name("data")
_SUFFIXES = (".yaml", ".yml")
# Larger files are not shapes.
_MAX_BYTES = 1_000_000


def shape_text(name: str) -> str:
    """Return the YAML of a built-in shape. Raises UsageError for an unknown name."""
    if name not in NAMES:
        raise UsageError(
            f"There is no shape {name!r}.{did_you_mean(name, (*NAMES, DOCUMENTS))}",
            hint="List the shapes: lusha shapes list",
        )
    return (_DATA / f"{name}.yaml").read_text(encoding="utf-8")


def load_shape(name: str) -> Shape:
    """Return a built-in shape, or that of a YAML file. Raises UsageError."""
    if name == DOCUMENTS:
        return Shape(name, "people", "Documents of MongoDB", (), json_form="document")
    if name in NAMES or not _is_file_name(name):
        return _built_in(name)
    path = Path(name)
    try:
        data = path.read_bytes() if path.stat().st_size <= _MAX_BYTES else None
    except OSError as error:
        raise UsageError(
            f"--shape {name}: {error.strerror}.",
            hint="Start from a built-in shape: lusha shapes show hubspot-contact > FILE.yaml",
        ) from error
    if data is None:
        raise UsageError(f"--shape {name}: the file is larger than 1 MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"--shape {name}: the file isn't UTF-8.") from error
    return read_shape(text, name=name, file=name)


def built_in_shapes() -> Iterator[Shape]:
    """Yield the built-in shapes."""
    yield from map(_built_in, NAMES)


@cache
def _built_in(name: str) -> Shape:
    return read_shape(shape_text(name), name=name, file=f"{name}.yaml")


def _is_file_name(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) or "/" in name or "\\" in name
