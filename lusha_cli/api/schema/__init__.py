"""The request schema of each operation: one declaration for client, sandbox and tests."""

from lusha_cli.api.schema.types import Schema
from lusha_cli.api.schema.v2 import V2
from lusha_cli.api.schema.v3 import V3
from lusha_cli.api.schema.webhooks import WEBHOOKS

SCHEMAS: dict[str, Schema] = {**V2, **V3, **WEBHOOKS}
