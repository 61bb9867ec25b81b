"""V2 of the vendor: lookups, prospecting, signals, lookalikes and recommendations."""

from collections.abc import Callable
from typing import Any

from tests.money.vendor import Answer, Vendor, is_true, listed, refusal

Params = dict[str, Any]
Handler = Callable[[Vendor, Params], Answer]


def wanted_fields(params: Params) -> list[str]:
    """Return the contact data that V2 reveals: that which is asked for, else all."""
    fields = [
        field
        for field, name in (("emails", "revealEmails"), ("phones", "revealPhones"))
        if is_true(params.get(name))
    ]
    return fields or ["emails", "phones"]


def stated(vendor: Vendor, *path: str) -> tuple[str, ...] | None:
    """Return where V2 states its charge, or None if it doesn't."""
    return path if vendor.rules.v2_states_charge else None


def _contact(vendor: Vendor, item: Params, options: Params) -> tuple[Params, float]:
    """Return V2's entry for a contact, and its credits."""
    identity = vendor.identity(item)
    if "nobody" in identity:
        error = {"code": 3, "name": "EMPTY_DATA", "message": "No data"}
        return {"error": error, "isCreditCharged": False, "data": {}}, 0
    fields = [f for f in wanted_fields(options) if f in vendor.fields_of(identity)]
    credits_ = vendor.reveal(identity, fields)
    data = vendor.v2_person(identity, fields)
    types = vendor.signal_types(options.get("signals"), "contact", v3=False)
    if types:
        each = vendor.signals_each({})
        data["signals"] = vendor.signals(types, each, company=False)
        credits_ += vendor.signal_price("contact", len(types) * each)
    return {"error": None, "isCreditCharged": credits_ > 0, "data": data}, credits_


def person_get(vendor: Vendor, params: Params) -> Answer:
    """Answer GET /v2/person."""
    is_repeated = vendor.is_repeated("person get", params)
    entry, credits_ = _contact(vendor, params, params)
    charged = 0 if is_repeated else credits_
    entry["isCreditCharged"] = charged > 0
    people = (vendor.identity(params),)
    states = stated(vendor, "billing", "creditsCharged")
    return Answer({"contact": entry}, charged, people, states, items=1)


def person_bulk(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v2/person."""
    contacts, options = params.get("contacts") or [], params.get("metadata") or {}
    if not 1 <= len(contacts) <= 100:
        return refusal(400, "contacts must contain 1 to 100 elements")
    is_repeated = vendor.is_repeated("person bulk", contacts, options)
    entries, credits_ = {}, 0.0
    for contact in contacts:
        entry, each = _contact(vendor, {**contact, "contactId": None}, {**params, **options})
        entries[str(contact["contactId"])] = entry
        credits_ += each
    matches = sum(entry["error"] is None for entry in entries.values())
    credits_ += vendor.search_price("contact", matches) if matches else 0
    if is_repeated:
        credits_ = 0
        entries = {key: {**entry, "isCreditCharged": False} for key, entry in entries.items()}
    people = tuple(vendor.identity({**contact, "contactId": None}) for contact in contacts)
    companies = {"30000001": {"name": "Firm", "fqdn": "firm.example"}}
    body = {"contacts": entries, "companies": companies}
    return Answer(body, credits_, people, stated(vendor, "billing", "creditsCharged"), matches)


def _company(vendor: Vendor, item: Params, options: Params) -> tuple[Params, float]:
    identity = vendor.identity(item)
    if "nobody" in identity:
        return {"error": {"code": 3, "name": "EMPTY_DATA", "message": "No data"}}, 0
    data, credits_ = vendor.company(identity), vendor.reveal(identity, ["company"])
    types = vendor.signal_types(options.get("signals"), "company", v3=False)
    if types:
        each = vendor.signals_each({})
        data |= vendor.signals(types, each, company=True)
        credits_ += vendor.signal_price("company", len(types) * each)
    return data, credits_


def company_get(vendor: Vendor, params: Params) -> Answer:
    """Answer GET /v2/company."""
    is_repeated = vendor.is_repeated("company get", params)
    data, credits_ = _company(vendor, params, params)
    if "error" in data:
        return refusal(404, "Company not found")
    states = stated(vendor, "billing", "creditsCharged")
    charged = 0 if is_repeated else credits_
    return Answer({"data": data}, charged, (vendor.identity(params),), states, items=1)


def company_bulk(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /v2/company."""
    companies = params.get("companies") or []
    if not 1 <= len(companies) <= 100:
        return refusal(400, "companies must contain 1 to 100 elements")
    is_repeated = vendor.is_repeated("company bulk", params)
    body, credits_, matches = {}, 0.0, 0
    for company in companies:
        item = {**company, "id": None}
        data, each = _company(vendor, item, params)
        body[str(company["id"])] = data
        credits_, matches = credits_ + each, matches + ("error" not in data)
    credits_ += vendor.search_price("company", matches) if matches else 0
    people = tuple(vendor.identity({**company, "id": None}) for company in companies)
    states = stated(vendor, "billing", "creditsCharged")
    return Answer(body, 0 if is_repeated else credits_, people, states, items=matches)


def _search(noun: str) -> Handler:
    records = "contacts" if noun == "contact" else "companies"

    def search(vendor: Vendor, params: Params) -> Answer:
        pages = params.get("pages") or {}
        if not 10 <= int(pages.get("size", 20)) <= 50:
            return refusal(400, "pages.size must be between 10 and 50")
        _, numbers = vendor.page(pages.get("page"), pages.get("size"), default=20, most=50)
        types = []
        for part, kind in (("contacts", "contact"), ("companies", "company")):
            include = ((params.get("filters") or {}).get(part) or {}).get("include") or {}
            names = (include.get("signal") or include.get("signals") or {}).get("names")
            types += [(kind, name) for name in vendor.signal_types(names, kind, v3=False)]
        labels = [name for _, name in types]
        results = [
            {f"{noun}Id": f"{noun}{n}", "id": f"{noun}{n}", "name": f"Ada {n}", "isShown": False,
             **({"signalTypes": labels} if labels else {})}
            for n in numbers
        ]  # fmt: skip
        credits_ = vendor.search_price(noun, len(results)) if results else 0
        if results:
            credits_ += sum(vendor.signal_price(kind, 1) for kind, _ in types)
        body = {
            "requestId": "5d1e2c4a-0000-4000-8000-000000000001",
            "currentPage": pages.get("page", 0),
            "pageLength": len(results),
            "totalResults": vendor.rules.total_results,
            records: results,
        }
        states = stated(vendor, "billing", "creditsCharged")
        return Answer(body, credits_, (), states, items=len(results))

    return search


def contact_enrich(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /prospecting/contact/enrich."""
    ids = [str(id_) for id_ in params.get("contactIds") or []]
    is_repeated = vendor.is_repeated("contact enrich", params)
    credits_, contacts = vendor.search_price("contact", len(ids)), []
    for id_ in ids:
        credits_ += vendor.reveal(id_, wanted_fields(params))
        data = vendor.v2_person(id_, wanted_fields(params))
        contacts.append({"id": id_, "isSuccess": True, "data": data})
    body = {"requestId": params.get("requestId"), "contacts": contacts}
    charged, states = 0 if is_repeated else credits_, stated(vendor, "billing", "creditsCharged")
    return Answer(body, charged, tuple(ids), states, items=len(ids))


def company_enrich(vendor: Vendor, params: Params) -> Answer:
    """Answer POST /prospecting/company/enrich."""
    ids = [str(id_) for id_ in params.get("companiesIds") or []]
    is_repeated = vendor.is_repeated("company enrich", params)
    credits_ = vendor.search_price("company", len(ids))
    credits_ += sum(vendor.reveal(id_, ["company"]) for id_ in ids)
    body = {"requestId": params.get("requestId"), "companies": [vendor.company(i) for i in ids]}
    charged, states = 0 if is_repeated else credits_, stated(vendor, "billing", "creditsCharged")
    return Answer(body, charged, tuple(ids), states, items=len(ids))


def _signals(noun: str, records: str, ids_key: str | None) -> Handler:
    def signals(vendor: Vendor, params: Params) -> Answer:
        if ids_key:
            keys = {str(id_): str(id_) for id_ in params.get(ids_key) or []}
        else:
            items = params.get(records) or []
            keys = {str(item.get("id")): vendor.identity(item) for item in items}
        types, each = (
            vendor.signal_types(params.get("signals"), noun, v3=False),
            vendor.signals_each(params),
        )
        body: Params = {
            records: {
                key: {**vendor.signals(types, each, company=noun == "company"),
                      **({"personId": key} if noun == "contact" else {"companyId": key})}
                for key in keys
            },
            "startDate": "2026-01-01",
            "endDate": "2026-06-30",
        }  # fmt: skip
        credits_ = vendor.signal_price(noun, len(keys) * len(types) * each)
        return Answer(body, credits_, tuple(keys.values()), ("creditCharged",), len(keys))

    return signals


def _lookalike(noun: str) -> Handler:
    def lookalike(vendor: Vendor, params: Params) -> Answer:
        limit = int(params.get("limit") or 25)
        results = [
            {"contactId": f"{n}", "firstName": "Ada", "lastName": f"{n}",
             "company": {"companyId": "1", "name": "Firm"}}
            if noun == "contact" else {"domain": f"look{n}.example", "name": f"Firm {n}"}
            for n in range(limit)
        ]  # fmt: skip
        meta = {"returned": len(results), "hasMore": True}
        body = {"dedupeSessionId": "session-1", "results": results, "meta": meta}
        credits_ = vendor.rules.price(f"lookalike{noun.title()}", len(results))
        return Answer(body, credits_, (), ("creditsCharged",), len(results))

    return lookalike


def _recommend(noun: str, records: str) -> Handler:
    def recommend(vendor: Vendor, params: Params) -> Answer:
        limit = int(params.get("limit") or 25)
        results = [
            {"personId": f"{n}", "companyId": "1", "name": "Ada", "companyName": "Firm"}
            if noun == "contact" else {"companyId": f"{n}", "name": "Firm", "fqdn": "f.example"}
            for n in range(limit)
        ]  # fmt: skip
        body = {records: results, "requestId": "request-1", "count": len(results)}
        credits_ = vendor.rules.price(f"{noun}RecommendationsReveal", len(results))
        return Answer(body, credits_, (), ("creditsCharged",), len(results))

    return recommend


def account_usage(vendor: Vendor, params: Params) -> Answer:
    """Answer GET /account/usage; the server fills in the balance."""
    return Answer({"usage": {}}, states=None)


def free_list(vendor: Vendor, params: Params) -> Answer:
    """Answer a list of filter values."""
    labels = [{"id": 1, "name": "Sales", "label": "Sales", "value": "Sales"}]
    return Answer({"data": labels, "text": listed(params.get("text"))}, states=None)


HANDLERS: dict[str, Handler] = {
    "person get": person_get,
    "person bulk": person_bulk,
    "company get": company_get,
    "company bulk": company_bulk,
    "prospecting contact search": _search("contact"),
    "prospecting contact enrich": contact_enrich,
    "prospecting company search": _search("company"),
    "prospecting company enrich": company_enrich,
    "signals contacts get": _signals("contact", "contacts", "contactIds"),
    "signals contacts search": _signals("contact", "contacts", None),
    "signals companies get": _signals("company", "companies", "companyIds"),
    "signals companies search": _signals("company", "companies", None),
    "lookalike contacts": _lookalike("contact"),
    "lookalike companies": _lookalike("company"),
    "recommendations contacts": _recommend("contact", "contacts"),
    "recommendations companies": _recommend("company", "companies"),
    "account usage": account_usage,
}
