"""LinkedIn URLs: one spelling for each page, and never one for two people."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.parsing import linkedin
from lusha_cli.parsing.identifiers import InvalidValue

ROOT = "https://www.linkedin.com"

PROFILES = [
    ("linkedin.com/in/Ada", "/in/ada"),
    ("HTTP://uk.LinkedIn.com/in/ada-1/?trk=x#y", "/in/ada-1"),
    ("https://de.linkedin.com/in/ada-byrne/de", "/in/ada-byrne"),
    ("https://www.linkedin.com/in/ada/detail/contact-info/", "/in/ada"),
    ("https://www.linkedin.com/in/ada/overlay/about-this-profile", "/in/ada"),
    ("https://www.linkedin.com/in/ada&trk=x", "/in/ada"),
    ("https://www.linkedin.com/in/ada-byrne-/", "/in/ada-byrne-"),
    ("https://linkedin.com:443/in/ada", "/in/ada"),
    ("www.linkedin.com\\in\\ada", "/in/ada"),
    ("linkedin.com//in//ada", "/in/ada"),
    ("https://https://www.linkedin.com/in/ada", "/in/ada"),
    ("http//www.linkedin.com/in/ada", "/in/ada"),
    ("https:/www.linkedin.com/in/ada", "/in/ada"),
    # Variants of the site
    ("linkedin.com/mwlite/in/ada", "/in/ada"),
    ("https://www.linkedin.com/mwlite/profile/in/ada", "/in/ada"),
    ("https://www.linkedin.com/comm/in/ada?midToken=x", "/in/ada"),
    ("linkedin.com/m/in/ada/", "/in/ada"),
    ("https://touch.www.linkedin.com/in/ada", "/in/ada"),
    ("https://www.linkedin.com/authwall?trk=x&sessionRedirect="
     "https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada", "/in/ada"),
    # The ids of members keep their case, names don't
    ("https://www.linkedin.com/in/ACoAAAbCdEf_9-x?x=1", "/in/ACoAAAbCdEf_9-x"),
    ("linkedin.com/in/ACwAAAbCdEf", "/in/ACwAAAbCdEf"),
    ("linkedin.com/in/AEMAAAbCdEfGhIjKlMn", "/in/AEMAAAbCdEfGhIjKlMn"),
    ("linkedin.com/in/ACCOUNTANT", "/in/accountant"),
    ("linkedin.com/in/AEMAATTHEWS", "/in/aemaatthews"),
    # Old profiles are told apart by the codes after the name
    ("https://www.linkedin.com/pub/ada/1/2/3b", "/pub/ada/1/2/3b"),
    ("http://de.linkedin.com/pub/Ada-Byrne/1a/2b/3c/?trk=x", "/pub/Ada-Byrne/1a/2b/3c"),
    ("https://www.linkedin.com/profile/view?id=12345&authType=x", "/profile/view?id=12345"),
    # Sales Navigator and Recruiter
    ("https://www.linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,aBc",
     "/sales/lead/ACwAAxY,NAME_SEARCH,aBc"),
    ("https://www.linkedin.com/sales/people/ACwAAxY%2CNAME_SEARCH%2CaBc?_ntb=x",
     "/sales/people/ACwAAxY,NAME_SEARCH,aBc"),
    ("https://www.linkedin.com/talent/profile/AEMAAxYz?project=1", "/talent/profile/AEMAAxYz"),
    # Other scripts, in one spelling
    ("https://www.linkedin.com/in/jos%C3%A9", "/in/jos%C3%A9"),
    ("https://www.linkedin.com/in/jos%c3%a9", "/in/jos%C3%A9"),
    ("linkedin.com/in/JOSÉ", "/in/jos%C3%A9"),
    ("linkedin.com/in/jose\u0301", "/in/jos%C3%A9"),
    ("linkedin.com/in/jos%25C3%25A9", "/in/jos%C3%A9"),
    ("linkedin.com/in/ada%2Dbyrne", "/in/ada-byrne"),
    # As pasted
    ("<https://www.linkedin.com/in/ada>", "/in/ada"),
    ("(https://www.linkedin.com/in/ada).", "/in/ada"),
    ("linkedin.com/in/ada,", "/in/ada"),
    ("'https://www.linkedin.com/in/ada", "/in/ada"),
    ("[Ada](https://www.linkedin.com/in/ada)", "/in/ada"),
    ('<a href="https://www.linkedin.com/in/ada">Ada</a>', "/in/ada"),
    ('=HYPERLINK("https://www.linkedin.com/in/ada","Ada")', "/in/ada"),
    ("<https://www.linkedin.com/in/ada|Ada>", "/in/ada"),
    ("LinkedIn: https://www.linkedin.com/in/ada", "/in/ada"),
    ("\ufeffhttps://www.linkedin.com/in/a\u200bda\u00a0", "/in/ada"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path"), PROFILES)
def test_profile_has_one_spelling(text: str, path: str) -> None:
    assert linkedin.normalize_linkedin(text) == ROOT + path
    assert linkedin.normalize_linkedin(ROOT + path) == ROOT + path
    assert linkedin.classify_url(text) == "profile"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("https://www.linkedin.com/pub/dir/Ada/Byrne", "a directory of people"),
        ("lnkd.in/abc", "a short link"),
        ("https://www.linkedin.com/company/x", "is the page of a company"),
        ("https://www.linkedin.com/in/", "has no name in its path"),
        ("https://www.linkedin.com/in/ada byrne", "has a space in its name"),
        ("https://www.linkedin.com/in/ada-by…", "is cut off"),
        ("https://www.linkedin.com/in/ada-by...", "is cut off"),
        ("linkedin.com/in/null", "has a placeholder"),
        ("https://www.linkedin.com/in/undefined/", "has a placeholder"),
        ("https://www.linkedin.com/in/me", "has a placeholder"),
        ("https://www.linkedin.com/", "isn't a LinkedIn profile"),
        ("https://www.linkedin.com/feed/update/1", "isn't a LinkedIn profile"),
        ("https://evil.example/linkedin.com/in/ada", "isn't a LinkedIn profile"),
        ("https://notlinkedin.com/in/ada", "isn't a LinkedIn profile"),
        ("https://www.linkedin.com@evil.example/in/ada", "isn't a LinkedIn profile"),
        ("https://linkedin.com.evil.example/in/ada", "isn't a LinkedIn profile"),
        ("linkedin.com/in/ada linkedin.com/in/bob", "has a space"),
        ("", "isn't a LinkedIn profile"),
        ("x" * 10_000, "isn't a LinkedIn profile"),
    ],
)
def test_other_text_is_no_profile(text: str, reported: str) -> None:
    with pytest.raises(InvalidValue, match=reported) as caught:
        linkedin.normalize_linkedin(text)
    assert "such as https://www.linkedin.com/in/ada-byrne." in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("http://linkedin.com/company/Firm-1/about?x", "/company/firm-1"),
        ("https://www.linkedin.com/sales/company/123/people", "/company/123"),
        ("linkedin.com/organization/12/", "/company/12"),
        ("https://de.linkedin.com/company-beta/12", "/company/12"),
        ("https://www.linkedin.com/organization-guest/company/firm", "/company/firm"),
        ("https://www.linkedin.com/mwlite/company/firm", "/company/firm"),
        ("https://www.linkedin.com/school/Firm/people/", "/school/firm"),
        ("https://www.linkedin.com/edu/school?id=12", "/school/12"),
        ("https://www.linkedin.com/showcase/firm-labs", "/showcase/firm-labs"),
        ("linkedin.com/company/b%C3%BCcher", "/company/b%C3%BCcher"),
        ("linkedin.com/company/BÜCHER,", "/company/b%C3%BCcher"),
    ],
)
def test_company_page_has_one_spelling(text: str, path: str) -> None:
    assert linkedin.normalize_company_linkedin(text) == ROOT + path
    assert linkedin.normalize_company_linkedin(ROOT + path) == ROOT + path
    assert linkedin.classify_url(text) == "company_page"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("https://www.linkedin.com/in/ada", "is the profile of a person"),
        ("https://lnkd.in/x", "a short link"),
        ("linkedin.com/company/", "has no name"),
        ("firm.example", "isn't a company page on LinkedIn"),
    ],
)
def test_other_text_is_no_company_page(text: str, reported: str) -> None:
    with pytest.raises(InvalidValue, match=f"{reported}.*such as https"):
        linkedin.normalize_company_linkedin(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://www.xing.com/profile/Ada_Byrne", "social"),
        ("https://www.facebook.com/firm", "social"),
        ("github.com", "social"),
        ("https://www.linkedin.com/jobs/view/1", "social"),
        ("lnkd.in/x", "social"),
        ("https://calendly.com/ada/30min", "social"),
        ("firm.example", "website"),
        ("https://www.firm.example/linkedin.com/in/ada", "website"),
        ("https://bücher.example/x", "website"),
        ("ada@firm.example", None),
        ("ada@linkedin.com", None),
        ("Ada Byrne", None),
        ("", None),
    ],
)
def test_classify_url(text: str, kind: str | None) -> None:
    if kind is None and "linkedin" in text:
        # An address has no path, so it isn't a page either.
        assert linkedin.classify_url(text) != "profile"
    else:
        assert linkedin.classify_url(text) == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.linkedin.com/in/ACwAAxY", "linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,a"),
        ("linkedin.com/sales/people/ACwAAxY,x,b", "linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,a"),
        ("linkedin.com/pub/Ada/1/2/3B", "linkedin.com/pub/ada/1/2/3b"),
    ],
)
def test_member_url_is_the_same_for_all_pages_of_a_member(one: str, other: str) -> None:
    urls = {linkedin.member_url(linkedin.normalize_linkedin(text)) for text in (one, other)}
    assert len(urls) == 1


NAMES = st.text(st.sampled_from(string.ascii_lowercase + string.digits + "-äéßжあ"), min_size=3)
CODES = st.lists(st.text("0123456789ab", min_size=1, max_size=3), min_size=3, max_size=3)
IDS = st.text(string.ascii_letters + string.digits + "-_", min_size=6).map("ACwAA{}".format)
PEOPLE = st.one_of(
    st.builds("/in/{}".format, NAMES),
    st.builds("/in/{}".format, IDS),
    st.builds("/sales/lead/{},NAME_SEARCH,x".format, IDS),
    st.builds(lambda name, codes: f"/pub/{name}/{'/'.join(codes)}", NAMES, CODES),
)
BEFORE = st.sampled_from(["", "https://", "http://www.", "https://de.", "<https://", " \u200b"])
AFTER = st.sampled_from(["", "?trk=x", "#about", "/", "/?x=1", ",", ">", "\u00a0"])


@settings(max_examples=60, deadline=None)
@given(PEOPLE, PEOPLE, BEFORE, BEFORE, AFTER, AFTER)
def test_two_people_never_have_one_url(
    one: str, other: str, before: str, before_other: str, after: str, after_other: str
) -> None:
    try:
        first = linkedin.normalize_linkedin(f"{before}linkedin.com{one}{after}")
        second = linkedin.normalize_linkedin(f"{before_other}linkedin.com{other}{after_other}")
    except InvalidValue:
        return
    assert (first == second) == (one == other)
    assert linkedin.normalize_linkedin(first) == first


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40), st.sampled_from(["/in/", "/pub/", "/sales/lead/", "/profile/view?id="])
)
def test_normalizing_twice_changes_nothing(name: str, path: str) -> None:
    try:
        once = linkedin.normalize_linkedin(f"linkedin.com{path}{name}")
    except InvalidValue:
        return
    assert once.isascii()
    assert linkedin.normalize_linkedin(once) == once
