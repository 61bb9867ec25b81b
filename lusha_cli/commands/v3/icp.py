"""`lusha contacts icp-fit-score` and `lusha companies icp-fit-score`."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.schema.v3 import MAX_TARGET_PROFILES
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import PEOPLE_FLAGS
from lusha_cli.cli.options import ID, option, separated
from lusha_cli.commands.v3.items import (
    COMPANY_NOUNS,
    CONTACT_ITEM_OPTIONS,
    CONTACT_NOUNS,
    company_items,
    contact_items,
)
from lusha_cli.commands.v3.lookup import run_lookup
from lusha_cli.commands.v3.signals import COMPANY_SCORE_OPTIONS, check_single_identifier
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.icp import COMPANY_FITS_LAYOUT, CONTACT_FITS_LAYOUT

TargetProfileOpt = Annotated[list[str] | None, option(
    "--target-profile-id", separated(ID),
    f"Active Target Profile, up to {MAX_TARGET_PROFILES} (repeatable). "
    "List them: lusha account icp-profiles",
)]  # fmt: skip
# The profile that the sandbox has with its own seed.
_EXAMPLE = "--target-profile-id a1e600bc-bfdb-5925-91d0-0f28416c01a0 --sandbox"


def add_contact_fit_scores(app: typer.Typer) -> None:
    """Register how well contacts fit Target Profiles."""
    command(
        app, "icp-fit-score", layout=CONTACT_FITS_LAYOUT, flags=PEOPLE_FLAGS,
        option_groups={"contact": CONTACT_ITEM_OPTIONS},
        example=f"lusha contacts icp-fit-score ada.byrne@analytical-engines.example {_EXAMPLE}",
    )(contact_fits)  # fmt: skip


def add_company_fit_scores(app: typer.Typer) -> None:
    """Register how well companies fit Target Profiles."""
    command(
        app, "icp-fit-score", layout=COMPANY_FITS_LAYOUT,
        option_groups={"company": COMPANY_SCORE_OPTIONS},
        example=f"lusha companies icp-fit-score analytical-engines.example {_EXAMPLE}",
    )(company_fits)  # fmt: skip


def contact_fits(
    context: AppContext,
    *,
    contact: dict[str, Any],
    target_profile_id: TargetProfileOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Score contacts from 0 to 1 by their fit to your ICPs.

    An ICP (ideal customer profile) is a Target Profile of yours, or one shared with you. Each
    contact scored costs 1 credit,
    for any number of profiles.
    """
    _check_profiles(target_profile_id, is_typed=body is not None)
    endpoint = BY_NAME["contacts icp-fit-score"]
    contacts = contact_items(context, contact, endpoint)
    params = {"targetProfileIds": target_profile_id, "contacts": contacts}
    return run_lookup(context, endpoint, body, drop_unset(params), nouns=CONTACT_NOUNS)


def company_fits(
    context: AppContext,
    *,
    company: dict[str, Any],
    target_profile_id: TargetProfileOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Score companies from 0 to 1 by their fit to your ICPs.

    An ICP (ideal customer profile) is a Target Profile of yours, or one shared with you. Each
    company scored costs 1 credit,
    for any number of profiles.
    """
    check_single_identifier(company)
    _check_profiles(target_profile_id, is_typed=body is not None)
    endpoint = BY_NAME["companies icp-fit-score"]
    companies = company_items(context, company, endpoint)
    params = {"targetProfileIds": target_profile_id, "companies": companies}
    return run_lookup(context, endpoint, body, drop_unset(params), nouns=COMPANY_NOUNS)


def _check_profiles(ids: list[str] | None, *, is_typed: bool) -> None:
    """Raise UsageError for no profiles, or too many; a typed body may have them."""
    if not ids and not is_typed:
        raise UsageError(
            "--target-profile-id is missing.", hint="List the IDs with: lusha account icp-profiles"
        )
    if ids and len(ids) > MAX_TARGET_PROFILES:
        raise UsageError(
            f"--target-profile-id has {len(ids)} IDs, more than {MAX_TARGET_PROFILES}.",
            hint=f"Use up to {MAX_TARGET_PROFILES} of them.",
        )
