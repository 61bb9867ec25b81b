"""The records of an operation that returns its results in pages, one by one."""

from collections.abc import Callable, Iterator

from lusha_cli.api.pagination import (
    LAST_PAGE,
    OFFSET_LIST,
    V2_COMPANIES,
    V2_CONTACTS,
    V3_RECOMMENDATIONS,
    V3_RESULTS,
    V3_VISITS,
    PagePlan,
    PageSpec,
)
from lusha_cli.json_types import Json, as_object, get_list

# The operations that have a method `iter_…`.
PAGES = {
    "prospecting contact search": V2_CONTACTS,
    "prospecting company search": V2_COMPANIES,
    "contacts prospecting": V3_RESULTS,
    "companies prospecting": V3_RESULTS,
    "contacts recommendations": V3_RECOMMENDATIONS,
    "companies recommendations": V3_RECOMMENDATIONS,
    "companies website-visits": V3_VISITS,
    "webhooks list": OFFSET_LIST,
    "webhooks logs": OFFSET_LIST,
}


def page_arguments(spec: PageSpec, page: int, size: int) -> dict[str, int]:
    """Return the arguments of a method for a page."""
    if not spec.body_key:
        return {"limit": size, "offset": page * size}
    return {"page": page, "page_size": size}


def iterate(spec: PageSpec, limit: int | None, fetch: Callable[[int, int], Json]) -> Iterator[Json]:
    """Yield up to `limit` records; `fetch` takes the number of a page and its size.

    A page is fetched once the records of the earlier ones are used up. A record has the
    `requestId` of its response, which V2 needs to enrich it.
    """
    if limit is not None and limit < 1:
        return
    plan = PagePlan.for_limit(limit, spec)
    seen: set[str] = set()
    count = 0
    for page in range(min(plan.requests or LAST_PAGE + 1, LAST_PAGE + 1)):
        response = fetch(page, plan.size)
        records, total = get_list(response, spec.records), spec.total_of(response)
        for record in records:
            # Results may move to another page between two requests.
            id_ = str(as_object(record).get(spec.id_key))
            if id_ in seen and spec.id_key in record:
                continue
            seen.add(id_)
            if count == limit:
                return
            count += 1
            yield _with_request_id(record, as_object(response).get("requestId"))
        # Without a total, a page that isn't full is the last.
        is_last = len(records) < plan.size if total is None else (page + 1) * plan.size >= total
        if is_last or not records or count == limit:
            return


def _with_request_id(record: Json, request_id: Json) -> Json:
    if request_id is None or not isinstance(record, dict):
        return record
    return {"requestId": request_id, **record}
