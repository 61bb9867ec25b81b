"""Files of others, links of ours, and what is no file: before anything is sent."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.bulk.output.writers import check_output_writable
from lusha_cli.bulk.record_types import PERSON
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.privacy.suppression_list import SuppressionList
from lusha_cli.storage.atomic_files import atomic_write, read_owned_file, write_private
from lusha_cli.storage.file_targets import ForeignTarget, open_private_file, resolve_target
from lusha_cli.storage.state_store import StateStore
from tests.support.cli import ADA, Lusha
from tests.support.webhook_environment import SECRET

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, for files of another user"
)
OTHER_USER = 4711

Place = Callable[[Path], Path]


def shared(folder: Path, mode: int = 0o1777) -> Path:
    """Return a new folder that others may write to."""
    made = folder / "shared"
    made.mkdir()
    made.chmod(mode)
    return made


def give_away(path: Path) -> Path:
    os.chown(path, OTHER_USER, OTHER_USER, follow_symlinks=False)
    return path


def foreign_file(mode: int) -> Place:
    def place(folder: Path) -> Path:
        path = shared(folder, mode) / "out.csv"
        path.write_text("")
        return give_away(path)

    return place


def foreign_link(target: str, mode: int = 0o1777) -> Place:
    def place(folder: Path) -> Path:
        (folder / "mine.csv").write_text("mine")
        link = shared(folder, mode) / "out.csv"
        link.symlink_to(folder / target)
        return give_away(link)

    return place


def foreign_folder_link(folder: Path) -> Path:
    (folder / "mine").mkdir()
    link = shared(folder) / "results"
    link.symlink_to(folder / "mine")
    return give_away(link) / "out.csv"


def link_to_foreign_link(folder: Path) -> Path:
    link = folder / "out.csv"
    link.symlink_to(foreign_link("mine.csv")(folder))
    return link


def link_to_foreign_file(folder: Path) -> Path:
    link = folder / "out.csv"
    link.symlink_to(foreign_file(0o1777)(folder))
    return link


def link_in_a_folder_of_another_user(folder: Path) -> Path:
    (folder / "mine.csv").write_text("mine")
    theirs = folder / "theirs"
    theirs.mkdir()
    link = theirs / "out.csv"
    link.symlink_to(folder / "mine.csv")
    give_away(theirs)
    return give_away(link)


FOREIGN: dict[str, Place] = {
    "file-sticky": foreign_file(0o1777),
    "file-world": foreign_file(0o777),
    "file-group": foreign_file(0o775),
    "link": foreign_link("mine.csv"),
    "link-group": foreign_link("mine.csv", 0o770),
    "link-dangling": foreign_link("missing.csv"),
    "link-folder": foreign_folder_link,
    "link-to-link": link_to_foreign_link,
    "link-to-file": link_to_foreign_file,
    "link-in-their-folder": link_in_a_folder_of_another_user,
}


@AS_ROOT
@pytest.mark.parametrize("name", FOREIGN)
def test_out_of_another_user_is_refused(tmp_path: Path, name: str) -> None:
    path = FOREIGN[name](tmp_path)
    for out in (str(path), f"sqlite:///{path}"):
        with pytest.raises(UsageError, match="belongs to another user"):
            check_output_writable(out, PERSON)
    with (
        pytest.raises(LushaError, match="belongs to another user"),
        atomic_write(path, mode=0o644, hint=""),
    ):
        pass
    with pytest.raises(OSError, match="belongs to another user"):
        open_private_file(path)
    mine = tmp_path / "mine.csv"
    assert not mine.exists() or mine.read_text() == "mine"
    assert not (tmp_path / "missing.csv").exists()


def own_file(folder: Path) -> Path:
    path = shared(folder) / "out.csv"
    path.write_text("")
    return path


def own_link(folder: Path) -> Path:
    link = shared(folder) / "out.csv"
    link.symlink_to(folder / "real.csv")
    return link


def relative_links(folder: Path) -> Path:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "c").symlink_to("a/b")
    (folder / "a" / "b" / "out.csv").symlink_to("../../real.csv")
    return folder / "c" / "out.csv"


def foreign_file_in_a_private_folder(folder: Path) -> Path:
    path = folder / "out.csv"
    path.write_text("")
    return give_away(path)


ACCEPTED: dict[str, Place] = {
    "new": lambda folder: shared(folder) / "out.csv",
    "own-file": own_file,
    "own-link": own_link,
    "own-links-relative": relative_links,
    "own-folder": foreign_file_in_a_private_folder,
}


@AS_ROOT
@pytest.mark.parametrize("name", ACCEPTED)
def test_out_of_our_own_is_written_through_links(tmp_path: Path, name: str) -> None:
    path = ACCEPTED[name](tmp_path)
    is_link = path.is_symlink()
    check_output_writable(str(path), PERSON)
    with atomic_write(path, mode=0o644, hint="") as file:
        file.write("new")
    assert path.is_symlink() == is_link
    assert path.read_text() == "new"
    if is_link:
        assert (tmp_path / "real.csv").read_text() == "new"


@AS_ROOT
@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
def test_database_next_to_a_file_of_another_user_is_refused(tmp_path: Path, suffix: str) -> None:
    folder = shared(tmp_path)
    (folder / f"crm.db{suffix}").write_text("")
    give_away(folder / f"crm.db{suffix}")
    with pytest.raises(UsageError, match=f"crm.db{suffix} next to it: it belongs to another user"):
        check_output_writable(f"sqlite:///{folder}/crm.db", PERSON)


@AS_ROOT
@pytest.mark.parametrize(
    "planted", ["log.jsonl", "log.jsonl.lock", "log.jsonl.index", "log.jsonl.index-wal"]
)
@pytest.mark.parametrize("kind", ["file", "link"])
def test_listen_log_of_another_user_is_refused(
    lusha: Lusha, tmp_path: Path, planted: str, kind: str
) -> None:
    folder, mine = shared(tmp_path), tmp_path / "mine"
    mine.write_text("mine")
    if kind == "link":
        (folder / planted).symlink_to(mine)
    else:
        (folder / planted).write_text("")
    give_away(folder / planted)
    lusha.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    log = str(folder / "log.jsonl")
    result = lusha("webhooks", "listen", "--port", "0", "--out", log, code=2)
    assert "belongs to another user" in result.err
    assert mine.read_text() == "mine"


def a_pipe(folder: Path) -> str:
    os.mkfifo(folder / "out.csv")
    return str(folder / "out.csv")


def a_socket(folder: Path) -> str:
    # Bound by a relative name, as the names of sockets are short.
    before = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("out.csv")
    finally:
        os.chdir(before)
    return str(folder / "out.csv")


def a_folder(folder: Path) -> str:
    (folder / "out.csv").mkdir()
    return str(folder / "out.csv")


def a_link_to_a_device(folder: Path) -> str:
    (folder / "out.csv").symlink_to("/dev/null")
    return str(folder / "out.csv")


def a_loop(folder: Path) -> str:
    (folder / "out.csv").symlink_to("out.csv")
    return str(folder / "out.csv")


def a_link_to_its_folder(folder: Path) -> str:
    (folder / "out.csv").symlink_to(".")
    return str(folder / "out.csv")


def below_a_file(folder: Path) -> str:
    (folder / "file").write_text("")
    return str(folder / "file" / "out.csv")


NOT_WRITABLE: dict[str, tuple[Callable[[Path], str], str]] = {
    "pipe": (a_pipe, "it is a pipe, not a file"),
    "socket": (a_socket, "it is a socket, not a file"),
    "folder": (a_folder, "it is a folder, not a file"),
    "device": (a_link_to_a_device, "it is a device, not a file"),
    "folder-link": (a_link_to_its_folder, "it is a folder, not a file"),
    "root": (lambda _: "/", "it is a folder, not a file"),
    "null": (lambda _: "/dev/null", "leave out --out"),
    "stdout": (lambda _: "/dev/stdout", "leave out --out"),
    "fd": (lambda _: "/dev/fd/1", "leave out --out"),
    "proc": (lambda _: "/proc/self/fd/1", "leave out --out"),
    "loop": (a_loop, "Too many levels of symbolic links"),
    "parent-missing": (lambda folder: str(folder / "no" / "out.csv"), "there is no folder"),
    "parent-file": (below_a_file, "there is no folder"),
    "name-too-long": (lambda folder: str(folder / f"{'x' * 300}.csv"), "File name too long"),
}


@pytest.mark.parametrize("name", NOT_WRITABLE)
@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_out_that_is_no_file_is_refused_at_once(
    lusha: Lusha, tmp_path: Path, name: str, scheme: str
) -> None:
    place, message = NOT_WRITABLE[name]
    out, leads = f"{scheme}{place(tmp_path)}", tmp_path / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    result = lusha("person", "bulk", str(leads), "--yes", "--out", out, code=2)
    assert message in " ".join(result.err.split())
    assert lusha("sandbox", "status").json["requests"] == 0
    lusha.env["LUSHA_WEBHOOK_SECRET"] = SECRET
    lusha("webhooks", "listen", "--port", "0", "--out", out, code=2)


def test_out_of_a_dash_names_the_way_to_stdout(lusha: Lusha, tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    result = lusha("person", "bulk", str(leads), "--yes", "--out", "-", code=2)
    assert "To write to standard output, leave out --out." in result.err


def test_stdout_in_a_file_is_not_replaced(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    with real.open("w") as stream, pytest.raises(OSError, match="not a file"):
        resolve_target(Path(f"/dev/fd/{stream.fileno()}"))


@pytest.mark.parametrize("name", ["config.toml", "credentials.toml"])
@pytest.mark.parametrize("place", [a_pipe, a_socket, a_folder, a_link_to_a_device])
def test_settings_in_what_is_no_file_are_refused(
    user: Lusha, tmp_path: Path, name: str, place: Callable[[Path], str]
) -> None:
    folder = user.config.parent
    folder.mkdir(mode=0o700)
    os.rename(place(tmp_path), folder / name)
    login = ("auth", "login", "--with-token", "--insecure-storage")
    for argv in (("account", "usage"), login):
        assert "not a file" in user(*argv, stdin=b"key-of-a-test-0001", code=2).err
    user("config", "set", "output", "json", code=2 if name.startswith("config") else 0)
    assert not (folder / name).is_file()


OWN_FILES = ("config.toml", "credentials.toml", "cache.json")


@pytest.mark.parametrize("is_dangling", [False, True])
@pytest.mark.parametrize("name", OWN_FILES)
def test_private_file_that_is_a_link_of_ours_is_written_through(
    tmp_path: Path, name: str, is_dangling: bool
) -> None:
    target, link = tmp_path / "dotfiles" / name, tmp_path / name
    link.symlink_to(target)
    if not is_dangling:
        target.parent.mkdir(mode=0o700)
        target.write_text("old")
        target.chmod(0o600)
        assert read_owned_file(link, is_secret=True) == "old"
    else:
        assert read_owned_file(link, is_secret=True) == ""
    write_private(link, "new")
    assert link.is_symlink()
    assert target.read_text() == read_owned_file(link, is_secret=True) == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@AS_ROOT
@pytest.mark.parametrize("name", OWN_FILES)
def test_private_file_that_is_a_link_of_another_user_is_refused(tmp_path: Path, name: str) -> None:
    target, link = tmp_path / "mine", tmp_path / name
    target.write_text("mine")
    target.chmod(0o600)
    link.symlink_to(target)
    give_away(link)
    with pytest.raises(UsageError, match=r"the link .+ belongs to another user"):
        read_owned_file(link)
    with pytest.raises(LushaError, match=r"the link .+ belongs to another user"):
        write_private(link, "new")
    assert target.read_text() == "mine"


def test_config_link_of_ours_stays_a_link(lusha: Lusha, tmp_path: Path) -> None:
    lusha.config.parent.mkdir(mode=0o700)
    target = tmp_path / "dotfiles.toml"
    target.write_text("# mine\n")
    target.chmod(0o600)
    lusha.config.symlink_to(target)
    lusha("config", "set", "output", "json")
    assert lusha.config.is_symlink()
    assert target.read_text() == '# mine\noutput = "json"\n'


def test_state_link_of_ours_stays_a_link(tmp_path: Path) -> None:
    state, target = tmp_path / "state", tmp_path / "other" / "state.db"
    state.mkdir(mode=0o700)
    target.parent.mkdir(mode=0o700)
    (state / "state.db").symlink_to(target)
    StateStore(state).put("name", "value")
    assert StateStore(state).get("name") == "value"
    assert (state / "state.db").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@AS_ROOT
def test_state_link_of_another_user_is_not_followed(tmp_path: Path) -> None:
    shared_state = shared(tmp_path)
    (shared_state / "state.db").symlink_to(tmp_path / "planted.db")
    give_away(shared_state / "state.db")
    StateStore(shared_state).put("name", "value")
    with (
        pytest.raises(LushaError, match="belongs to another user"),
        StateStore(shared_state).lock(),
    ):
        pass
    assert not (tmp_path / "planted.db").exists()


def test_suppression_list_behind_links_of_ours_is_written_through(tmp_path: Path) -> None:
    state, elsewhere = tmp_path / "state", tmp_path / "elsewhere"
    state.mkdir(mode=0o700)
    elsewhere.mkdir(mode=0o700)
    for name in ("suppression.db", "suppression.salt"):
        (state / name).symlink_to(elsewhere / name)
    suppression = SuppressionList(state)
    # Without the file that it leads to, a list is not an empty list.
    with pytest.raises(LushaError, match="is a link to a missing file"):
        suppression.contains_any(["email:ada@firm.example"])
    assert suppression.add(["email:ada@firm.example"], at=1.0) == 1
    assert suppression.add(["email:bob@firm.example"], at=1.0) == 1
    assert suppression.contains_any(["email:ada@firm.example"])
    for name in ("suppression.db", "suppression.salt"):
        assert (state / name).is_symlink()
        assert (elsewhere / name).is_file()


@AS_ROOT
@pytest.mark.parametrize("name", ["suppression.db", "suppression.salt"])
def test_suppression_list_behind_a_link_of_another_user_is_refused(
    tmp_path: Path, name: str
) -> None:
    SuppressionList(tmp_path).add(["email:ada@firm.example"], at=1.0)
    os.rename(tmp_path / name, tmp_path / "planted")
    (tmp_path / name).symlink_to(tmp_path / "planted")
    give_away(tmp_path / name)
    with pytest.raises(LushaError, match="belongs to another user"):
        SuppressionList(tmp_path).contains_any(["email:ada@firm.example"])


def test_config_is_read_in_a_folder_that_was_deleted(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha("config", "set", "output", "yaml")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert lusha("config", "get", "output").out == "yaml\n"
    with pytest.raises(OSError, match="No such file"):
        resolve_target(Path("out.csv"))


@AS_ROOT
def test_resolve_target_trusts_links_of_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared(tmp_path)
    (folder / "out.csv").symlink_to(tmp_path / "real.csv")
    monkeypatch.setattr(os, "geteuid", lambda: OTHER_USER)
    assert resolve_target(folder / "out.csv") == tmp_path / "real.csv"
    os.chown(folder / "out.csv", 4712, 4712, follow_symlinks=False)
    with pytest.raises(ForeignTarget):
        resolve_target(folder / "out.csv")


def test_out_that_its_owner_protects_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    # Root may write to any file.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UsageError, match="the file cannot be written to"):
        check_output_writable(str(out), PERSON)
