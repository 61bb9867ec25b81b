"""Lookalike commands of V2 and V3: seeds, exclusions, and sessions to continue."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import typer

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import command, drop_unset
from lusha_cli.cli.global_options import API_FLAGS, PEOPLE_RESULT_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import (
    DOMAIN,
    EMAIL,
    ID,
    LINKEDIN_URL,
    ValueType,
    argument,
    flag,
    option,
    parse_number,
    separated,
)
from lusha_cli.commands.identify import normalize_name_params
from lusha_cli.commands.last_rows import LastOpt, kind_of, last_source
from lusha_cli.commands.result_seeds import read_seeds
from lusha_cli.commands.sessions import load_session, save_session
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object, get_in
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing import identifiers, ranges
from lusha_cli.privacy.identifiers import returns_people

SESSION = "dedupeSessionId"
MAX_SEEDS = 100

_NAME_KEYS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company_name": "companyName",
    "company_domain": "companyDomain",
}


def _parse_contact(text: str) -> dict[str, str]:
    """Return `first-name=…,last-name=…,company-name=…` as the API takes it."""
    such_as = "first-name=…,last-name=…,company-domain=…"
    parts = ranges.parse_key_values(text, tuple(_NAME_KEYS), such_as=such_as)
    if not {"first_name", "last_name"} <= parts.keys():
        raise identifiers.InvalidValue(f"{text!r} lacks a part of the name: {such_as}.")
    if "company_domain" in parts:
        parts["company_domain"] = identifiers.normalize_domain(parts["company_domain"])
    return {_NAME_KEYS[name]: value for name, value in parts.items()}


class SeedOption(NamedTuple):
    """An option for seeds, and for exclusions: its flag, and the list of the body it fills."""

    flag: str
    key: str
    value: ValueType
    meaning: str
    alias: str = ""

    def option(self, prefix: str, ending: str) -> Any:
        """Return the option's type, with `prefix` before its name and `ending` in its help."""
        names = " ".join(f"--{prefix}{name}" for name in (self.flag, self.alias) if name)
        meaning = f"{self.meaning} {ending} (repeatable)."
        return Annotated[list[str] | None, option(names, self.value, meaning)]


LINKEDIN_SEED = SeedOption("linkedin-url", "linkedinUrls", LINKEDIN_URL, "LinkedIn URL")
EMAIL_SEED = SeedOption("email", "emails", separated(EMAIL), "Email")
ID_SEED = SeedOption("id", "ids", separated(ID), "Lusha's ID")
CONTACT_ID_SEED = SeedOption(
    "contact-id",
    "contactIds",
    separated(ValueType("NUMBER", parse_number)),
    "Lusha's numeric ID",
)
NAME_SEED = SeedOption(
    "contact", "contacts",
    ValueType("first-name=…,last-name=…,company-domain=…", _parse_contact), "Name and company",
)  # fmt: skip
COMPANY_SEEDS = (
    SeedOption("domain", "domains", separated(DOMAIN), "Domain", alias="company-domain"),
    SeedOption(
        "linkedin-url", "linkedinUrls", ValueType("URL", identifiers.normalize_company_linkedin),
        "LinkedIn URL",
    ),
)  # fmt: skip

SeedsArg = Annotated[
    str | None, argument("[FILE|-]", "File of seeds, or earlier result (- for stdin).")
]
LimitOpt = Annotated[
    int | None, option("--limit", "N", "Maximum number of results [25].", min=1, max=100)
]
MoreOpt = Annotated[
    bool | None, flag("--more", "More results for the seeds of the last search, without repeats.")
]
SessionOpt = Annotated[
    str | None,
    option("--dedupe-session-id", "ID", "Search to continue. Pass its seeds again."),
]


class LookalikeSpec(NamedTuple):
    """A lookalike operation.

    `name_options` identify one more seed by name, `own_options` are the operation's own; both are
    by their names in the body. `seed_bounds` are the min and max number of seeds in all.
    """

    endpoint: Endpoint
    summary: str
    layout: Layout
    seed_options: tuple[SeedOption, ...]
    name_options: Mapping[str, Any] = {}
    own_options: Mapping[str, Any] = {}
    seed_bounds: tuple[int, int] | None = None


def add_lookalike(app: typer.Typer, name: str, spec: LookalikeSpec, *, example: str) -> None:
    """Register an operation as the command `name`."""

    def lookalike(
        context: AppContext,
        source: SeedsArg = None,
        *,
        last: LastOpt = None,
        seeds: dict[str, Any],
        seed_name: dict[str, Any],
        exclude: dict[str, Any],
        limit: LimitOpt = None,
        own: dict[str, Any],
        more: MoreOpt = None,
        dedupe_session_id: SessionOpt = None,
        body: options.BodyOpt = None,
    ) -> Json:
        if last:
            source = last_source(context, last, kind_of(spec.endpoint), others=source)
        excluded = {key.removeprefix("exclude_"): value for key, value in exclude.items()}
        params = {
            "seeds": _all_seeds(
                drop_unset(seeds),
                drop_unset(seed_name),
                {} if source is None else read_seeds(context, source, spec.endpoint),
            )
            or None,
            "exclude": drop_unset(excluded) or None,
            "limit": limit,
            SESSION: dedupe_session_id,
            **own,
        }
        request = merge_body(context, body, drop_unset(params))
        if more:
            request = _continued(context, spec.endpoint, request)
        elif body is None:
            _check(request, spec)
        return _send(context, spec.endpoint, request)

    option_groups = {
        "seeds": {seed.key: seed.option("", "of a seed") for seed in spec.seed_options},
        "seed_name": spec.name_options,
        "exclude": {
            f"exclude_{seed.key}": seed.option("exclude-", "to exclude")
            for seed in spec.seed_options
        },
        "own": spec.own_options,
    }
    is_about_people = returns_people(spec.endpoint.name)
    command(
        app, name, layout=spec.layout, option_groups=option_groups, summary=spec.summary,
        example=example, flags=PEOPLE_RESULT_FLAGS if is_about_people else API_FLAGS,
    )(lookalike)  # fmt: skip


def _all_seeds(
    by_flag: dict[str, Json], name: dict[str, Json], of_result: dict[str, list[Json]]
) -> dict[str, Json]:
    """Return the seeds of flags and of an earlier result, each once, with the one by name.

    Raises UsageError if the name is incomplete.
    """
    seeds = dict(by_flag)
    for key, values in of_result.items():
        seeds[key] = [*seeds.get(key, []), *(v for v in values if v not in seeds.get(key, []))]
    if not name:
        return seeds
    contact = normalize_name_params(name, split=True)
    if not {"firstName", "lastName"} <= contact.keys():
        raise UsageError("A seed by name needs a first and a last name.")
    return {**seeds, "contacts": [*seeds.get("contacts", []), contact]}


def _check(request: dict[str, Json], spec: LookalikeSpec) -> None:
    """Raise UsageError for a request by flags that has too few seeds, or too many."""
    if not request.get("seeds"):
        raise UsageError("No seeds are specified.", hint=f"Run: lusha {spec.endpoint.name} --help")
    _check_lengths(request)
    # A session continues an earlier request; the API takes fewer seeds with it.
    if spec.seed_bounds and SESSION not in request:
        _check_seed_count(request, spec.seed_bounds, spec.endpoint.name)


def _send(context: AppContext, endpoint: Endpoint, request: dict[str, Json]) -> Json:
    response = context.call(endpoint, body=request)
    # After the response, so that a failed request leaves the last session to continue.
    has_session = save_session(context, endpoint, request, response, SESSION)
    if has_session and get_in(response, "meta", "hasMore"):
        context.defer_note(f"For more results: lusha {endpoint.name} --more")
    return response


def _continued(
    context: AppContext, endpoint: Endpoint, request: dict[str, Json]
) -> dict[str, Json]:
    """Return the last request with this one's parameters over it, and the exclusions of both."""
    if "seeds" in request or SESSION in request:
        raise UsageError(
            "--more uses the seeds of the last search, and can't be combined with other seeds.",
            hint="Remove --more to start a search with other seeds.",
        )
    last_request = load_session(context, endpoint)
    if last_request is None:
        raise UsageError(
            "There is no lookalike session to continue.",
            hint=f"Pass seeds to start one. Run: lusha {endpoint.name} --help",
        )
    exclude = as_object(last_request.get("exclude"))
    for name, values in as_object(request.get("exclude")).items():
        # People left out of an earlier request must not come back in a later one.
        exclude = {**exclude, name: [*exclude.get(name, []), *values]}
    return {**last_request, **request, **drop_unset({"exclude": exclude or None})}


def _check_lengths(request: dict[str, Json]) -> None:
    for side in ("seeds", "exclude"):
        for name, values in as_object(request.get(side)).items():
            if isinstance(values, list) and len(values) > MAX_SEEDS:
                raise UsageError(
                    f"{side}.{name} has {len(values)} entries. The API accepts up to {MAX_SEEDS}."
                )


def _check_seed_count(request: dict[str, Json], bounds: tuple[int, int], name: str) -> None:
    min_seeds, max_seeds = bounds
    seed_lists = as_object(request["seeds"]).values()
    count = sum(len(values) for values in seed_lists if isinstance(values, list))
    if not min_seeds <= count <= max_seeds:
        raise UsageError(
            f"{pluralize(count, 'seed is', 'seeds are')} specified. "
            f"The API accepts {min_seeds} to {max_seeds}.",
            hint=f"Seeds of all kinds count together. Run: lusha {name} --help",
        )
