"""The runs of a user: their journals, locks and descriptions."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.record_types import COMPANY, PERSON, RecordType
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.journal_database import close_journal_file
from lusha_cli.bulk.run.search_first_type import search_first_type
from lusha_cli.errors import JournalCorrupted, LushaError, RunLocked, UsageError
from lusha_cli.json_types import Json
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.completion_cache import CompletionCache
from lusha_cli.storage.locks import Lock
from lusha_cli.storage.sqlite_files import delete_database
from lusha_cli.storage.state_store import ensure_private_directory

MAX_COMPLETIONS = 100

RECORD_TYPES = {"person": PERSON, "company": COMPANY}


class LockedRun(NamedTuple):
    """A run locked by this process: its id, journal file and lock.

    A new journal is written to `new_journal_file`, and takes the place of an earlier one only once
    the user has confirmed its cost.
    """

    id: str
    journal_file: Path
    lock: Lock

    @property
    def new_journal_file(self) -> Path:
        """Return the path of a new journal, until it takes its place."""
        return self.journal_file.with_suffix(".new")

    def release(self) -> None:
        """Release the lock."""
        self.lock.release()

    def can_resume(self, refresh_time: str) -> bool:
        """Return whether the journal has all rows, and no result from before `refresh_time`.

        `refresh_time` is in ISO 8601, or empty.
        """
        if not self.journal_file.exists():
            return False
        try:
            with closing(Journal(self.journal_file, size=1)) as journal:
                if not (journal.is_planned and refresh_time):
                    return journal.is_planned
                return (journal.first_answer_at() or refresh_time) >= refresh_time
        except JournalCorrupted:
            # Whoever opens it reports the damage.
            return True

    def replace_journal(self) -> None:
        """Move the new journal, which must be closed, to the place of the journal, atomically."""
        if self.journal_file.exists():
            try:
                close_journal_file(self.journal_file)
            except JournalCorrupted:
                self.quarantine()
        os.replace(self.new_journal_file, self.journal_file)
        # Else a power failure could bring the earlier journal back, without the new results.
        fsync_directory(self.journal_file.parent)

    def quarantine(self) -> Path:
        """Move the damaged journal to another file, and return that file."""
        number = 1
        while (damaged_file := self.journal_file.with_suffix(f".damaged-{number}")).exists():
            number += 1
        self.journal_file.rename(damaged_file)
        # The -wal and -shm files still have the old name.
        self.delete()
        return damaged_file

    def delete(self) -> None:
        """Delete the journal."""
        delete_database(self.journal_file)

    def delete_file(self, file: Path) -> None:
        """Delete a journal of this run: the current one, a new one or a damaged one."""
        delete_database(file)

    def delete_new(self) -> None:
        """Delete the new journal, of this process or of one that was killed."""
        delete_database(self.new_journal_file)


class Runs:
    """All runs with a journal in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lock(self, run: str, *, owner: str) -> LockedRun:
        """Lock a run for this process. Raises RunLocked if another process has the lock."""
        try:
            # Journals hold personal data: only the user may read the folder.
            ensure_private_directory(self._folder)
            lock = Lock(self._folder / f"{run}.lock")
            holder = lock.acquire(owner)
        except OSError as error:
            raise LushaError(
                f"Cannot store runs in {self._folder}: {error.strerror}.",
                hint="Set LUSHA_STATE_DIR to a folder that you can write to.",
            ) from error
        if holder is not None:
            raise RunLocked(
                f"Run {run} is in use by {holder}.",
                hint=f"Wait until it ends, or check its progress: lusha runs show {run}",
            )
        return LockedRun(run, self.journal_file(run), lock)

    def journal_file(self, run: str) -> Path:
        """Return the path of a run's journal."""
        return self._folder / f"{run}.db"

    def journal_files(self) -> list[Path]:
        """Return the paths of all journals, the latest first."""
        return [self.journal_file(run) for run in self.ids()]

    def damaged_journals(self, run: str) -> list[Path]:
        """Return the quarantined journals of a run."""
        return sorted(self._folder.glob(f"{run}.damaged-*"))

    def ids(self) -> list[str]:
        """Return the ids of all runs, the latest first."""
        files = list(self._folder.glob("*.db")) if self._folder.is_dir() else []
        return [file.stem for file in sorted(files, key=_modified_at, reverse=True)]

    def find(self, prefix: str) -> str:
        """Return the only run whose id starts with `prefix`. Raises UsageError."""
        matches = [run for run in self.ids() if prefix and run.startswith(prefix)]
        if len(matches) == 1:
            return matches[0]
        raise UsageError(
            f"{prefix!r} matches {len(matches)} runs."
            if matches
            else f"There is no run {prefix!r}.",
            hint="List the runs: lusha runs list",
        )

    def update_completions(self, words: CompletionCache) -> None:
        """Cache the latest run ids with their descriptions for shell completion."""
        cached = words.get("runs")
        latest_ids = self.ids()[:MAX_COMPLETIONS]
        words.put(
            "runs", {run: cached.get(run) or self._completion_text(run) for run in latest_ids}
        )

    def forget_completions(self, words: CompletionCache, is_about: Callable[[str], bool]) -> int:
        """Remove the cached descriptions that name a person; return how many."""
        cached = words.get("runs")
        kept = {run: "" if is_about(text) else text for run, text in cached.items()}
        if kept != cached:
            words.put("runs", kept)
        return sum(kept[run] != text for run, text in cached.items())

    def _completion_text(self, run: str) -> str:
        try:
            description = self.describe(run)
        except LushaError:
            return ""
        label = description.get("kind", description["state"])
        return f"{label} {description.get('source', '')}".strip()

    def has_paid_answers(self, run: str) -> bool:
        """Return whether a journal has results that were paid for, or is damaged and may have."""
        try:
            with closing(Journal(self.journal_file(run), size=1)) as journal:
                return journal.total_charged()[0] > 0 or bool(journal.get("reused"))
        except JournalCorrupted:
            return True

    def describe(self, run: str) -> dict[str, Json]:
        """Return the description of a run, as `runs show` prints it."""
        file = self.journal_file(run)
        modified_at = _modified_at(file)
        try:
            # The size applies to new journals only.
            journal = Journal(file, size=1)
        except JournalCorrupted as error:
            return {"id": run, "state": "damaged", "error": error.message, "hint": error.hint}
        try:
            return dict(_describe_journal(run, journal))
        finally:
            journal.close()
            # Opening a journal of an earlier version adds tables; that doesn't make it a later run.
            with suppress(OSError):
                os.utime(file, (modified_at, modified_at))


def record_type_of(description: dict[str, Json]) -> RecordType:
    """Return the record type of a run from its description."""
    # The journal stores a search-first run as kind person.
    if (description["options"] or {}).get("smart"):
        return search_first_type(description["options"])
    return RECORD_TYPES[description["kind"]]


def run_id(
    record_type: RecordType,
    digest: str,
    *,
    api: str,
    options: dict[str, Json],
    input_options: dict[str, Json],
) -> str:
    """Return the run id of an input: a hash of its content and of all that affects the output.

    `digest` is that of the input's bytes; `api` identifies the API and the account.
    """
    identity = [record_type.nouns[0], digest, api, options, input_options]
    # The order of options must not change the id.
    serialized = json.dumps(identity, sort_keys=True)
    return hashlib.sha256(serialized.encode()).hexdigest()[:12]


def _describe_journal(run: str, journal: Journal) -> Iterator[tuple[str, Json]]:
    plan = journal.get("plan") or {"rows": 0, "items": 0}
    states = journal.count_batches_by_state()
    unanswered_batches = sum(number for state, number in states.items() if state != "answered")
    is_unfinished = bool(unanswered_batches or journal.get("triesPending"))
    total_credits, is_exact = journal.total_charged()
    yield from (
        ("id", run),
        ("kind", journal.get("kind")),
        ("source", journal.get("source")),
        ("api", journal.get("where")),
        ("options", journal.get("options") or {}),
        ("inputOptions", _camel_case_keys(journal.get("reading") or {})),
        ("digest", journal.get("digest")),
        ("state", "finished" if plan["rows"] and not is_unfinished else "incomplete"),
        ("rows", plan["rows"]),
        ("items", plan["items"]),
        ("completed", journal.count_answered()),
        ("statuses", journal.get("statuses") or {}),
        ("credits", total_credits),
        ("creditsAreExact", is_exact),
        ("requestsUnanswered", journal.sendings.count()),
        ("started", journal.get("started")),
        ("lastResponse", journal.last_answer_at()),
        ("out", journal.get("out")),
        ("shape", journal.get("shape")),
        ("resumeCommand", f"lusha runs resume {run}" if is_unfinished else None),
        ("exportCommand", f"lusha runs export {run} --out FILE"),
    )


def _camel_case_keys(options: dict[str, Json]) -> dict[str, Json]:
    """Return stored options with keys in the style of the API, such as `headerRow`."""
    return {
        re.sub(r"_(.)", lambda match: match[1].upper(), key): value
        for key, value in options.items()
    }


def _modified_at(file: Path) -> float:
    with suppress(OSError):
        # Another process may delete the file meanwhile.
        return file.stat().st_mtime
    return 0.0
