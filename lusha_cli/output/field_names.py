"""Compare the names in `--fields` with those of a result, or of the documented one."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from lusha_cli.errors import NothingMatched, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.json_path import known_paths
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.suggestions import close_matches, edit_distance, is_typo

# Enough to read, and to find a name in.
_MAX_NAMES = 40
# A sample has all names that matter, and known_paths() visits every value.
_SAMPLE = 100


def layout_paths(layout: Layout) -> list[str]:
    """Return the paths that a layout reads, which the API may use besides the documented ones."""
    return [key for column in layout.columns for key in (column.key, *column.fallback_keys)]


def paths_of(records: Sequence[Json]) -> list[str]:
    """Return the paths of some records, in their order, without positions and ids."""
    return list(dict.fromkeys(map(_without_numbers, known_paths(records[:_SAMPLE]))))


def is_known(name: str, known: Collection[str]) -> bool:
    """Return whether a name is one of the `known` paths, or begins one."""
    name = _without_numbers(name)
    return name in known or any(path.startswith(f"{name}.") for path in known)


def is_certainly_wrong(name: str, known: Collection[str]) -> bool:
    """Return whether a name is a `known` one with a typing error in one part.

    `emial` is one in the last part of `emailAddresses.email`.
    """
    if "." not in name and not is_known(name, known):
        ends = set(map(_last_part, known))
        # A name that is right, but deeper, may be a new one of the API.
        if name.lower() not in ends and any(is_typo(name, end) for end in ends):
            return True
    prefix = ""
    for part in _without_numbers(name).split("."):
        siblings = {path.removeprefix(prefix).split(".")[0] for path in _under(prefix, known)}
        if part not in siblings:
            return any(is_typo(part, sibling) for sibling in siblings)
        prefix += f"{part}."
    return False


def unknown_fields_error(names: Sequence[str], known: Sequence[str]) -> UsageError:
    """Return the error of names that are certainly wrong; nothing was sent yet."""
    plural = "s" * (len(names) > 1)
    return UsageError(
        f"Unknown field{plural} {_quoted(names)}.{suggestion(names, known)}",
        hint=f"Nothing was sent. Available fields: {list_names(known)}",
    )


def missing_fields_message(names: Sequence[str], records: Sequence[Json]) -> str:
    """Return the sentence about fields that no record has."""
    plural = "s" * (len(names) > 1)
    known = paths_of(records)
    return f"No record has the field{plural} {_quoted(names)}.{suggestion(names, known)}"


def nothing_matched(message: str, records: Sequence[Json]) -> NothingMatched:
    """Return the error of names of which a result has none."""
    known = paths_of(records)
    return NothingMatched(message, hint=f"Fields of the result: {list_names(known)}" * bool(known))


def suggestion(names: Sequence[str], known: Sequence[str]) -> str:
    """Return ` Did you mean …?` with the most similar path of each name, or ""."""
    similar = dict.fromkeys(path for name in names for path in similar_paths(name, known)[:1])
    return f" Did you mean {_quoted(similar)}?" if similar else ""


def similar_paths(name: str, known: Sequence[str]) -> list[str]:
    """Return up to three paths that resemble a name, or whose last part resembles its own.

    The most similar one comes first: for `emial`, `emailAddresses.email` rather than `emails`.
    """
    wanted = _last_part(name)
    same = [path for path in known if _last_part(path) == wanted]
    by_lower_case = {path.lower(): path for path in known}
    similar = [by_lower_case[match] for match in close_matches(name.lower(), by_lower_case)]
    last_parts = close_matches(wanted, dict.fromkeys(map(_last_part, known)))
    same_end = [path for match in last_parts for path in known if _last_part(path) == match]

    def difference(path: str) -> tuple[int, int]:
        ends = edit_distance(wanted, _last_part(path))
        return min(ends, edit_distance(name.lower(), path.lower())), len(path)

    return sorted(dict.fromkeys(same + similar + same_end), key=difference)[:3]


def list_names(known: Iterable[str]) -> str:
    """Return paths as a text: those of the first level, then as many of the others as fit."""
    names = list(dict.fromkeys(known))
    parents = {path.rpartition(".")[0] for path in names}
    first = [path for path in names if "." not in path]
    deeper = [path for path in names if "." in path and path not in parents]
    ordered = first + sorted(deeper, key=lambda path: path.count("."))
    shown = list(islice(ordered, max(_MAX_NAMES, len(first))))
    more = f", and {len(ordered) - len(shown)} more" * (len(shown) < len(ordered))
    return f"{', '.join(shown)}{more}."


def _under(prefix: str, known: Collection[str]) -> Iterable[str]:
    return (path for path in known if path.startswith(prefix))


def _without_numbers(path: str) -> str:
    """Return a path without the positions of lists and the ids of maps."""
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def _last_part(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _quoted(names: Iterable[str]) -> str:
    *others, last = [f"`{name}`" for name in names]
    return f"{', '.join(others)} and {last}" if others else last
