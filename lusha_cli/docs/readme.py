"""The README's tables: commands, API coverage, exit codes, settings."""

from collections.abc import Iterator

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import commands
from lusha_cli.config.setting_definitions import SETTINGS
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS, ExitCode


def with_tables(text: str) -> str:
    """Return the README `text` with the current table between each pair of markers.

    Raises ValueError if a marker is missing.
    """
    tables = {
        "commands": _command_rows(),
        "coverage": _coverage_rows(),
        "exit codes": _exit_code_rows(),
        "settings": _setting_rows(),
    }
    for name, lines in tables.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, opened, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (opened and closed):
            raise ValueError(f"the README needs the markers {begin} and {end}")
        text = before + "\n".join([begin, *lines, end]) + after
    return text


def _command_rows() -> Iterator[str]:
    yield from ("| command | what it does |", "|---|---|")
    for name, meaning in commands():
        yield f"| `lusha {name}` | {meaning} |"


_FAMILIES = {"v2": "V2", "v3": "V3", "shared": "webhooks, the same in both"}


def _coverage_rows() -> Iterator[str]:
    """Return how many API operations have a command, by family and in total."""
    names = {name for name, _ in commands()}
    yield from ("| part of the API | operations | with a command |", "|---|---|---|")
    for family, meaning in _FAMILIES.items():
        rows = [row for row in ENDPOINTS if row.family == family]
        yield f"| {meaning} | {len(rows)} | {sum(row.name in names for row in rows)} |"
    served = sum(row.name in names for row in ENDPOINTS)
    yield f"| all | {len(ENDPOINTS)} | {served} of {len(ENDPOINTS)} |"


def _exit_code_rows() -> Iterator[str]:
    yield from ("| code | meaning |", "|---|---|")
    for code in ExitCode:
        yield f"| {code.value} | {EXIT_CODE_DESCRIPTIONS[code]} |"


def _setting_rows() -> Iterator[str]:
    yield from ("| flag | environment | config key | meaning |", "|---|---|---|---|")
    yield "| `--profile` | `LUSHA_PROFILE` | `profile` | profile to use |"
    for setting in SETTINGS:
        flag = f"`--{setting.name.replace('_', '-')}`" if setting.has_flag else ""
        key = f"`{setting.name}`" if setting.in_file else ""
        yield f"| {flag} | `{setting.variable}` | {key} | {setting.meaning} |"
