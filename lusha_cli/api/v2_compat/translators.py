"""The translators from V2 to V3 and back, by operation.

Each operation of V2 has a generator function that yields the requests of V3 one by one, is sent
their responses, and returns a response in V2's shape. What V3 does not return is missing from it,
and what V2 has no name for keeps V3's.
"""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat import companies, contacts, filters, lookalike, prospecting
from lusha_cli.api.v2_compat.translation import run_translation
from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.json_types import Json

Send = Callable[[ApiRequest], Json]

TRANSLATORS = {
    **contacts.TRANSLATORS,
    **companies.TRANSLATORS,
    **prospecting.TRANSLATORS,
    **lookalike.TRANSLATORS,
    **filters.TRANSLATORS,
}


class V3Plan(NamedTuple):
    """The requests of V3 that serve one of V2: the first, their number, the worst-case cost."""

    first: ApiRequest
    requests: int
    cost: Estimate


def plan_v3_requests(request: ApiRequest, price: Callable[[ApiRequest], Estimate]) -> V3Plan:
    """Return how V3 would serve `request`; `price` returns the cost of one request of V3.

    Raises UsageError for parameters that V3 does not take.
    """
    name = request.endpoint.name if request.endpoint else ""
    translator = TRANSLATORS[name]
    first = next(translator.translate(request), None)
    if first is None:  # V3 can look up none of its contacts
        return V3Plan(request, 1, Estimate(0))
    requests = [first, *filter(None, [translator.second_request(request)])]
    costs = [price(entry) for entry in requests]
    return V3Plan(first, len(costs), sum_estimates(costs))


def send_via_v3(request: ApiRequest, send: Send) -> Json:
    """Serve a request of V2 from V3; return the response in V2's shape."""
    assert request.endpoint is not None
    return run_translation(TRANSLATORS[request.endpoint.name].translate(request), send)
