"""Cached words for shell completion: filter values, profiles and runs."""

from pathlib import Path

from lusha_cli.storage.completion_cache import CompletionCache
from tests.support.cli import ADA, Lusha


def test_completion_cache_stores_fetched_filter_values(lusha: Lusha) -> None:
    arguments = CompletionCache(lusha.folder / "cache" / "completion")
    assert arguments.get("departments") == {}
    lusha("filters", "contacts", "departments")
    assert "Human Resources" in arguments.get("departments")
    lusha("prospecting", "contact", "search", "--seniority", "vp", "--location", "Germany")
    assert arguments.get("seniorities")["vice president"] == "8"
    assert arguments.get("countries")["Germany"] == "DE"
    lusha("contacts", "filter-values", "existingDataPoints")
    assert "work_email" in arguments.get("data-points")
    lusha("companies", "filter-values", "technologies", "sales")
    assert not (lusha.folder / "cache" / "completion" / "technologies.txt").exists()


def test_completion_cache_is_not_changed_by_the_sandbox(online: Lusha) -> None:
    arguments = CompletionCache(online.folder / "cache" / "completion")
    arguments.put("departments", {"Alchemy": ""})
    online("filters", "contacts", "departments", "--sandbox")
    assert arguments.get("departments") == {"Alchemy": ""}
    online("filters", "contacts", "departments")
    assert "Human Resources" in arguments.get("departments")


def test_completion_cache_follows_profiles_and_runs(lusha: Lusha) -> None:
    arguments = CompletionCache(lusha.folder / "cache" / "completion")
    lusha("config", "set", "output", "json", "--profile", "work")
    assert arguments.get("profiles") == {"default": "", "work": ""}
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), "--yes")
    [run] = [known["id"] for known in lusha("runs", "list").json]
    assert arguments.get("runs") == {run: f"person {leads}"}
    lusha("runs", "delete", run, "--yes")
    assert arguments.get("runs") == {}


def test_completion_cache_has_no_declined_runs(lusha: Lusha) -> None:
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha.env["LUSHA_CONFIRM_ABOVE"] = "0"
    declined = lusha("person", "bulk", str(leads), terminal=True, stdin=b"n\n", code=130)
    assert "This may cost up to 7 credits." in declined.err
    assert CompletionCache(lusha.folder / "cache" / "completion").get("runs") == {}


def test_completion_cache_is_filled_when_the_script_is_printed(lusha: Lusha) -> None:
    lusha("filters", "contacts", "departments")
    leads = lusha.folder / "leads.csv"
    leads.write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(leads), "--yes")
    stored = lusha.folder / "cache" / "completion"
    for file in stored.iterdir():
        file.unlink()
    lusha("completion", "bash")
    arguments = CompletionCache(stored)
    assert "Human Resources" in arguments.get("departments")
    assert list(arguments.get("runs").values()) == [f"person {leads}"]
    assert arguments.get("profiles") == {"default": ""}


def test_completion_cache_skips_words_with_control_characters(tmp_path: Path) -> None:
    arguments = CompletionCache(tmp_path)
    arguments.put(
        "profiles", {"plain": "", "\x1b[2J": "", "two\nlines": "", " ": "", "odd": "\x07"}
    )
    assert arguments.get("profiles") == {"plain": "", "odd": ""}


def test_completion_cache_that_cannot_be_written_is_ignored(lusha: Lusha) -> None:
    (lusha.folder / "cache").write_text("in the way")
    assert lusha("filters", "contacts", "departments").json
    lusha("config", "set", "output", "json", "--profile", "work")
    assert lusha("completion", "bash").out
