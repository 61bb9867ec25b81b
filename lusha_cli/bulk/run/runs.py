"""The runs of a user: where each has its journal, who is at work on it, and what is known of it."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.record_types import COMPANY, PERSON, Kind
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.search_first_type import smart_kind
from lusha_cli.errors import DamagedJournal, LushaError, RunBusy, UsageError
from lusha_cli.json_types import Json
from lusha_cli.storage.completion_cache import Words
from lusha_cli.storage.locks import Lock
from lusha_cli.storage.state_store import private_folder

MOST_COMPLETED = 100

KINDS = {"person": PERSON, "company": COMPANY}


class Held(NamedTuple):
    """A run that this process has to itself: its id, its journal's file, and the lock."""

    id: str
    file: Path
    lock: Lock

    def release(self) -> None:
        """Let others have it."""
        self.lock.release()

    def set_aside(self) -> Path:
        """Move the journal, which cannot be used, out of the way; says where it is then."""
        number = 1
        while (aside := self.file.with_suffix(f".damaged-{number}")).exists():
            number += 1
        self.file.rename(aside)
        self.forget()
        return aside

    def forget(self) -> None:
        """Remove the journal."""
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(f"{self.file}{suffix}")


class Runs:
    """The runs whose journals are in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(self, run: str, *, who: str) -> Held:
        """Take a run for this process. Raises RunBusy where another one has it."""
        try:
            private_folder(self._folder)
            lock = Lock(self._folder / f"{run}.lock")
            holder = lock.take(who)
        except OSError as error:
            raise LushaError(
                f"Cannot keep runs in {self._folder}: {error.strerror}.",
                hint="Set LUSHA_STATE_DIR to a folder that you can write to.",
            ) from error
        if holder is not None:
            raise RunBusy(
                f"The run {run} is being worked on by {holder}.",
                hint=f"Wait for it, or see how far it is: lusha runs show {run}",
            )
        return Held(run, self.file(run), lock)

    def file(self, run: str) -> Path:
        """The file of a run's journal."""
        return self._folder / f"{run}.db"

    def damaged(self, run: str) -> list[Path]:
        """Journals of a run that were set aside."""
        return sorted(self._folder.glob(f"{run}.damaged-*"))

    def ids(self) -> list[str]:
        """Every run, the latest first."""
        files = list(self._folder.glob("*.db")) if self._folder.is_dir() else []
        return [file.stem for file in sorted(files, key=_age, reverse=True)]

    def find(self, text: str) -> str:
        """The run that `text` is the id of, or the beginning of it. Raises UsageError."""
        found = [run for run in self.ids() if text and run.startswith(text)]
        if len(found) == 1:
            return found[0]
        raise UsageError(
            f"{text!r} begins the ids of {len(found)} runs." if found else f"No run {text!r}.",
            hint="See them: lusha runs list",
        )

    def keep_words(self, words: Words, meanings: Mapping[str, str] | None = None) -> None:
        """Keep the latest ids for the completions of shells, and what each is a run of."""
        told = {**words.get("runs"), **(meanings or {})}
        latest = self.ids()[:MOST_COMPLETED]
        words.put("runs", {run: told.get(run) or self._told(run) for run in latest})

    def _told(self, run: str) -> str:
        try:
            known = self.known(run)
        except LushaError:
            return ""
        return f"{known.get('kind', known['state'])} {known.get('source', '')}".strip()

    def known(self, run: str) -> dict[str, Json]:
        """What is known of a run, as `runs show` tells it."""
        try:
            journal = Journal(self.file(run), size=1)
        except DamagedJournal as error:
            return {"id": run, "state": "damaged", "why": error.message, "goOn": error.hint}
        try:
            return dict(_facts(run, journal))
        finally:
            journal.close()


def kind_of(known: dict[str, Json]) -> Kind:
    """The kind of a run of which `known` is known."""
    if (known["options"] or {}).get("smart"):
        return smart_kind(known["options"])
    return KINDS[known["kind"]]


def run_id(
    kind: Kind, digest: str, *, where: str, options: dict[str, Json], reading: dict[str, Json]
) -> str:
    """The id of the run of an input: its content, and all that changes what comes of it.

    `digest` is of the input's bytes; `where` names the API and the account that are asked.
    """
    parts = [kind.nouns[0], digest, where, options, reading]
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _facts(run: str, journal: Journal) -> Iterator[tuple[str, Json]]:
    plan = journal.get("plan") or {"rows": 0, "items": 0}
    states = journal.states()
    left = sum(number for state, number in states.items() if state != "answered")
    charged, exact = journal.charged()
    yield from (
        ("id", run),
        ("kind", journal.get("kind")),
        ("source", journal.get("source")),
        ("where", journal.get("where")),
        ("options", journal.get("options") or {}),
        ("reading", journal.get("reading") or {}),
        ("digest", journal.get("digest")),
        ("state", "finished" if plan["rows"] and not left else "to go on with"),
        ("rows", plan["rows"]),
        ("items", plan["items"]),
        ("answered", journal.done()),
        ("statuses", journal.get("statuses") or {}),
        ("credits", charged),
        ("creditsAreExact", exact),
        ("requestsUnanswered", states.get("sent", 0)),
        ("started", journal.get("started")),
        ("lastAnswer", journal.last_answer()),
        ("out", journal.get("out")),
        ("goOn", f"lusha runs resume {run}" if left else f"lusha runs export {run} --out FILE"),
    )


def _age(file: Path) -> float:
    with suppress(OSError):
        return file.stat().st_mtime
    return 0.0
