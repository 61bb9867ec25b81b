"""First names that stand for each other, such as Bob and Robert."""

from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("nicknames.txt")


@lru_cache(maxsize=1)
def _groups_by_name() -> dict[str, frozenset[int]]:
    """Return the numbers of the groups of each name."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_TABLE.read_text(encoding="ascii").splitlines()):
        if not line.startswith("#"):
            for name in line.split():
                groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def is_known(name: str) -> bool:
    """Return whether a folded first name is in the table."""
    return name in _groups_by_name()


def are_nicknames(name: str, other: str) -> bool:
    """Return whether two folded first names may be those of one person."""
    groups = _groups_by_name()
    own = groups.get(name)
    return own is not None and not own.isdisjoint(groups.get(other, ()))
