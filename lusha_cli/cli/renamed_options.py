"""Options that got a clearer name; the old one is still accepted, and shown nowhere."""

from collections.abc import Collection, Sequence

# Old name -> new name, for the commands that have the new one.
RENAMED_OPTIONS = {
    "--retry": "--retry-status",
    "--retry-paid": "--allow-double-charge",
    "--columns": "--data-columns",
    "--seed": "--random-seed",
}


def with_new_names(args: Sequence[str], names: Collection[str]) -> list[str]:
    """Return the arguments of a command with the new names of its options, which are `names`."""
    end = args.index("--") if "--" in args else len(args)
    return [*(_new_name(word, names) for word in args[:end]), *args[end:]]


def old_names(names: Collection[str]) -> list[str]:
    """Return the old names of an option with these names."""
    return [old for old, new in RENAMED_OPTIONS.items() if new in names]


def _new_name(word: str, names: Collection[str]) -> str:
    name, equals, value = word.partition("=")
    new = RENAMED_OPTIONS.get(name)
    # A command may have the old name for something else, such as the seeds of recommendations.
    return f"{new}{equals}{value}" if new in names and name not in names else word
