"""Option and argument types that commands share."""

from collections.abc import Callable
from contextlib import suppress
from copy import copy
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)
from lusha_cli.cli.option_parsers import Choice as Choice
from lusha_cli.cli.option_parsers import CommaSeparated as CommaSeparated
from lusha_cli.cli.option_parsers import OpenChoice as OpenChoice
from lusha_cli.cli.option_parsers import UnknownValue as UnknownValue
from lusha_cli.cli.option_parsers import option_parser as option_parser
from lusha_cli.cli.option_parsers import unknown_value_warnings as unknown_value_warnings
from lusha_cli.parsing import identifiers
from lusha_cli.parsing.ages import parse_age
from lusha_cli.parsing.ranges import parse_office_location

T = TypeVar("T")


def parse_since_option(ctx: typer.Context, value: str | None) -> str | None:
    """Return the ISO date of an option that takes a date or a time span such as 30d."""
    if value is None:
        return None
    try:
        return identifiers.normalize_since(value, today=ctx.obj.env.today)
    except identifiers.InvalidValue as error:
        raise typer.BadParameter(str(error)) from error


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
    # The meaning ends with the default, if any.
    settings |= {"show_default": False}
    return typer.Option(*flags.split(), help=meaning, rich_help_panel=panel, **settings)


def flag(flags: str, meaning: str, *, panel: str | None = None) -> Any:
    """Return an option that takes no value, such as `--all` or `--active/--no-active`."""
    return typer.Option(*flags.split(), help=meaning, rich_help_panel=panel)


def in_section(title: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return options by parameter that stand in a section of the help with this title."""
    return {
        name: Annotated[annotation.__origin__, _with_panel(annotation.__metadata__[0], title)]
        for name, annotation in options.items()
    }


def _with_panel(declared: Any, title: str) -> Any:
    # A copy: other commands may have the option elsewhere.
    declared = copy(declared)
    declared.rich_help_panel = title
    return declared


def argument(value: ValueType | str, meaning: str) -> Any:
    """Return a positional argument. `value` is a type, or the metavar of a text."""
    settings = (ValueType(value) if isinstance(value, str) else value).settings()
    return typer.Argument(help=meaning, **settings)


# Sections of the help.
IDENTIFIERS = "Identifiers"
SIGNALS = "Signals"

# Identifiers.
PersonArg = Annotated[str | None, argument("[WHO]", "Email, LinkedIn URL or person ID.")]
CompanyArg = Annotated[str | None, argument("[WHO]", "Domain, name or company ID.")]
EmailOpt = Annotated[str | None, option("--email", EMAIL, "Email address.", panel=IDENTIFIERS)]
LinkedinOpt = Annotated[
    str | None,
    option("--linkedin-url", LINKEDIN_URL, "URL of the LinkedIn profile.", panel=IDENTIFIERS),
]
PersonIdOpt = Annotated[
    str | None,
    option("--person-id --contact-id", ID, "Lusha's ID of the person.", panel=IDENTIFIERS),
]
FirstNameOpt = Annotated[
    str | None, option("--first-name", "NAME", "First name.", panel=IDENTIFIERS)
]
LastNameOpt = Annotated[str | None, option("--last-name", "NAME", "Last name.", panel=IDENTIFIERS)]
EmployerNameOpt = Annotated[
    str | None,
    option("--company-name", "NAME", "Name of the company they work at.", panel=IDENTIFIERS),
]
EmployerDomainOpt = Annotated[
    str | None,
    option("--company-domain", DOMAIN, "Domain of the company they work at.", panel=IDENTIFIERS),
]
CompanyOpt = Annotated[
    str | None,
    option("--company --company-name", "NAME", "Name of the company.", panel=IDENTIFIERS),
]
DomainOpt = Annotated[
    str | None,
    option("--domain --company-domain", DOMAIN, "Domain of the company.", panel=IDENTIFIERS),
]
CompanyIdOpt = Annotated[
    str | None, option("--company-id", ID, "Lusha's ID of the company.", panel=IDENTIFIERS)
]
IdOpt = Annotated[str | None, option("--id", ID, "Lusha's ID.")]
IdsOpt = Annotated[
    list[str] | None, option("--id", separated(ID), "Lusha's ID from a search (repeatable).")
]
CompanyNameOpt = Annotated[
    str | None, option("--name --company", "NAME", "Name of the company.", panel=IDENTIFIERS)
]
ClientReferenceOpt = Annotated[
    str | None,
    option("--client-reference-id", "TEXT", "Your own reference, returned in the response."),
]

# Parameters of lookups.
RefreshOpt = Annotated[
    bool | None,
    flag("--refresh-job-info/--no-refresh-job-info", "Update the job information first."),
]
FilterByOpt = Annotated[str | None, option(
    "--filter-by", open_choices("kind of contact data", "phoneNumbers", "emailAddresses"),
    "Match only people with this type of contact data.",
)]  # fmt: skip
RevealEmailsOpt = Annotated[bool | None, flag(
    "--reveal-emails/--no-reveal-emails", "Reveal only emails (unified-credits plans).",
)]  # fmt: skip
RevealPhonesOpt = Annotated[bool | None, flag(
    "--reveal-phones/--no-reveal-phones", "Reveal only phones (unified-credits plans).",
)]  # fmt: skip
ContactSignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *CONTACT_SIGNALS)),
    "Signals to include, 1 credit each (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
CompanySignalOpt = Annotated[list[str] | None, option(
    "--signal", separated(open_choices("signal type", *COMPANY_SIGNALS, metavar="SIGNAL")),
    "Signals to include, such as riskNews, 1 credit each (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
SignalsStartOpt = Annotated[str | None, option(
    "--signals-start-date", DAY,
    "Signals since a date, or in a time span such as 30d [6mo].",
    panel=SIGNALS,
)]  # fmt: skip
StartDateOpt = Annotated[str | None, option(
    "--start-date", DAY,
    "Signals since a date, or in a time span such as 30d [6mo].",
    panel=SIGNALS,
)]  # fmt: skip
MaxResultsOpt = Annotated[int | None, option(
    "--max-results-per-signal", "N", "Maximum number of signals of each type.", min=1,
    panel=SIGNALS,
)]  # fmt: skip
NewsEventTypeOpt = Annotated[list[str] | None, option(
    "--news-event-type", separated(open_choices("news event type", *NEWS_EVENTS, metavar="EVENT")),
    "Type of news event, such as IPO (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
HiringDepartmentOpt = Annotated[list[str] | None, option(
    "--hiring-by-department",
    separated(open_choices("department", *HIRING_DEPARTMENTS, metavar="NAME")),
    "Department for surgeInHiringByDepartment (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
HiringLocationOpt = Annotated[list[Any] | None, option(
    "--hiring-by-location", ValueType("COUNTRY|country=…,state=…", parse_office_location),
    "Location for surgeInHiringByLocation (repeatable).",
    panel=SIGNALS,
)]  # fmt: skip
ExcludeDncOpt = Annotated[bool | None, flag(
    "--exclude-dnc/--no-exclude-dnc",
    "Exclude people with only do-not-call phones (Scale plans).",
)]  # fmt: skip
PartialProfileOpt = Annotated[
    bool | None, flag("--partial-profile/--no-partial-profile", "Accept incomplete profiles.")
]
PartialCompanyOpt = Annotated[
    bool | None, flag("--partial-company/--no-partial-company", "Accept incomplete companies.")
]
FullNameOpt = Annotated[
    str | None, option("--full-name", "NAME", "First and last name.", panel=IDENTIFIERS)
]
BodyOpt = Annotated[
    str | None, option("--body", "FILE|-", "JSON body of the request. Flags override it.")
]
TableOpt = Annotated[str | None, option("--table-id", "ID", "Table to add the results to.")]
RevealOpt = Annotated[list[str] | None, option(
    "--reveal", separated(REVEAL_FIELD), "Data to reveal (repeatable) [both].",
)]  # fmt: skip
