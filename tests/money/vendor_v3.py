"""V3 of the vendor: lookups, prospecting, lookalikes, buying groups, tables, signals, scores."""

from typing import Any

from tests.money.vendor import Answer, Vendor, listed, number_of, refusal
from tests.money.vendor_v2 import Handler, Params

LIVE = "live"
SEARCH_ERROR = {"code": "NOT_FOUND", "message": "Not found"}


def _reference(item: Params) -> Params:
    reference = item.get("clientReferenceId")
    return {} if reference is None else {"clientReferenceId": reference}


def _table_write(vendor: Vendor, params: Params, rows: int) -> tuple[Params, float]:
    """Return the part of a response about the table that it filled, and its credits."""
    if not params.get("tableId"):
        return {}, 0
    credits_ = rows * vendor.rules.table_write
    write = {"tableId": params["tableId"], "added": rows, "creditsCharged": credits_}
    return {"tableWrite": write}, credits_


def _items(vendor: Vendor, params: Params, records: str) -> list[tuple[Params, str]] | None:
    items = params.get(records)
    if not isinstance(items, list) or not 1 <= len(items) <= 100:
        return None
    # `id` of an item of V3 is always the vendor's.
    return [(item, vendor.identity({**item, "clientReferenceId": None})) for item in items]


def _search(noun: str, records: str) -> Handler:
    def search(vendor: Vendor, params: Params) -> Answer:
        items = _items(vendor, params, records)
        if items is None:
            return refusal(400, f"{records} must contain 1 to 100 elements")
        results = []
        for item, identity in items:
            if "nobody" in identity:
                results.append({**_reference(item), "error": SEARCH_ERROR})
                continue
            if noun == "contact":
                fields = vendor.fields_of(identity)
                known = {f for f in fields if (identity, f) in vendor.revealed}
                prices = {"emails": "revealEmail", "phones": "revealPhone"}
                can = [
                    {"field": f, "credits": 0 if f in known else vendor.rules.price(prices[f], 1)}
                    for f in sorted(fields)
                ]
                record = vendor.person(identity, ())
                del record["emails"], record["phones"]
                record |= {"has": ["firstName", *sorted(fields)], "canReveal": can}
            else:
                record = vendor.company(identity)
            results.append({**_reference(item), **record})
        matches = sum("error" not in entry for entry in results)
        credits_ = vendor.search_price(noun, matches) if matches else 0
        people = tuple(identity for _, identity in items)
        return Answer({"requestId": "r", "results": results}, credits_, people, items=matches)

    return search


def _reveal_fields(vendor: Vendor, params: Params, identity: str) -> list[str]:
    wanted = [f for f in listed(params.get("reveal")) if f in ("emails", "phones")]
    return [f for f in wanted or ["emails", "phones"] if f in vendor.fields_of(identity)]


def contacts_enrich(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/contacts/enrich."""
    ids = [str(id_) for id_ in params.get("ids") or []]
    if not 1 <= len(ids) <= 100:
        return refusal(400, "ids must contain 1 to 100 elements")
    people = [vendor.identities.get(id_, id_) for id_ in ids]
    credits_, results = 0.0, []
    for id_, identity in zip(ids, people, strict=True):
        fields = _reveal_fields(vendor, params, identity)
        credits_ += vendor.reveal(identity, fields)
        results.append({**vendor.person(identity, fields), "id": id_})
    if params.get("waterfallEnabled") is not False:
        credits_ += vendor.rules.waterfall * len(ids)
    write, for_table = _table_write(vendor, params, len(ids))
    body = {"requestId": "r", "results": results, **write}
    credits_ += for_table
    return Answer(body, credits_, tuple(people), items=len(ids), elsewhere=for_table)


def contacts_both(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/contacts/search-and-enrich."""
    items = _items(vendor, params, "contacts")
    if items is None:
        return refusal(400, "contacts must contain 1 to 100 elements")
    credits_, results, matches = 0.0, [], 0
    for item, identity in items:
        if "nobody" in identity:
            results.append({**_reference(item), "error": SEARCH_ERROR})
            continue
        fields = _reveal_fields(vendor, params, identity)
        credits_ += vendor.reveal(identity, fields)
        results.append({**_reference(item), **vendor.person(identity, fields)})
        matches += 1
    if matches and vendor.rules.billing == LIVE:
        credits_ += vendor.search_price("contact", matches)
    people = tuple(identity for _, identity in items)
    return Answer({"requestId": "r", "results": results}, credits_, people, items=matches)


def companies_enrich(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/companies/enrich."""
    ids = [str(id_) for id_ in params.get("ids") or []]
    if not 1 <= len(ids) <= 100:
        return refusal(400, "ids must contain 1 to 100 elements")
    people = [vendor.identities.get(id_, id_) for id_ in ids]
    fields = ["company", *listed(params.get("reveal"))]
    credits_ = sum(vendor.reveal(identity, fields) for identity in people)
    results = [{**vendor.company(identity), "id": id_} for id_, identity in zip(ids, people)]  # noqa: B905
    write, for_table = _table_write(vendor, params, len(ids))
    body = {"requestId": "r", "results": results, **write}
    credits_ += for_table
    return Answer(body, credits_, tuple(people), items=len(ids), elsewhere=for_table)


def companies_both(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/companies/search-and-enrich."""
    items = _items(vendor, params, "companies")
    if items is None:
        return refusal(400, "companies must contain 1 to 100 elements")
    fields = ["company", *listed(params.get("reveal"))]
    credits_, results, matches = 0.0, [], 0
    for item, identity in items:
        if "nobody" in identity:
            results.append({**_reference(item), "error": SEARCH_ERROR})
            continue
        credits_ += vendor.reveal(identity, fields)
        results.append({**_reference(item), **vendor.company(identity)})
        matches += 1
    if matches and vendor.rules.billing == LIVE:
        credits_ += vendor.search_price("company", matches)
    people = tuple(identity for _, identity in items)
    return Answer({"requestId": "r", "results": results}, credits_, people, items=matches)


def _prospect(noun: str) -> Handler:
    def prospect(vendor: Vendor, params: Params) -> Answer:
        pages = params.get("pagination") or {}
        size, numbers = vendor.page(pages.get("page"), pages.get("size"), default=25, most=100)
        results = [
            vendor.person(f"prospect{n}", ()) if noun == "contact" else
            vendor.company(f"prospect{n}")
            for n in numbers
        ]  # fmt: skip
        for result in results:
            result.pop("emails", None)
            result.pop("phones", None)
        credits_ = vendor.search_price(noun, len(results)) if results else 0
        for part, kind in (("contacts", "contact"), ("companies", "company")):
            include = ((params.get("filters") or {}).get(part) or {}).get("include") or {}
            filters = include.get("signals") or include.get("signal") or {}
            types = vendor.signal_types(filters.get("types") or filters.get("names"), kind, v3=True)
            credits_ += vendor.signal_price(kind, len(types) * len(results))
        write, for_table = _table_write(vendor, params, len(results))
        body = {
            "requestId": "r",
            "results": results,
            "pagination": {
                "page": number_of(pages.get("page"), 0),
                "size": size,
                "total": vendor.rules.total_results,
            },
            **write,
        }
        credits_ += for_table
        return Answer(body, credits_, items=len(results), elsewhere=for_table)

    return prospect


def _lookalike(noun: str) -> Handler:
    def lookalike(vendor: Vendor, params: Params) -> Answer:
        limit = int(params.get("limit") or 25)
        results = [
            {"id": f"{n}", "firstName": "Ada", "lastName": f"{n}"} if noun == "contact" else
            {"id": f"{n}", "name": f"Firm {n}", "domain": f"look{n}.example"}
            for n in range(limit)
        ]  # fmt: skip
        credits_ = vendor.rules.price(f"lookalike{noun.title()}", len(results))
        write, for_table = _table_write(vendor, params, len(results))
        meta = {"returned": len(results), "hasMore": True}
        body = {"dedupeSessionId": "session-1", "results": results, "meta": meta, **write}
        credits_ += for_table
        return Answer(body, credits_, items=len(results), elsewhere=for_table)

    return lookalike


def buying_group(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/contacts/buying-group."""
    items = _items(vendor, params, "companies")
    if items is None or len(items) > 25:
        return refusal(400, "companies must contain 1 to 25 elements")
    each = min(80, number_of(params.get("contactsLimit"), 60))
    groups = [
        {**_reference(item), "companyId": vendor.id_of(identity),
         "contacts": [{"id": f"{identity}-{n}", "firstName": "Ada", "roles": ["end_user"]}
                      for n in range(each)]}
        for item, identity in items
    ]  # fmt: skip
    credits_ = vendor.rules.price("buyingGroupContact", each * len(items))
    body = {"requestId": "r", "results": groups, "pagination": {"page": 0, "size": 100, "total": 1}}
    return Answer(body, credits_, tuple(i for _, i in items), items=each * len(items))


def table_rows(vendor: Vendor, params: Params) -> Answer:
    """Answer GET /v3/…/tables/{table_id}/entities."""
    size, page = number_of(params.get("size"), 100), number_of(params.get("page"), 0)
    numbers = range(page * size, min((page + 1) * size, vendor.rules.table_rows))
    rows = [{"entityId": f"{n}", "columns": {}} for n in numbers]
    pagination = {"page": page, "size": size, "total": vendor.rules.table_rows}
    body = {"data": rows, "pagination": pagination}
    return Answer(body, vendor.rules.price("tableRead", len(rows)), items=len(rows))


def _table_add(noun: str) -> Handler:
    def add(vendor: Vendor, params: Params) -> Answer:
        ids = [str(id_) for id_ in params.get("entityIds") or []]
        if not 1 <= len(ids) <= 500:
            return refusal(400, "entityIds must contain 1 to 500 elements")
        new = [id_ for id_ in dict.fromkeys(ids) if id_ not in vendor.table_ids]
        vendor.table_ids.update(new)
        data = {"added": len(new), "alreadyPresent": len(ids) - len(new), "invalidIds": []}
        credits_ = vendor.rules.price("revealCompany", len(new)) if noun == "company" else 0
        return Answer({"data": data}, credits_, tuple(ids), items=len(new))

    return add


def run_column(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/…/columns/{column_id}/run."""
    rows = len(params.get("entityIds") or []) or vendor.rules.table_rows
    data = {"columnId": "c1", "runScope": params.get("runScope"), "status": "processing"}
    return Answer({"data": data}, rows * vendor.rules.cell, items=rows)


def _signals(noun: str) -> Handler:
    def signals(vendor: Vendor, params: Params) -> Answer:
        ids = [str(id_) for id_ in params.get("ids") or []]
        types = vendor.signal_types(params.get("signalTypes"), noun, v3=True)
        each = vendor.signals_each(params)
        results = [
            {"id": id_, **vendor.signals(types, each, company=noun == "company")} for id_ in ids
        ]
        body = {"results": results, "startDate": "2026-01-01", "endDate": "2026-06-30"}
        people = tuple(vendor.identities.get(id_, id_) for id_ in ids)
        credits_ = vendor.signal_price(noun, len(ids) * len(types) * each)
        return Answer(body, credits_, people, items=len(ids))

    return signals


def _score(noun: str, records: str, kind: str = "signal") -> Handler:
    def score(vendor: Vendor, params: Params) -> Answer:
        items = _items(vendor, params, records)
        if items is None:
            return refusal(400, f"{records} must contain 1 to 100 elements")
        found = [entry for entry in items if "nobody" not in entry[1]]
        results: list[dict[str, Any]] = [
            {**_reference(item), "id": vendor.id_of(identity), f"{kind}Score": 0.5}
            if "nobody" not in identity else {**_reference(item), "error": SEARCH_ERROR}
            for item, identity in items
        ]  # fmt: skip
        credits_ = vendor.rules.price(f"{kind}Score{noun.title()}Reveal", len(found))
        people = tuple(identity for _, identity in items)
        return Answer({"requestId": "r", "results": results}, credits_, people, items=len(found))

    return score


def website_visits(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v3/companies/website-visits."""
    pages = params.get("pagination") or {}
    size, numbers = vendor.page(pages.get("page"), pages.get("size"), default=25, most=150)
    results = [{**vendor.company(f"visitor{n}"), "score": 87, "scoreBand": "hot"} for n in numbers]
    pagination = {"page": 0, "size": size, "total": vendor.rules.total_results}
    body = {"requestId": "r", "results": results, "pagination": pagination}
    credits_ = vendor.search_price("company", len(results)) if results else 0
    return Answer(body, credits_, items=len(results))


def _recommend(noun: str) -> Handler:
    def recommend(vendor: Vendor, params: Params) -> Answer:
        pages = params.get("pagination") or {}
        size, numbers = vendor.page(pages.get("page"), pages.get("size"), default=25, most=100)
        results = [
            {"id": f"{n}", "name": "Firm", "recommendation": {"leadScore": 0.5}} for n in numbers
        ]
        pagination = {"page": 0, "size": size, "total": vendor.rules.total_results}
        body = {"requestId": "r", "results": results, "pagination": pagination}
        credits_ = vendor.rules.price(f"{noun}RecommendationsReveal", len(results))
        return Answer(body, credits_, items=len(results))

    return recommend


def account_plan(vendor: Vendor, params: Params) -> Answer:
    """Answer GET /v3/account/usage; the server fills in the balance."""
    if vendor.rules.published == "refused":
        return refusal(403, "This endpoint is not part of your plan")
    body: dict[str, Any] = {"credits": {}, "plan": {"category": "professional"}}
    pricing = vendor.rules.pricing()
    return Answer(body if pricing is None else {**body, "pricing": pricing}, states=None)


def free_table(vendor: Vendor, params: Params) -> Answer:
    """Answer a free operation of tables."""
    return Answer({"data": {"id": "1", "name": params.get("name", "Leads")}}, states=None)


HANDLERS: dict[str, Handler] = {
    "contacts search": _search("contact", "contacts"),
    "contacts enrich": contacts_enrich,
    "contacts search-and-enrich": contacts_both,
    "companies search": _search("company", "companies"),
    "companies enrich": companies_enrich,
    "companies search-and-enrich": companies_both,
    "contacts prospecting": _prospect("contact"),
    "companies prospecting": _prospect("company"),
    "contacts lookalike": _lookalike("contact"),
    "companies lookalike": _lookalike("company"),
    "contacts buying-group": buying_group,
    "contacts tables rows": table_rows,
    "companies tables rows": table_rows,
    "contacts tables add": _table_add("contact"),
    "companies tables add": _table_add("company"),
    "contacts tables run-column": run_column,
    "companies tables run-column": run_column,
    "contacts signals": _signals("contact"),
    "companies signals": _signals("company"),
    "contacts signal-score": _score("contact", "contacts"),
    "companies signal-score": _score("company", "companies"),
    "contacts icp-fit-score": _score("contact", "contacts", "icpFit"),
    "companies icp-fit-score": _score("company", "companies", "icpFit"),
    "companies website-visits": website_visits,
    "contacts recommendations": _recommend("contact"),
    "companies recommendations": _recommend("company"),
    "account plan": account_plan,
}
