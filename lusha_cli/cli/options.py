"""Option and argument types that commands share."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)
from lusha_cli.parsing import identifiers
from lusha_cli.parsing.ranges import parse_office_location
from lusha_cli.suggestions import did_you_mean

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

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices = choices

    def __call__(self, value: str) -> str:
        """Return the choice equal to `value`, ignoring case. Raises typer.BadParameter."""
        match = {choice.lower(): choice for choice in self.choices}.get(value.lower())
        if match is None:
            choices, suggestion = ", ".join(self.choices), did_you_mean(value, self.choices)
            raise typer.BadParameter(f"{value!r} is not one of {choices}{suggestion}.")
        return match


def choice(*choices: str) -> Choice:
    """Return the parser of an option that accepts one of `choices`."""
    return Choice(choices)


def parse_since_option(ctx: typer.Context, value: str | None) -> str | None:
    """Return the ISO date of an option that takes a date or a time span such as 30d."""
    if value is None:
        return None
    try:
        return identifiers.normalize_since(value, today=ctx.obj.env.today)
    except identifiers.InvalidValue as error:
        raise typer.BadParameter(str(error)) from error


def _contact_data(values: list[str] | None) -> list[str] | None:
    """Return the kinds of contact data of an option that accepts commas, without duplicates."""
    kinds = [part.strip() for value in values or [] for part in value.split(",")]
    return list(dict.fromkeys(choice("emails", "phones")(kind) for kind in kinds)) or None


# Identifiers.
EmailOpt = Annotated[
    str | None,
    typer.Option(
        "--email",
        parser=option_parser(identifiers.normalize_email),
        metavar="EMAIL",
        help="E-mail address.",
    ),
]
LinkedinOpt = Annotated[
    str | None,
    typer.Option(
        "--linkedin-url",
        parser=option_parser(identifiers.normalize_linkedin),
        metavar="URL",
        help="LinkedIn profile.",
    ),
]
PersonIdOpt = Annotated[
    str | None,
    typer.Option(
        "--person-id",
        "--contact-id",
        parser=option_parser(identifiers.normalize_id),
        metavar="ID",
        help="Lusha's id of the person.",
    ),
]
FirstNameOpt = Annotated[
    str | None, typer.Option("--first-name", metavar="NAME", help="First name.")
]
LastNameOpt = Annotated[str | None, typer.Option("--last-name", metavar="NAME", help="Last name.")]
EmployerNameOpt = Annotated[
    str | None,
    typer.Option("--company-name", metavar="NAME", help="Name of the company they work at."),
]
EmployerDomainOpt = Annotated[
    str | None,
    typer.Option(
        "--company-domain",
        parser=option_parser(identifiers.normalize_domain),
        metavar="DOMAIN",
        help="Domain of the company they work at.",
    ),
]
CompanyOpt = Annotated[
    str | None,
    typer.Option("--company", "--company-name", metavar="NAME", help="Name of the company."),
]
DomainOpt = Annotated[
    str | None,
    typer.Option(
        "--domain",
        "--company-domain",
        parser=option_parser(identifiers.normalize_domain),
        metavar="DOMAIN",
        help="Domain of the company.",
    ),
]
CompanyIdOpt = Annotated[
    str | None,
    typer.Option(
        "--company-id",
        parser=option_parser(identifiers.normalize_id),
        metavar="ID",
        help="Lusha's id of the company.",
    ),
]
IdOpt = Annotated[
    str | None,
    typer.Option(
        "--id", parser=option_parser(identifiers.normalize_token), metavar="ID", help="Lusha's id."
    ),
]
IdsOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        parser=option_parser(identifiers.normalize_token),
        metavar="ID",
        help="Lusha's id, as a search brings it; repeatable.",
    ),
]
CompanyNameOpt = Annotated[
    str | None, typer.Option("--name", "--company", metavar="NAME", help="Name of the company.")
]
ClientReferenceOpt = Annotated[
    str | None,
    typer.Option(
        "--client-reference-id", metavar="TEXT", help="Your own name for it; the answer has it too."
    ),
]

# Parameters of lookups.
RefreshOpt = Annotated[
    bool | None,
    typer.Option("--refresh-job-info/--no-refresh-job-info", help="Look up the latest job first."),
]
FilterByOpt = Annotated[
    str | None,
    typer.Option(
        "--filter-by",
        parser=choice("phoneNumbers", "emailAddresses"),
        metavar="phoneNumbers|emailAddresses",
        help="Match only people with this kind of contact data.",
    ),
]
RevealEmailsOpt = Annotated[
    bool | None,
    typer.Option(
        "--reveal-emails/--no-reveal-emails",
        help="Reveal e-mails only (needs a unified-credits plan).",
    ),
]
RevealPhonesOpt = Annotated[
    bool | None,
    typer.Option(
        "--reveal-phones/--no-reveal-phones",
        help="Reveal phones only (needs a unified-credits plan).",
    ),
]
ContactSignalOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--signal",
        parser=choice(*CONTACT_SIGNALS),
        metavar="|".join(CONTACT_SIGNALS),
        help="Signals to include; repeatable. Each one delivered costs 1 credit.",
    ),
]
CompanySignalOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--signal",
        parser=choice(*COMPANY_SIGNALS),
        metavar="SIGNAL",
        help="Signals to include, such as allSignals or riskNews; repeatable. "
        "Each one delivered costs 1 credit.",
    ),
]
SignalsStartOpt = Annotated[
    str | None,
    typer.Option(
        "--signals-start-date",
        callback=parse_since_option,
        metavar="DAY",
        help="Signals since this day, or for so long: 30d, 6mo (the API's default: six months).",
    ),
]
StartDateOpt = Annotated[
    str | None,
    typer.Option(
        "--start-date",
        callback=parse_since_option,
        metavar="DAY",
        help="Signals since this day, or for so long: 30d, 6mo (the API's default: six months).",
    ),
]
MaxResultsOpt = Annotated[
    int | None,
    typer.Option(
        "--max-results-per-signal",
        min=1,
        metavar="N",
        help="The most signals of each type; it bounds the cost.",
    ),
]
NewsEventTypeOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--news-event-type",
        parser=choice(*NEWS_EVENTS),
        metavar="EVENT",
        help="Of the news, only these events, such as IPO; repeatable.",
    ),
]
HiringDepartmentOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--hiring-by-department",
        parser=choice(*HIRING_DEPARTMENTS),
        metavar="NAME",
        help="Of surgeInHiringByDepartment, only these departments; repeatable.",
    ),
]
HiringLocationOpt = Annotated[
    list[Any] | None,
    typer.Option(
        "--hiring-by-location",
        parser=option_parser(parse_office_location),
        metavar="COUNTRY|country=…,state=…",
        help="Of surgeInHiringByLocation, only these places; repeatable.",
    ),
]
PartialProfileOpt = Annotated[
    bool | None,
    typer.Option("--partial-profile/--no-partial-profile", help="Accept incomplete profiles."),
]
PartialCompanyOpt = Annotated[
    bool | None,
    typer.Option("--partial-company/--no-partial-company", help="Accept incomplete companies."),
]
FullNameOpt = Annotated[
    str | None, typer.Option("--full-name", metavar="NAME", help="First and last name.")
]
BodyOpt = Annotated[
    str | None,
    typer.Option("--body", metavar="FILE|-", help="JSON body of the request; flags win over it."),
]
RevealOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--reveal",
        callback=_contact_data,
        metavar="emails|phones",
        help="Reveal only this; repeatable, or emails,phones (both).",
    ),
]
