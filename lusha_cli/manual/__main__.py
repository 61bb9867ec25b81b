"""`python -m lusha_cli.manual [--check]`, run at the root of the repository.

Writes the README's tables anew. With --check it writes nothing, and fails where one is stale.
"""

import sys
from pathlib import Path

from lusha_cli.manual.readme import with_tables

README = Path("README.md")


def run(argv: list[str]) -> int:
    """0 where the files are as they should be (or were made so), 1 where --check found stale."""
    text = README.read_text(encoding="utf-8")
    fresh = with_tables(text)
    if "--check" not in argv:
        README.write_text(fresh, encoding="utf-8")
        return 0
    if text == fresh:
        return 0
    sys.stderr.write("README.md is stale. Run: python -m lusha_cli.manual\n")
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
