"""`lusha auth`: store, check and remove the API key."""

from typing import Annotated

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult, SecretText, command, group
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import argument, flag
from lusha_cli.commands.auth_profiles import describe_profile, describe_profiles
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import (
    Forbidden,
    Interrupted,
    InvalidApiKey,
    KeyringError,
    LushaError,
    MissingApiKey,
    UsageError,
)
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import (
    AUTH_STATUS_LAYOUT,
    PROFILES_LAYOUT,
    auth_status_layout,
    profiles_layout,
)

app = group("Log in, log out, and show which key is in use.")

LOGIN_FLAGS = {**LOCAL_FLAGS, **CONNECTION_OPTIONS}
# The page and its name, as the vendor's documentation of authentication gives them.
KEYS_PAGE = "https://dashboard.lusha.com/api/manage-api-keys"
KEYS_PAGE_NAME = "Manage API Keys in the API Hub of your Lusha account"


@command(
    app,
    "login",
    flags=LOGIN_FLAGS,
    allow_new_profile=True,
    example="lusha auth login --profile work",
)
def login(
    context: AppContext,
    *,
    with_token: Annotated[bool, flag("--with-token", "Read the key from stdin.")] = False,
    insecure_storage: Annotated[
        bool, flag("--insecure-storage", "Store the key in a file (0600), not the keyring.")
    ] = False,
) -> None:
    """Check an API key and store it in the keyring.

    Account admins and managers create keys under Manage API Keys in the API Hub of their Lusha
    account: https://dashboard.lusha.com/api/manage-api-keys. A --base-url is stored with the
    profile, so that later commands with this profile use it too.
    """
    if context.env.in_sandbox:
        raise UsageError("The sandbox needs no key.", hint="Remove --sandbox (LUSHA_SANDBOX).")
    key = _read_key(context, with_token=with_token)
    # Before the first request, whose log or error could show the key.
    context.env.redactor.add_key(key)
    request = ApiRequest("GET", ACCOUNT_USAGE.path, {}, None, ACCOUNT_USAGE)
    # Checked before it is stored, so that a mistyped key doesn't replace a working one.
    try:
        context.version_router.send(request, context.make_client(lambda: key).send)
    except InvalidApiKey as error:
        error.hint = f"Copy the key again from {KEYS_PAGE_NAME}: {KEYS_PAGE}"
        raise
    _store_key(context, key, insecure=insecure_storage)


def _read_key(context: AppContext, *, with_token: bool) -> str:
    """Return the key from standard input, or typed at the terminal."""
    # Never an argument: other users could read it from the process list.
    if with_token:
        text = context.credentials.decode(context.env.stdin_bytes.read())
        return context.credentials.clean(text, source="Standard input")
    if context.env.is_interactive:
        context.env.info(f"Create or copy a key under {KEYS_PAGE_NAME}:\n{KEYS_PAGE}")
    text = context.env.prompt_secret("Lusha API key (not shown): ")
    return context.credentials.clean(text, source="The key")


def _store_key(context: AppContext, key: str, *, insecure: bool) -> None:
    """Store a working key with the base URL that it was checked at."""
    settings = context.env.settings
    profile, base_url = settings.profile, settings.find("base_url")
    stored_in = context.credentials.store(profile, key, insecure=insecure)
    # After the key is stored: a profile without a key would fail in every command.
    settings.add_profile(profile)
    if base_url.source == "flag":
        settings.write("base_url", str(base_url.value), profile=profile)
    location = (
        "the keyring"
        if stored_in == "keyring"
        else f"{context.credentials.file} (readable only by you)"
    )
    context.env.info(f"The key works. It is stored in {location} for the profile {profile!r}.")
    if base_url.source == "flag":
        context.env.info(f"The profile {profile!r} now uses {base_url.value}")
        if context.env.variables.get("LUSHA_BASE_URL"):
            context.env.info("Warning: LUSHA_BASE_URL is set and overrides the profile.")
    if context.credentials.in_environment:
        context.env.info("Warning: LUSHA_API_KEY is set and overrides the stored key.")


@command(
    app, "status", layout=AUTH_STATUS_LAYOUT, flags=LOGIN_FLAGS, example="lusha auth status --json"
)
def status(context: AppContext) -> CommandResult:
    """Check the key in use, and list the keys of all profiles."""
    profile, failure = describe_profile(context, context.env.settings.profile)
    others, _ = describe_profiles(context, first=profile)
    report: dict[str, Json] = {
        **{name: profile[name] for name in ("profile", "source", "key", "baseUrl")},
        "state": "missing",
        "profiles": others,
    }
    layout = auth_status_layout(others)
    state, failure = ("missing", failure) if failure else _check_key(context)
    return CommandResult({**report, "state": state}, failure=failure, layout=layout)


def _check_key(context: AppContext) -> tuple[str, LushaError | None]:
    """Return whether the API accepts the key in use, and the error if it doesn't."""
    try:
        context.call(ACCOUNT_USAGE)
    except (MissingApiKey, KeyringError) as error:
        return "missing", error
    except InvalidApiKey as error:
        return "refused", error
    except Forbidden as error:
        # Every plan includes account usage, so a 403 means that the account is inactive.
        return "refused", InvalidApiKey(error.message, hint=error.hint, status=error.status)
    except Interrupted:
        raise
    except LushaError as error:
        # Any other failure says nothing about the key, so it isn't reported as rejected.
        error.message = f"The key could not be checked. {error.message}"
        return "unreachable", error
    return "valid", None


@command(app, "list", layout=PROFILES_LAYOUT, flags=LOCAL_FLAGS, example="lusha auth list --json")
def list_profiles(context: AppContext) -> CommandResult:
    """List profiles and where their keys are stored."""
    profiles, failure = describe_profiles(context)
    if context.credentials.in_environment and not context.env.in_sandbox:
        context.env.info("LUSHA_API_KEY is set and overrides the stored key of every profile.")
    return CommandResult(profiles, failure=failure, layout=profiles_layout(profiles))


@command(app, "logout", flags=LOCAL_FLAGS, example="lusha auth logout --profile work")
def logout(context: AppContext) -> None:
    """Remove the stored key and webhook secret of a profile."""
    profile = context.env.settings.profile
    removed_from = context.credentials.delete(profile)
    if removed_from:
        context.env.info(f"Removed the key of the profile {profile!r} ({', '.join(removed_from)}).")
    else:
        context.env.info(f"No key is stored for the profile {profile!r}.")
    if context.credentials.delete_secret(profile):
        context.env.info(f"Removed the webhook secret of the profile {profile!r} (keyring).")
    if context.credentials.in_environment:
        context.env.info("Warning: LUSHA_API_KEY is still set.")


@command(app, "token", flags=LOCAL_FLAGS, example="lusha auth token --profile work")
def token(context: AppContext) -> SecretText:
    """Print the key in use."""
    return SecretText(context.api_key.value)


@command(app, "switch", flags=LOCAL_FLAGS, example="lusha auth switch work")
def switch(
    context: AppContext, name: Annotated[str, argument("PROFILE", "Profile to switch to.")]
) -> None:
    """Switch to another profile."""
    if not name:
        raise UsageError("PROFILE is empty.", hint="Run: lusha auth list")
    # As a flag it is checked like --profile, and LUSHA_PROFILE doesn't replace it.
    context.env.flags["profile"] = name
    context.env.settings.check_profile()
    context.env.settings.write("profile", name, profile=None)
    context.env.info(f"The profile in use is now {name!r}.")
    if context.env.variables.get("LUSHA_PROFILE"):
        context.env.info("Warning: LUSHA_PROFILE is set and overrides it.")
