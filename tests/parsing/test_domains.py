"""Company domains: one spelling, and never the host of a site with pages of others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.parsing.domains import ascii_host, normalize_domain
from lusha_cli.parsing.identifiers import InvalidValue, NotACompanyDomain

DOMAINS = [
    ("https://www.Firm.example/about?x", "firm.example"),
    ("ada@firm.example", "firm.example"),
    ("Ada <ada@firm.example>", "firm.example"),
    ("firm.example:8080", "firm.example"),
    ("user:pw@firm.example:80/x", "firm.example"),
    ("https://https://firm.example", "firm.example"),
    ("http//firm.example", "firm.example"),
    ("http:firm.example", "firm.example"),
    ("//firm.example/", "firm.example"),
    ("https:\\\\firm.example\\x", "firm.example"),
    ("https://firm.example/?u=https://other.example", "firm.example"),
    ("firm.example#https://other.example", "firm.example"),
    ("firm.example,", "firm.example"),
    ("firm.example.", "firm.example"),
    ("<https://firm.example>;", "firm.example"),
    ("'firm.example'", "firm.example"),
    ("[firm](https://firm.example/x)", "firm.example"),
    ('<a href="https://firm.example/x">firm</a>', "firm.example"),
    ("Website: https://firm.example", "firm.example"),
    ("http.example", "http.example"),
    ("www.www.firm.example", "firm.example"),
    ("www.example", "www.example"),
    ("_x.firm.example", "_x.firm.example"),
    ("netflix.example", "netflix.example"),
    # Other scripts: IDNA 2008 after the mapping of UTS 46
    ("bücher.example.", "xn--bcher-kva.example"),
    ("BÜCHER.example", "xn--bcher-kva.example"),
    ("bu\u0308cher.example", "xn--bcher-kva.example"),
    ("straße.example", "xn--strae-oqa.example"),
    ("STRASSE.example", "strasse.example"),
    ("XN--STRAE-OQA.example", "xn--strae-oqa.example"),
    ("my_shop.straße.example", "my_shop.xn--strae-oqa.example"),
    ("βόλος.example", "xn--nxasmm1c.example"),
    ("firm。example", "firm.example"),
    ("\uff46\uff49\uff52\uff4d\uff0eexample", "firm.example"),
    ("fir\u200dm.example", "firm.example"),
    ("\u202afirm.ex\u00adample\u202c", "firm.example"),
    ("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example", "xn--mgba3gch31f060k.example"),
    ("google.com", "google.com"),
    ("apollo.io/", "apollo.io"),
]


@pytest.mark.parametrize(("text", "domain"), DOMAINS)
def test_domain_has_one_spelling(text: str, domain: str) -> None:
    assert normalize_domain(text) == domain
    assert normalize_domain(domain) == domain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "firm",
        "a firm.example",
        "firm.example other.example",
        "-.example",
        "firm..example",
        "x@a.example, y@b.example",
        "192.168.1.1",
        "firm.exam…",
        "firm.exa...",
        "a" * 64 + ".example",
        "ä" * 60 + ".example",
        "a." * 130 + "example",
        "i❤.example",
        "xn--i-7iq.example",
        "xn--zzzzzzz99999.example",
        "xn--.example",
        "xn--strasse-.example",
        "x" * 10_000,
    ],
)
def test_other_text_is_no_domain(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"isn't a domain, such as acme\.example\.") as caught:
        normalize_domain(text)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (
            "linkedin.com/company/x",
            "'linkedin.com/company/x' is a page on LinkedIn, not a company ",
        ),
        ("https://de.linkedin.com/in/ada", "is a page on LinkedIn"),
        ("https://m.facebook.com/firm", "is a page on Facebook"),
        ("https://x.com/firm", "is a page on X,"),
        ("https://twitter.com/firm?lang=de", "is a page on X,"),
        ("https://www.youtube.com/@firm", "is a page on YouTube"),
        ("https://www.xing.com/profile/Ada", "is a page on XING"),
        ("github.com/firm", "is a page on GitHub"),
        ("https://www.tiktok.com/@firm", "is a page on TikTok"),
        ("https://www.instagram.com/firm/", "is a page on Instagram"),
        ("https://www.crunchbase.com/organization/firm", "is a page on Crunchbase"),
        ("https://linktr.ee/firm", "is a page on Linktree"),
        ("https://wa.me/13445550151", "is a page on WhatsApp"),
        ("t.me/firm", "is a page on Telegram"),
        ("https://www.google.com/url?q=https://firm.example", "is a page on Google"),
        ("https://calendly.com/ada", "is a page on Calendly"),
        ("https://bit.ly/x", "is a short link"),
        ("lnkd.in/x", "is a short link"),
        ("linkedin.com", "To look up LinkedIn itself, use its name."),
        ("WWW.LinkedIn.com.", "To look up LinkedIn itself, use its name."),
        ("ada@linkedin.com", "is the domain of LinkedIn"),
        ("x.com", "is the domain of X,"),
        (
            "\uff4c\uff49\uff4e\uff4b\uff45\uff44\uff49\uff4e\uff0ecom/company/x",
            "is a page on LinkedIn",
        ),
    ],
)
def test_social_site_is_no_company_domain(text: str, reported: str) -> None:
    with pytest.raises(NotACompanyDomain) as caught:
        normalize_domain(text)
    assert reported in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["", "https://", "www.", "ada@"]))
def test_normalizing_twice_changes_nothing(text: str, prefix: str) -> None:
    for candidate in (f"{prefix}{text}", f"{prefix}{text}.example"):
        try:
            once = normalize_domain(candidate)
        except InvalidValue:
            continue
        assert once.isascii()
        assert normalize_domain(once) == once


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x61, max_codepoint=0x24F), min_size=1, max_size=12))
def test_ascii_and_unicode_form_are_one_host(label: str) -> None:
    import idna

    host = ascii_host(f"{label}.example")
    if "xn--" in host:
        assert ascii_host(idna.decode(host)) == host
