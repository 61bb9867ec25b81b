"""What a sample of a file tells of all of it."""

import math
from collections.abc import Sequence

from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.json_types import Json

# Of a normal distribution, 95 in 100 lie within so many deviations.
_DEVIATIONS = 1.96


def projection(outcomes: Sequence[Outcome], *, of: int) -> dict[str, Json]:
    """Match rate and credits of a sample, and of all `of` items, with 95 % intervals.

    Rates are from 0 to 1; an interval is [low, high].
    """
    size = len(outcomes)
    matched = sum(outcome.status == "matched" for outcome in outcomes)
    low, high = _share(matched, size)
    mean, error = _mean([outcome.credits for outcome in outcomes])
    return {
        "sample": size,
        "matched": matched,
        "matchRate": round(matched / size, 4) if size else None,
        "matchRateInterval": [round(low, 4), round(high, 4)],
        "creditsPerItem": round(mean, 2),
        "projected": {
            "items": of,
            "matched": round(of * matched / size) if size else None,
            "matchedInterval": [math.floor(of * low), math.ceil(of * high)],
            "credits": round(of * mean),
            "creditsInterval": [
                math.floor(of * max(0.0, mean - error)),
                math.ceil(of * (mean + error)),
            ],
        },
    }


def _share(hits: int, size: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    if not size:
        return 0.0, 1.0
    z = _DEVIATIONS**2 / size
    share = hits / size
    middle = (share + z / 2) / (1 + z)
    spread = _DEVIATIONS * math.sqrt(share * (1 - share) / size + z / (4 * size)) / (1 + z)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _mean(values: Sequence[int]) -> tuple[float, float]:
    """The mean of values, and how far the true one may be from it."""
    if not values:
        return 0.0, 0.0
    mean = sum(values) / len(values)
    if len(values) == 1:
        return mean, mean
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, _DEVIATIONS * math.sqrt(variance / len(values))
