"""`lusha webhooks secret` and `rotate-secret`: what deliveries are signed with.

No other command tells a secret.
"""

from typing import Annotated

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import Reply, command
from lusha_cli.context.app_context import World
from lusha_cli.errors import KeyringError, LushaError, NoMatch, UsageError
from lusha_cli.json_types import Json, as_object

SECRET = BY_NAME["webhooks secret"]
ROTATE = BY_NAME["webhooks rotate-secret"]
VARIABLE = "LUSHA_WEBHOOK_SECRET"

SaveOpt = Annotated[
    bool | None, typer.Option("--save", help="Keep it in the keyring instead of printing it.")
]


def add_webhook_secrets(app: typer.Typer) -> None:
    """Register what tells and changes the secret."""
    command(app, "secret", example="lusha webhooks secret --sandbox")(secret)
    command(app, "rotate-secret", example="lusha webhooks rotate-secret --yes --sandbox")(
        rotate_secret
    )


def secret(world: World, *, save: SaveOpt = None) -> Reply:
    """Print the secret that deliveries are signed with, or keep it in the keyring."""
    if save:
        _check_keyring(world, before="Nothing was asked for.")
    try:
        answer = world.call(SECRET)
    except NoMatch as error:
        error.hint = "Make one: lusha webhooks rotate-secret"
        raise
    return _kept(world, answer) if save else Reply(answer, is_secret=True)


def rotate_secret(world: World, *, save: SaveOpt = None) -> Reply:
    """Replace the secret that deliveries are signed with, or make the first one.

    From that moment the deliveries of every subscription are signed with the new one: a receiver
    that knows the old one refuses them. The new one is printed, or kept in the keyring (--save).
    """
    if save:
        _check_keyring(world, before="The secret was not changed.")
    agree_to_rotate(world)
    try:
        answer = world.call(ROTATE)
    except LushaError as error:
        if error.was_lost:
            error.hint = "It may be replaced all the same. See: lusha webhooks secret"
        raise
    if save:
        return _kept(world, answer)
    world.note_later("Give it to your receivers now: deliveries are signed with it from here on.")
    if not world.in_sandbox:
        world.note_later("Is the old one in the keyring? Replace it: lusha webhooks secret --save")
    return Reply(answer, is_secret=True)


def agree_to_rotate(world: World) -> None:
    """Go on only where it is agreed that the old secret is worth nothing any more."""
    if not world.only_shows:
        world.agree(
            "WARNING: this replaces the secret of the whole account. The deliveries of EVERY "
            "subscription are signed with the new one at once, and receivers that know the old "
            "one refuse them until you give them the new one. Go on?"
        )


def without_secrets(answer: Json) -> Json:
    """An answer with what it says of secrets hidden."""
    if isinstance(answer, list):
        return [without_secrets(inner) for inner in answer]
    if not isinstance(answer, dict):
        return answer
    return {
        name: "[hidden]" if name == "secret" and inner else without_secrets(inner)
        for name, inner in answer.items()
    }


def _check_keyring(world: World, *, before: str) -> None:
    """Raise where --save could not keep a secret, as long as there is nothing to lose."""
    if world.in_sandbox:
        raise UsageError(
            "--save keeps real secrets; that of the sandbox stays out of the keyring.",
            hint=f"Print it without --save, and give it to a receiver as {VARIABLE}.",
        )
    if world.only_shows:
        return
    try:
        world.keys.check_secrets()
    except KeyringError as error:
        error.hint = f"{before} Without --save it is printed: keep it as {VARIABLE}."
        raise


def _kept(world: World, answer: Json) -> Reply:
    """Put the secret of an answer into the keyring; print it only where that fails."""
    found, profile = as_object(answer).get("secret"), world.settings.profile
    if not isinstance(found, str) or not found:
        return Reply(answer, is_secret=True)
    try:
        world.keys.store_secret(profile, found)
    except KeyringError as error:
        error.hint = f"It is printed instead: keep it now, as {VARIABLE}."
        return Reply(answer, failure=error, is_secret=True)
    world.note(f"The webhook secret of the profile {profile!r} is kept in the keyring.")
    if world.env.get(VARIABLE):
        world.note(f"Warning: {VARIABLE} is set and wins over it.")
    return Reply({"profile": profile, "savedTo": "keyring"})
