"""`lusha webhooks secret` and `rotate-secret`, and where commands find the signing secret.

Besides these two, only `webhooks update --regenerate-secret` prints a secret.
"""

from typing import Annotated

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.options import flag
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import (
    KeyringError,
    LushaError,
    MissingApiKey,
    MissingWebhookSecret,
    NoMatch,
    UsageError,
)
from lusha_cli.json_types import Json, as_object

SECRET = BY_NAME["webhooks secret"]
ROTATE = BY_NAME["webhooks rotate-secret"]
VARIABLE = "LUSHA_WEBHOOK_SECRET"

SecretStdinOpt = Annotated[bool, flag(
    "--secret-stdin",
    "Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].",
)]  # fmt: skip
SaveOpt = Annotated[bool | None, flag("--save", "Store it in the keyring instead of printing it.")]
InsecureOpt = Annotated[bool, flag(
    "--insecure-storage", "With --save, also accept a keyring that stores plain text.",
)]  # fmt: skip


def secret(
    context: AppContext, *, save: SaveOpt = None, insecure_storage: InsecureOpt = False
) -> CommandResult:
    """Print or store the secret that signs deliveries."""
    if save:
        _check_keyring(context, before="No request was sent.", insecure=insecure_storage)
    try:
        response = context.call(SECRET)
    except NoMatch as error:
        error.hint = "Create one: lusha webhooks rotate-secret"
        raise
    if save:
        return _save(context, response, insecure=insecure_storage)
    return CommandResult(response, is_secret=True)


def rotate_secret(
    context: AppContext, *, save: SaveOpt = None, insecure_storage: InsecureOpt = False
) -> CommandResult:
    """Create or replace the secret that signs deliveries.

    From then on, the deliveries of every subscription are signed with the new secret, and receivers
    with the old one reject them. The new secret is printed, or stored in the keyring (--save).
    """
    if save:
        # A secret that can't be stored must not replace the one that receivers know.
        _check_keyring(context, before="The secret was not changed.", insecure=insecure_storage)
    confirm_rotation(context)
    try:
        response = context.call(ROTATE)
    except LushaError as error:
        # The API may have replaced the secret before the connection broke.
        if error.response_lost:
            error.hint = "The secret may have been replaced anyway. Check it: lusha webhooks secret"
        raise
    if save:
        return _save(context, response, insecure=insecure_storage)
    context.defer_note(
        "Update your receivers now: deliveries are signed with this secret from now on."
    )
    if not context.env.in_sandbox:
        context.defer_note(
            "If the keyring has the old secret, replace it: lusha webhooks secret --save"
        )
    return CommandResult(response, is_secret=True)


def confirm_rotation(context: AppContext) -> None:
    """Confirm that the old secret becomes invalid immediately."""
    if not context.is_dry_run:
        context.env.confirm(
            "This replaces the secret of the whole account. The deliveries of every "
            "subscription are signed with the new secret immediately, and receivers with the "
            "old one reject them until you update them."
        )


def redact_secrets(response: Json) -> Json:
    """Return a response with its secrets hidden."""
    if isinstance(response, list):
        return [redact_secrets(inner) for inner in response]
    if not isinstance(response, dict):
        return response
    return {
        # An empty secret stays: it shows that there is none.
        name: "[hidden]" if name == "secret" and inner else redact_secrets(inner)
        for name, inner in response.items()
    }


def read_or_find_secret(context: AppContext, *, from_stdin: bool, file: str = "") -> str:
    """Return the secret from standard input, else the stored one, without a request to the API."""
    if not from_stdin:
        return find_secret(context, request=False)
    if file == "-":
        raise UsageError(
            "Standard input cannot be both the body and the secret.",
            hint="Set LUSHA_WEBHOOK_SECRET, or pass a file for the body.",
        )
    # Typed unseen, as terminals keep what they show in their scrollback.
    if context.env.is_interactive:
        return _redacted(context, context.env.prompt_secret("Webhook secret: "))
    return _redacted(context, context.env.stdin_bytes.read().decode("utf-8", "replace"))


def find_secret(context: AppContext, *, request: bool) -> str:
    """Return the secret: LUSHA_WEBHOOK_SECRET, else the keyring, else the account's if `request`.

    Raises MissingWebhookSecret without one. In the sandbox it is the sandbox's own.
    """
    is_set = bool(context.env.variables.get(VARIABLE, "").strip())
    # A real secret in the keyring would not fit what the sandbox signs.
    if is_set or not context.env.in_sandbox:
        try:
            stored = context.credentials.find_secret(context.env.settings.profile)
        except KeyringError as error:
            hint = "Unlock it, or set LUSHA_WEBHOOK_SECRET."
            raise KeyringError(error.message, hint=hint) from error
        if stored is not None:
            return _redacted(context, stored.value)
    if not (request or context.env.in_sandbox):
        raise MissingWebhookSecret(_missing_message(context))
    try:
        response = as_object(context.call(SECRET))
    except MissingApiKey as error:
        hint = "Set LUSHA_WEBHOOK_SECRET, or get it from the account. Run: lusha auth login"
        raise MissingWebhookSecret(_missing_message(context), hint=hint) from error
    except NoMatch as error:
        raise MissingWebhookSecret(
            "The account has no webhook secret yet.", hint="Run: lusha webhooks rotate-secret"
        ) from error
    value = response.get("secret")
    return _redacted(context, value if isinstance(value, str) else "")


def _check_keyring(context: AppContext, *, before: str, insecure: bool) -> None:
    """Raise if --save could not store a secret, before anything is requested."""
    if context.env.in_sandbox:
        raise UsageError(
            "--save can't store the secret of the sandbox in the keyring.",
            hint=f"Remove --save to print it, and pass it to a receiver as {VARIABLE}.",
        )
    # A dry run sends and stores nothing, so a locked keyring doesn't matter.
    if context.is_dry_run:
        return
    try:
        context.credentials.check_secrets(insecure=insecure)
    except KeyringError as error:
        advice = f"{before} Remove --save to print the secret, and store it as {VARIABLE}."
        error.hint = (
            f"{advice} {error.hint}" if "--insecure-storage" in (error.hint or "") else advice
        )
        raise


def _save(context: AppContext, response: Json, *, insecure: bool) -> CommandResult:
    """Store the secret of a response in the keyring; print it only if that fails."""
    secret, profile = as_object(response).get("secret"), context.env.settings.profile
    if not isinstance(secret, str) or not secret:
        return CommandResult(response, is_secret=True)
    try:
        context.credentials.store_secret(profile, secret, insecure=insecure)
    except KeyringError as error:
        # After a rotation the old secret is invalid, so the new one must not be lost.
        error.hint = f"The secret is printed instead. Store it now as {VARIABLE}."
        return CommandResult(response, failure=error, is_secret=True)
    context.env.info(f"The webhook secret of the profile {profile!r} is stored in the keyring.")
    if context.env.variables.get(VARIABLE):
        context.env.info(f"Warning: {VARIABLE} is set and overrides it.")
    return CommandResult({"profile": profile, "savedTo": "keyring"})


def _missing_message(context: AppContext) -> str:
    return f"The profile {context.env.settings.profile!r} has no webhook secret."


def _redacted(context: AppContext, text: str) -> str:
    """Return the secret in `text`, which is redacted in all output from now on."""
    secret = text.strip()
    if not secret:
        raise MissingWebhookSecret("The secret is empty.")
    # Before it is used, so that no error or log can show it.
    context.env.redactor.add_key(secret)
    return secret
