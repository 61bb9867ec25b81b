"""The environment of a command: variables, streams, folders, clock, prompts and settings."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from lusha_cli.clock import Clock, SystemClock
from lusha_cli.config.setting_definitions import Value
from lusha_cli.config.settings import Settings
from lusha_cli.context.streams import (
    KEEP_BYTES,
    SafeTextStream,
    open_devnull,
    read_hidden_input,
    register_error_handler,
    terminal_columns,
)
from lusha_cli.context.waits import StartTimer, Waits, start_timer
from lusha_cli.errors import ConfirmationDeclined, LushaError, UsageError
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.privacy.redaction import Redactor
from lusha_cli.storage.state_store import NO_HOME_DIRECTORY, StateStore

if TYPE_CHECKING:
    from datetime import date

    from lusha_cli.privacy.hash_key import KeyringKeys
    from lusha_cli.privacy.suppression_list import SuppressionList
    from lusha_cli.storage.completion_cache import CompletionCache
    from lusha_cli.storage.last_result import LastResult
    from lusha_cli.storage.response_cache import ResponseCache


class Environment:
    """Everything outside the process that a command reads or writes, except the API.

    `flags` holds the parsed global options of the command line. A closed stream is None.
    """

    def __init__(
        self,
        *,
        variables: Mapping[str, str],
        stdin: IO[str] | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        clock: Clock | None = None,
        config_folder: Path | None = None,
        state_folder: Path | None = None,
        cache_folder: Path | None = None,
        read_secret: Callable[[str], str] | None = None,
        terminal_width: Callable[[], int] | None = None,
        start_timer: StartTimer = start_timer,
    ) -> None:
        self.variables = variables
        self.stdin = stdin
        self.redactor = Redactor()
        self.redactor.add_key(variables.get("LUSHA_API_KEY", ""))
        self.is_stdout_closed = stdout is None
        # Only keys: personal data on stdout is what the command was run for.
        self.stdout = SafeTextStream(stdout or open_devnull(), self.redactor.redact_keys)
        self.stderr = SafeTextStream(stderr or open_devnull(), self.redactor.redact)
        self.clock: Clock = clock or SystemClock()
        self.flags: dict[str, Value] = {}
        self._write_line = self._write_stderr_line
        self._folders = {"config": config_folder, "state": state_folder, "cache": cache_folder}
        self._read_secret = read_secret or read_hidden_input
        self._terminal_width = terminal_width or terminal_columns
        self.hash_keys: KeyringKeys | None = None
        self._waits = Waits(lambda: self.clock.monotonic(), start_timer)

    @classmethod
    def from_process(cls) -> "Environment":
        """Return the environment of the running process."""
        register_error_handler()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):
                # A name that the encoding lacks must not end a command that was paid for.
                stream.reconfigure(errors=KEEP_BYTES)
                if not stream.isatty():
                    # Programs expect the same bytes, whatever the locale and the system.
                    stream.reconfigure(encoding="utf-8", errors=KEEP_BYTES, newline="\n")
        return cls(variables=os.environ, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)

    # Folders and their contents.

    @cached_property
    def config_folder(self) -> Path:
        """Return the folder of the settings: LUSHA_CONFIG_DIR, else the platform's default."""
        return self._folder("config")

    @cached_property
    def state_folder(self) -> Path:
        """Return the folder of the state: LUSHA_STATE_DIR, else the platform's default."""
        return self._folder("state")

    @cached_property
    def cache_folder(self) -> Path:
        """Return the folder of cached responses: LUSHA_CACHE_DIR, else the platform's default."""
        return self._folder("cache")

    def _folder(self, purpose: str) -> Path:
        """Return the folder that a test or a variable sets, else the platform's."""
        from lusha_cli.config.paths import default_folder

        path = self._folders[purpose] or self.variables.get(f"LUSHA_{purpose.upper()}_DIR")
        return Path(path) if path else default_folder(purpose, self.variables)

    @cached_property
    def response_cache(self) -> "ResponseCache":
        """Return the cache of responses that seldom change, separate for each API host."""
        from urllib.parse import urlsplit

        from lusha_cli.storage.response_cache import ResponseCache

        host = "sandbox" if self.in_sandbox else urlsplit(self.settings.get("base_url")).netloc
        # Windows allows no colon in a file name.
        return ResponseCache(self.cache_folder / host.replace(":", "_"), self.clock.now)

    @cached_property
    def completion_cache(self) -> "CompletionCache":
        """Return the cache of the words that shells complete."""
        from lusha_cli.storage.completion_cache import CompletionCache

        return CompletionCache(self.cache_folder / "completion")

    @cached_property
    def state(self) -> StateStore:
        """Return the store of values that are remembered between invocations."""
        return StateStore(self.state_folder)

    @cached_property
    def last_result(self) -> "LastResult":
        """Return the store of the last result; the sandbox has a separate one."""
        from lusha_cli.storage.last_result import LastResult

        return LastResult(self.api_state_folder)

    @cached_property
    def suppression_list(self) -> "SuppressionList":
        """Return the suppression list; the sandbox has a separate one."""
        from lusha_cli.privacy.suppression_list import SuppressionList

        return SuppressionList(self.api_state_folder, None if self.in_sandbox else self.hash_keys)

    # Settings.

    @property
    def config_file(self) -> Path:
        """Return the path of the configuration file, which may be missing or invalid."""
        return self.config_folder / "config.toml"

    @cached_property
    def settings(self) -> Settings:
        """Return flags, environment variables and configuration file, merged."""
        settings = Settings(
            self.config_file, env=self.variables, flags=self.flags, state=self.state
        )
        settings.on_save = self.cache_profile_names
        return settings

    def cache_profile_names(self) -> None:
        """Store the names of the profiles for shell completion."""
        self.completion_cache.put("profiles", dict.fromkeys(self.settings.profiles, ""))

    def ignore_config_file(self) -> None:
        """Use defaults in place of a configuration file that can't be read."""
        path = NO_HOME_DIRECTORY / "config.toml"
        self.settings = Settings(path, env=self.variables, flags=self.flags, state=self.state)

    @property
    def api_state_folder(self) -> Path:
        """Return the state folder of the API in use: IDs of the sandbox aren't real people's."""
        return self.state_folder / "sandbox" if self.in_sandbox else self.state_folder

    @property
    def in_sandbox(self) -> bool:
        """Return whether requests go to the embedded sandbox."""
        return bool(self.settings.get("sandbox"))

    @property
    def json_requested(self) -> bool:
        """Return whether JSON was requested by name, rather than chosen because of a pipe."""
        output = self.settings.find("output")
        return output.source != "default" and output.value in ("json", "jsonl")

    @property
    def writes_json_messages(self) -> bool:
        """Return whether each message on stderr is a line of JSON."""
        # A setting that can't be read is reported elsewhere.
        with suppress(LushaError):
            return self.json_requested
        return False

    @property
    def shows_progress(self) -> bool:
        """Return whether to draw on stderr while a command is waiting."""
        is_drawn = self.stderr.isatty() and self.variables.get("TERM") != "dumb"
        return is_drawn and not self.settings.get("quiet") and not self.writes_json_messages

    @property
    def today(self) -> "date":
        """Return the local date."""
        from datetime import date

        return date.fromtimestamp(self.clock.now())

    # Messages and prompts.

    def print_stderr(self, text: str, *, kind: str = "log") -> None:
        """Print `text` to stderr with control characters escaped, or as JSON if that is wanted."""
        if self.writes_json_messages:
            from lusha_cli.output.messages import json_message

            # Redacted first, as JSON writes some characters in another way.
            self._write_line(json_message(self.redactor.redact(text), kind=kind))
            return
        from lusha_cli.output.sanitize import escape_control_characters

        # Text from the API could control the terminal.
        self._write_line(escape_control_characters(text))

    def _write_stderr_line(self, line: str) -> None:
        if self.stderr.isatty() and not self.writes_json_messages:
            from lusha_cli.output.wrapping import wrap_message

            line = wrap_message(line, self.terminal_width)
        self.stderr.write(f"{line}\n")
        self.stderr.flush()

    @contextmanager
    def print_above_progress(self, show: Callable[[str], None] | None) -> Iterator[None]:
        """Print messages with `show`, which keeps them above a progress bar."""
        if show is not None:
            self._write_line = lambda line: show(self.redactor.redact(line))
        try:
            yield
        finally:
            self._write_line = self._write_stderr_line

    @contextmanager
    def spinner(self, text: str) -> Iterator[None]:
        """Show `text` with a spinner once the command has been waiting for over a second."""
        if not self.shows_progress:
            yield
            return
        from lusha_cli.output.progress import Spinner

        spinner = Spinner(
            self.stderr.stream,
            text,
            width=lambda: self.terminal_width,
            color=self.uses_color(self.stderr),
        )
        with (
            self.print_above_progress(
                lambda line: spinner.print_line(line, otherwise=self._write_stderr_line)
            ),
            self._waits.show_after_a_second(spinner.show),
        ):
            try:
                yield
            finally:
                spinner.stop()

    def info(self, text: str) -> None:
        """Print a message to stderr, unless --quiet."""
        if not self.settings.get("quiet"):
            self.print_stderr(self.with_connection_flags(text), kind="notice")

    def with_connection_flags(self, text: str) -> str:
        """Return `text` with --sandbox, --base-url or --profile added to its commands."""
        if ": lusha " not in text:
            return text
        from lusha_cli.context.hints import with_connection_flags

        return with_connection_flags(text, self.flags)

    @property
    def is_interactive(self) -> bool:
        """Return whether a prompt is possible: stdin and stderr are a terminal."""
        # Not stdout: it may be piped while the prompt appears on stderr.
        return bool(self.stdin and self.stdin.isatty() and self.stderr.isatty())

    def confirm(
        self,
        statement: str,
        *,
        hint: str | None = None,
        outcome: str = "Nothing was sent.",
    ) -> None:
        """Return if --yes was passed or the person at the terminal confirms `statement`.

        Raises ConfirmationDeclined with `outcome` for any other input, and UsageError with `hint`
        without a terminal.
        """
        if self.settings.get("yes"):
            return
        if not self.is_interactive:
            raise UsageError(
                f"{statement} Pass --yes to confirm (no terminal to prompt on).", hint=hint
            )
        self.prompt(statement, outcome=outcome)

    def prompt(self, statement: str, *, outcome: str = "Nothing was sent.") -> None:
        """Return if the person at the terminal confirms `statement`, whether or not --yes is set.

        Raises ConfirmationDeclined with `outcome` for any other input.
        """
        assert self.stdin is not None
        from lusha_cli.output.wrapping import wrap_message

        question = wrap_message(f"{statement} Continue? [y/N]", self.terminal_width)
        self.stderr.write(f"{question} ")
        self.stderr.flush()
        # Only a clear yes spends credits; the end of the input is a no.
        if self.stdin.readline().strip().lower() not in ("y", "yes"):
            raise ConfirmationDeclined(f"You declined. {outcome}")

    def prompt_secret(self, prompt: str) -> str:
        """Return the secret typed at the terminal, unseen. Raises UsageError without one."""
        if not self.is_interactive:
            raise UsageError(
                "Cannot prompt for the key: stdin and stderr are not a terminal.",
                hint="Pipe it in: lusha auth login --with-token < FILE",
            )
        return self._read_secret(prompt)

    # Streams.

    @property
    def stdin_bytes(self) -> IO[bytes]:
        """Return standard input as a binary stream. Raises UsageError if it is closed."""
        if self.stdin is None:
            raise UsageError("Standard input is closed.", hint="Pass a file instead of -.")
        return self.stdin.buffer if hasattr(self.stdin, "buffer") else self.stdin  # type: ignore[return-value]

    @property
    def terminal_width(self) -> int:
        """Return the terminal's width in columns."""
        return read_integer(self.variables.get("COLUMNS", "")) or self._terminal_width()

    @property
    def has_hyperlinks(self) -> bool:
        """Return whether the terminal on stdout shows hyperlinks (OSC 8)."""
        from lusha_cli.output.hyperlinks import has_links

        return self.stdout.isatty() and has_links(self.variables)

    def uses_color(self, stream: SafeTextStream) -> bool:
        """Return whether to write colors to `stream`."""
        color = self.settings.get("color")
        if color != "auto":
            return bool(color == "always")
        is_plain = self.variables.get("NO_COLOR") or self.variables.get("TERM") == "dumb"
        return stream.isatty() and not is_plain
