"""Settings: where each value comes from, and the TOML file that stores them.

Precedence: flag, environment variable, the profile's table in the file, the top level of the file,
default. The file never holds an API key.
"""

import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.config.setting_definitions import (
    BY_NAME,
    FILE_KEYS,
    OLD_VARIABLES,
    Setting,
    Value,
)
from lusha_cli.errors import UsageError
from lusha_cli.storage.atomic_files import read_owned_file, write_private
from lusha_cli.storage.state_store import StateStore
from lusha_cli.suggestions import did_you_mean

DEFAULT_PROFILE = "default"


class ResolvedSetting(NamedTuple):
    """A setting's value and where it came from: flag, environment, profile, config or default."""

    value: Value
    source: str


class Settings:
    """The settings of one invocation; `flags` are the global options of its command line.

    `on_save` is called after the file has changed.
    """

    def __init__(
        self, path: Path, *, env: Mapping[str, str], flags: Mapping[str, Value], state: StateStore
    ) -> None:
        self.path = path
        self._env = env
        self._flags = flags
        self._state = state
        self._table = _read(path)
        self._ignored: set[str] = set()
        self.on_save: Callable[[], None] = lambda: None

    @property
    def profile(self) -> str:
        """Return the profile in use."""
        return str(self._resolve_profile().value)

    @property
    def profile_flag(self) -> str | None:
        """Return the profile passed with --profile, or None."""
        profile = self._flags.get("profile")
        return str(profile) if profile else None

    @property
    def profiles(self) -> list[str]:
        """Return the names of the existing profiles."""
        return sorted({DEFAULT_PROFILE, *self._profile_tables()})

    def check_profile(self) -> None:
        """Raise UsageError if the profile in use doesn't exist."""
        if self.profile not in self.profiles:
            advice = f" To create it, run: lusha auth login --profile {shlex.quote(self.profile)}"
            raise self._unknown_profile(self.profile, advice)

    def _unknown_profile(self, name: str, advice: str = "") -> UsageError:
        return UsageError(
            f"There is no profile named {name!r}.{did_you_mean(name, self.profiles)}",
            hint=f"Profiles: {', '.join(self.profiles)}.{advice}",
        )

    def find(self, name: str, *, profile: str | None = None) -> ResolvedSetting:
        """Return the value of a setting and its source. Raises UsageError for an invalid value.

        With `profile`, the value is the one that a command with this profile would use.
        """
        profile = self.profile if profile is None else profile
        if name == "profile":
            return self._resolve_profile()
        setting = BY_NAME[name]
        if name in self._ignored:
            return ResolvedSetting(setting.default, "default")
        if self._flags.get(name) is not None:
            flag = f"--{name.replace('_', '-')}"
            hint = f"Use {flag} {setting.metavar}, or leave it out."
            value = _convert(setting, self._flags[name], source=flag, hint=hint)
            return ResolvedSetting(value, "flag")
        if setting.precedence == "all":
            every = self.find_all(name, profile=profile)
            if len(every) > 1:
                values = "; ".join(str(each.value) for each in every)
                return ResolvedSetting(values, ", ".join(each.source for each in every))
        default = ResolvedSetting(setting.default, "default")
        return next(self._find_in(setting, profile), default)

    def find_all(self, name: str, *, profile: str | None = None) -> list[ResolvedSetting]:
        """Return each value of a setting of which all apply: environment, profile, top level.

        Raises UsageError for an invalid value, even if `ignore_invalid` was called: a limit is
        never ignored.
        """
        return list(self._find_in(BY_NAME[name], self.profile if profile is None else profile))

    def _find_in(self, setting: Setting, profile: str) -> Iterator[ResolvedSetting]:
        """Yield the values of the environment and the file, the one that counts most first."""
        if setting.precedence == "file":
            yield from self._find_in_file(setting, profile)
            yield from self._find_in_environment(setting)
        else:
            yield from self._find_in_environment(setting)
            yield from self._find_in_file(setting, profile)

    def _find_in_environment(self, setting: Setting) -> Iterator[ResolvedSetting]:
        if not setting.in_environment:
            return
        variable = setting.variable
        if not self._env.get(variable) and self._env.get(OLD_VARIABLES.get(setting.name, "")):
            variable = OLD_VARIABLES[setting.name]
        text = self._env.get(variable)
        # An empty variable counts as unset, as in other tools. But for a limit that could remove
        # one that was meant: `LUSHA_MAX_CREDITS="$CAP"` with a misspelled variable.
        if text or (text is not None and setting.is_limit):
            value = _convert(setting, text, source=variable, hint=f"Run: unset {variable}")
            yield ResolvedSetting(value, "environment")

    def _find_in_file(self, setting: Setting, profile: str) -> Iterator[ResolvedSetting]:
        name = setting.name
        own = self._profile_tables().get(profile, {}) if setting.in_file else {}
        for table, source in ((own, "profile"), (self._table, "config")):
            if setting.in_file and name in table:
                hint = f"Run: lusha config unset {name}"
                if source == "profile":
                    hint += f" --profile {shlex.quote(profile)}"
                value = _convert(setting, table[name], source=f"{name} in {self.path}", hint=hint)
                yield ResolvedSetting(value, source)

    def get(self, name: str) -> Any:
        """Return the value of the setting `name`. Raises UsageError for an invalid value."""
        return self.find(name).value

    @staticmethod
    def known_key(key: str) -> str:
        """Return the key as the file spells it (`base_url` for `base-url`). Raises UsageError."""
        name = key.replace("-", "_")
        if name not in FILE_KEYS:
            raise UsageError(
                f"There is no setting named {key!r}.{did_you_mean(name, FILE_KEYS)}",
                hint=f"Settings: {', '.join(FILE_KEYS)}.",
            )
        return name

    def items(self) -> list[tuple[str, ResolvedSetting]]:
        """Return every setting that the file can hold, with its value and source."""
        return [(key, self.find(key)) for key in FILE_KEYS]

    def unknown_keys(self) -> list[str]:
        """Return a sentence for each unknown key of the file."""
        tables = {"": self._table, **self._profile_tables()}
        return [
            f"{self.path} has an unknown key {key!r}.{did_you_mean(key, FILE_KEYS)}"
            for table in tables.values()
            for key in table
            if key not in FILE_KEYS and key != "profiles"
        ]

    def check(self) -> None:
        """Raise UsageError if a setting has an invalid value."""
        for name in BY_NAME:
            self.find(name)

    def ignore_invalid(self) -> list[UsageError]:
        """Use the default of each setting whose value is invalid; return their errors."""
        errors = []
        for setting in BY_NAME.values():
            try:
                self.find(setting.name)
            except UsageError as error:
                self._ignored.add(setting.name)
                errors.append(error)
        return errors

    def write(self, key: str, value: str | None, *, profile: str | None) -> None:
        """Set `key` in the file, or remove it with None; in the table of `profile` if not None.

        Raises UsageError for an unknown key or an invalid value.
        """
        key = self.known_key(key)
        new: Value = value
        if key == "profile" and value is not None and value not in self.profiles:
            raise self._unknown_profile(value)
        if value is not None and key != "profile":
            hint = f"For example: lusha config set {key} {BY_NAME[key].example}"
            new = _convert(BY_NAME[key], value, source=key, hint=hint)
        with self._edit() as document:
            table = document
            if profile is not None:
                table = document.setdefault("profiles", {}).setdefault(profile, {})
            if new is None:
                table.pop(key, None)
            else:
                table[key] = new

    def add_profile(self, name: str) -> None:
        """Add the profile `name` to the file, unless it exists."""
        if name not in self.profiles:
            with self._edit() as document:
                document.setdefault("profiles", {}).setdefault(name, {})

    def _resolve_profile(self) -> ResolvedSetting:
        """Return --profile, else LUSHA_PROFILE, else the one of `auth switch`, else the default."""
        if self._flags.get("profile"):
            return ResolvedSetting(self._flags["profile"], "flag")
        if self._env.get("LUSHA_PROFILE"):
            return ResolvedSetting(self._env["LUSHA_PROFILE"], "environment")
        if self._table.get("profile"):
            return ResolvedSetting(str(self._table["profile"]), "config")
        return ResolvedSetting(DEFAULT_PROFILE, "default")

    @contextmanager
    def _edit(self) -> Iterator[Any]:
        """Yield the file as a document that preserves comments and formatting, then save it."""
        import tomlkit

        # Two processes that save at the same time would lose one of the changes.
        with self._state.lock():
            # Checks the owner and the syntax before the file is replaced.
            _read(self.path)
            text = self.path.read_text(encoding="utf-8-sig") if self.path.exists() else ""
            document = tomlkit.parse(text)
            yield document
            write_private(self.path, tomlkit.dumps(document))
            self._table = _read(self.path)
            self.on_save()

    def _profile_tables(self) -> dict[str, dict[str, Any]]:
        tables = self._table.get("profiles", {})
        return {name: t for name, t in tables.items() if isinstance(t, dict)}


def _convert(setting: Setting, value: Any, *, source: str, hint: str) -> Value:
    try:
        return setting.read(value)
    except ValueError as error:
        shown = f"{value:g}" if isinstance(value, float) else str(setting.show(value))
        message = f"Invalid value {shown!r} for {source}. {error}"
        raise UsageError(message, hint=hint) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        text = read_owned_file(path)
        if not text:
            return {}
        # Imported only if there is a file to parse, to keep the start fast.
        import tomllib

        table = tomllib.loads(text)
    except ValueError as error:
        raise UsageError(
            f"The configuration file {path} is not valid TOML: {error}.",
            hint="Fix the file, or delete it to reset all settings.",
        ) from error
    except OSError as error:
        raise UsageError(f"Cannot read the configuration file {path}: {error.strerror}.") from error
    if not isinstance(table.get("profiles", {}), dict):
        raise UsageError(
            f"In {path}, profiles must be tables: [profiles.NAME].",
            hint="Fix the file, or delete it to reset all settings.",
        )
    return table
