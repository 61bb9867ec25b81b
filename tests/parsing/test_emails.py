"""Email addresses as people paste them."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.parsing.emails import email_hash, find_emails, normalize_email
from lusha_cli.parsing.identifiers import InvalidValue

SINGLE = [
    " Ada@X.EXAMPLE ",
    "mailto:ada@x.example",
    "MAILTO:ada@x.example?subject=hi&cc=bob@y.example",
    "mailto:ada%40x.example",
    "<ada@x.example>",
    "Ada <ada@x.example>",
    "Ada Byrne<ada@x.example>;",
    '"Byrne, Ada" <ada@x.example>',
    "'Byrne, Ada' <ada@x.example>".replace(",", ""),
    "&lt;ada@x.example&gt;",
    "ada@old.example <ada@x.example>",
    "Ada Byrne (ada@x.example)",
    "Ada Byrne [mailto:ada@x.example]",
    "ada@x.example (Ada Byrne)",
    "ada@x.example,",
    "ada@x.example.",
    "ada@x.example...".removesuffix(".."),
    "(ada@x.example)",
    "“ada@x.example”",
    "'ada@x.example'",
    "'ada@x.example",
    "{ada@x.example}",
    "[ada@x.example](mailto:ada@x.example)",
    "[write](mailto:ada@x.example)",
    '<a href="mailto:ada@x.example">write</a>',
    '<a href="mailto:ada@x.example">ada@x.example</a>',
    "<mailto:ada@x.example|ada@x.example>",
    "e: ada@x.example",
    "E-Mail: ada@x.example",
    "email:ada@x.example",
    "Ada Byrne - ada@x.example",
    "ada@x.example?subject=hi",
    '["ada@x.example"]',
    "\u200bada@x\u00ad.example\u00a0",
    "ada\uff20x.example",
    "a\x00da@x.example",
    "n/a; ada@x.example",
    "bad@, ada@x.example",
    "ada@x.example; ADA@x.example",
]


@pytest.mark.parametrize("text", SINGLE)
def test_single_address_is_found(text: str) -> None:
    assert find_emails(text) == ["ada@x.example"]
    assert normalize_email(text) == "ada@x.example"


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("a+b@firm.example", "a+b@firm.example"),
        ("o'hara@firm.example", "o'hara@firm.example"),
        ("josé@bücher.example", "josé@xn--bcher-kva.example"),
        ("JOSE\u0301@BÜCHER.example", "josé@xn--bcher-kva.example"),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("ada@xn--strae-oqa.example", "ada@xn--strae-oqa.example"),
        ("ada@strasse.example", "ada@strasse.example"),
        ("ada@firm。example", "ada@firm.example"),
        ("ada@linkedin.com", "ada@linkedin.com"),
    ],
)
def test_address_has_one_spelling(text: str, email: str) -> None:
    assert normalize_email(text) == email
    assert normalize_email(email) == email


@pytest.mark.parametrize(
    "text",
    [
        "ada@x.example;b@y.example",
        "ada@x.example, b@y.example",
        "ada@x.example b@y.example",
        "ada@x.example / b@y.example",
        "ada@x.example/b@y.example",
        "ada@x.example|b@y.example",
        "ada@x.example\nb@y.example",
        "Ada <ada@x.example>, Bo <b@y.example>",
        '"Byrne, Ada" <ada@x.example>; "Ek, Bo" <b@y.example>',
        "'ada@x.example', 'b@y.example'",
        '["ada@x.example", "b@y.example"]',
        "mailto:ada@x.example,b@y.example",
        "{ada@x.example,b@y.example}",
        "ada@x.example; not an address@; b@y.example",
    ],
)
def test_several_addresses_are_found_in_their_order(text: str) -> None:
    assert find_emails(text) == ["ada@x.example", "b@y.example"]
    with pytest.raises(InvalidValue, match=r"contains 2 emails. Use one, such as ada@x\.example"):
        normalize_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@firm.example",
        "ada@firm",
        "ada@@firm.example",
        "ada..b@firm.example",
        "ada@192.168.1.1",
        "ada@" + "x" * 70 + ".example",
        "ada [at] x.example",
        "ada@firm.exam…",
        "ada@firm.exa...",
        "ada@i❤.example",
        # What is beside an address may be a part of it, which makes it another person's.
        "ada byrne@firm.example",
        "ada,byrne@firm.example",
        "ada;byrne@firm.example",
        "ada, byrne@firm.example",
        "ada@firm.co m",
        "ada@firm.co,m",
        "https://firm.example/?mail=ada@x.example",
        "https://www.youtube.com/@ada.example",
        "https://user@firm.example",
        "x" * 10_000,
        "x@" * 5_000,
    ],
)
def test_other_text_is_no_address(text: str) -> None:
    assert find_emails(text) == []
    with pytest.raises(InvalidValue, match=r"isn't an email, such as ada@acme\.example") as caught:
        normalize_email(text)
    assert len(str(caught.value)) < 200


ADDRESSES = st.from_regex(
    r"[a-z0-9]{1,6}([.+'-][a-z0-9]{1,5})?@[a-z]{1,8}\.example", fullmatch=True
)
FORMS = st.sampled_from(
    ["{}", "<{}>", "Ada <{}>", '"Byrne, Ada" <{}>', "mailto:{}", "({})", " {} ", "\u200b{}", "'{}'"]
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(ADDRESSES, FORMS), max_size=4), st.sampled_from([", ", "; ", "\n", " | "])
)
def test_addresses_of_a_list_are_found(items: list[tuple[str, str]], separator: str) -> None:
    text = separator.join(form.format(address) for address, form in items)
    assert find_emails(text) == list(dict.fromkeys(address for address, _ in items))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=25), st.text(max_size=15))
def test_found_addresses_are_found_again(local: str, host: str) -> None:
    for email in find_emails(f"{local}@{host}.example"):
        assert find_emails(email) == [email]


@pytest.mark.parametrize(
    ("address", "hashed"),
    [
        (" Ada@X.EXAMPLE ", "ada@x.example"),
        ("Ada@Straße.example", "ada@xn--strae-oqa.example"),
        ("ada.byrne+news@x.example", "ada.byrne+news@x.example"),
        ("Jose\u0301@x.example", "josé@x.example"),
        (" Not an address ", "not an address"),
        ("\ud800@x", "?@x"),
    ],
)
def test_email_hash_is_that_of_the_normalized_address(address: str, hashed: str) -> None:
    assert email_hash(address) == hashlib.sha256(hashed.encode()).hexdigest()


def test_email_hash_of_nothing_is_empty() -> None:
    assert email_hash("  ") == ""
