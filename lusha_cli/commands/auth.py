"""`lusha auth`: store, check and remove the API key."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import ACCOUNT_USAGE
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import CommandResult, SecretText, command, group
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.context.app_context import World
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
    world: World,
    *,
    with_token: Annotated[
        bool, typer.Option("--with-token", help="Read the key from standard input.")
    ] = False,
    insecure_storage: Annotated[
        bool,
        typer.Option("--insecure-storage", help="Keep the key in a file (0600), not the keyring."),
    ] = False,
) -> None:
    """Check an API key and keep it in the keyring."""
    if world.in_sandbox:
        raise UsageError("The sandbox needs no key.", hint="Leave out --sandbox (LUSHA_SANDBOX).")
    if with_token:
        entered, said_by = world.stdin_bytes.read().decode("utf-8", "replace"), "Standard input"
    else:
        entered, said_by = world.ask_secret("Lusha API key (not shown): "), "The key"
    key = world.keys.clean(entered, said_by=said_by)
    world.redactor.add_key(key)
    call = ApiRequest("GET", ACCOUNT_USAGE.path, {}, None, ACCOUNT_USAGE)
    world.bridge.send(call, world.client_with(lambda: key).send)
    profile = world.settings.profile
    stored_in = world.keys.store(profile, key, insecure=insecure_storage)
    world.settings.add_profile(profile)
    location = (
        "the keyring" if stored_in == "keyring" else f"{world.keys.file} (readable by you alone)"
    )
    world.note(f"The key works. It is kept in {location} for the profile {profile!r}.")
    if world.keys.in_environment:
        world.note("Warning: LUSHA_API_KEY is set and wins over the stored key.")


@command(
    app,
    "status",
    layout=KEY_VALUES_LAYOUT,
    flags=LOGIN_FLAGS,
    example="lusha auth status --json",
)
def status(world: World) -> CommandResult:
    """Show which key is in use, where it comes from, and whether the API accepts it."""
    report: dict[str, Any] = {
        "profile": world.settings.profile,
        "source": None,
        "key": None,
        "baseUrl": "sandbox" if world.in_sandbox else world.settings.get("base_url"),
        "state": "missing",
    }
    try:
        report["source"] = world.key.source
        report["key"] = world.key.masked()
        world.call(ACCOUNT_USAGE)
    except (MissingApiKey, KeyringError) as error:
        return CommandResult(report, failure=error)
    except InvalidApiKey as error:
        return CommandResult({**report, "state": "refused"}, failure=error)
    except Forbidden as error:
        failure = InvalidApiKey(error.message, hint=error.hint, status=error.status)
        return CommandResult({**report, "state": "refused"}, failure=failure)
    except LushaError as error:
        error.message = f"The key could not be checked. {error.message}"
        return CommandResult({**report, "state": "unreachable"}, failure=error)
    return CommandResult({**report, "state": "valid"})


@command(app, "logout", flags=LOCAL_FLAGS, example="lusha auth logout --profile work")
def logout(world: World) -> None:
    """Remove the stored key of a profile, and the secret of its webhooks."""
    profile = world.settings.profile
    removed_from = world.keys.delete(profile)
    if removed_from:
        world.note(f"Removed the key of the profile {profile!r} ({', '.join(removed_from)}).")
    else:
        world.note(f"No key is stored for the profile {profile!r}.")
    if world.keys.delete_secret(profile):
        world.note(f"Removed the webhook secret of the profile {profile!r} (keyring).")
    if world.keys.in_environment:
        world.note("Warning: LUSHA_API_KEY is still set.")


@command(app, "token", flags=LOCAL_FLAGS, example="lusha auth token --profile work")
def token(world: World) -> SecretText:
    """Print the key in use, for scripts."""
    return SecretText(world.key.value)


@command(app, "switch", flags=LOCAL_FLAGS, example="lusha auth switch work")
def switch(
    world: World,
    name: Annotated[str, typer.Argument(metavar="PROFILE", help="Profile to use from now on.")],
) -> None:
    """Use another profile from now on."""
    if not name:
        raise UsageError("PROFILE is empty.", hint="Run: lusha config list")
    world.flags["profile"] = name
    world.settings.check_profile()
    world.settings.write("profile", name, profile=None)
    world.note(f"The profile in use is now {name!r}.")
    if world.env.get("LUSHA_PROFILE"):
        world.note("Warning: LUSHA_PROFILE is set and wins.")
