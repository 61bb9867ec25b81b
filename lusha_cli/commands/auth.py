"""`lusha auth`: store, check and remove the API key."""

from typing import Annotated, Any

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult, SecretText, command, group
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import argument, flag
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import (
    Forbidden,
    InvalidApiKey,
    KeyringError,
    LushaError,
    MissingApiKey,
    UsageError,
)
from lusha_cli.output.layouts.local import KEY_VALUES_LAYOUT

app = group("Log in, log out, and see which key is in use.")

LOGIN_FLAGS = {**LOCAL_FLAGS, **CONNECTION_OPTIONS}


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
    with_token: Annotated[bool, flag("--with-token", "Read the key from standard input.")] = False,
    insecure_storage: Annotated[
        bool, flag("--insecure-storage", "Keep the key in a file (0600), not the keyring.")
    ] = False,
) -> None:
    """Check an API key and keep it in the keyring."""
    if context.env.in_sandbox:
        raise UsageError("The sandbox needs no key.", hint="Leave out --sandbox (LUSHA_SANDBOX).")
    # Never an argument: other users could read it from the process list.
    if with_token:
        source_name = "Standard input"
        text = context.credentials.decode(context.env.stdin_bytes.read())
    else:
        source_name, text = "The key", context.env.prompt_secret("Lusha API key (not shown): ")
    key = context.credentials.clean(text, source=source_name)
    # Before the first request, whose log or error could show the key.
    context.env.redactor.add_key(key)
    request = ApiRequest("GET", ACCOUNT_USAGE.path, {}, None, ACCOUNT_USAGE)
    # Checked before it is stored, so that a mistyped key doesn't replace a working one.
    context.version_router.send(request, context.make_client(lambda: key).send)
    profile = context.env.settings.profile
    stored_in = context.credentials.store(profile, key, insecure=insecure_storage)
    # After the key is stored: a profile without a key would fail in every command.
    context.env.settings.add_profile(profile)
    location = (
        "the keyring"
        if stored_in == "keyring"
        else f"{context.credentials.file} (readable by you alone)"
    )
    context.env.info(f"The key works. It is kept in {location} for the profile {profile!r}.")
    if context.credentials.in_environment:
        context.env.info("Warning: LUSHA_API_KEY is set and wins over the stored key.")


@command(
    app, "status", layout=KEY_VALUES_LAYOUT, flags=LOGIN_FLAGS, example="lusha auth status --json"
)
def status(context: AppContext) -> CommandResult:
    """Show which key is in use, where it comes from, and whether the API accepts it."""
    report: dict[str, Any] = {
        "profile": context.env.settings.profile,
        "source": None,
        "key": None,
        "baseUrl": "sandbox" if context.env.in_sandbox else context.env.settings.get("base_url"),
        "state": "missing",
    }
    try:
        report["source"] = context.api_key.source
        report["key"] = context.api_key.masked()
        context.call(ACCOUNT_USAGE)
    except (MissingApiKey, KeyringError) as error:
        return CommandResult(report, failure=error)
    except InvalidApiKey as error:
        return CommandResult({**report, "state": "refused"}, failure=error)
    except Forbidden as error:
        # Every plan includes account usage, so a 403 means that the account is inactive.
        failure = InvalidApiKey(error.message, hint=error.hint, status=error.status)
        return CommandResult({**report, "state": "refused"}, failure=failure)
    except LushaError as error:
        # Any other failure says nothing about the key, so it isn't reported as rejected.
        error.message = f"The key could not be checked. {error.message}"
        return CommandResult({**report, "state": "unreachable"}, failure=error)
    return CommandResult({**report, "state": "valid"})


@command(app, "logout", flags=LOCAL_FLAGS, example="lusha auth logout --profile work")
def logout(context: AppContext) -> None:
    """Remove the stored key of a profile, and the secret of its webhooks."""
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
    """Print the key in use, for scripts."""
    return SecretText(context.api_key.value)


@command(app, "switch", flags=LOCAL_FLAGS, example="lusha auth switch work")
def switch(
    context: AppContext, name: Annotated[str, argument("PROFILE", "Profile to use from now on.")]
) -> None:
    """Use another profile from now on."""
    if not name:
        raise UsageError("PROFILE is empty.", hint="Run: lusha config list")
    # As a flag it is checked like --profile, and LUSHA_PROFILE doesn't replace it.
    context.env.flags["profile"] = name
    context.env.settings.check_profile()
    context.env.settings.write("profile", name, profile=None)
    context.env.info(f"The profile in use is now {name!r}.")
    if context.env.variables.get("LUSHA_PROFILE"):
        context.env.info("Warning: LUSHA_PROFILE is set and wins.")
