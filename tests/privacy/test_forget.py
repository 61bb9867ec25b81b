"""`privacy find` and `privacy forget`: everything that is stored about a person."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.webhooks.deliveries import read_delivery
from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import LogLocation, create_log_folder
from lusha_cli.webhooks.log.rotation import RotationOptions
from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows, row_statuses
from tests.support.traces import traces_in

ADA_ID = "4100000000"
ADA_LINK = "https://www.linkedin.com/in/ada-byrne-00000"
ADA_PHONE = "+1 344 555 0151"
OTHER = "elodie.fischer@analytical-engines.example"


def plant(lusha: Lusha, folder: Path, *, log_folder: str = "webhooks/sandbox") -> None:
    """Store data about Ada in every place, each by another identifier, and data of others."""
    files = {
        "email": f"email,Note\n{OTHER},boss of {ADA}\n{ADA.upper()},x\n{ADA},again\nada@@x,{ADA}\n",
        "link": f"LinkedIn URL,Phone\n{ADA_LINK}?trk=x,{ADA_PHONE}\n",
        "id": f"Lusha ID,email\n{ADA_ID},\n4100000026,\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    for name, flags in {"email": (), "link": ("--smart",), "id": ("--api-version", "v3")}.items():
        out = str(folder / f"{name}.out.csv")
        lusha("person", "bulk", str(folder / f"{name}.csv"), "--out", out, "--yes", *flags,
              code=10 if name == "email" else 0)  # fmt: skip
    log = LogLocation(lusha.state / log_folder / "default.db", is_sqlite=True)
    create_log_folder(log)
    write_log(lusha, log)
    lusha("person", "get", ADA)


def write_log(lusha: Lusha, location: LogLocation, *, is_rotated: bool = False) -> None:
    """Log three deliveries about Ada, and one about somebody else."""
    bodies: list[dict[str, Any]] = [
        {"id": "d1", "type": "promotion", "entityType": "contact", "entityId": int(ADA_ID),
         "data": {"title": "Partner"}},
        {"id": "d2", "type": "x", "entityType": "contact", "entityId": 1,
         "data": {"emails": [{"email": ADA}]}},
        {"contactId": ADA_ID, "datapoints": [
            {"datapointType": "phone", "datapointId": "13445550151"}]},
        {"id": "d3", "type": "promotion", "entityType": "contact", "entityId": 2},
    ]  # fmt: skip
    rotation = RotationOptions(1, lusha.clock.now) if is_rotated else None
    with closing(DeliveryLog(location, notify=lambda _: None, rotation=rotation)) as log:
        now = lusha.clock.now()
        log.append(
            [read_delivery(json.dumps(body).encode(), received=now, timestamp="1", signature="s")
             for body in bodies]
        )  # fmt: skip
        log.rotate_if_due()


@pytest.mark.parametrize("who", [ADA, ADA_LINK, ADA_ID, ADA_PHONE, f"mailto:{ADA.upper()}"])
def test_forget_erases_a_person_from_every_place(who: str, lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    assert {name for name, _ in traces_in(lusha.state)} >= {"default.db", "last.json"}
    found = lusha("privacy", "find", who, "--json").json
    assert {f"email:{ADA}", f"contact:{ADA_ID}", f"linkedin:{ADA_LINK}", "phone:+13445550151"} <= (
        set(found["identifiers"])
    )
    assert {entry["store"] for entry in found["found"]} == {"runs", "last", "webhooks", "ledger"}
    reported = lusha("privacy", "forget", who, code=2)
    assert "This erases all stored data about" in reported.err
    erased = lusha("privacy", "forget", who, "--yes")
    assert set(erased.json["erased"]) == {"runs", "last", "webhooks", "ledger"}
    assert "Not reached: files and databases that you wrote" in erased.err
    assert traces_in(lusha.state) == []
    assert lusha("privacy", "find", who, "--json", code=3).json["found"] == []
    # Nobody else lost anything.
    other = lusha("privacy", "find", OTHER, "--json").json["found"]
    assert {entry["store"] for entry in other} == {"runs", "ledger"}


def test_forgotten_rows_stay_and_are_never_sent_again(lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    lusha("privacy", "forget", ADA, "--yes")
    runs = {run["source"].rpartition("/")[2]: run for run in lusha("runs", "list", "--json").json}
    run = runs["email.csv"]["id"]
    before = len(lusha("credits", "log", "--json").json)
    out = tmp_path / "exported.csv"
    lusha("runs", "export", run, "--out", str(out), code=0)
    rows = csv_rows(out.read_text())
    assert row_statuses(out.read_text()) == ["matched", *["forgotten"] * 3]
    # The row of another person loses the cell alone.
    assert (rows[0]["email"], rows[0]["Note"]) == (OTHER, "")
    assert "Analytical Engines" in rows[0].values()
    filled = {name for name, cell in rows[1].items() if cell and not name.startswith("lusha_s")}
    assert filled == {"lusha_error", "lusha_credits"}
    assert rows[1]["lusha_error"] == "erased by lusha privacy forget"
    shown = lusha("runs", "resume", run, "--out", str(out), "--yes")
    assert "3 forgotten" in shown.err
    assert row_statuses(out.read_text()) == ["matched", *["forgotten"] * 3]
    assert len(lusha("credits", "log", "--json").json) == before


def test_colleague_with_the_same_phone_stays(lusha: Lusha) -> None:
    identity = PersonIdentity([f"email:{ADA}"])
    identity.add(["phone:+13445550151"])
    shared: dict[str, Any] = {"id": "7", "phones": [{"number": ADA_PHONE}]}
    assert not identity.is_about(shared)
    assert identity.is_about({"phones": [{"number": ADA_PHONE}]})
    assert PersonIdentity(["phone:+13445550151"]).is_about(shared)


def test_suppress_reports_what_is_stored(lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    reported = lusha("privacy", "suppress", ADA).err
    assert f"are stored. To erase them, run: lusha privacy forget {ADA}" in reported
    forgotten = lusha("privacy", "forget", ADA, "--suppress", "--yes")
    assert forgotten.json["suppressed"] >= 0
    assert lusha("privacy", "check", ADA_ID, ADA).json[0]["suppressed"]
    assert "stored" not in lusha("privacy", "suppress", ADA_ID).err


def test_suppress_offers_to_erase_on_a_terminal(lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    declined = lusha("privacy", "suppress", ADA, stdin=b"n\n", terminal=True)
    assert f"Nothing was erased. To erase it later, run: lusha privacy forget {ADA}" in " ".join(
        declined.err.split()
    )
    assert traces_in(lusha.state)
    erased = lusha("privacy", "suppress", ADA, stdin=b"y\n", terminal=True)
    assert "still stored. This erases them. Continue? [y/N]" in " ".join(erased.err.split())
    assert traces_in(lusha.state) == []
    assert lusha("privacy", "check", ADA).json[0]["suppressed"]


def test_forget_of_nobody_changes_nothing(lusha: Lusha, tmp_path: Path) -> None:
    plant(lusha, tmp_path)
    before = {f: f.read_bytes() for f in lusha.state.rglob("*.json") if f.is_file()}
    assert lusha("privacy", "forget", "nobody@firm.example").json["erased"] == {
        "runs": 0, "last": 0, "webhooks": 0, "ledger": 0
    }  # fmt: skip
    assert {f: f.read_bytes() for f in lusha.state.rglob("*.json") if f.is_file()} == before
    assert not list(lusha.state.rglob("forget.json"))


FORMS = [
    (f"email:{ADA}", f"mail {ADA.upper()} now", True),
    (f"email:{ADA}", "ada.byrne%40analytical-engines.example", True),
    ("phone:+13445550151", "tel (344) 555-0151, 00 1 344 555 01 51", True),
    (f"linkedin:{ADA_LINK}", r"https:\/\/linkedin.com\/in\/Ada-Byrne-00000", True),
    ("contact:v1.AbCd", "V1.aBcD", True),
    (f"email:{ADA}", "bo@firm.example", False),
    ("phone:+13445550151", "344 555 0152", False),
    # It may be written in other ways, so that only parsing shows it.
    ("linkedin:https://www.linkedin.com/in/%C3%A9lodie", "nothing", True),
]


@pytest.mark.parametrize(("identifier", "text", "expected"), FORMS)
def test_search_of_text_finds_every_form(identifier: str, text: str, expected: bool) -> None:
    assert PersonIdentity([identifier]).may_be_in(text.encode()) is expected


def test_damaged_journal_does_not_keep_the_others_from_being_erased(
    lusha: Lusha, tmp_path: Path
) -> None:
    from lusha_cli.errors import JournalCorrupted
    from lusha_cli.personal_data.run_journals import RunStore
    from lusha_cli.storage.completion_cache import CompletionCache

    plant(lusha, tmp_path)
    folder = lusha.state / "runs"
    damaged = sorted(folder.glob("*.db"))[0]
    damaged.write_bytes(b"damaged" * 1000)
    with pytest.raises(JournalCorrupted):
        RunStore(folder, CompletionCache(tmp_path / "completion")).forget(
            PersonIdentity([f"email:{ADA}", f"contact:{ADA_ID}"])
        )
    others = [name for name, _ in traces_in(folder) if not name.startswith(damaged.stem)]
    assert others == []


class Killed(BaseException):
    """Stands for the end of the process: nothing handles it."""


@pytest.mark.slow
@pytest.mark.parametrize("who", [ADA, ADA_PHONE])
def test_interrupted_erasure_is_finished_by_the_next_call(
    who: str, lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """End the erasure at each of its steps; the same command erases the rest."""
    from lusha_cli.bulk.run.journal_database import JournalDatabase

    plant(lusha, tmp_path)
    run_statement = JournalDatabase.execute
    for step in range(1, 400, 3):
        left = step

        def execute(*arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                raise Killed
            return run_statement(*arguments)

        monkeypatch.setattr(JournalDatabase, "execute", execute)
        try:
            lusha("privacy", "forget", who, "--yes")
        except AssertionError as error:
            assert "Unexpected Killed" in str(error)  # noqa: PT017
        else:
            break
        monkeypatch.setattr(JournalDatabase, "execute", run_statement)
    monkeypatch.setattr(JournalDatabase, "execute", run_statement)
    assert step > 30
    assert traces_in(lusha.state) == []
