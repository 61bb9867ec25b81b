"""The files of the recipes, and copies of them."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from lusha_cli.errors import UsageError
from lusha_cli.recipes import NAMES
from lusha_cli.suggestions import did_you_mean

_FOLDER = Path(__file__).parent
_README = "README.md"
_MAX_LISTED = 6


def recipe_files(name: str) -> dict[str, bytes]:
    """Return the files of a recipe by path, without its README. Raises UsageError."""
    folder = _recipe_folder(name)
    # pip compiles the Python files that it installs.
    paths = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"
    )
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    del files[_README]
    return files


def file_summary(name: str) -> str:
    """Return the files of a recipe on one line, with the number of those in each folder."""
    files = recipe_files(name)
    if len(files) <= _MAX_LISTED:
        return ", ".join(files)
    counts = Counter(file.partition("/")[0] if "/" in file else file for file in files)
    return ", ".join(
        entry if entry in files else f"{entry}/ ({count} files)" for entry, count in counts.items()
    )


def recipe_readme(name: str) -> str:
    """Return the README of a recipe. Raises UsageError."""
    return (_recipe_folder(name) / _README).read_text(encoding="utf-8")


def recipe_file(name: str, file: str) -> str:
    """Return the text of a file of a recipe. Raises UsageError."""
    files = recipe_files(name)
    if file not in files:
        raise UsageError(
            f"The recipe {name} has no file {file!r}.{did_you_mean(file, list(files))}",
            hint=f"List its files: lusha recipes show {name}",
        )
    return files[file].decode()


def about(name: str) -> str:
    """Return what a recipe does: the heading of its README."""
    return recipe_readme(name).partition("\n")[0].partition(": ")[2]


def copy_recipe(name: str, folder: Path) -> list[Path]:
    """Write the files of a recipe below a folder and return their paths. Raises UsageError.

    If one of them exists or can't be written, nothing is written. The README is named after the
    recipe, as the folder often has a README of its own.
    """
    files = {f"lusha-{name}.md": recipe_readme(name).encode(), **recipe_files(name)}
    contents = {folder / file: content for file, content in files.items()}
    for path in contents:
        # A broken link exists too: writing through it would create a file elsewhere.
        if path.exists() or path.is_symlink():
            raise UsageError(
                f"{path} exists already. Nothing was written.",
                hint=f"Copy to another folder: lusha recipes copy {name} {folder / name}",
            )
    with ExitStack() as undo:
        for path, content in contents.items():
            try:
                for parent in reversed(path.parents):
                    if not parent.is_dir():
                        parent.mkdir()
                        undo.callback(_remove, parent.rmdir)
                with path.open("xb") as file:
                    undo.callback(_remove, path.unlink)
                    file.write(content)
            except OSError as error:
                raise UsageError(
                    f"{error.filename or path} can't be written: {error.strerror}. "
                    "Nothing was written.",
                    hint=f"Copy to another folder: lusha recipes copy {name} FOLDER",
                ) from error
        undo.pop_all()
    return list(contents)


def _remove(remove: Callable[[], None]) -> None:
    """Remove a file or folder that was just created; keep it if that fails."""
    with suppress(OSError):
        remove()


def _recipe_folder(name: str) -> Path:
    if name not in NAMES:
        raise UsageError(
            f"There is no recipe {name!r}.{did_you_mean(name, NAMES)}",
            hint="List the recipes: lusha recipes list",
        )
    return _FOLDER / name
