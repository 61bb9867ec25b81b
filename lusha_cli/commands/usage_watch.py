"""Show the usage of the account again and again: in place on a terminal, else line by line."""

from datetime import UTC, datetime

from lusha_cli.cli.output_settings import output_format, stdout_terminal
from lusha_cli.commands.usage_report import UsageReporter, watch_record
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import Interrupted, NetworkError, RateLimited, ServerError, UsageError
from lusha_cli.json_types import Json

DEFAULT_INTERVAL = 15.0
MIN_INTERVAL = 12.0
"""In seconds: the API allows five of these requests a minute."""


def check_interval(interval: float | None, *, watch: bool) -> float:
    """Return the seconds between refreshes. Raises UsageError if the API allows no such rate."""
    if not watch:
        raise UsageError("--interval needs --watch.", hint="Run: lusha account usage --watch")
    if interval is None:
        return DEFAULT_INTERVAL
    # NaN fails every comparison.
    if not MIN_INTERVAL <= interval <= 86_400:
        raise UsageError(
            f"--interval {interval:g} is out of range ({MIN_INTERVAL:g} to 86400 seconds). "
            "The API allows five of these requests a minute."
        )
    return interval


def watch_usage(context: AppContext, interval: float) -> None:
    """Show the usage every `interval` seconds until Ctrl-C.

    The first request may fail; a later failure that may pass is reported, and the next one is sent
    on time. Raises UsageError for an option that needs the whole result.
    """
    settings = context.env.settings
    if settings.get("fields") is not None or settings.get("query") is not None:
        raise UsageError("--watch can't be combined with --fields or --query.")
    reporter, screen = UsageReporter(context), _screen(context)
    try:
        screen.show(reporter.fetch())
        while True:
            context.env.clock.sleep(interval)
            try:
                screen.show(reporter.fetch())
            except (NetworkError, ServerError, RateLimited) as error:
                context.env.info(f"Warning: not refreshed. {error.message}")
                screen.restart()
    except (KeyboardInterrupt, Interrupted):
        # This is how it is meant to end.
        screen.end()


class _LineScreen:
    """Show each report on one line: JSON, or values for people."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._format = output_format(context)
        self._has_header = False

    def show(self, report: Json) -> None:
        self._context.env.stdout.write(self._text(watch_record(report)))
        self._context.env.stdout.flush()

    def _text(self, record: dict[str, Json]) -> str:
        from lusha_cli.output.serializers import csv_text, jsonl_text, tsv_text
        from lusha_cli.output.table_model import flat_table

        terminal = stdout_terminal(self._context)
        if self._format in ("csv", "tsv"):
            serialize = csv_text if self._format == "csv" else tsv_text
            text = serialize(flat_table([record]), terminal=terminal)
            header, _, row = text.partition("\n")
            lines = row if self._has_header else f"{header}\n{row}"
            self._has_header = True
            return lines
        if self._format == "table":
            pairs = (f"{name}={value}" for name, value in record.items() if value is not None)
            return f"{'  '.join(pairs)}\n"
        line = jsonl_text([record], terminal=terminal)
        # A list in YAML, which contains JSON.
        return f"- {line}" if self._format == "yaml" else line

    def restart(self) -> None:
        """Continue after a message on stderr."""

    def end(self) -> None:
        """Leave the last line."""


class _CardScreen:
    """Draw each report over the one before it."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._lines = 0

    def show(self, report: Json) -> None:
        from lusha_cli.output.layouts.v2 import USAGE_LAYOUT
        from lusha_cli.output.render import render

        parts: list[str] = []
        terminal = stdout_terminal(self._context)
        render(report, layout=USAGE_LAYOUT, output="table", write=parts.append, terminal=terminal)
        lines = [
            *"".join(parts).splitlines(),
            f"Refreshed {_clock_time(self._context)} (Ctrl-C to stop)",
        ]
        # Lines of a longer report before it are cleared too.
        surplus = max(0, self._lines - len(lines))
        text = f"\x1b[{self._lines}A" if self._lines else ""
        text += "".join(f"\r{line}\x1b[K\n" for line in [*lines, *[""] * surplus])
        text += f"\x1b[{surplus}A" if surplus else ""
        self._context.env.stdout.write(text)
        self._context.env.stdout.flush()
        self._lines = len(lines)

    def restart(self) -> None:
        """Draw the next report below a message on stderr."""
        self._lines = 0

    def end(self) -> None:
        """Leave the last report, and the terminal's ^C on a line of its own."""
        self._context.env.stdout.write("\n")
        self._context.env.stdout.flush()


def _screen(context: AppContext) -> _LineScreen | _CardScreen:
    is_drawn = output_format(context) == "table" and context.env.stdout.isatty()
    return _CardScreen(context) if is_drawn else _LineScreen(context)


def _clock_time(context: AppContext) -> str:
    return datetime.fromtimestamp(context.env.clock.now(), UTC).strftime("%H:%M:%S UTC")
