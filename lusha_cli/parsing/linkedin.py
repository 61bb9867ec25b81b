"""LinkedIn URLs of people and companies, each in one spelling.

They include everything that distinguishes people: the codes after `/pub/NAME/` and the case of
opaque member ids.
"""

import re
import unicodedata
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, quote, unquote_to_bytes

from lusha_cli.parsing.domains import NotACompanyDomain, ascii_host, normalize_domain
from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.pasted_text import clean_text, is_cut_off, resolve_links, strip_wrapping
from lusha_cli.parsing.pasted_urls import Url, split_url
from lusha_cli.parsing.sites import find_site

_ROOT = "https://www.linkedin.com"
_PERSON_EXAMPLE = f"such as {_ROOT}/in/ada-byrne"
_COMPANY_EXAMPLE = f"such as {_ROOT}/company/analytical-engines"
# The ids of members that LinkedIn makes itself. Only their case tells some of them apart.
_MEMBER_ID = r"AC[a-z]AA[A-Za-z0-9_-]+|A[DE][A-Z]AA(?=[A-Z0-9_-]*[a-z])[A-Za-z0-9_-]{10,}"
# Variants of the site, before the path of a page.
_VARIANTS = {"mwlite", "comm", "m", "incareer", "public-profile", "organization-guest"}
_SALES_PAGES = {"lead", "people", "profile"}
_COMPANY_KINDS = {
    "company": "company",
    "company-beta": "company",
    "organization": "company",
    "school": "school",
    "showcase": "showcase",
}
# What exports and the site itself write where there is no name.
_NOT_NAMES = {"me", "null", "undefined", "none", "nan", "n-a", "unavailable", "unknown"}
_SHORT_LINK = "is a short link, so its page is unknown"
_PLAIN = r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/in/(?P<name>[A-Za-z0-9-]+)/?(?:[?#][!-~]*)?"
_REDIRECTS = ("sessionRedirect", "session_redirect", "redirect")


class LinkedinPage(NamedTuple):
    """A page on LinkedIn: its kind, its URL in one spelling, and why it can't be used."""

    kind: Literal["profile", "company_page", "other"]
    url: str = ""
    problem: str = ""


def normalize_linkedin(text: str) -> str:
    """Return a person's LinkedIn profile, mostly as `https://www.linkedin.com/in/NAME`."""
    # Most cells are recognized without a parser, and an id of a member begins with A.
    if (match := re.fullmatch(_PLAIN, text)) and match["name"][0] != "A":
        name = match["name"].lower()
        if name not in _NOT_NAMES:
            return f"{_ROOT}/in/{name}"
    page = read_linkedin(text)
    if page is not None and page.kind == "profile" and page.url:
        return page.url
    raise InvalidValue(f"{quoted(text)} {_profile_problem(text, page)} {_PERSON_EXAMPLE}.")


def normalize_company_linkedin(text: str) -> str:
    """Return a LinkedIn page of a company, as `https://www.linkedin.com/company/NAME`.

    Pages of schools and showcases keep their kind.
    """
    page = read_linkedin(text)
    if page is not None and page.kind == "company_page" and page.url:
        return page.url
    problem = "isn't a company page on LinkedIn,"
    if page is not None and page.problem:
        problem = f"{page.problem}. Use a page,"
    elif page is not None and page.kind == "profile":
        problem = "is the profile of a person. Use the page of a company,"
    elif page is None and _is_short_link(text):
        problem = f"{_SHORT_LINK}. Open it and copy the page's address,"
    raise InvalidValue(f"{quoted(text)} {problem} {_COMPANY_EXAMPLE}.")


def classify_url(text: str) -> Literal["profile", "company_page", "social", "website"] | None:
    """Return what a URL or domain leads to, or None for other text, such as an email address.

    `profile` and `company_page` are on LinkedIn; `social` is every other page that isn't a
    company's own website.
    """
    if "." not in text and "。" not in text:
        return None
    page = read_linkedin(text)
    if page is not None:
        return page.kind if page.kind != "other" else "social"
    if "@" in re.split(r"[/?#]", text.split("://")[-1])[0]:
        return None
    try:
        normalize_domain(text)
    except NotACompanyDomain:
        return "social"
    except InvalidValue:
        return None
    return "website"


def member_url(url: str) -> str:
    """Return the one URL under which a member is compared, from a normalized profile.

    The pages of Sales Navigator and Recruiter contain the id of the member's profile.
    """
    path = url.removeprefix(_ROOT)
    if path.startswith("/pub/"):
        return url.lower()
    if path.startswith("/in/"):
        return url
    id_ = re.split(r"[/=]", path)[-1].partition(",")[0]
    return f"{_ROOT}/in/{id_}" if re.fullmatch(_MEMBER_ID, id_) else url.partition(",")[0]


def read_linkedin(text: str) -> LinkedinPage | None:
    """Return the page on LinkedIn that a URL leads to, or None for other text."""
    # Most cells are recognized without a parser.
    if "linked" not in text.lower():
        return None
    if (match := re.fullmatch(_PLAIN, text)) and match["name"].lower() not in _NOT_NAMES:
        return LinkedinPage("profile", f"{_ROOT}/in/{_fold(match['name'])}")
    url = split_url(_only_url(text))
    site = find_site(ascii_host(url.host))
    return _read_path(url) if site and site.name == "LinkedIn" else None


def _only_url(text: str) -> str:
    """Return the URL of LinkedIn at the end of a text that may have words before it.

    Words after it stay: they may be a part of a name.
    """
    words = resolve_links(clean_text(text)).split()
    links = {word for word in words if "linkedin." in word.lower()}
    return words[-1] if len(links) == 1 and words[-1] in links else text


def _read_path(url: Url) -> LinkedinPage:
    """Return the page that a URL of LinkedIn leads to."""
    segments = [segment for segment in url.path.split("/") if segment.strip()]
    while segments and (
        segments[0].lower() in _VARIANTS
        or (segments[0].lower() == "profile" and segments[1:] and segments[1].lower() == "in")
    ):
        segments = segments[1:]
    kind, *rest = segments or [""]
    kind = kind.lower()
    if kind in ("authwall", "uas", "login", "checkpoint") and (target := _redirect(url.query)):
        return read_linkedin(target) or LinkedinPage("other")
    if kind in ("in", "pub"):
        return _read_profile(kind, rest)
    if kind in _COMPANY_KINDS:
        return _read_company(_COMPANY_KINDS[kind], rest)
    if kind == "sales" and rest and rest[0].lower() == "company":
        return _read_company("company", [part.partition(",")[0] for part in rest[1:]])
    if kind == "edu" and (id_ := _parameter(url.query, "id")):
        return _read_company("school", [id_])
    return _read_member_page(kind, rest, url.query)


def _read_member_page(kind: str, rest: list[str], query: str) -> LinkedinPage:
    """Return a page of Sales Navigator or Recruiter, or an old one with the id in its query."""
    page = rest[0].lower() if rest else ""
    if kind == "profile" and page == "view" and (id_ := _parameter(query, "id")):
        return LinkedinPage("profile", f"{_ROOT}/profile/view?id={quote(id_, safe='-_')}")
    is_person = (kind == "sales" and page in _SALES_PAGES) or (
        kind in ("talent", "recruiter") and page == "profile"
    )
    if not is_person or len(rest) < 2:
        return LinkedinPage("other")
    id_ = strip_wrapping(_decode(rest[1]))
    if not id_ or is_cut_off(id_):
        return LinkedinPage("profile", problem="is cut off")
    return LinkedinPage("profile", f"{_ROOT}/{kind}/{page}/{quote(id_, safe=',-_.~:')}")


def _read_profile(kind: str, rest: list[str]) -> LinkedinPage:
    """Return the profile at `/in/NAME` or `/pub/NAME/CODES`."""
    if kind == "pub" and rest and rest[0].lower() == "dir":
        return LinkedinPage("other", problem="is a directory of people with the same name")
    names = [_clean_name(name) for name in (rest if kind == "pub" else rest[:1])]
    names = [name for name in names if name]
    if problem := _name_problem(names):
        return LinkedinPage("profile", problem=problem)
    if kind == "in":
        names = [_fold(names[0])]
    return LinkedinPage("profile", f"{_ROOT}/{kind}/{'/'.join(map(_encode, names))}")


def _read_company(kind: str, rest: list[str]) -> LinkedinPage:
    """Return the page of a company, school or showcase."""
    names = [name for name in map(_clean_name, rest[:1]) if name]
    if problem := _name_problem(names):
        return LinkedinPage("company_page", problem=problem)
    return LinkedinPage("company_page", f"{_ROOT}/{kind}/{_encode(_fold(names[0]))}")


def _name_problem(names: list[str]) -> str:
    """Return why the names of a path don't identify anyone, or ""."""
    if not names:
        return "has no name in its path"
    if any(map(is_cut_off, names)):
        return "is cut off"
    if " " in names[0]:
        return "has a space in its name"
    return "has a placeholder instead of a name" if names[0].lower() in _NOT_NAMES else ""


def _clean_name(name: str) -> str:
    """Return a decoded part of a path, without what was pasted after it."""
    return strip_wrapping(re.split(r"[/?#&]", _decode(name))[0])


def _fold(name: str) -> str:
    """Return a name in lower case, as LinkedIn compares them; opaque ids keep their case."""
    if re.fullmatch(_MEMBER_ID, name):
        return name
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())


def _decode(text: str) -> str:
    """Decode percent-encoding until nothing changes; what isn't UTF-8 stays encoded."""
    while "%" in text:
        try:
            decoded = unquote_to_bytes(text).decode()
        except UnicodeDecodeError:
            break
        if decoded == text:
            break
        text = decoded
    return clean_text(text)


def _encode(name: str) -> str:
    """Return a name for a URL in ASCII."""
    safe = "-_.~!$'()*+,;=:@"
    try:
        unquote_to_bytes(name).decode()
    except UnicodeDecodeError:
        # It was encoded as something else than UTF-8, and left so.
        name = re.sub("%[0-9a-fA-F]{2}", lambda match: match[0].upper(), name)
        return quote(name, safe=f"{safe}%")
    return quote(name, safe=safe)


def _parameter(query: str, name: str) -> str:
    """Return the value of a parameter, "" if the query has none."""
    return strip_wrapping(clean_text(parse_qs(query.replace("&amp;", "&")).get(name, [""])[0]))


def _redirect(query: str) -> str:
    """Return the page to which a visitor is sent after signing in, "" if none is named."""
    return next((target for name in _REDIRECTS if (target := _parameter(query, name))), "")


def _profile_problem(text: str, page: LinkedinPage | None) -> str:
    """Return what is wrong with a text that isn't a profile, up to an example of one."""
    if page is not None and page.problem:
        return f"{page.problem}. Use a profile,"
    if page is not None and page.kind == "company_page":
        return "is the page of a company. Use the profile of a person,"
    if page is None and _is_short_link(text):
        return f"{_SHORT_LINK}. Open it and copy the profile's address,"
    return "isn't a LinkedIn profile,"


def _is_short_link(text: str) -> bool:
    """Return whether a text is a short link, which only its site can resolve."""
    site = find_site(ascii_host(split_url(text).host))
    return site is not None and site.kind == "short_link"
