"""JSON input without end."""

import os

import pytest

from tests.support.cli import Lusha


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs a device without end")
@pytest.mark.parametrize(
    "command",
    [
        ("person", "bulk", "--body"),
        ("api", "POST", "/v2/person", "--input"),
        ("recommendations", "contacts"),
    ],
)
def test_json_without_end_is_refused(lusha: Lusha, command: tuple[str, ...]) -> None:
    assert "/dev/zero is longer than 32 MB" in lusha(*command, "/dev/zero", code=2).err
