"""`python -m lusha_cli.manual [--check]`, run at the root of the repository.

Writes the generated files anew. With --check it writes nothing, and fails where one is stale.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lusha_cli.manual import completions
from lusha_cli.manual.readme import with_tables

README = "README.md"


def files() -> dict[str, Callable[[], str]]:
    """What makes the text of each generated file, by its path from the root."""
    return {
        README: lambda: with_tables(Path(README).read_text(encoding="utf-8")),
        **{
            f"completions/{name}": partial(completions.script, shell)
            for shell, (name, _) in completions.SCRIPTS.items()
        },
    }


def run(argv: list[str]) -> int:
    """0 where the files are as they should be (or were made so), 1 where --check found stale."""
    fresh = {Path(name): make() for name, make in files().items()}
    stale = [path for path, text in fresh.items() if _text(path) != text]
    if "--check" in argv:
        for path in stale:
            sys.stderr.write(f"{path.as_posix()} is stale. Run: python -m lusha_cli.manual\n")
        return int(bool(stale))
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(fresh[path], encoding="utf-8", newline="\n")
    return 0


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
