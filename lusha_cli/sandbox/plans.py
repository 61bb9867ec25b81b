"""Plans: credits, what they allow, and their windows (vendor's table, August 2026)."""

from typing import NamedTuple


class Plan(NamedTuple):
    """A plan; a window of None has no limit.

    `reveals`: emails or phones may be revealed alone; `signals`: signals may be requested;
    `dnc`: contacts on a do-not-call list may be excluded; `waterfall`: other providers are asked
    for contact data that is missing.
    """

    credits: int
    minute: int | None
    hour: int | None
    day: int | None
    reveals: bool = False
    signals: bool = False
    dnc: bool = False
    waterfall: bool = True

    def windows(self) -> tuple[tuple[str, int, int | None], ...]:
        """Return the name in headers, seconds and limit of each window."""
        return (
            ("minute", 60, self.minute),
            ("hourly", 3600, self.hour),
            ("daily", 86400, self.day),
        )


PLANS = {
    # The vendor lists no hourly window for Free and Starter.
    "free": Plan(50, 40, None, 100, waterfall=False),
    "starter": Plan(500, 40, None, 100),
    "pro": Plan(3_000, 50, 150, 1_500),
    "premium": Plan(20_000, 300, 1_800, 18_000, signals=True),
    "scale": Plan(100_000, 300, 5_000, 50_000, reveals=True, signals=True, dnc=True),
    # Older contracts have windows of their own.
    "legacy": Plan(20_000, 300, 600, 6_000, signals=True),
    "unified": Plan(100_000, 300, 5_000, 50_000, reveals=True, signals=True, dnc=True),
}
