"""What lusha keeps for the completions: lists, profiles and runs, a word a line."""

from pathlib import Path

from lusha_cli.storage.completion_cache import Words
from tests.support.cli import ADA, Lusha


def test_lists_are_kept_as_they_are_fetched(lusha: Lusha) -> None:
    words = Words(lusha.folder / "cache" / "completion")
    assert words.get("departments") == {}
    lusha("filters", "contacts", "departments")
    assert "Human Resources" in words.get("departments")
    lusha("prospecting", "contact", "search", "--seniority", "vp", "--location", "Germany")
    assert words.get("seniorities")["vice president"] == "8"
    assert words.get("countries")["Germany"] == "DE"
    lusha("contacts", "filter-values", "existingDataPoints")
    assert "work_email" in words.get("data-points")
    lusha("companies", "filter-values", "technologies", "sales")
    assert not (lusha.folder / "cache" / "completion" / "technologies.txt").exists()


def test_the_sandbox_leaves_the_words_of_the_api_as_they_are(online: Lusha) -> None:
    words = Words(online.folder / "cache" / "completion")
    words.put("departments", {"Alchemy": ""})
    online("filters", "contacts", "departments", "--sandbox")
    assert words.get("departments") == {"Alchemy": ""}
    online("filters", "contacts", "departments")
    assert "Human Resources" in words.get("departments")


def test_profiles_and_runs_are_kept_as_they_come_and_go(lusha: Lusha) -> None:
    words = Words(lusha.folder / "cache" / "completion")
    lusha("config", "set", "output", "json", "--profile", "work")
    assert words.get("profiles") == {"default": "", "work": ""}
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), "--yes")
    [run] = [known["id"] for known in lusha("runs", "list").json]
    assert words.get("runs") == {run: f"person {leads}"}
    lusha("runs", "delete", run)
    assert words.get("runs") == {}


def test_a_run_that_was_declined_is_not_kept(lusha: Lusha) -> None:
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), terminal=True, stdin=b"n\n", code=130)
    assert Words(lusha.folder / "cache" / "completion").get("runs") == {}


def test_the_words_that_are_known_are_kept_as_the_script_is_printed(lusha: Lusha) -> None:
    lusha("filters", "contacts", "departments")
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), "--yes")
    kept = lusha.folder / "cache" / "completion"
    for file in kept.iterdir():
        file.unlink()
    lusha("completion", "bash")
    words = Words(kept)
    assert "Human Resources" in words.get("departments")
    assert list(words.get("runs").values()) == [f"person {leads}"]
    assert words.get("profiles") == {"default": ""}


def test_words_that_a_terminal_would_obey_are_left_out(tmp_path: Path) -> None:
    words = Words(tmp_path)
    words.put("profiles", {"plain": "", "\x1b[2J": "", "two\nlines": "", " ": "", "odd": "\x07"})
    assert words.get("profiles") == {"plain": "", "odd": ""}


def test_a_cache_that_cannot_be_written_is_done_without(lusha: Lusha) -> None:
    (lusha.folder / "cache").write_text("in the way")
    assert lusha("filters", "contacts", "departments").json
    lusha("config", "set", "output", "json", "--profile", "work")
    assert lusha("completion", "bash").out
