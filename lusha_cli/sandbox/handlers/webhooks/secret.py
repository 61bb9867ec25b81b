"""The secret that signs an account's deliveries."""

import secrets
import sqlite3
from typing import Any

from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Exchange

Json = dict[str, Any]


def get(exchange: Exchange) -> tuple[int, Json]:
    """Return the secret of the account."""
    secret = secret_of(exchange.db, exchange.account.name)
    if secret is None:
        raise Refusal(404, "There is no account secret yet. Generate one first")
    return 200, {"secret": secret}


def regenerate(exchange: Exchange) -> tuple[int, Json]:
    """Replace the secret of the account, or create the first one."""
    return 200, {"secret": renew_secret(exchange)}


def renew_secret(exchange: Exchange) -> str:
    """Create and return a new secret for the account."""
    secret = f"whsec_{secrets.token_hex(24)}"
    exchange.db.execute(
        "INSERT OR REPLACE INTO secrets VALUES (?, ?)", (exchange.account.name, secret)
    )
    return secret


def check_secret(exchange: Exchange) -> None:
    """Raise Refusal 400 if the account has no secret to sign with."""
    if secret_of(exchange.db, exchange.account.name) is None:
        raise Refusal(
            400, "There is no account secret to sign deliveries with. Regenerate the secret first"
        )


def secret_of(db: sqlite3.Connection, account: str) -> str | None:
    """Return the secret of an account, or None."""
    row = db.execute("SELECT secret FROM secrets WHERE account = ?", (account,)).fetchone()
    return row[0] if row else None


HANDLERS = {"webhooks secret": get, "webhooks rotate-secret": regenerate}
