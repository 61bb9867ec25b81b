"""What is accepted as the name of a person or company."""

from collections.abc import Callable

import pytest

from lusha_cli import identity


@pytest.mark.parametrize(
    ("clean", "given", "cleaned"),
    [
        (identity.clean_email, " Ada.Byrne@Firm.EXAMPLE ", "ada.byrne@firm.example"),
        (identity.clean_email, "mailto:a+b@firm.example", "a+b@firm.example"),
        (identity.clean_email, "<o'hara@firm.example>", "o'hara@firm.example"),
        (identity.clean_email, "josé@bücher.example", "josé@bücher.example"),
        (identity.clean_linkedin, "linkedin.com/in/Ada", "https://www.linkedin.com/in/ada"),
        (
            identity.clean_linkedin,
            "HTTP://uk.LinkedIn.com/in/ada-1/?trk=x#y",
            "https://www.linkedin.com/in/ada-1",
        ),
        (
            identity.clean_linkedin,
            "https://www.linkedin.com/pub/ada/1/2/3",
            "https://www.linkedin.com/pub/ada",
        ),
        (
            identity.clean_linkedin,
            "https://www.linkedin.com/sales/lead/ACwAA,NAME_SEARCH",
            "https://www.linkedin.com/sales/lead/ACwAA,NAME_SEARCH",
        ),
        (identity.clean_domain, "https://www.Firm.example/about?x", "firm.example"),
        (identity.clean_domain, "ada@firm.example", "firm.example"),
        (identity.clean_domain, "firm.example:8080", "firm.example"),
        (identity.clean_domain, "bücher.example.", "bücher.example"),
        (identity.clean_id, " 0042 ", "0042"),
        (identity.clean_id, "42.0", "42"),
        (identity.clean_date, "2024-02-29", "2024-02-29"),
    ],
)
def test_cleans(clean: Callable[[str], str], given: str, cleaned: str) -> None:
    assert clean(given) == cleaned


@pytest.mark.parametrize(
    ("clean", "given"),
    [
        (identity.clean_email, ""),
        (identity.clean_email, "ada"),
        (identity.clean_email, "ada@"),
        (identity.clean_email, "@firm.example"),
        (identity.clean_email, "ada@firm"),
        (identity.clean_email, "ada byrne@firm.example"),
        (identity.clean_email, "ada@@firm.example"),
        (identity.clean_email, "ada..b@firm.example"),
        (identity.clean_email, "a@b.example, c@d.example"),
        (identity.clean_email, "ada@192.168.1.1"),
        (identity.clean_email, "ada@" + "x" * 70 + ".example"),
        (identity.clean_email, "a\x00@b.example"),
        (identity.clean_linkedin, "https://www.linkedin.com/company/firm"),
        (identity.clean_linkedin, "https://www.linkedin.com/in/"),
        (identity.clean_linkedin, "https://evil.example/linkedin.com/in/ada"),
        (identity.clean_linkedin, "https://notlinkedin.com/in/ada"),
        (identity.clean_domain, "firm"),
        (identity.clean_domain, "a firm.example"),
        (identity.clean_domain, ""),
        (identity.clean_domain, "-.example"),
        (identity.clean_id, "4x"),
        (identity.clean_id, ""),
        (identity.clean_id, "9" * 21),
        (identity.clean_id, "٣"),
        (identity.clean_date, "2023-02-29"),
        (identity.clean_date, "20240229"),
        (identity.clean_date, "2024-W01-1"),
        (identity.clean_date, "yesterday"),
    ],
)
def test_refuses_with_an_example_of_what_is_accepted(
    clean: Callable[[str], str], given: str
) -> None:
    with pytest.raises(identity.InvalidValue, match="such as"):
        clean(given)


def test_a_long_value_is_not_repeated_whole() -> None:
    with pytest.raises(identity.InvalidValue) as caught:
        identity.clean_email("x" * 10_000)
    assert len(str(caught.value)) < 200
