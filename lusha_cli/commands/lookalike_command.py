"""Lookalikes of both generations: seeds, who is left out, and sessions to go on with."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import command, present
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import checked
from lusha_cli.commands.identify import with_names
from lusha_cli.commands.sessions import keep, kept
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing import identifiers, ranges

SESSION = "dedupeSessionId"
MOST_SEEDS = 100

_PARTS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company_name": "companyName",
    "company_domain": "companyDomain",
}


def _named_person(text: str) -> dict[str, str]:
    """`first-name=…,last-name=…,company-name=…` as the API takes it."""
    such_as = "first-name=…,last-name=…,company-domain=…"
    found = ranges.parse_key_values(text, tuple(_PARTS), such_as=such_as)
    if not {"first_name", "last_name"} <= found.keys():
        raise identifiers.InvalidValue(f"{text!r} lacks a part of the name: {such_as}.")
    if "company_domain" in found:
        found["company_domain"] = identifiers.normalize_domain(found["company_domain"])
    return {_PARTS[name]: value for name, value in found.items()}


def _number(text: str) -> int:
    return int(identifiers.normalize_id(text))


class Way(NamedTuple):
    """One way to name a seed, or who is left out: its flag, and the list that it goes into."""

    flag: str
    key: str
    metavar: str
    meaning: str
    parse: Callable[[str], Json]
    also: str = ""

    def option(self, prefix: str, end: str) -> Any:
        """The flag as an option, with `prefix` before its name."""
        names = [f"--{prefix}{name}" for name in (self.flag, self.also) if name]
        meaning = f"{self.meaning} {end}; repeatable."
        parse = checked(self.parse)
        return Annotated[
            list[str] | None,
            typer.Option(*names, metavar=self.metavar, parser=parse, help=meaning),
        ]


PROFILE = Way(
    "linkedin-url", "linkedinUrls", "URL", "LinkedIn profile", identifiers.normalize_linkedin
)
EMAIL = Way("email", "emails", "EMAIL", "E-mail", identifiers.normalize_email)
ID = Way("id", "ids", "ID", "Lusha's id", identifiers.normalize_token)
NUMBER = Way("contact-id", "contactIds", "NUMBER", "Lusha's id, as V2 has it,", _number)
NAME = Way(
    "contact", "contacts", "first-name=…,last-name=…,company-domain=…", "Name and company",
    _named_person,
)  # fmt: skip
FIRMS = (
    Way(
        "domain", "domains", "DOMAIN", "Domain", identifiers.normalize_domain, also="company-domain"
    ),
    Way(
        "linkedin-url",
        "linkedinUrls",
        "URL",
        "LinkedIn page",
        identifiers.normalize_company_linkedin,
    ),
)

# One more seed, by its name.
ONE_PERSON: dict[str, Any] = {
    "firstName": options.FirstNameOpt,
    "lastName": options.LastNameOpt,
    "fullName": options.FullNameOpt,
    "companyName": options.EmployerNameOpt,
    "companyDomain": options.EmployerDomainOpt,
}

LimitOpt = Annotated[
    int | None,
    typer.Option("--limit", min=1, max=100, metavar="N", help="How many, up to 100 (25)."),
]
MoreOpt = Annotated[
    bool | None,
    typer.Option("--more", help="Go on with the last run: same seeds, nobody twice."),
]
SessionOpt = Annotated[
    str | None,
    typer.Option(
        "--dedupe-session-id", metavar="ID", help="Go on with this run; name its seeds again."
    ),
]


class Alike(NamedTuple):
    """An operation that finds who is like its seeds.

    `ways` are those to name a seed; `one` are options that name one more seed, `own` options of
    its own, by their names in the body; `bounds` says how few and how many seeds there may be in
    all.
    """

    endpoint: Endpoint
    meaning: str
    layout: Layout
    ways: tuple[Way, ...]
    one: Mapping[str, Any] = {}
    own: Mapping[str, Any] = {}
    bounds: tuple[int, int] | None = None


def add_alike(app: typer.Typer, name: str, alike: Alike, *, example: str) -> None:
    """Register an operation as the command `name`."""

    def find(
        world: World,
        *,
        seeds: dict[str, Any],
        one: dict[str, Any],
        exclude: dict[str, Any],
        limit: LimitOpt = None,
        own: dict[str, Any],
        more: MoreOpt = None,
        dedupe_session_id: SessionOpt = None,
        body: options.BodyOpt = None,
    ) -> Json:
        excluded = {key.removeprefix("exclude_"): value for key, value in exclude.items()}
        given = {
            "seeds": _with_one(present(seeds), present(one)) or None,
            "exclude": present(excluded) or None,
            "limit": limit,
            SESSION: dedupe_session_id,
            **own,
        }
        return _run(world, alike, body_of(world, body, present(given)), more=bool(more))

    find.__doc__ = alike.meaning
    bundles = {
        "seeds": {way.key: way.option("", "of a seed") for way in alike.ways},
        "one": alike.one,
        "exclude": {
            f"exclude_{way.key}": way.option("exclude-", "to leave out") for way in alike.ways
        },
        "own": alike.own,
    }
    command(app, name, layout=alike.layout, bundles=bundles, example=example)(find)


def _with_one(seeds: dict[str, Json], one: dict[str, Json]) -> dict[str, Json]:
    """The seeds, and the one by its name. Raises UsageError where its flags do not suffice."""
    if not one:
        return seeds
    named = with_names(one, split=True)
    if not {"firstName", "lastName"} <= named.keys():
        raise UsageError("A seed by name needs its first and last name.")
    return {**seeds, "contacts": [*seeds.get("contacts", []), named]}


def _run(world: World, alike: Alike, request: dict[str, Json], *, more: bool) -> Json:
    endpoint = alike.endpoint
    if more:
        request = _gone_on(world, endpoint, request)
    if not request.get("seeds"):
        raise UsageError("No seed is named.", hint=f"Run: lusha {endpoint.name} --help")
    _check_lengths(request)
    if alike.bounds:
        _check_number(request, alike.bounds, endpoint.name)
    answer = world.call(endpoint, body=request)
    can_go_on = keep(world, endpoint, request, answer, SESSION)
    if can_go_on and as_object(as_object(answer).get("meta")).get("hasMore"):
        world.note_later(f"There are more: lusha {endpoint.name} --more")
    return answer


def _gone_on(world: World, endpoint: Endpoint, request: dict[str, Json]) -> dict[str, Json]:
    """The last request, with the flags of this one over it; who is excluded stays so."""
    if "seeds" in request or SESSION in request:
        raise UsageError(
            "--more goes on with the seeds of the last run; they are not named again.",
            hint="Leave out --more to start a new run with other seeds.",
        )
    last = kept(world, endpoint)
    if last is None:
        raise UsageError(
            "There is no run to go on with.", hint=f"Start one: lusha {endpoint.name} --help"
        )
    exclude = as_object(last.get("exclude"))
    for name, values in as_object(request.get("exclude")).items():
        exclude = {**exclude, name: [*exclude.get(name, []), *values]}
    return {**last, **request, **present({"exclude": exclude or None})}


def _check_lengths(request: dict[str, Json]) -> None:
    for side in ("seeds", "exclude"):
        lists = request.get(side)
        for name, values in lists.items() if isinstance(lists, dict) else ():
            if isinstance(values, list) and len(values) > MOST_SEEDS:
                raise UsageError(
                    f"{side}.{name} has {len(values)} entries; the API takes up to {MOST_SEEDS}."
                )


def _check_number(request: dict[str, Json], bounds: tuple[int, int], name: str) -> None:
    least, most = bounds
    lists = as_object(request["seeds"]).values()
    number = sum(len(values) for values in lists if isinstance(values, list))
    if not least <= number <= most:
        raise UsageError(
            f"{pluralize(number, 'seed is', 'seeds are')} named; the API takes {least} to {most}.",
            hint=f"They count together, however they are named. Run: lusha {name} --help",
        )
