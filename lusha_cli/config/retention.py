"""The value of the setting `retention`: how long each kind of personal data is stored."""

from lusha_cli.parsing.ages import parse_age
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.suggestions import did_you_mean

# The kinds of personal data that expire.
KINDS = ("runs", "cache", "last", "webhooks", "ledger")


def parse_retention(text: str) -> dict[str, int]:
    """Return the age in seconds by kind, of `90d`, `runs=30d, last=1d` or both: `90d, last=1d`.

    An age without a kind is that of all other kinds. Raises ValueError.
    """
    default, ages = None, {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        kind, equals, age = (word.strip() for word in part.rpartition("="))
        if equals and kind not in KINDS:
            raise ValueError(
                f"{kind!r} isn't one of {', '.join(KINDS)}.{did_you_mean(kind, KINDS)}"
            )
        if kind in ages or (not equals and default is not None):
            raise ValueError(f"{kind or 'The age of all kinds'} is set twice.")
        try:
            seconds = parse_age(age)
        except InvalidValue as error:
            raise ValueError(str(error)) from error
        if equals:
            ages[kind] = seconds
        else:
            default = seconds
    if default is not None:
        ages = {**dict.fromkeys(KINDS, default), **ages}
    if not ages:
        raise ValueError("Use an age such as 90d, or one per kind: runs=30d, last=1d.")
    return ages
