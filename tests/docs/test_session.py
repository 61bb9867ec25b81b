"""The picture of a terminal session in the README."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.draw_session import PICTURE, WIDTH, picture, session


def texts_of(svg: str) -> str:
    """Return the texts of a picture, joined wherever they were split."""
    parts = (node.text or "" for node in ElementTree.fromstring(svg).iter() if "text" in node.tag)
    return re.sub(r"\s", "", "".join(parts))


@pytest.mark.slow
def test_session_picture_is_up_to_date() -> None:
    stored = PICTURE.read_text(encoding="utf-8")
    assert texts_of(stored) == texts_of(picture()), "Run: python -m tests.support.draw_session"


@pytest.mark.slow
def test_session_is_deterministic_and_fits(tmp_path: Path) -> None:
    text = session(tmp_path / "once").plain
    assert text == session(tmp_path / "again").plain
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Error" not in text


def test_session_picture_loads_nothing() -> None:
    stored = PICTURE.read_text(encoding="utf-8")
    assert "href" not in stored
    assert "@import" not in stored
    assert all(where.startswith("#") for where in re.findall(r"url\(([^)]*)", stored))
