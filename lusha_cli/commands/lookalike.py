"""`lusha lookalike`: people and companies that are like the ones you have."""

from typing import Annotated, Any

import typer

from lusha_cli import identity, options, quantities
from lusha_cli.api.endpoints import LOOKALIKE_COMPANIES, LOOKALIKE_CONTACTS, Endpoint
from lusha_cli.command import Json, command, group, present
from lusha_cli.commands.going_on import keep, kept
from lusha_cli.commands.naming import with_names
from lusha_cli.errors import UsageError
from lusha_cli.inputs import body_of
from lusha_cli.options import checked
from lusha_cli.records import as_object
from lusha_cli.show.columns import ALIKE_COMPANIES, ALIKE_CONTACTS
from lusha_cli.world import World

app = group("Find people and companies that are like the ones you have.")

SESSION = "dedupeSessionId"
MOST_SEEDS = 100

_KEYS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company_name": "companyName",
    "company_domain": "companyDomain",
}


def _named_person(text: str) -> dict[str, str]:
    """`first-name=…,last-name=…,company-name=…` as the API takes it."""
    such_as = "first-name=…,last-name=…,company-domain=…"
    found = quantities.pairs(text, tuple(_KEYS), such_as=such_as)
    if not {"first_name", "last_name"} <= found.keys():
        raise identity.InvalidValue(f"{text!r} lacks a part of the name: {such_as}.")
    if "company_domain" in found:
        found["company_domain"] = identity.clean_domain(found["company_domain"])
    return {_KEYS[name]: value for name, value in found.items()}


def _list(*flags: str, meaning: str, metavar: str, parse: Any) -> Any:
    option = typer.Option(
        *flags, metavar=metavar, parser=checked(parse), help=f"{meaning}; repeatable."
    )
    return Annotated[list[str] | None, option]


def _people(prefix: str, meaning: str) -> dict[str, Any]:
    """The flags that name people, as seeds or to be left out."""
    return {
        "linkedin_url": _list(
            f"--{prefix}linkedin-url", meaning=f"LinkedIn profile {meaning}", metavar="URL",
            parse=identity.clean_linkedin,
        ),
        "email": _list(
            f"--{prefix}email", meaning=f"E-mail {meaning}", metavar="EMAIL",
            parse=identity.clean_email,
        ),
        "contact_id": _list(
            f"--{prefix}contact-id", meaning=f"Lusha's id {meaning}", metavar="ID",
            parse=identity.clean_id,
        ),
        "contact": _list(
            f"--{prefix}contact", meaning=f"Name and company {meaning}",
            metavar="first-name=…,last-name=…,company-domain=…", parse=_named_person,
        ),
    }  # fmt: skip


def _firms(prefix: str, meaning: str) -> dict[str, Any]:
    """The flags that name companies, as seeds or to be left out."""
    return {
        "domain": _list(
            f"--{prefix}domain", f"--{prefix}company-domain", meaning=f"Domain {meaning}",
            metavar="DOMAIN", parse=identity.clean_domain,
        ),
        "linkedin_url": _list(
            f"--{prefix}linkedin-url", meaning=f"LinkedIn page {meaning}", metavar="URL",
            parse=identity.clean_company_linkedin,
        ),
    }  # fmt: skip


def _excluding(flags: dict[str, Any]) -> dict[str, Any]:
    return {f"exclude_{name}": flag for name, flag in flags.items()}


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


@command(
    app,
    "contacts",
    layout=ALIKE_CONTACTS,
    bundles={
        "seeds": _people("", "of a seed"),
        "exclude": _excluding(_people("exclude-", "to leave out")),
    },
    example="lusha lookalike contacts --email ada.byrne@analytical-engines.example "
    "--limit 5 --sandbox",
)
def contacts(
    world: World,
    *,
    seeds: dict[str, Any],
    first_name: options.FirstNameOpt = None,
    last_name: options.LastNameOpt = None,
    full_name: options.FullNameOpt = None,
    company_name: options.EmployerNameOpt = None,
    company_domain: options.EmployerDomainOpt = None,
    exclude: dict[str, Any],
    limit: LimitOpt = None,
    more: MoreOpt = None,
    dedupe_session_id: SessionOpt = None,
    body: options.BodyOpt = None,
) -> Json:
    """Find people who are like the seeds."""
    one = {
        "firstName": first_name,
        "lastName": last_name,
        "fullName": full_name,
        "companyName": company_name,
        "companyDomain": company_domain,
    }
    given = present(
        {
            "seeds": _of_people(seeds, "", _one_person(present(one))),
            "exclude": _of_people(exclude, "exclude_", []),
            "limit": limit,
            SESSION: dedupe_session_id,
        }
    )
    return _run(world, LOOKALIKE_CONTACTS, body_of(world, body, given), more=bool(more))


@command(
    app,
    "companies",
    layout=ALIKE_COMPANIES,
    bundles={
        "seeds": _firms("", "of a seed"),
        "exclude": _excluding(_firms("exclude-", "to leave out")),
    },
    example="lusha lookalike companies --domain analytical-engines.example --limit 5 --sandbox",
)
def companies(
    world: World,
    *,
    seeds: dict[str, Any],
    exclude: dict[str, Any],
    limit: LimitOpt = None,
    more: MoreOpt = None,
    dedupe_session_id: SessionOpt = None,
    body: options.BodyOpt = None,
) -> Json:
    """Find companies that are like the seeds."""
    given = present(
        {
            "seeds": _of_firms(seeds, ""),
            "exclude": _of_firms(exclude, "exclude_"),
            "limit": limit,
            SESSION: dedupe_session_id,
        }
    )
    return _run(world, LOOKALIKE_COMPANIES, body_of(world, body, given), more=bool(more))


def _run(world: World, endpoint: Endpoint, request: dict[str, Json], *, more: bool) -> Json:
    if more:
        request = _gone_on(world, endpoint, request)
    if not request.get("seeds"):
        raise UsageError("No seed is named.", hint=f"Run: lusha {endpoint.name} --help")
    _check_lengths(request)
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


def _one_person(given: dict[str, Any]) -> list[dict[str, str]]:
    """The seed that the flags of a name describe. Raises UsageError where they do not suffice."""
    if not given:
        return []
    named = with_names(given, split=True)
    if not {"firstName", "lastName"} <= named.keys():
        raise UsageError("A seed by name needs its first and last name.")
    return [named]


def _of_people(
    given: dict[str, Any], prefix: str, named: list[dict[str, str]]
) -> dict[str, Json] | None:
    ids = given[f"{prefix}contact_id"]
    lists = {
        "linkedinUrls": given[f"{prefix}linkedin_url"],
        "emails": given[f"{prefix}email"],
        "contactIds": ids and [int(text) for text in ids],
        "contacts": [*(given[f"{prefix}contact"] or []), *named],
    }
    return present(lists) or None


def _of_firms(given: dict[str, Any], prefix: str) -> dict[str, Json] | None:
    lists = {
        "domains": given[f"{prefix}domain"],
        "linkedinUrls": given[f"{prefix}linkedin_url"],
    }
    return present(lists) or None
