"""Fixtures of webhook handler tests."""

import pytest

from tests.support.cli import Lusha


@pytest.fixture
def signing_account(lusha: Lusha) -> Lusha:
    """Return a CLI for a sandbox account that has a webhook secret."""
    lusha("webhooks", "rotate-secret", "--yes")
    return lusha
