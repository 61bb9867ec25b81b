"""URLs that are read in one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.parsing.urls import InvalidUrl, is_loopback, is_public_address, parse_http_url

VALID = [
    ("https://api.lusha.com", "https://api.lusha.com"),
    ("HTTPS://API.Lusha.COM/V3/", "https://api.lusha.com/V3/"),
    ("https://api.firm.example:8443/a/b?x=1&y=%20", "https://api.firm.example:8443/a/b?x=1&y=%20"),
    ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
    ("http://127.0.0.1:80", "http://127.0.0.1:80"),
    ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"),
    ("https://\u4f8b\u3048.example", "https://xn--r8jz45g.example"),
    ("https://me:pw@hooks.firm.example/in", "https://hooks.firm.example/in"),
    ("https://firm.example./", "https://firm.example./"),
    (" https://firm.example ", "https://firm.example"),
    ("https://_dmarc.firm.example", "https://_dmarc.firm.example"),
]
INVALID = [
    "", "firm.example", "//firm.example", "ftp://firm.example", "file:///etc/passwd", "https:",
    "https://", "https:///x", "https:/firm.example", "https:firm.example", "javascript:alert(1)",
    "https://a b", "https://a\tb", "https://a\nb", "https://a\x00b", "https://a\u202eb/\u202e",
    "https://a\u00a0b", "https://[::1", "https://::1", "https://[::1]x", "https://[127.0.0.1]",
    "https://[fe80::1%eth0]", "https://[::1]]", "https://[[::1]]", "https://x:0", "https://x:",
    "https://x:99999", "https://x:port", "https://x:-1", "https://x:8_0", "https://x:\u0661",
    "https://evil.example\\@api.lusha.com", "https://api.lusha.com\\.evil.example",
    "https://a@b@c", "https://a/b@c d", "https://x#a", "https://x/#a", "https://x?#",
    "https://127.1", "https://2130706433", "https://0x7f.1", "https://0x7f000001",
    "https://127.0.0.1.", "https://0177.0.0.1", "https://1.2.3.256", "https://1.2.3",
    "https://.firm.example", "https://a..b", "https://-a.example", "https://a-.example",
    "https://" + "a" * 64 + ".example", "https://" + "a.b" * 99, "https://a,b", "https://a%2eb",
    "https://xn--a", "https://\u2603\u0338.example", "https://\u3002",
]  # fmt: skip


@pytest.mark.parametrize(("text", "normalized"), VALID)
def test_url_is_parsed(text: str, normalized: str) -> None:
    assert str(parse_http_url(text)) == normalized


@pytest.mark.parametrize("text", INVALID)
def test_url_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidUrl):
        parse_http_url(text)


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True),
        ("[::1]", True), ("localhost.evil.example", False), ("::ffff:127.0.0.1", False),
        ("0.0.0.0", False), ("::", False), ("127.0.0.1.evil.example", False), ("10.0.0.1", False),
        ("127.1", False), ("", False),
    ],
)  # fmt: skip
def test_loopback_is_this_machine_only(host: str, is_ours: bool) -> None:
    assert is_loopback(host) is is_ours


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("127.0.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("::1", False),
        ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:10.0.0.1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("ff02::1", False),
        ("2002:a00:1::", False), ("firm.example", False),
    ],
)  # fmt: skip
def test_public_address(address: str, is_public: bool) -> None:
    assert is_public_address(address) is is_public


@given(
    text=st.text(alphabet="htps:/.@[]%?#\\ aA1-_\u00df\u3002\x00", max_size=24).map(
        "https://".__add__
    )
)
def test_url_is_the_same_when_parsed_again(text: str) -> None:
    try:
        url = parse_http_url(text)
    except InvalidUrl:
        return
    assert parse_http_url(str(url)) == url._replace(user="")
    assert str(url).isprintable()
