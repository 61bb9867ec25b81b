"""Option and argument types that commands share, and the flags that every command has."""

from collections.abc import Callable
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from lusha_cli import identity
from lusha_cli.store.settings import FORMATS, near

GLOBAL = "Global options"


def checked(clean: Callable[[str], str]) -> Callable[[str], str]:
    """An option's parser from a function that raises identity.InvalidValue."""

    def parse(value: str) -> str:
        try:
            return clean(value)
        except identity.InvalidValue as error:
            raise typer.BadParameter(str(error)) from error

    return parse


def choice(*choices: str) -> Callable[[str], str]:
    """An option's parser that takes one of `choices` and suggests the near one."""

    def parse(value: str) -> str:
        found = {known.lower(): known for known in choices}.get(value.lower())
        if found is None:
            listed = ", ".join(choices)
            raise typer.BadParameter(f"{value!r} is not one of {listed}{near(value, choices)}.")
        return found

    return parse


CONTACT_SIGNALS = ("allSignals", "promotion", "companyChange")
COMPANY_SIGNALS = (
    "allSignals",
    "websiteTrafficIncrease",
    "websiteTrafficDecrease",
    "itSpendIncrease",
    "itSpendDecrease",
    "headcountIncrease1m",
    "headcountDecrease1m",
    "headcountIncrease3m",
    "headcountDecrease3m",
    "headcountIncrease6m",
    "headcountDecrease6m",
    "headcountIncrease12m",
    "headcountDecrease12m",
    "surgeInHiring",
    "surgeInHiringByDepartment",
    "surgeInHiringByLocation",
    "riskNews",
    "commercialActivityNews",
    "corporateStrategyNews",
    "financialEventsNews",
    "peopleNews",
    "marketIntelligenceNews",
    "productActivityNews",
)

# Who is meant.
EmailOpt = Annotated[
    str | None,
    typer.Option(
        "--email", parser=checked(identity.clean_email), metavar="EMAIL", help="E-mail address."
    ),
]
LinkedinOpt = Annotated[
    str | None,
    typer.Option(
        "--linkedin-url",
        parser=checked(identity.clean_linkedin),
        metavar="URL",
        help="LinkedIn profile.",
    ),
]
PersonIdOpt = Annotated[
    str | None,
    typer.Option(
        "--person-id",
        "--contact-id",
        parser=checked(identity.clean_id),
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
        parser=checked(identity.clean_domain),
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
        parser=checked(identity.clean_domain),
        metavar="DOMAIN",
        help="Domain of the company.",
    ),
]
CompanyIdOpt = Annotated[
    str | None,
    typer.Option(
        "--company-id",
        parser=checked(identity.clean_id),
        metavar="ID",
        help="Lusha's id of the company.",
    ),
]

# What is asked of them.
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
        parser=checked(identity.clean_date),
        metavar="YYYY-MM-DD",
        help="Signals since this day (the API's default: six months ago).",
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
BodyOpt = Annotated[
    str | None,
    typer.Option("--body", metavar="FILE|-", help="JSON body of the request; flags win over it."),
]

# Files.
InputArg = Annotated[
    str | None,
    typer.Argument(metavar="[INPUT]", help="csv, tsv, jsonl or json file; - reads stdin."),
]
OutOpt = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write to FILE (csv, tsv, jsonl or json)."),
]
InputFormatOpt = Annotated[
    str | None,
    typer.Option(
        "--format",
        parser=choice("csv", "tsv", "jsonl", "json"),
        metavar="csv|tsv|jsonl|json",
        help="Format of INPUT, where its name does not tell.",
    ),
]
MapOpt = Annotated[
    list[str] | None,
    typer.Option("--map", metavar='FIELD="COLUMN"', help="Which column holds a field; repeatable."),
]
DelimiterOpt = Annotated[
    str | None, typer.Option("--delimiter", metavar="CHAR", help="Delimiter of a csv INPUT.")
]
EncodingOpt = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of INPUT.")
]


def _flag(*names: str, meaning: str, **more: Any) -> Any:
    return typer.Option(*names, help=meaning, rich_help_panel=GLOBAL, **more)


# The flags of every command, by what they govern. A value stays None where no flag is given, so
# that the environment and the configuration are asked.
TALK: dict[str, Any] = {
    "profile": Annotated[str | None, _flag("--profile", meaning="Profile to use.", metavar="NAME")],
    "color": Annotated[
        str | None,
        _flag("--color", meaning="When to use colour.", metavar="auto|always|never"),
    ],
    "quiet": Annotated[
        bool | None, _flag("--quiet", "-q", meaning="Say nothing on stderr but errors.")
    ],
    "verbose": Annotated[
        bool | None, _flag("--verbose", "-v", meaning="Tell each request on stderr.")
    ],
    "debug": Annotated[bool | None, _flag("--debug", meaning="Tell everything, with tracebacks.")],
}
OUTPUT: dict[str, Any] = {
    "output": Annotated[
        str | None,
        _flag(
            "--output",
            "-o",
            meaning="Format: table on a terminal, else json.",
            metavar="|".join(FORMATS),
            parser=choice(*FORMATS),
        ),
    ],
    "json": Annotated[bool | None, _flag("--json", meaning="The same as --output json.")],
    "fields": Annotated[
        str | None, _flag("--fields", meaning="Show these fields only.", metavar="A,B.C")
    ],
    "query": Annotated[
        str | None, _flag("--query", meaning="Show what this JMESPath finds.", metavar="JMESPATH")
    ],
}
CONNECTION: dict[str, Any] = {
    "sandbox": Annotated[
        bool | None,
        _flag("--sandbox/--no-sandbox", meaning="Answer from the embedded sandbox, for free."),
    ],
    "base_url": Annotated[
        str | None, _flag("--base-url", meaning="Where the API is.", metavar="URL")
    ],
    "timeout": Annotated[
        float | None,
        _flag("--timeout", meaning="Seconds to wait for an answer (30).", metavar="SECONDS"),
    ],
    "max_wait": Annotated[
        float | None,
        _flag(
            "--max-wait", meaning="Seconds to wait, in all, to try again (60).", metavar="SECONDS"
        ),
    ],
}
MONEY: dict[str, Any] = {
    "dry_run": Annotated[
        bool | None,
        _flag("--dry-run", meaning="Print the request and its highest cost; send nothing."),
    ],
    "curl": Annotated[
        bool | None, _flag("--curl", meaning="Print the request as a curl line; send nothing.")
    ],
    "max_credits": Annotated[
        int | None,
        _flag("--max-credits", meaning="Send nothing that may cost more.", metavar="N"),
    ],
    "yes": Annotated[bool | None, _flag("--yes", "-y", meaning="Agree to what would be asked.")],
}

LOCAL_FLAGS = {**OUTPUT, **TALK}
API_FLAGS = {**OUTPUT, **MONEY, **CONNECTION, **TALK}


def parameters(flags: dict[str, Any]) -> list[Parameter]:
    """The flags as parameters of a function, for its signature."""
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in flags.items()
    ]
