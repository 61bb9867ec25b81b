"""Definitions of the settings: names, defaults, and how a value is parsed."""

import math
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from lusha_cli.config.retention import parse_retention
from lusha_cli.parsing.ages import parse_age
from lusha_cli.parsing.budgets import format_budget, parse_budget
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.parsing.redis_urls import EXAMPLE, check_redis_url, mask_redis_password
from lusha_cli.parsing.urls import InvalidUrl, parse_http_url
from lusha_cli.suggestions import did_you_mean

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")
# The languages of the programs that --code prints.
LANGUAGES = ("python", "node", "java", "curl")

Value = str | bool | int | float | None


class Setting(NamedTuple):
    """One setting; `read` converts text or a TOML value, or raises ValueError.

    `precedence` is what applies if it is set in several places: `flag` is the usual order, `file`
    puts the file before the environment, and with `all` each of the values applies.
    """

    name: str
    read: Callable[[Any], Value]
    default: Value
    meaning: str
    in_file: bool = True
    has_flag: bool = True
    in_environment: bool = True
    precedence: Literal["flag", "file", "all"] = "flag"

    @property
    def variable(self) -> str:
        """Return the name of its environment variable."""
        return f"LUSHA_{self.name.upper()}"

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the values that it accepts, if it is an enumeration or a boolean."""
        if isinstance(self.read, _OneOf):
            return self.read.choices
        return ("true", "false") if self.read is _boolean else ()

    @property
    def is_limit(self) -> bool:
        """Return whether it is a limit, which an empty value must not remove."""
        return self.read in (_seconds, _timeout, _credits, _percent, _budget, _names)

    def show(self, value: Any) -> Any:
        """Return a value as it is printed: without a password."""
        return mask_redis_password(str(value)) if self.read is _redis_url and value else value

    @property
    def metavar(self) -> str:
        """Return its metavar, such as `true|false` or `SECONDS`."""
        return "|".join(self.choices) or _METAVARS[self.read]

    @property
    def example(self) -> str:
        """Return a valid value, to paste into a command."""
        return self.choices[0] if self.choices else _EXAMPLES[self.read]


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off", ""):
        return False
    raise ValueError("Use true or false.")


def _number(value: Any) -> float:
    # In Python, True is the number 1: a TOML `timeout = true` would pass.
    if isinstance(value, bool):
        return math.nan
    # float() also reads `1_0` and the digits of other scripts.
    if isinstance(value, str) and ("_" in value or not value.isascii()):
        return math.nan
    try:
        return float(value)
    except (ValueError, TypeError):
        return math.nan


def _seconds(value: Any) -> float:
    number = _number(value)
    # NaN fails every comparison, so that this rejects it too.
    if not 0 <= number < math.inf:
        raise ValueError("Use a number of seconds, 0 or more.")
    return number


def _timeout(value: Any) -> float:
    number = _number(value)
    if not 0 < number < math.inf:
        raise ValueError("Use a number of seconds above 0.")
    return number


def _credits(value: Any) -> int:
    # A typing error could cost money, so that only digits are accepted: no `1e2`, no `1_0`.
    number = read_integer(value) if isinstance(value, str) else value
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError("Use a whole number in digits, 0 or more.")
    return number


def _percent(value: Any) -> int:
    number = read_integer(value) if isinstance(value, str) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= 100:
        raise ValueError("Use a whole number from 0 to 100.")
    return number


def _retention(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
    parse_retention(text)
    return text


class _OneOf:
    """A reader that accepts one of `choices`."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, value: Any) -> str:
        text = str(value).strip().lower()
        if text not in self.choices:
            raise ValueError(
                f"Use one of {', '.join(self.choices)}.{did_you_mean(text, self.choices)}"
            )
        return text


def _url(value: Any) -> str:
    text = str(value).strip()
    try:
        url = parse_http_url(text)
    except InvalidUrl as error:
        raise ValueError(f"Use a URL such as https://api.lusha.com: {error}.") from error
    if url.query or "?" in text:
        raise ValueError("Use a URL without a query, such as https://api.lusha.com.")
    # URLs are logged and printed, and credentials must not be.
    if url.user or "@" in text:
        raise ValueError("Use a URL without a user name and password.")
    # Over plain http, everyone on the way can read the key.
    if url.scheme == "http" and not url.is_local:
        raise ValueError("Use https: plain http is allowed only for this machine (127.0.0.1).")
    return str(url).rstrip("/")


def _budget(value: Any) -> str:
    return format_budget(parse_budget(value))


def _names(value: Any) -> str:
    entries = value if isinstance(value, list) else str(value).split(",")
    names = [" ".join(str(entry).split()) for entry in entries]
    if not all(names):
        raise ValueError("Use free, or names of commands separated by commas.")
    return ", ".join(dict.fromkeys(names))


def _redis_url(value: Any) -> str:
    return check_redis_url(str(value).strip())


def _age(value: Any) -> str:
    text = str(value).strip().lower()
    if text in ("0", "off", "false"):
        return "off"
    try:
        parse_age(text)
    except InvalidValue:
        raise ValueError("Use an age such as 12h, 30d or 2w, or off.") from None
    return text


def age_in_seconds(value: str) -> int:
    """Return the seconds of the value of an age: 0 for off."""
    return 0 if value == "off" else parse_age(value)


_METAVARS: dict[Callable[[Any], Value], str] = {
    str: "TEXT",
    _seconds: "SECONDS",
    _timeout: "SECONDS",
    _credits: "N",
    _percent: "N",
    _url: "URL",
    _redis_url: "URL",
    _budget: "N/PERIOD,…",
    _names: "NAME,…",
    _age: "AGE",
    _retention: "AGE",
}
_EXAMPLES: dict[Callable[[Any], Value], str] = {
    str: "ada.byrne@firm.example",
    _seconds: "60",
    _timeout: "30",
    _credits: "25",
    _percent: "70",
    _url: "https://api.lusha.com",
    _redis_url: EXAMPLE,
    _budget: "500/day",
    _names: "free",
    _age: "30d",
    _retention: "90d",
}

# fmt: off
SETTINGS = (
    Setting("output", _OneOf(*FORMATS), None, "format of the result"),
    Setting("base_url", _url, "https://api.lusha.com", "base URL of the API"),
    Setting("sandbox", _boolean, False, "use the embedded sandbox"),
    Setting("api_version", _OneOf("auto", "v2", "v3"), "auto",
            "API version of operations that V2 and V3 have"),
    Setting("timeout", _timeout, 30.0, "seconds for a request and its response"),
    Setting("max_wait", _seconds, 60.0, "total time to wait before retries, in seconds"),
    Setting("no_wait", _boolean, False, "fail at once instead of waiting for a retry"),
    # What could charge twice or override an opt-out can't be stored in the file.
    Setting("allow_double_charge", _boolean, False,
            "resend requests that may already have been charged", in_file=False),
    Setting("ignore_suppression", _boolean, False,
            "look up people who are on the suppression list", in_file=False),
    Setting("exclude_eu", _boolean, False, "leave out people that the API marks as in the EU"),
    Setting("exclude_dnc", _boolean, False, "leave out phones on a do-not-call list"),
    Setting("owner", str, None, "email of the user whose tables to use"),
    Setting("max_credits", _credits, None, "maximum credits that one command may spend"),
    Setting("confirm_above", _credits, 25,
            "prompt before a command that may cost more credits (0: always prompt)",
            has_flag=False),
    Setting("min_match", _percent, 70,
            "match from 0 to 100 below which a row of a file may be another person (0: any)",
            has_flag=False),
    Setting("budget", _budget, None, "credits per hour, day, week or month, such as 500/day",
            has_flag=False, precedence="all"),
    # A variable must not replace the counters of a team, and what is spent in them.
    Setting("ledger_url", _redis_url, None, "Redis server that shares the budget of a team",
            has_flag=False, precedence="file"),
    Setting("budget_offline", _OneOf("stop", "local"), "stop",
            "if that server can't be reached: stop, or count on this machine only",
            has_flag=False, in_environment=False),
    Setting("over_budget", _boolean, False, "prompt to exceed the budget", in_file=False),
    Setting("allow", _names, None, "free, or the only commands that may send requests",
            has_flag=False, precedence="all"),
    Setting("cache", _age, "off", "maximum age of cached results to use instead of requests"),
    Setting("cache_misses", _age, "7d",
            "maximum age of cached results without a match", has_flag=False),
    Setting("cache_url", _redis_url, None,
            "Redis server of the cache, shared by a team", has_flag=False),
    Setting("refresh", _boolean, False, "replace cached results with new ones", in_file=False),
    Setting("keep_last", _boolean, True, "store the last result for `lusha last`", has_flag=False),
    Setting("retention", _retention, None,
            "age of personal data to delete: 90d, runs=30d",
            has_flag=False),
    Setting("suppression_key", _OneOf("keyring", "file"), "keyring",
            "where the key of the suppression list is", has_flag=False),
    Setting("opt_outs", _OneOf("suppress", "forget"), "suppress",
            "what `webhooks listen` does with opt-outs", has_flag=False),
    Setting("color", _OneOf("auto", "always", "never"), "auto", "when to use color"),
    Setting("auth_scheme", _OneOf("auto", "raw", "bearer"), "auto",
            "form in which the key is sent", has_flag=False),
    Setting("quiet", _boolean, False, "print only errors on stderr"),
    Setting("verbose", _boolean, False, "print a line for each request on stderr"),
    Setting("debug", _boolean, False, "print the details of each request on stderr", in_file=False),
    Setting("redact_pii", _boolean, False, "redact personal data on stderr"),
    Setting("fields", str, None, "fields to show", in_file=False),
    Setting("query", str, None, "JMESPath expression that selects the output", in_file=False),
    Setting("raw", _boolean, False, "print JSON strings without quotes", in_file=False),
    Setting("dry_run", _boolean, False, "print the request without sending it", in_file=False),
    Setting("curl", _boolean, False, "print the request as a curl command", in_file=False),
    Setting("code", _OneOf(*LANGUAGES), None, "print the request as a program in this language",
            in_file=False),
    Setting("yes", _boolean, False, "confirm without a prompt", in_file=False),
)
# fmt: on
BY_NAME = {setting.name: setting for setting in SETTINGS}
# Settings that got a clearer name: new name -> old variable, which is still read.
OLD_VARIABLES = {"allow_double_charge": "LUSHA_RETRY_PAID"}
# Environment variables that `webhooks listen --exec` sets for its command.
EVENT_VARIABLES = tuple(
    f"LUSHA_EVENT_{part}"
    for part in ("ID", "TYPE", "ENTITY_TYPE", "ENTITY_ID", "RECEIVED_AT", "ATTEMPT")
)
VARIABLES = (
    "LUSHA_API_KEY", "LUSHA_WEBHOOK_SECRET", "LUSHA_PROFILE",
    "LUSHA_CONFIG_DIR", "LUSHA_STATE_DIR", "LUSHA_CACHE_DIR",
    *(setting.variable for setting in SETTINGS if setting.in_environment), *OLD_VARIABLES.values(),
)  # fmt: skip
FILE_KEYS = ("profile", *(setting.name for setting in SETTINGS if setting.in_file))
