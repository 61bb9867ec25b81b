"""Handler of `webhooks stats`: figures that match `webhooks logs`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.logs import filter_condition
from lusha_cli.sandbox.request_context import RequestContext


def stats(context: RequestContext) -> tuple[int, Json]:
    """Return how many attempts there were and how many succeeded."""
    condition, values = filter_condition(context)
    total, successes = context.db.execute(
        f"SELECT count(*), count(*) FILTER (WHERE status = 'success') FROM deliveries {condition}",
        values,
    ).fetchone()
    rate = successes / total if total else 0.0
    return 200, {
        "total": total,
        "success": successes,
        "failed": total - successes,
        "successRate": f"{rate:.2%}",
    }


HANDLERS = {"webhooks stats": stats}
