"""Cached words for shell completion: filter values, profiles and runs."""

from pathlib import Path

from lusha_cli.storage.completion_cache import Words
from tests.support.cli import ADA, Lusha


def test_completion_cache_stores_fetched_filter_values(lusha: Lusha) -> None:
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


def test_completion_cache_is_not_changed_by_the_sandbox(online: Lusha) -> None:
    words = Words(online.folder / "cache" / "completion")
    words.put("departments", {"Alchemy": ""})
    online("filters", "contacts", "departments", "--sandbox")
    assert words.get("departments") == {"Alchemy": ""}
    online("filters", "contacts", "departments")
    assert "Human Resources" in words.get("departments")


def test_completion_cache_follows_profiles_and_runs(lusha: Lusha) -> None:
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


def test_completion_cache_has_no_declined_runs(lusha: Lusha) -> None:
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), terminal=True, stdin=b"n\n", code=130)
    assert Words(lusha.folder / "cache" / "completion").get("runs") == {}


def test_completion_cache_is_filled_when_the_script_is_printed(lusha: Lusha) -> None:
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


def test_completion_cache_skips_words_with_control_characters(tmp_path: Path) -> None:
    words = Words(tmp_path)
    words.put("profiles", {"plain": "", "\x1b[2J": "", "two\nlines": "", " ": "", "odd": "\x07"})
    assert words.get("profiles") == {"plain": "", "odd": ""}


def test_completion_cache_that_cannot_be_written_is_ignored(lusha: Lusha) -> None:
    (lusha.folder / "cache").write_text("in the way")
    assert lusha("filters", "contacts", "departments").json
    lusha("config", "set", "output", "json", "--profile", "work")
    assert lusha("completion", "bash").out
