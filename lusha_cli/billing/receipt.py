"""The receipt of a paid command: the charge, and the credits left."""

from lusha_cli.billing.balance import CreditsLeft
from lusha_cli.billing.estimate import format_credits


def receipt(
    credits_: int,
    *,
    is_exact: bool,
    left: CreditsLeft | None = None,
    this_time: int | None = None,
    surcharge: str = "",
) -> str:
    """Return one line, such as "Charged 6 credits, 99,987 left.".

    `this_time` is the part of the charge of this command, if earlier ones caused the rest;
    `surcharge` describes charges without a bound, after which the credits left aren't known.
    """
    up_to = "" if is_exact or not credits_ else "up to "
    is_part = this_time is not None and this_time != credits_
    part = f", {this_time:,} of them this time" if is_part else ""
    at_least = "" if left is None or left.is_exact else "at least "
    balance = "" if left is None or surcharge else f", {at_least}{left.credits:,} left"
    return f"Charged {up_to}{format_credits(credits_)}{part}{surcharge}{balance}."
