"""Option and argument types that commands share."""

from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)
from lusha_cli.parsing import identifiers
from lusha_cli.parsing.ages import parse_age
from lusha_cli.parsing.ranges import parse_office_location
from lusha_cli.suggestions import close_matches, did_you_mean

T = TypeVar("T")


def option_parser(clean: Callable[[str], T]) -> Callable[[str], T]:
    """Return an option parser from a function that raises identifiers.InvalidValue."""

    def parse(value: str) -> T:
        try:
            return clean(value)
        except identifiers.InvalidValue as error:
            raise typer.BadParameter(str(error)) from error

    return parse


class Choice:
    """An option parser that accepts one of `choices` and suggests the closest one."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, value: str) -> str:
        """Return the choice equal to `value`, ignoring case. Raises typer.BadParameter."""
        match = {choice.lower(): choice for choice in self.choices}.get(value.lower())
        if match is None:
            choices, suggestion = ", ".join(self.choices), did_you_mean(value, self.choices)
            raise typer.BadParameter(f"{value!r} is not one of {choices}{suggestion}.")
        return match


class UnknownValue(str):
    """A value that isn't in a list of ours, sent unchanged; `warning` is the sentence about it."""

    def __new__(cls, value: str, warning: str) -> "UnknownValue":
        """Return the value with its warning."""
        self = super().__new__(cls, value)
        self.warning = warning
        return self

    warning: str


class OpenChoice(Choice):
    """An option parser that accepts any value, and marks one that isn't among the choices.

    The API's lists grow: a value that isn't known here may be valid. `noun` says what the choices
    are, such as "signal type".
    """

    def __init__(self, noun: str, *choices: str) -> None:
        super().__init__(*choices)
        self.noun = noun

    def __call__(self, value: str) -> str:
        """Return the choice equal to `value`, ignoring case, or else the value as UnknownValue."""
        match = {choice.lower(): choice for choice in self.choices}.get(value.lower())
        return self.unknown(value) if match is None else match

    def unknown(self, value: str) -> UnknownValue:
        """Return a value that isn't among the choices."""
        near = close_matches(value, self.choices, limit=1)
        question = f" Did you mean {near[0]}?" if near else ""
        return UnknownValue(value, f"Unknown {self.noun} {value!r}, sent unchanged.{question}")


def unknown_value_warnings(values: Any) -> list[str]:
    """Return the warnings about unknown values anywhere in the values of options, each once."""
    if isinstance(values, UnknownValue):
        return [values.warning]
    if isinstance(values, dict):
        values = list(values.values())
    if not isinstance(values, list):
        return []
    return list(dict.fromkeys(text for value in values for text in unknown_value_warnings(value)))


def parse_since_option(ctx: typer.Context, value: str | None) -> str | None:
    """Return the ISO date of an option that takes a date or a time span such as 30d."""
    if value is None:
        return None
    try:
        return identifiers.normalize_since(value, today=ctx.obj.env.today)
    except identifiers.InvalidValue as error:
        raise typer.BadParameter(str(error)) from error


class CommaSeparated(Choice):
    """An option parser that returns the list of the values between the commas of a text.

    `parse` reads one of them; completions offer its choices, if it has any. With `numbers_only`,
    only numbers are separated, because the other values, such as names, may contain commas.
    """

    def __init__(self, parse: Callable[[str], Any], *, numbers_only: bool = False) -> None:
        super().__init__(*getattr(parse, "choices", ()))
        self.cached_list = getattr(parse, "cached_list", "")
        self._parse, self._numbers_only = parse, numbers_only

    def __call__(self, value: str) -> Any:
        """Return the list of values. Raises typer.BadParameter."""
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if self._numbers_only and not all(map(str.isdecimal, parts)):
            parts = []
        # A blank text has no part, and its meaning is that of the parser.
        return [self._parse(part) for part in parts] or [self._parse(value)]


def _join_lists(lists: list[list[T]] | None) -> list[T] | None:
    """Return the values of a repeated option."""
    return [value for values in lists or [] for value in values] or None


def _join_choices(lists: list[list[T]] | None) -> list[T] | None:
    """Return the values of a repeated option that takes choices, each once."""
    values = _join_lists(lists) or []
    # Objects, such as funding rounds with their coverage, cannot be the keys of a dict.
    return [value for place, value in enumerate(values) if value not in values[:place]] or None


def parse_id(text: str) -> str:
    """Parse an id: V2's number, or V3's opaque text. Raises identifiers.InvalidValue."""
    with suppress(identifiers.InvalidValue):
        return identifiers.normalize_id(text)
    return identifiers.normalize_token(text)


def parse_number(text: str) -> int | str:
    """Parse an id that the API takes as a number; V3's opaque ids remain text.

    Raises identifiers.InvalidValue.
    """
    id_ = parse_id(text)
    return int(id_) if id_.isdecimal() else id_


class ValueType(NamedTuple):
    """A type of option values: the metavar in the help, and how a value is parsed.

    `parser` may raise identifiers.InvalidValue. `callback` gets the value of the whole option.
    """

    metavar: str
    parser: Callable[[str], Any] | None = None
    callback: Callable[..., Any] | None = None

    def settings(self) -> dict[str, Any]:
        """Return the value's parameters of typer.Option or typer.Argument."""
        parser = self.parser
        # Shell completion reads the words of a Choice, so it isn't wrapped in a function.
        if parser is not None and not isinstance(parser, Choice):
            parser = option_parser(parser)
        return {"metavar": self.metavar, "parser": parser, "callback": self.callback}


def choices(*values: str, metavar: str = "") -> ValueType:
    """Return the type of a value that is one of `values`, which are its metavar by default."""
    return ValueType(metavar or "|".join(values), Choice(*values))


def open_choices(noun: str, *values: str, metavar: str = "") -> ValueType:
    """Return the type of a value of the API: one of `values`, or one that isn't known here.

    `noun` names the value in the warning about an unknown one, such as "signal type".
    """
    return ValueType(metavar or "|".join(values), OpenChoice(noun, *values))


EMAIL = ValueType("EMAIL", identifiers.normalize_email)
LINKEDIN_URL = ValueType("URL", identifiers.normalize_linkedin)
DOMAIN = ValueType("DOMAIN", identifiers.normalize_domain)
NUMBER_ID = ValueType("ID", parse_number)
ID = ValueType("ID", parse_id)
AGE = ValueType("AGE", parse_age)
DAY = ValueType("DAY", callback=parse_since_option)
REVEAL_FIELD = open_choices("reveal field", "emails", "phones")


def separated(value: ValueType, *, numbers_only: bool = False) -> ValueType:
    """Return the type of an option that may be repeated, or take several values with commas."""
    parse = value.parser or str
    # Shell completion reads the words of a Choice, so it isn't wrapped in a function.
    parser = parse if isinstance(parse, Choice) else option_parser(parse)
    join = _join_choices if isinstance(parse, Choice) and parse.choices else _join_lists
    return ValueType(f"{value.metavar},…", CommaSeparated(parser, numbers_only=numbers_only), join)


def option(
    flags: str, value: ValueType | str, meaning: str, *, panel: str | None = None, **settings: Any
) -> Any:
    """Return an option that takes a value.

    `flags` are separated by spaces. `value` is a type, or the metavar of a text or number.
    `settings` are more parameters of typer.Option, such as `min`.
    """
    settings |= (ValueType(value) if isinstance(value, str) else value).settings()
    return typer.Option(*flags.split(), help=meaning, rich_help_panel=panel, **settings)


def flag(flags: str, meaning: str, *, panel: str | None = None) -> Any:
    """Return an option that takes no value, such as `--all` or `--active/--no-active`."""
    return typer.Option(*flags.split(), help=meaning, rich_help_panel=panel)


def argument(value: ValueType | str, meaning: str) -> Any:
    """Return a positional argument. `value` is a type, or the metavar of a text."""
    settings = (ValueType(value) if isinstance(value, str) else value).settings()
    return typer.Argument(help=meaning, **settings)


# Identifiers.
PersonArg = Annotated[str | None, argument("[WHO]", "E-mail, LinkedIn URL or person id.")]
CompanyArg = Annotated[str | None, argument("[WHO]", "Domain, name or company id.")]
EmailOpt = Annotated[str | None, option("--email", EMAIL, "E-mail address.")]
LinkedinOpt = Annotated[str | None, option("--linkedin-url", LINKEDIN_URL, "LinkedIn profile.")]
PersonIdOpt = Annotated[
    str | None, option("--person-id --contact-id", ID, "Lusha's id of the person.")
]
FirstNameOpt = Annotated[str | None, option("--first-name", "NAME", "First name.")]
LastNameOpt = Annotated[str | None, option("--last-name", "NAME", "Last name.")]
EmployerNameOpt = Annotated[
    str | None, option("--company-name", "NAME", "Name of the company they work at.")
]
EmployerDomainOpt = Annotated[
    str | None, option("--company-domain", DOMAIN, "Domain of the company they work at.")
]
CompanyOpt = Annotated[
    str | None, option("--company --company-name", "NAME", "Name of the company.")
]
DomainOpt = Annotated[
    str | None, option("--domain --company-domain", DOMAIN, "Domain of the company.")
]
CompanyIdOpt = Annotated[str | None, option("--company-id", ID, "Lusha's id of the company.")]
IdOpt = Annotated[str | None, option("--id", ID, "Lusha's id.")]
IdsOpt = Annotated[
    list[str] | None,
    option("--id", separated(ID), "Lusha's id, as a search brings it; repeatable."),
]
CompanyNameOpt = Annotated[str | None, option("--name --company", "NAME", "Name of the company.")]
ClientReferenceOpt = Annotated[
    str | None,
    option("--client-reference-id", "TEXT", "Your own name for it; the answer has it too."),
]

# Parameters of lookups.
RefreshOpt = Annotated[
    bool | None, flag("--refresh-job-info/--no-refresh-job-info", "Look up the latest job first.")
]
FilterByOpt = Annotated[str | None, option(
    "--filter-by", open_choices("kind of contact data", "phoneNumbers", "emailAddresses"),
    "Match only people with this kind of contact data.",
)]  # fmt: skip
RevealEmailsOpt = Annotated[bool | None, flag(
    "--reveal-emails/--no-reveal-emails", "Reveal e-mails only (needs a unified-credits plan).",
)]  # fmt: skip
RevealPhonesOpt = Annotated[bool | None, flag(
    "--reveal-phones/--no-reveal-phones", "Reveal phones only (needs a unified-credits plan).",
)]  # fmt: skip
ContactSignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *CONTACT_SIGNALS)),
    "Signals to include; repeatable. Each one delivered costs 1 credit.",
)]  # fmt: skip
CompanySignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *COMPANY_SIGNALS, metavar="SIGNAL")),
    "Signals to include, such as allSignals or riskNews; repeatable. "
    "Each one delivered costs 1 credit.",
)]  # fmt: skip
SignalsStartOpt = Annotated[str | None, option(
    "--signals-start-date", DAY,
    "Signals since this day, or for so long: 30d, 6mo (the API's default: six months).",
)]  # fmt: skip
StartDateOpt = Annotated[str | None, option(
    "--start-date", DAY,
    "Signals since this day, or for so long: 30d, 6mo (the API's default: six months).",
)]  # fmt: skip
MaxResultsOpt = Annotated[int | None, option(
    "--max-results-per-signal", "N", "The most signals of each type; it bounds the cost.", min=1,
)]  # fmt: skip
NewsEventTypeOpt = Annotated[list[str] | None, option(
    "--news-event-type", separated(open_choices("news event type", *NEWS_EVENTS, metavar="EVENT")),
    "Of the news, only these events, such as IPO; repeatable.",
)]  # fmt: skip
HiringDepartmentOpt = Annotated[list[str] | None, option(
    "--hiring-by-department",
    separated(open_choices("department", *HIRING_DEPARTMENTS, metavar="NAME")),
    "Of surgeInHiringByDepartment, only these departments; repeatable.",
)]  # fmt: skip
HiringLocationOpt = Annotated[list[Any] | None, option(
    "--hiring-by-location", ValueType("COUNTRY|country=…,state=…", parse_office_location),
    "Of surgeInHiringByLocation, only these places; repeatable.",
)]  # fmt: skip
ExcludeDncOpt = Annotated[bool | None, flag(
    "--exclude-dnc/--no-exclude-dnc",
    "Leave out people whose phones are all do-not-call (Scale plans).",
)]  # fmt: skip
PartialProfileOpt = Annotated[
    bool | None, flag("--partial-profile/--no-partial-profile", "Accept incomplete profiles.")
]
PartialCompanyOpt = Annotated[
    bool | None, flag("--partial-company/--no-partial-company", "Accept incomplete companies.")
]
FullNameOpt = Annotated[str | None, option("--full-name", "NAME", "First and last name.")]
BodyOpt = Annotated[
    str | None, option("--body", "FILE|-", "JSON body of the request; flags win over it.")
]
RevealOpt = Annotated[list[str] | None, option(
    "--reveal", separated(REVEAL_FIELD), "Reveal only this; repeatable.",
)]  # fmt: skip
