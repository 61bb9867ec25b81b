"""Lookalikes and recommendations over V3."""

from collections.abc import Callable

from lusha_cli.api.client import Call
from lusha_cli.api.v2_compat.translation import (
    Steps,
    asked,
    beyond_v3,
    given_of,
    present,
    results,
    same,
)
from lusha_cli.billing.charges import credits_charged
from lusha_cli.json_types import Json, get_list, get_object

# How many seeds lookalikes want.
FEWEST_SEEDS, MOST_SEEDS = 5, 100


def lookalike_contacts(call: Call) -> Steps:
    """`lookalike contacts`."""
    given = given_of(call)
    answer = yield asked("contacts lookalike", body=_alike(given, _people_named))
    records = [
        {
            "contactId": one.get("id"),
            **same(one, ("firstName", "lastName", "socialLinks")),
            "company": {
                "companyId": get_object(one, "company").get("id"),
                **same(get_object(one, "company"), ("name", "domain")),
            },
            **same(one, ("jobTitle", "location")),
        }
        for one in results(answer)
    ]
    return _alike_page(answer, records)


def lookalike_companies(call: Call) -> Steps:
    """`lookalike companies`."""
    given = given_of(call)
    answer = yield asked("companies lookalike", body=_alike(given, lambda named: named))
    records = [
        present(
            {
                "domain": one.get("domain"),
                "linkedinUrl": get_object(one, "socialLinks").get("linkedin"),
                "name": one.get("name"),
                "employeeCount": get_object(one, "employeeCount").get("exact"),
                "industry": one.get("industry"),
                "location": get_object(one, "location"),
            }
        )
        for one in results(answer)
    ]
    return _alike_page(answer, records)


def _alike(given: dict[str, Json], named: Callable[[Json], Json]) -> Json:
    seeds = get_object(given, "seeds")
    _check_seeds(given.get("dedupeSessionId"), sum(len(get_list(seeds, name)) for name in seeds))
    return present(
        {
            **same(given, ("dedupeSessionId", "limit")),
            "seeds": named(seeds),
            "exclude": named(get_object(given, "exclude")),
        }
    )


def _check_seeds(session: Json, number: int) -> None:
    """Raise UsageError where there are too few or too many; a session has its own."""
    if session is None and not FEWEST_SEEDS <= number <= MOST_SEEDS:
        raise beyond_v3(
            f"wants {FEWEST_SEEDS} to {MOST_SEEDS} seeds; you name {number}",
            hint="Name others who are like those whom you look for.",
        )


def _people_named(named: dict[str, Json]) -> dict[str, Json]:
    """Seeds in V3's words: ids are texts."""
    ids = [str(one) for one in get_list(named, "contactIds")]
    rest = {key: value for key, value in named.items() if key != "contactIds"}
    return present({**rest, "ids": ids})


def _alike_page(answer: Json, records: list[Json]) -> Json:
    return {
        **same(answer, ("dedupeSessionId",)),
        "results": records,
        **same(answer, ("meta",)),
        "creditsCharged": credits_charged(answer),
    }


def recommended_contacts(call: Call) -> Steps:
    """`recommendations contacts`: the lookalikes of those who are named."""
    given = given_of(call)
    ids = [str(one.get("personId")) for one in get_list(given, "contacts") if isinstance(one, dict)]
    exclude = [str(one) for one in get_list(given, "exclude")]
    _check_seeds(given.get("requestId"), len(ids))
    body = _recommending(given, {"ids": ids}, {"ids": exclude})
    answer = yield asked("contacts lookalike", body=body)
    records = [
        present(
            {
                "personId": one.get("id"),
                "companyId": get_object(one, "company").get("id"),
                "name": " ".join(
                    str(one[key]) for key in ("firstName", "lastName") if one.get(key)
                ),
                "jobTitle": get_object(one, "jobTitle").get("title"),
                "companyName": get_object(one, "company").get("name"),
            }
        )
        for one in results(answer)
    ]
    return _recommended(answer, "contacts", records)


def recommended_companies(call: Call) -> Steps:
    """`recommendations companies`: V3 wants domains, which enriching them free of charge told."""
    given = given_of(call)
    named = [str(o.get("companyId")) for o in get_list(given, "companies") if isinstance(o, dict)]
    without = [str(one) for one in get_list(given, "exclude")]
    _check_seeds(given.get("requestId"), len(named))
    looked_up = yield asked(
        "companies search",
        body={"companies": [{"id": one} for one in dict.fromkeys(named + without)]},
    )
    domains = {str(one.get("id")): one.get("domain") for one in results(looked_up)}
    body = _recommending(
        given,
        {"domains": [domains[one] for one in named if domains.get(one)]},
        {"domains": [domains[one] for one in without if domains.get(one)]},
    )
    answer = yield asked("companies lookalike", body=body)
    records = [
        present({"companyId": one.get("id"), "name": one.get("name"), "fqdn": one.get("domain")})
        for one in results(answer)
    ]
    told = _recommended(answer, "companies", records)
    return {**told, "creditsCharged": credits_charged(looked_up, answer)}


def _recommending(given: dict[str, Json], seeds: Json, exclude: Json) -> Json:
    return present(
        {
            "dedupeSessionId": given.get("requestId"),
            "seeds": present(seeds),
            "exclude": present(exclude),
            "limit": given.get("limit"),
        }
    )


def _recommended(answer: Json, name: str, records: list[Json]) -> Json:
    return {
        name: records,
        "requestId": answer.get("dedupeSessionId") if isinstance(answer, dict) else None,
        "count": len(records),
        "creditsCharged": credits_charged(answer),
    }


def _recommending_after(call: Call) -> Call:
    return asked("companies lookalike", body=same(given_of(call), ("limit",)))


WAYS: dict[str, Callable[[Call], Steps]] = {
    "lookalike contacts": lookalike_contacts,
    "lookalike companies": lookalike_companies,
    "recommendations contacts": recommended_contacts,
    "recommendations companies": recommended_companies,
}
MORE: dict[str, Callable[[Call], Call | None]] = {"recommendations companies": _recommending_after}
