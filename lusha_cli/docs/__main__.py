"""`python -m lusha_cli.docs [--check]`, run at the root of the repository.

Writes the generated files and removes those that are no longer generated. With --check it changes
nothing, and fails if a file is stale or no longer generated.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lusha_cli.docs import client_stub, completions
from lusha_cli.docs.man.pages import page_files, pages

PROJECT = "pyproject.toml"
# Folders with generated files only: files that are no longer generated are removed.
GENERATED_GLOBS = ("man/*.[1-9]",)


def generated_files() -> dict[str, Callable[[], str]]:
    """Return the function that makes each generated file, by path from the root."""
    man_pages = pages()
    return {
        PROJECT: lambda: page_files(Path(PROJECT).read_text(encoding="utf-8"), man_pages),
        client_stub.FILE: client_stub.client_stub,
        **{name: partial(str, text) for name, text in man_pages.items()},
        **{
            f"completions/{format_.file_name}": partial(completions.script, shell)
            for shell, format_ in completions.SCRIPTS.items()
        },
    }


def run(argv: list[str]) -> int:
    """Return 0 if the files are current (or were updated), 1 if --check found a stale one."""
    generated = {Path(name): make() for name, make in generated_files().items()}
    stale = [path for path, text in generated.items() if _read_text(path) != text]
    orphaned = [
        path
        for pattern in GENERATED_GLOBS
        for path in sorted(Path().glob(pattern))
        if path not in generated
    ]
    if "--check" in argv:
        for path in (*stale, *orphaned):
            problem = "is stale" if path in generated else "is no longer generated"
            sys.stderr.write(f"{path.as_posix()} {problem}. Run: python -m lusha_cli.docs\n")
        return int(bool(stale or orphaned))
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Without `newline`, Windows would write CRLF into the repository.
        path.write_text(generated[path], encoding="utf-8", newline="\n")
    for path in orphaned:
        path.unlink()
    return 0


def _read_text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
