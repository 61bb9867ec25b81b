"""Settings: what they are called, where each value comes from, and the TOML file that keeps them.

A flag beats the environment, the environment beats the profile's table in the file, that beats the
top of the file, and that beats the default. The file never holds a key.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.store.files import write_private
from lusha_cli.store.state import State

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")
DEFAULT_PROFILE = "default"

Value = str | bool | int | float | None


class Setting(NamedTuple):
    """One setting: `read` turns text, or a TOML value, into its value or raises ValueError."""

    name: str
    read: Callable[[Any], Value]
    default: Value
    meaning: str
    in_file: bool = True
    has_flag: bool = True

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return f"LUSHA_{self.name.upper()}"


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off", ""):
        return False
    raise ValueError("give true or false")


def _text(value: Any) -> str:
    return str(value)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (ValueError, TypeError):
        return math.nan


def _seconds(value: Any) -> float:
    number = _number(value)
    if not 0 <= number < math.inf:
        raise ValueError("give a number of seconds, 0 or more")
    return number


def _timeout(value: Any) -> float:
    if _number(value) == 0:
        raise ValueError("give a number of seconds above 0")
    return _seconds(value)


def _credits(value: Any) -> int:
    number = _number(value)
    if not 0 <= number < math.inf or number != int(number):
        raise ValueError("give a whole number, 0 or more")
    return int(number)


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = str(value).strip().lower()
        if text not in choices:
            raise ValueError(f"give one of {', '.join(choices)}{near(text, choices)}")
        return text

    return read


def _url(value: Any) -> str:
    from urllib.parse import urlsplit

    text = str(value).strip().rstrip("/")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("it is not a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("give a URL such as https://api.lusha.com")
    if "@" in parts.netloc:
        raise ValueError("a URL here holds no user name or password")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("plain http is allowed to this machine only (127.0.0.1); use https")
    return text


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine, judged without asking a name server."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


SETTINGS = (
    Setting("output", _one_of(*FORMATS), None, "format of the result"),
    Setting("base_url", _url, "https://api.lusha.com", "where the API is"),
    Setting("sandbox", _boolean, False, "answer from the embedded sandbox"),
    Setting("timeout", _timeout, 30.0, "seconds to wait for an answer"),
    Setting("max_wait", _seconds, 60.0, "seconds to wait, in all, before trying again"),
    Setting("max_credits", _credits, None, "hard cap on the credits of one command"),
    Setting("color", _one_of("auto", "always", "never"), "auto", "when to use colour"),
    Setting(
        "auth_scheme",
        _one_of("auto", "raw", "bearer"),
        "auto",
        "how the key is sent",
        has_flag=False,
    ),
    Setting("quiet", _boolean, False, "say nothing but errors on stderr"),
    Setting("verbose", _boolean, False, "a line on stderr for each request"),
    Setting("debug", _boolean, False, "everything about each request on stderr", in_file=False),
    Setting("fields", _text, None, "fields to show", in_file=False),
    Setting("query", _text, None, "JMESPath of what to show", in_file=False),
    Setting("dry_run", _boolean, False, "print the request, send nothing", in_file=False),
    Setting("curl", _boolean, False, "print the request as a curl line", in_file=False),
    Setting("yes", _boolean, False, "agree to what would be asked", in_file=False),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}
FILE_KEYS = ("profile", *(setting.name for setting in SETTINGS if setting.in_file))


def near(word: str, words: Iterable[str]) -> str:
    """`; did you mean X?`, or nothing where no word is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(words), n=1)
    return f"; did you mean {found[0]}?" if found else ""


class Found(NamedTuple):
    """A setting's value and where it came from: flag, environment, profile, config or default."""

    value: Value
    source: str


class Settings:
    """The settings of one command: `flags` are those given on its command line."""

    def __init__(
        self, path: Path, *, env: Mapping[str, str], flags: Mapping[str, Value], state: State
    ) -> None:
        self.path = path
        self._env = env
        self._flags = flags
        self._state = state
        self._table = _read(path)

    @property
    def profile(self) -> str:
        """The profile in use."""
        return str(self._profile_found().value)

    @property
    def named_profile(self) -> str | None:
        """The profile that `--profile` names, if it does."""
        named = self._flags.get("profile")
        return None if named is None else str(named)

    @property
    def profiles(self) -> list[str]:
        """The profiles that exist."""
        return sorted({DEFAULT_PROFILE, *self._profile_tables()})

    def check_profile(self) -> None:
        """Raise UsageError where the profile in use does not exist."""
        if self.profile not in self.profiles:
            raise UsageError(
                f"There is no profile named {self.profile!r}{near(self.profile, self.profiles)}.",
                hint=f"Profiles: {', '.join(self.profiles)}. "
                f"To make it: lusha auth login --profile {self.profile}",
            )

    def find(self, name: str) -> Found:
        """The value of the setting `name`; raises UsageError where it is not a usable one."""
        if name == "profile":
            return self._profile_found()
        setting = BY_NAME[name]
        if self._flags.get(name) is not None:
            flag = f"--{name.replace('_', '-')}"
            return Found(_convert(setting, self._flags[name], said_by=flag), "flag")
        if setting.variable in self._env and self._env[setting.variable] != "":
            text = self._env[setting.variable]
            return Found(_convert(setting, text, said_by=setting.variable), "environment")
        if setting.in_file:
            profile = self._profile_tables().get(self.profile, {})
            for table, source in ((profile, "profile"), (self._table, "config")):
                if name in table:
                    said_by = f"{name} in {self.path}"
                    return Found(_convert(setting, table[name], said_by=said_by), source)
        return Found(setting.default, "default")

    def get(self, name: str) -> Any:
        """The value of the setting `name`."""
        return self.find(name).value

    @staticmethod
    def known_key(key: str) -> str:
        """The key as the file spells it (`base-url` is `base_url`); UsageError where unknown."""
        name = key.replace("-", "_")
        if name not in FILE_KEYS:
            raise UsageError(
                f"There is no setting named {key!r}{near(name, FILE_KEYS)}.",
                hint=f"Settings: {', '.join(FILE_KEYS)}.",
            )
        return name

    def shown(self) -> list[tuple[str, Found]]:
        """Every setting that the file can hold, with its value and where that comes from."""
        return [(key, self.find(key)) for key in FILE_KEYS]

    def check(self) -> None:
        """Raise UsageError where any setting has an unusable value."""
        for name in BY_NAME:
            self.find(name)

    def write(self, key: str, value: str | None, *, profile: str | None) -> None:
        """Set `key` in the file, or remove it with None; in `profile`'s table where one is given.

        Raises UsageError for an unknown key or an unusable value.
        """
        key = self.known_key(key)
        new: Value = value
        if key == "profile" and value is not None and value not in self.profiles:
            raise UsageError(f"There is no profile named {value!r}{near(value, self.profiles)}.")
        if value is not None and key != "profile":
            new = _convert(BY_NAME[key], value, said_by=key)
        with self._state.lock():
            document = _document(self.path)
            table = document
            if profile is not None:
                table = document.setdefault("profiles", {}).setdefault(profile, {})
            if new is None:
                table.pop(key, None)
            else:
                table[key] = new
            self._save(document)

    def add_profile(self, name: str) -> None:
        """Make the profile `name` known; it may exist already."""
        if name in self.profiles:
            return
        with self._state.lock():
            document = _document(self.path)
            document.setdefault("profiles", {}).setdefault(name, {})
            self._save(document)

    def _profile_found(self) -> Found:
        """`--profile`, else `LUSHA_PROFILE`, else what `auth switch` set, else the default."""
        if self._flags.get("profile"):
            return Found(self._flags["profile"], "flag")
        if self._env.get("LUSHA_PROFILE"):
            return Found(self._env["LUSHA_PROFILE"], "environment")
        if self._table.get("profile"):
            return Found(str(self._table["profile"]), "config")
        return Found(DEFAULT_PROFILE, "default")

    def _save(self, document: Any) -> None:
        import tomlkit

        write_private(self.path, tomlkit.dumps(document))
        self._table = _read(self.path)

    def _profile_tables(self) -> dict[str, dict[str, Any]]:
        tables = self._table.get("profiles", {})
        return {name: t for name, t in tables.items() if isinstance(t, dict)}


def _convert(setting: Setting, value: Any, *, said_by: str) -> Value:
    try:
        return setting.read(value)
    except ValueError as error:
        raise UsageError(f"{said_by}: {str(value)!r} cannot be used: {error}.") from error


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The configuration {path} is not valid TOML: {error}.",
            hint="Mend the file, or delete it to start over.",
        ) from error
    except OSError as error:
        raise UsageError(f"Cannot read the configuration {path}: {error.strerror}.") from error
    if not isinstance(table.get("profiles", {}), dict):
        raise UsageError(f"In {path}, profiles must be tables: [profiles.NAME].")
    return table


def _document(path: Path) -> Any:
    """The file as an editable document: what its owner wrote by hand, comments too, stays."""
    import tomlkit

    _read(path)
    return tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
