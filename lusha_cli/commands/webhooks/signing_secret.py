"""The secret of an account's webhooks, wherever it is."""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.context.app_context import World
from lusha_cli.errors import KeyMissing, KeyringError, NoMatch, SecretMissing, UsageError
from lusha_cli.json_types import as_object

SecretStdinOpt = Annotated[
    bool,
    typer.Option(
        "--secret-stdin",
        help="Read the secret from standard input (LUSHA_WEBHOOK_SECRET, else the keyring).",
    ),
]


def given_or_found(world: World, *, from_stdin: bool, file: str = "") -> str:
    """The secret on standard input, if it is there, else the stored one; the API is not asked."""
    if not from_stdin:
        return find_secret(world, asks=False)
    if file == "-":
        raise UsageError(
            "Standard input cannot be both the body and the secret.",
            hint="Put the secret into LUSHA_WEBHOOK_SECRET, or name a file for the body.",
        )
    if world.talks:
        return _hidden(world, world.ask_secret("Secret of webhooks: "))
    return _hidden(world, world.stdin_bytes.read().decode("utf-8", "replace"))


def find_secret(world: World, *, asks: bool) -> str:
    """The secret: LUSHA_WEBHOOK_SECRET, else the keyring, else, if it `asks`, the account's.

    Raises SecretMissing where there is none. In the sandbox it is the sandbox's own.
    """
    is_named = bool(world.env.get("LUSHA_WEBHOOK_SECRET", "").strip())
    if is_named or not world.in_sandbox:
        try:
            found = world.keys.find_secret(world.settings.profile)
        except KeyringError as error:
            hint = "Unlock it, or set LUSHA_WEBHOOK_SECRET."
            raise KeyringError(error.message, hint=hint) from error
        if found is not None:
            return _hidden(world, found.value)
    if not (asks or world.in_sandbox):
        raise SecretMissing(_none(world))
    try:
        answer = as_object(world.call(BY_NAME["webhooks secret"]))
    except KeyMissing as error:
        hint = "Set LUSHA_WEBHOOK_SECRET. Or run: lusha auth login   to have it from the account."
        raise SecretMissing(_none(world), hint=hint) from error
    except NoMatch as error:
        raise SecretMissing(
            "The account has no secret for webhooks yet.", hint="Run: lusha webhooks rotate-secret"
        ) from error
    return _hidden(world, str(answer.get("secret") or ""))


def _none(world: World) -> str:
    return f"There is no secret of webhooks for the profile {world.settings.profile!r}."


def _hidden(world: World, text: str) -> str:
    """The secret in `text`, which is told nowhere from now on."""
    secret = text.strip()
    if not secret:
        raise SecretMissing("The secret is empty.")
    world.redactor.add_key(secret)
    return secret
