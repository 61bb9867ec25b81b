"""How many requests are in flight at the same time."""

import math

# Limit of the API per endpoint; with more requests the rate limiter would only wait.
REQUESTS_PER_SECOND = 25
# Requests in flight, as a multiple of those that the rate needs: some of them wait for their turn,
# so that no turn passes unused while a response is recorded.
_FACTOR = 1.5


def requests_in_flight(seconds: float, *, most: int) -> int:
    """Return the number of requests that uses the allowed rate fully, from 1 to `most`.

    `seconds` is the time that a response takes.
    """
    return max(1, min(most, math.ceil(REQUESTS_PER_SECOND * seconds * _FACTOR)))


class ResponseTime:
    """The moving average of the time that responses take, in seconds; 0.0 before the first."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def add(self, seconds: float) -> None:
        """Count the time of one response."""
        self.seconds = (self.seconds * 3 + seconds) / 4 if self.seconds else seconds
