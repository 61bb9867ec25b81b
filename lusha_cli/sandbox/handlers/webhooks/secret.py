"""The secret that signs an account's deliveries."""

import secrets
import sqlite3

from lusha_cli.json_types import Json
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext


def get(context: RequestContext) -> tuple[int, Json]:
    """Return the secret of the account."""
    secret = secret_of(context.db, context.account.name)
    if secret is None:
        raise ApiError(404, "There is no account secret yet. Generate one first")
    return 200, {"secret": secret}


def regenerate(context: RequestContext) -> tuple[int, Json]:
    """Replace the secret of the account, or create the first one."""
    return 200, {"secret": renew_secret(context)}


def renew_secret(context: RequestContext) -> str:
    """Create and return a new secret for the account."""
    # The vendor's secrets start with this prefix.
    secret = f"whsec_{secrets.token_hex(24)}"
    context.db.execute(
        "INSERT OR REPLACE INTO secrets VALUES (?, ?)", (context.account.name, secret)
    )
    return secret


def check_secret(context: RequestContext) -> None:
    """Raise ApiError 400 if the account has no secret to sign with."""
    if secret_of(context.db, context.account.name) is None:
        raise ApiError(
            400, "There is no account secret to sign deliveries with. Regenerate the secret first"
        )


def secret_of(db: sqlite3.Connection, account: str) -> str | None:
    """Return the secret of an account, or None."""
    row = db.execute("SELECT secret FROM secrets WHERE account = ?", (account,)).fetchone()
    return row[0] if row else None


HANDLERS = {"webhooks secret": get, "webhooks rotate-secret": regenerate}
