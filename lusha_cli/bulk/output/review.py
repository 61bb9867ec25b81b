"""Write the rows of a run that may be other people to a file of their own."""

from lusha_cli.bulk.output.rows import OutputRows
from lusha_cli.bulk.output.writers import review_path, write_file
from lusha_cli.bulk.run.journal import Journal


def write_review(out: str, journal: Journal, written: OutputRows, review: OutputRows) -> None:
    """Write the mismatches of `written`, with their data, to a file beside `out`.

    Without any, a file that an earlier process wrote is removed. `review` are the same rows, not
    read yet.
    """
    path = review_path(out)
    name, names = str(path.absolute()), journal.get("reviews") or []
    if written.mismatches:
        if name not in names:
            # Before it is written, so that a later process removes it.
            journal.put(reviews=[*names, name])
        review.mismatches, review.is_review = written.mismatches, True
        write_file(path, review)
    elif name in names:
        path.unlink(missing_ok=True)
        journal.put(reviews=[other for other in names if other != name])
