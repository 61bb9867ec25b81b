"""The counts of the rows of a run by status, as a sentence."""


def format_status_counts(statuses: dict[str, int]) -> str:
    """Return row counts by status, in a fixed order: `2 matched, 1 not found.`."""
    from lusha_cli.bulk.output.rows import status_words

    names = "matched mismatch not_found invalid blocked skipped forgotten error unknown"
    counts = [
        f"{statuses[name]:,} {status_words(name)}" for name in names.split() if statuses.get(name)
    ]
    return f"{', '.join(counts)}."
