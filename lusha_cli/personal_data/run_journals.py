"""The journals of bulk runs: rows of files, and the results that were paid for."""

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from lusha_cli.bulk.run.erasure import JournalErasure
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.runs import Runs
from lusha_cli.errors import LushaError, RunLocked
from lusha_cli.personal_data.store import Finding, StoreStatus, time_span
from lusha_cli.privacy.file_names import is_in_name
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.completion_cache import CompletionCache
from lusha_cli.storage.sqlite_files import LOG_SUFFIXES, files_size


class RunStore:
    """The journals of all runs, each as old as its last response.

    A run that a process is executing stays. So does its result in the file that the user wrote.
    `completions` has descriptions of the runs, with the names of their files.
    """

    name = "runs"
    nouns = ("run", "runs")

    def __init__(self, folder: Path, completions: CompletionCache) -> None:
        self._folder = folder
        self._completions = completions
        self._runs = Runs(folder)

    def status(self) -> StoreStatus:
        """Return what the store holds."""
        files = self._files("*.db", "*.new", "*.damaged-*")
        oldest, newest = time_span(list(map(_time_of, files)))
        return StoreStatus(self.name, self._folder, len(files), files_size(*files), oldest, newest)

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the rows, requests and results about a person."""
        for file in self._files("*.db"):
            for entry in JournalErasure(file, identity).find():
                place = f"{file.stem} {entry.kind} {entry.number}"
                yield Finding(self.name, place, entry.data, entry.identifiers)

    def forget(self, identity: PersonIdentity) -> int:
        """Erase a person from all runs; return the number of rows and items that were changed.

        Raises RunLocked for a run that another process is executing, and JournalCorrupted or
        JournalWriteError for a journal that can't be read or written, after all others.
        """
        changed, failure = 0, None
        for file in self._files("*.db"):
            try:
                changed += self._erase(file, identity)
            except LushaError as error:
                failure = failure or error
        changed += self._runs.forget_completions(
            self._completions, lambda text: is_in_name(text, identity)
        )
        if failure:
            raise failure
        return changed

    def _erase(self, file: Path, identity: PersonIdentity) -> int:
        locked_run = self._runs.lock(file.stem, owner="lusha privacy forget")
        try:
            changed = JournalErasure(file, identity).erase()
            for damaged_file in self._runs.damaged_journals(file.stem):
                # It can't be read, so it may contain anyone.
                locked_run.delete_file(damaged_file)
            locked_run.delete_new()
        finally:
            locked_run.release()
        return changed

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the runs from before a Unix time; return how many."""
        files = self._files("*.db", "*.new", "*.damaged-*")
        old = [file for file in files if _time_of(file) < before]
        if is_dry_run:
            return len(old)
        return sum(map(self._delete, old))

    def _delete(self, file: Path) -> bool:
        run = file.name.partition(".")[0]
        try:
            locked_run = self._runs.lock(run, owner="lusha privacy purge")
        except RunLocked:
            return False
        try:
            locked_run.delete_file(file)
        finally:
            locked_run.release()
        return True

    def _files(self, *patterns: str) -> list[Path]:
        """Return the journals whose names match: `.db`, and damaged and new ones."""
        files = [file for pattern in patterns for file in self._folder.glob(pattern)]
        return [file for file in files if not file.name.endswith(LOG_SUFFIXES)]


def _time_of(file: Path) -> float:
    """Return when a journal got its last response, else when its run started or it was changed."""
    modified_at = 0.0
    with suppress(OSError):
        modified_at = file.stat().st_mtime
    if file.suffix != ".db":
        return modified_at
    try:
        with closing(Journal(file, size=1)) as journal:
            text = journal.last_answer_at() or journal.get("started")
            return datetime.fromisoformat(str(text)).timestamp() if text else modified_at
    except (LushaError, ValueError):
        return modified_at
    finally:
        # Opening a journal of an earlier version adds tables; that doesn't make it a later run.
        with suppress(OSError):
            os.utime(file, (modified_at, modified_at))
