"""Types of webhook command fixtures."""

from collections.abc import Callable

from tests.support.cli import Result

Listen = Callable[..., Result]
