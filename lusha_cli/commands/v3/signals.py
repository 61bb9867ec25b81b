"""V3 signals, scores computed from them, and buying groups."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import PEOPLE_FLAGS, PEOPLE_RESULT_FLAGS
from lusha_cli.cli.options import EMAIL, argument, open_choices, option, separated
from lusha_cli.commands.last_rows import LastOpt, last_source
from lusha_cli.commands.v3.filter_values import SIGNAL_FILTERS
from lusha_cli.commands.v3.intent_limits import note_intent_limits
from lusha_cli.commands.v3.items import (
    COMPANY_ITEM_OPTIONS,
    COMPANY_NOUNS,
    CONTACT_ITEM_OPTIONS,
    CONTACT_NOUNS,
    IdsArg,
    company_items,
    contact_items,
    ids_to_send,
)
from lusha_cli.commands.v3.lookup import run_lookup
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.v3 import (
    BUYING_GROUPS_LAYOUT,
    COMPANY_SCORES_LAYOUT,
    COMPANY_SIGNALS_LAYOUT,
    CONTACT_SCORES_LAYOUT,
    CONTACT_SIGNALS_LAYOUT,
)

PERSONAS = ("decision_maker", "potential_champion", "end_user")
# The API's own default is 60 per company, and each contact is charged.
DEFAULT_GROUP_SIZE = 5


def _type_option(types: tuple[str, ...]) -> Any:
    return option(
        "--signal-type",
        separated(open_choices("signal type", *types, metavar="SIGNAL")),
        f"Types of signals, such as allSignals or {types[-1]} (repeatable). "
        "Each one delivered costs 1 credit.",
    )


# Option groups: name in the API -> option type.
CONTACT_SIGNAL_OPTIONS: dict[str, Any] = {
    "signalTypes": Annotated[list[str] | None, _type_option(CONTACT_SIGNALS)],
    "startDate": options.StartDateOpt,
    "maxResultsPerSignal": options.MaxResultsOpt,
}
COMPANY_SIGNAL_OPTIONS: dict[str, Any] = {
    **CONTACT_SIGNAL_OPTIONS,
    "signalTypes": Annotated[list[str] | None, _type_option(V3_COMPANY_SIGNALS)],
}
COMPANY_SCORE_OPTIONS: dict[str, Any] = {
    **{key: COMPANY_ITEM_OPTIONS[key] for key in ("who", "last", "id", "name", "domain")},
    "email": Annotated[str | None, option("--email", EMAIL, "Email address at the company.")],
    "clientReferenceId": options.ClientReferenceOpt,
}
BUYING_GROUP_OPTIONS: dict[str, Any] = {
    "who": Annotated[
        list[str] | None,
        argument("[WHO|FILE|-]...", "Domains, IDs or an earlier result, up to 25 (- for stdin)."),
    ],
    **{key: COMPANY_ITEM_OPTIONS[key] for key in ("last", "id", "domain", "clientReferenceId")},
}
CategoryOpt = Annotated[list[str] | None, option(
    "--intent-category", "NAME",
    "Category of posts (repeatable). List them: lusha companies signal-filter-values "
    f"{SIGNAL_FILTERS[-1]}",
)]  # fmt: skip


def add_contact_signals(app: typer.Typer) -> None:
    """Register the commands on signals of contacts."""
    command(
        app, "signals", layout=CONTACT_SIGNALS_LAYOUT, flags=PEOPLE_FLAGS,
        option_groups={"signals": CONTACT_SIGNAL_OPTIONS},
        example="lusha contacts signals 4100000026 --signal-type allSignals --start-date 2y "
        "--max-results-per-signal 2 --sandbox",
    )(contact_signals)  # fmt: skip
    command(
        app, "signal-score", layout=CONTACT_SCORES_LAYOUT, flags=PEOPLE_FLAGS,
        option_groups={"contact": CONTACT_ITEM_OPTIONS},
        example="lusha contacts signal-score ada.byrne@analytical-engines.example --sandbox",
    )(score_contacts)  # fmt: skip
    command(
        app, "buying-group", layout=BUYING_GROUPS_LAYOUT, flags=PEOPLE_RESULT_FLAGS,
        option_groups={"company": BUYING_GROUP_OPTIONS},
        example="lusha contacts buying-group analytical-engines.example --persona decision_maker "
        "--sandbox",
    )(buying_group)  # fmt: skip


def add_company_signals(app: typer.Typer) -> None:
    """Register the commands on signals of companies."""
    command(
        app, "signals", layout=COMPANY_SIGNALS_LAYOUT,
        option_groups={"signals": COMPANY_SIGNAL_OPTIONS},
        example="lusha companies signals 30000000 --signal-type peopleNews --start-date 2y "
        "--max-results-per-signal 2 --sandbox",
    )(company_signals)  # fmt: skip
    command(
        app, "signal-score", layout=COMPANY_SCORES_LAYOUT,
        option_groups={"company": COMPANY_SCORE_OPTIONS},
        example="lusha companies signal-score analytical-engines.example --sandbox",
    )(score_companies)  # fmt: skip


def contact_signals(
    context: AppContext,
    ids: IdsArg = None,
    *,
    id_: options.IdsOpt = None,
    last: LastOpt = None,
    signals: dict[str, Any],
    table_id: options.TableOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get promotions and company changes of contacts by ID."""
    if last:
        ids = [last_source(context, last, "contacts", others=ids or id_)]
    contact_ids = ids_to_send(context, ids, id_, BY_NAME["contacts signals"])
    params = {"ids": contact_ids, **signals, "tableId": table_id}
    return _get_signals(context, "contacts signals", params, body, CONTACT_NOUNS)


def company_signals(
    context: AppContext,
    ids: IdsArg = None,
    *,
    id_: options.IdsOpt = None,
    last: LastOpt = None,
    signals: dict[str, Any],
    intent_category: CategoryOpt = None,
    table_id: options.TableOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Get news, growth, hiring and intent of companies by ID."""
    filters = {"include": {"intentCategories": intent_category}} if intent_category else None
    if last:
        ids = [last_source(context, last, "companies", others=ids or id_)]
    company_ids = ids_to_send(context, ids, id_, BY_NAME["companies signals"])
    params = {"ids": company_ids, **signals, "tableId": table_id, "filters": filters}
    return _get_signals(context, "companies signals", params, body, COMPANY_NOUNS)


def _get_signals(
    context: AppContext, name: str, params: dict[str, Any], body: str | None, nouns: tuple[str, str]
) -> CommandResult:
    # No default: with all types, each signal delivered is charged.
    if body is None and not params["signalTypes"]:
        raise UsageError("--signal-type is missing.", hint="For example: --signal-type allSignals")
    # People have no such signals, though allSignals is one of their types too.
    types = "signalTypes" if nouns == COMPANY_NOUNS else ""
    return run_lookup(
        context,
        BY_NAME[name],
        body,
        drop_unset(params),
        nouns=nouns,
        note=lambda request: note_intent_limits(context, request, types=types),
    )


def score_contacts(
    context: AppContext, *, contact: dict[str, Any], body: options.BodyOpt = None
) -> CommandResult:
    """Score contacts from 0 to 1 by their signals.

    Each score is charged.
    """
    endpoint = BY_NAME["contacts signal-score"]
    params = drop_unset({"contacts": contact_items(context, contact, endpoint)})
    return run_lookup(context, endpoint, body, params, nouns=CONTACT_NOUNS)


def score_companies(
    context: AppContext, *, company: dict[str, Any], body: options.BodyOpt = None
) -> CommandResult:
    """Score companies from 0 to 1 by their signals.

    Each score is charged.
    """
    check_single_identifier(company)
    endpoint = BY_NAME["companies signal-score"]
    params = {"companies": company_items(context, company, endpoint)}
    return run_lookup(context, endpoint, body, drop_unset(params), nouns=COMPANY_NOUNS)


ContactsLimitOpt = Annotated[int | None, option(
    "--contacts-limit", "N",
    f"Contacts per company, each of which is charged [{DEFAULT_GROUP_SIZE}].",
    min=1,
)]  # fmt: skip


def buying_group(
    context: AppContext,
    *,
    company: dict[str, Any],
    persona: Annotated[
        list[str] | None,
        option(
            "--persona",
            separated(open_choices("persona", *PERSONAS)),
            "Role of the people (repeatable).",
        ),
    ] = None,
    contacts_limit: ContactsLimitOpt = None,
    page: Annotated[
        int | None, option("--page", "N", "Page of companies, counted from 0 [0].", min=0)
    ] = None,
    size: Annotated[
        int | None, option("--size", "N", "Companies per page [100].", min=10, max=100)
    ] = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find the buying group of companies.

    Each contact found is charged.
    """
    check_single_identifier(company)
    endpoint = BY_NAME["contacts buying-group"]
    companies = company_items(context, company, endpoint, accepts_names=False)
    # WHO accepts names elsewhere, so the API's own error would be confusing here.
    if any("name" in item for item in companies):
        raise UsageError("Buying groups need domains or IDs, not names.")
    # A body is sent unchanged, with the API's own default.
    default_limit = DEFAULT_GROUP_SIZE if body is None else None
    params = {
        "companies": companies,
        "personas": persona,
        "contactsLimit": contacts_limit or default_limit,
        "pagination": drop_unset({"page": page, "size": size}) or None,
    }
    return run_lookup(context, endpoint, body, drop_unset(params), nouns=COMPANY_NOUNS)


def check_single_identifier(company: dict[str, Any]) -> None:
    """Raise UsageError if options identify one company in more than one way."""
    # The API takes exactly one identifier of each company.
    flags = [f"--{key}" for key in ("id", "name", "domain", "email") if company.get(key)]
    if len(flags) > 1:
        raise UsageError(
            f"The company is identified twice, by {' and '.join(flags)}.",
            hint="Use only one of them.",
        )
