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
    in_use = context.env.settings.profile
    failure: LushaError | None = None
    records: list[Json] = []
    for profile in context.env.settings.profiles:
        if first is not None and profile == in_use:
            records.append(first)
            continue
        # A keyring that failed would not answer for the next profile either, after the same wait.
        is_broken = isinstance(failure, KeyringError)
        record, error = describe_profile(context, profile, skip_keyring=is_broken)
        if error is not None and not isinstance(error, MissingApiKey):
            failure = failure or error
        records.append(record)
    return records, failure


def describe_profile(
    context: AppContext, profile: str, *, skip_keyring: bool = False
) -> tuple[dict[str, Json], LushaError | None]:
    """Return the record of a profile, and the error that a command with it would end with, if any.

    `source` is where a command would take the key from: environment, keyring, file, sandbox, none,
    or unknown if the keyring doesn't respond. `storedIn` is where the profile's own key is.
    """
    credentials, unread = context.credentials, None
    try:
        find = credentials.find_in_file if skip_keyring else credentials.find_stored
        stored = find(profile)
    except KeyringError as error:
        stored, unread = None, error
    is_unknown = stored is None and (skip_keyring or unread is not None)
    source = "unknown" if is_unknown else stored.source if stored else "none"
    if stored is not None:
        context.env.redactor.add_key(stored.value)
    record, failure = _describe(
        context, profile, stored=source, key=stored.masked() if stored else None
    )
    # The keyring isn't needed for a key from elsewhere.
    return record, unread if unread and record["source"] == "unknown" else failure


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
