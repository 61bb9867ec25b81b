"""The text of --help: short, complete with --help-all, and grouped."""

import re

import pytest

from lusha_cli.cli.app import SECTIONS, contexts
from lusha_cli.cli.global_options import GLOBAL
from tests.support.cli import Lusha

CONTEXTS = list(contexts())
COMMANDS = [context for context in CONTEXTS if not hasattr(context.command, "commands")]


@pytest.mark.parametrize("width", [80, 120])
def test_help_fits_a_screen(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for context in CONTEXTS:
        lines = context.get_help().splitlines()
        assert len(lines) <= 60, context.command_path
        assert max(map(len, lines)) <= width, context.command_path


def test_help_names_every_own_option_but_twins_and_details() -> None:
    for context in COMMANDS:
        text = context.get_help()
        assert "\nGlobal options: lusha help options\n" in text
        assert f"\nAll options: {context.command_path} --help-all\n" in text
        assert "\nExamples:\n  lusha " in text
        assert "\n  -q, --quiet" not in text
        for item in context.command.params:
            is_shared = getattr(item, "rich_help_panel", None) in (GLOBAL, "Exclude")
            is_detail = re.search(r"-(condition|operator|coverage|search-field)$", item.opts[0])
            if item.param_type_name == "option" and not is_shared and not is_detail:
                assert re.search(rf"{item.opts[0]}(?![\w-])", text), context.command_path


def test_help_shows_optional_arguments_in_brackets() -> None:
    for context in COMMANDS:
        arguments = context.get_help().partition("\nArguments:\n")[2]
        for item in context.command.params:
            if item.param_type_name == "argument" and not item.required:
                term = item.metavar if item.metavar[0] == "[" else f"[{item.metavar}]"
                assert f"  {term}  " in arguments, context.command_path


def test_help_states_a_default_once() -> None:
    for context in COMMANDS:
        assert "[default:" not in context.get_help(), context.command_path


def test_help_all_explains_every_option(lusha: Lusha) -> None:
    for words in (("contacts", "prospecting"), ("person", "bulk"), ("auth", "switch")):
        text = lusha(*words, "--help-all").out
        context = next(item for item in COMMANDS if item.command_path.split()[1:] == [*words])
        assert "\nGlobal options:\n" in text
        for item in context.command.params:
            for name in (*item.opts, *item.secondary_opts):
                if name.startswith("-"):
                    assert re.search(rf"(^|[ /]){name}(?![\w-])", text, re.M), name
        assert re.search(r"--help-all +Show every option, and exit\.", text)


def test_help_mentions_the_exclude_form_once(lusha: Lusha) -> None:
    text = lusha("contacts", "prospecting", "--help").out
    assert "Most filters have an --exclude- form, such as --exclude-job-title.\n" in text
    assert text.count("--exclude-") == 4  # one of them in an example, one of another meaning
    assert "--technologies-condition" not in text
    assert "--exclude-job-title" not in lusha("person", "get", "--help").out


def test_help_of_lusha_shows_sections_and_first_commands(lusha: Lusha) -> None:
    text = lusha().out
    assert text == lusha("--help").out
    titles = [line.removesuffix(":") for line in text.splitlines() if re.match(r"[A-Z].*:$", line)]
    assert titles == ["Options", *SECTIONS, "First commands"]
    assert "API V3 (raw V3 operations):\n  contacts " in text
    first = text.partition("\nFirst commands:\n")[2].splitlines()
    assert len(first) == 3
    for line in first[:2]:
        assert lusha(*line.split()[1:]).out


def test_summaries_are_short_sentences() -> None:
    for context in CONTEXTS:
        summary = context.command.help.splitlines()[0]
        assert summary[0].isupper(), summary
        assert summary.endswith((".", ").")), summary
        assert len(summary) <= 65 or context.parent is None, summary
