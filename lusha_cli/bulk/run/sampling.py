"""Project the match rate and the credits of a file from a sample."""

import math
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.json_types import Json

# 95 % of a normal distribution lie within this number of standard deviations.
_Z_SCORE_95 = 1.96


def sample_rows(rows: int, size: int, *, seed: int) -> Iterator[int]:
    """Yield `size` row numbers from 0 to `rows` - 1, one from each equal slice of the rows."""
    # Random in each slice, so that sorted files are sampled evenly.
    generator = random.Random(seed)
    bounds = [rows * index // size for index in range(size + 1)]
    for low, high in pairwise(bounds):
        yield generator.randrange(low, high)


def project_sample(outcomes: Sequence[Outcome], *, total_items: int) -> dict[str, Json]:
    """Return match rate and credits of a sample, and projected to `total_items`.

    Rates are from 0 to 1. Intervals are [low, high], at 95 % confidence.
    """
    size = len(outcomes)
    matched = sum(outcome.status == "matched" for outcome in outcomes)
    low, high = _wilson_interval(matched, size)
    mean, margin = _mean_and_margin([outcome.credits for outcome in outcomes])
    return {
        "sample": size,
        "matched": matched,
        "mismatched": sum(outcome.status == "mismatch" for outcome in outcomes),
        "matchRate": round(matched / size, 4) if size else None,
        "matchRateInterval": [round(low, 4), round(high, 4)],
        "creditsPerItem": round(mean, 2),
        "projected": {
            "items": total_items,
            "matched": round(total_items * matched / size) if size else None,
            "matchedInterval": [math.floor(total_items * low), math.ceil(total_items * high)],
            "credits": round(total_items * mean),
            "creditsInterval": [
                math.floor(total_items * max(0.0, mean - margin)),
                math.ceil(total_items * (mean + margin)),
            ],
        },
    }


def _wilson_interval(matched: int, size: int) -> tuple[float, float]:
    """Return the Wilson score interval of a rate."""
    if not size:
        return 0.0, 1.0
    z = _Z_SCORE_95**2 / size
    rate = matched / size
    center = (rate + z / 2) / (1 + z)
    margin = _Z_SCORE_95 * math.sqrt(rate * (1 - rate) / size + z / (4 * size)) / (1 + z)
    return max(0.0, center - margin), min(1.0, center + margin)


def _mean_and_margin(values: Sequence[int]) -> tuple[float, float]:
    """Return the mean of values and its margin of error."""
    if not values:
        return 0.0, 0.0
    mean = sum(values) / len(values)
    if len(values) == 1:
        # A single value has no variance: use the mean as the margin.
        return mean, mean
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, _Z_SCORE_95 * math.sqrt(variance / len(values))
