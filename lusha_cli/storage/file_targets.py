"""Resolve the file at a path, and reject files and links of other users."""

import errno
import os
import stat
from pathlib import Path, PurePath

_MAX_LINKS = 40
# Files that are open already: a rename there changes nothing that a reader sees.
_OPEN_FILES = ("/proc/", "/dev/fd/")


class UnsafeTarget(OSError):
    """A path leads to something that must not be read or written; `strerror` is why."""

    def __init__(self, why: str, path: str) -> None:
        super().__init__(errno.EPERM, why, path)


class ForeignTarget(UnsafeTarget):
    """A link or file belongs to another user."""


class NotAFile(UnsafeTarget):
    """A path leads to a folder, pipe, socket or device."""


def resolve_target(path: Path, *, is_own: bool = False) -> Path:
    """Return the file that is read or written at `path`: the target of links that are ours.

    It may be missing. Raises ForeignTarget for a link or a file of another user in a folder that
    others can write to, NotAFile for anything but a file, and OSError if the path can't be looked
    up. With `is_own`, the path leads to a file of ours: a link of another user is refused in any
    folder.
    """
    if os.name != "posix":  # pragma: no cover - Windows: links need a privilege
        return Path(os.path.realpath(path))
    # The current folder may have been deleted, which matters only to a relative path.
    start = "" if path.is_absolute() else os.getcwd()
    current, rest = "/", _parts(os.path.join(start, path))
    links = 0
    status = os.lstat(current)
    while rest:
        name = rest.pop()
        if name == "..":
            current = os.path.dirname(current)
            status = os.lstat(current)
            continue
        folder, current = current, os.path.join(current, name)
        try:
            status = os.lstat(current)
        except (FileNotFoundError, NotADirectoryError):
            return Path(current, *reversed(rest))
        if not stat.S_ISLNK(status.st_mode):
            continue
        # A folder on the way, such as /proc/self, is a link too.
        if not rest and current.startswith(_OPEN_FILES):
            raise _not_a_file(current, stat.S_IFCHR)
        _check_link(current, status, folder, is_own=is_own and not rest)
        links += 1
        if links > _MAX_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        target = os.readlink(current)
        rest += _parts(target)
        current = "/" if target.startswith("/") else folder
        status = os.lstat(current)
    # Not looked up again: another process may have removed it.
    _check_file(current, status)
    return Path(current)


def open_private_file(path: Path, *, flags: int = os.O_RDWR) -> int:
    """Open the file that `path` leads to, created with mode 0600; return its descriptor.

    Raises UnsafeTarget or OSError.
    """
    target = resolve_target(path)
    # O_BINARY: Windows would translate line ends. The others: what was looked up may be replaced by
    # a link, or by a pipe that nobody opens at its other end.
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    handle = os.open(target, flags | os.O_CREAT, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _not_a_file(str(target), os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return handle


def create_private_file(path: Path) -> None:
    """Create the file that `path` leads to, with mode 0600, if it is missing.

    For SQLite, which would create it with the default mode. Raises UnsafeTarget or OSError.
    """
    os.close(open_private_file(path))


def _parts(path: str) -> list[str]:
    """Return the names in a path, the last one first."""
    return [name for name in reversed(PurePath(path).parts) if name != "/"]


def _check_link(link: str, status: os.stat_result, folder: str, *, is_own: bool) -> None:
    """Raise UnsafeTarget for a link that another user could have planted."""
    if _is_trusted(status.st_uid):
        return
    if is_own or _is_shared(folder) or not _is_trusted(os.stat(folder).st_uid):
        why = f"the link {link} belongs to another user, who could redirect it"
        raise ForeignTarget(why, link)


def _check_file(path: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _not_a_file(path, status.st_mode)
    if not _is_trusted(status.st_uid) and _is_shared(os.path.dirname(path)):
        raise ForeignTarget(
            "it belongs to another user, in a folder that others can write to", path
        )


def _is_trusted(owner: int) -> bool:
    # Root can read and change everything anyway.
    return owner in (os.geteuid(), 0)


def _is_shared(folder: str) -> bool:
    return bool(os.stat(folder).st_mode & 0o022)


def _not_a_file(path: str, mode: int) -> NotAFile:
    kinds = {stat.S_IFDIR: "folder", stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket"}
    return NotAFile(f"it is a {kinds.get(stat.S_IFMT(mode), 'device')}, not a file", path)
