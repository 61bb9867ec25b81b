"""What surrounds one command: streams, environment, folders, clock, settings."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from lusha_cli.clock import Clock, SystemClock
from lusha_cli.config.setting_definitions import Value
from lusha_cli.config.settings import Settings
from lusha_cli.context.streams import SafeTextStream, read_hidden_input, terminal_columns
from lusha_cli.errors import ConfirmationDeclined, UsageError
from lusha_cli.privacy.redaction import Redactor
from lusha_cli.storage.state_store import NO_HOME_DIRECTORY, StateStore

if TYPE_CHECKING:
    from datetime import date

    from lusha_cli.privacy.suppression_list import SuppressionList
    from lusha_cli.storage.completion_cache import CompletionCache
    from lusha_cli.storage.response_cache import ResponseCache


class Surroundings:
    """One command's surroundings. `flags` are its shared flags, set once they are parsed."""

    def __init__(
        self,
        *,
        env: Mapping[str, str],
        stdin: IO[str] | None,
        stdout: TextIO,
        stderr: TextIO,
        clock: Clock | None = None,
        config_folder: Path | None = None,
        state_folder: Path | None = None,
        cache_folder: Path | None = None,
        ask_secret: Callable[[str], str] | None = None,
        terminal_width: Callable[[], int] | None = None,
    ) -> None:
        self.env = env
        self.stdin = stdin
        self.redactor = Redactor()
        self.redactor.add_key(env.get("LUSHA_API_KEY", ""))
        self.stdout = SafeTextStream(stdout, self.redactor.redact_keys)
        self.stderr = SafeTextStream(stderr, self.redactor.redact)
        self.tell_line = self._tell_line
        self.clock: Clock = clock or SystemClock()
        self.flags: dict[str, Value] = {}
        self._config_folder = config_folder
        self._state_folder = state_folder
        self._cache_folder = cache_folder
        self._ask_secret = ask_secret or read_hidden_input
        self._terminal_width = terminal_width or terminal_columns

    # Folders and what is kept in them.

    @cached_property
    def config_folder(self) -> Path:
        """Where the settings are (LUSHA_CONFIG_DIR, else the platform's place)."""
        if self._config_folder:
            return self._config_folder
        if self.env.get("LUSHA_CONFIG_DIR"):
            return Path(self.env["LUSHA_CONFIG_DIR"])
        from lusha_cli.config.paths import config_folder

        return config_folder()

    @cached_property
    def state_folder(self) -> Path:
        """Where state is kept between calls (LUSHA_STATE_DIR, else the platform's place)."""
        if self._state_folder:
            return self._state_folder
        if self.env.get("LUSHA_STATE_DIR"):
            return Path(self.env["LUSHA_STATE_DIR"])
        from lusha_cli.config.paths import state_folder

        return state_folder()

    @cached_property
    def cache_folder(self) -> Path:
        """Where copies of answers are kept (LUSHA_CACHE_DIR, else the platform's place)."""
        if self._cache_folder:
            return self._cache_folder
        if self.env.get("LUSHA_CACHE_DIR"):
            return Path(self.env["LUSHA_CACHE_DIR"])
        from lusha_cli.config.paths import cache_folder

        return cache_folder()

    @cached_property
    def copies(self) -> "ResponseCache":
        """Copies of answers that change seldom, kept apart for each API that was asked."""
        from urllib.parse import urlsplit

        from lusha_cli.storage.response_cache import ResponseCache

        host = "sandbox" if self.in_sandbox else urlsplit(self.settings.get("base_url")).netloc
        return ResponseCache(self.cache_folder / host.replace(":", "_"), self.clock.now)

    @cached_property
    def words(self) -> "CompletionCache":
        """The words that shells complete."""
        from lusha_cli.storage.completion_cache import CompletionCache

        return CompletionCache(self.cache_folder / "completion")

    @cached_property
    def state(self) -> StateStore:
        """What is remembered between calls."""
        return StateStore(self.state_folder)

    @cached_property
    def suppression(self) -> "SuppressionList":
        """Who objected to being looked up."""
        from lusha_cli.privacy.suppression_list import SuppressionList

        # Ids of the sandbox are nobody's in the world.
        return SuppressionList(
            self.state_folder / "sandbox" if self.in_sandbox else self.state_folder
        )

    @property
    def config_file(self) -> Path:
        """The configuration file, which need not be there, nor be usable."""
        return self.config_folder / "config.toml"

    @cached_property
    def settings(self) -> Settings:
        """Flags, environment and configuration, merged."""
        settings = Settings(self.config_file, env=self.env, flags=self.flags, state=self.state)
        settings.on_save = self.keep_profiles
        return settings

    def keep_profiles(self) -> None:
        """Keep the names of the profiles for the completions of shells."""
        self.words.put("profiles", dict.fromkeys(self.settings.profiles, ""))

    def do_without_config(self) -> None:
        """Go on as if there were no configuration file: the one that is there cannot be read."""
        path = NO_HOME_DIRECTORY / "config.toml"
        self.settings = Settings(path, env=self.env, flags=self.flags, state=self.state)

    @property
    def in_sandbox(self) -> bool:
        """Whether calls are answered by the embedded sandbox."""
        return bool(self.settings.get("sandbox"))

    @property
    def today(self) -> "date":
        """The day here."""
        from datetime import date

        return date.fromtimestamp(self.clock.now())

    # Talk with the person at the terminal.

    def say(self, text: str) -> None:
        """A line on stderr; control characters in it are shown, not obeyed."""
        from lusha_cli.output.sanitize import escape_control_characters

        self.tell_line(escape_control_characters(text))

    def _tell_line(self, line: str) -> None:
        if self.stderr.isatty():
            from lusha_cli.output.wrapping import wrap_message

            line = wrap_message(line, self.width)
        self.stderr.write(f"{line}\n")
        self.stderr.flush()

    @contextmanager
    def lines_above(self, show: Callable[[str], None] | None) -> Iterator[None]:
        """Lines on stderr go through `show`, which knows what else is drawn there."""
        if show is not None:
            self.tell_line = lambda line: show(self.redactor.redact(line))
        try:
            yield
        finally:
            self.tell_line = self._tell_line

    def note(self, text: str) -> None:
        """A line on stderr, unless --quiet."""
        if not self.settings.get("quiet"):
            self.say(self.as_typed(text))

    def as_typed(self, text: str) -> str:
        """`text`, whose commands ask the API that is asked now."""
        if ": lusha " not in text:
            return text
        from lusha_cli.context.hints import with_connection_flags

        return with_connection_flags(text, self.flags)

    @property
    def wants_json(self) -> bool:
        """Whether JSON was asked for by name, not just got by a pipe."""
        found = self.settings.find("output")
        return found.source != "default" and found.value in ("json", "jsonl")

    @property
    def talks(self) -> bool:
        """Whether a person can be asked: stdin and stderr are a terminal."""
        return bool(self.stdin and self.stdin.isatty() and self.stderr.isatty())

    def agree(self, question: str, *, flag: str = "--yes") -> None:
        """Go on only if told to: by --yes, or by the answer of the person at the terminal.

        Raises Declined on any answer but yes, UsageError where there is nobody to ask.
        """
        if self.settings.get("yes"):
            return
        if not self.talks:
            raise UsageError(
                f"{question} There is no terminal to ask on.", hint=f"Add {flag} to agree."
            )
        assert self.stdin is not None
        self.stderr.write(f"{question} [y/N] ")
        self.stderr.flush()
        if self.stdin.readline().strip().lower() not in ("y", "yes"):
            raise ConfirmationDeclined("You declined. Nothing was sent.")

    def ask_secret(self, prompt: str) -> str:
        """Ask at the terminal without showing what is typed; UsageError where there is none."""
        if not self.talks:
            raise UsageError(
                "There is no terminal to ask for the key on.",
                hint="Pipe it in: lusha auth login --with-token < FILE",
            )
        return self._ask_secret(prompt)

    @property
    def stdin_bytes(self) -> IO[bytes]:
        """Standard input as a binary stream."""
        if self.stdin is None:
            raise UsageError("Standard input is closed.", hint="Name a file instead of -.")
        return self.stdin.buffer if hasattr(self.stdin, "buffer") else self.stdin  # type: ignore[return-value]

    # How the streams can be written to.

    @property
    def width(self) -> int:
        """Columns of the terminal."""
        columns = self.env.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) else self._terminal_width()

    @property
    def links(self) -> bool:
        """Whether stdout shows URLs as links."""
        from lusha_cli.output.hyperlinks import has_links

        return self.stdout.isatty() and has_links(self.env)

    def colors(self, stream: SafeTextStream) -> bool:
        """Whether colour may be used on `stream`."""
        wish = self.settings.get("color")
        if wish != "auto":
            return bool(wish == "always")
        return stream.isatty() and not self.env.get("NO_COLOR") and self.env.get("TERM") != "dumb"
