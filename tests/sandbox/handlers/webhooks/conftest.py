"""Fixtures of webhook handler tests."""

import pytest

from tests.support.cli import Lusha


@pytest.fixture
def signing_account(lusha: Lusha) -> Lusha:
    """An account of the embedded sandbox that has a secret."""
    lusha("webhooks", "rotate-secret", "--yes")
    return lusha
