"""Addresses that say little about a person or company."""

import pytest

from lusha_cli.parsing.mailboxes import is_public_mailbox, is_role_address


@pytest.mark.parametrize(
    ("email", "is_role"),
    [
        ("info@firm.example", True),
        ("INFO@firm.example", True),
        ("info2@firm.example", True),
        ("sales-uk@firm.example", True),
        ("info.de@firm.example", True),
        ("no-reply@firm.example", True),
        ("customer.service@firm.example", True),
        ("kontakt@firm.example", True),
        ("vertrieb@firm.example", True),
        ("ventas@firm.example", True),
        ("hello+web@firm.example", True),
        ("ada@firm.example", False),
        ("ada.byrne@firm.example", False),
        ("info.byrne@firm.example", False),
        ("infosaari@firm.example", False),
        ("ada.sales@firm.example", False),
        ("42@firm.example", False),
    ],
)
def test_role_address(email: str, is_role: bool) -> None:
    assert is_role_address(email) is is_role


@pytest.mark.parametrize(
    ("host", "is_public"),
    [
        ("gmail.com", True),
        ("GMail.com.", True),
        ("googlemail.com", True),
        ("outlook.com", True),
        ("outlook.fr", True),
        ("yahoo.co.uk", True),
        ("yahoo.com.br", True),
        ("gmx.de", True),
        ("web.de", True),
        ("qq.com", True),
        ("mail.ru", True),
        ("firm.example", False),
        ("yahoo.example", False),
        ("mail.firm.example", False),
        ("notgmail.com", False),
        ("yahoo-inc.com", False),
    ],
)
def test_public_mailbox(host: str, is_public: bool) -> None:
    assert is_public_mailbox(host) is is_public
