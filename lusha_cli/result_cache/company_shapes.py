"""Convert companies between the shapes of single and bulk lookups of V2."""

from collections.abc import Mapping

from lusha_cli.json_types import Json, get_list, get_object

_LOCATION_KEYS = (
    "city", "state", "stateCode", "country", "countryIso2", "continent", "rawLocation", "zipCode",
)  # fmt: skip
_LINK_KEYS = ("linkedin", "crunchbase")


def to_bulk_company(company: Mapping[str, Json]) -> dict[str, Json]:
    """Return the company of a single lookup as bulk lookups have it."""
    size, social = get_object(company, "companySize"), get_object(company, "social")
    links = {name: get_object(social, name).get("url") for name in _LINK_KEYS}
    location = get_object(company, "location")
    added = {
        "lushaCompanyId": None if company.get("id") is None else str(company["id"]),
        "companySize": [size[end] for end in ("min", "max") if size.get(end) is not None],
        "employeesInLinkedin": size.get("employeesInLinkedin"),
        **links,
        **{key: location.get(key) for key in _LOCATION_KEYS},
    }
    # The website and the text of the size repeat the domain and `companySize`.
    single_only = (
        "domain", "website", "employees", "companySize", "location", "social", "categories"
    )  # fmt: skip
    rest = {key: value for key, value in company.items() if key not in single_only}
    return {**rest, **{key: value for key, value in added.items() if value not in (None, [])}}


def to_single_company(company: Mapping[str, Json]) -> dict[str, Json]:
    """Return the company of a bulk lookup as single lookups have it."""
    ends = dict(zip(("min", "max"), get_list(company, "companySize"), strict=False))
    exact = company.get("employeesInLinkedin")
    size = {**ends, **({} if exact is None else {"employeesInLinkedin": exact})}
    numbers = [each for each in ends.values() if isinstance(each, int)]
    location = {key: company[key] for key in _LOCATION_KEYS if key in company}
    added = {
        "domain": str(company.get("fqdn") or "").removeprefix("www."),
        "employees": " - ".join(f"{each:,}" for each in numbers) if len(numbers) == 2 else None,
        "companySize": size,
        "social": {name: {"url": company[name]} for name in _LINK_KEYS if company.get(name)},
        "location": location,
        # Only where V3 serves V2.
        "categories": company.get("industryTags"),
    }
    bulk_only = (
        "lushaCompanyId", "companySize", "employeesInLinkedin", "industryTags",
        *_LINK_KEYS, *_LOCATION_KEYS,
    )  # fmt: skip
    rest = {key: value for key, value in company.items() if key not in bulk_only}
    return {**rest, **{key: value for key, value in added.items() if value}}
