"""Describe the profiles: where the key of each is, its last characters, and its base URL."""

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import InvalidApiKey, KeyringError, LushaError, MissingApiKey
from lusha_cli.json_types import Json


def describe_profiles(
    context: AppContext, *, first: dict[str, Json] | None = None
) -> tuple[list[Json], LushaError | None]:
    """Return a record for each profile, and the error of a key that could not be read, if any.

    `first` is the record of the profile in use, if it is known already.
    """
    in_use, failure = context.env.settings.profile, None
    records: list[Json] = []
    for profile in context.env.settings.profiles:
        if first is not None and profile == in_use:
            records.append(first)
            continue
        if isinstance(failure, KeyringError):
            # It would not answer for the next profile either, after the same wait.
            record, _ = _describe(context, profile, stored="unknown")
        else:
            record, error = describe_profile(context, profile)
            is_missing = isinstance(error, MissingApiKey)
            failure = failure if error is None or is_missing else error
        records.append(record)
    return records, failure


def describe_profile(
    context: AppContext, profile: str
) -> tuple[dict[str, Json], LushaError | None]:
    """Return the record of a profile, and the error that a command with it would end with, if any.

    `source` is where a command would take the key from: environment, keyring, file, sandbox, none,
    or unknown if the keyring doesn't respond. `storedIn` is where the profile's own key is.
    """
    try:
        stored = context.credentials.find_stored(profile)
    except KeyringError as error:
        record, failure = _describe(context, profile, stored="unknown")
        # The keyring isn't needed for a key from elsewhere.
        return record, failure if record["source"] != "unknown" else error
    if stored is not None:
        context.env.redactor.add_key(stored.value)
    return _describe(
        context, profile, stored=stored.source if stored else "none",
        key=stored.masked() if stored else None,
    )  # fmt: skip


def _describe(
    context: AppContext, profile: str, *, stored: str, key: str | None = None
) -> tuple[dict[str, Json], LushaError | None]:
    settings, credentials = context.env.settings, context.credentials
    source = stored
    failure: LushaError | None = None
    base_url = settings.find("base_url", profile=profile).value
    if settings.find("sandbox", profile=profile).value:
        source, base_url, key = "sandbox", "sandbox", credentials.sandbox_key().masked()
    elif credentials.in_environment:
        source = "environment"
        try:
            found = credentials.find(profile)
            key = found.masked() if found else None
        except InvalidApiKey as error:
            key, failure = None, error
    elif stored == "none":
        failure = credentials.missing_error(profile)
    record: dict[str, Json] = {
        "profile": profile,
        "inUse": profile == settings.profile,
        "source": source,
        "storedIn": stored,
        "key": key,
        "baseUrl": base_url,
    }
    return record, failure
