"""`lusha recommendations`."""

from tests.support.cli import Lusha


def test_recommendations_more_continues(online: Lusha) -> None:
    line = ("recommendations", "contacts")
    first = online(*line, "--seed", "4100000000:30000000", "--limit", "3")
    request = first.json["requestId"]
    assert first.json["count"] == 3
    assert f"For more: lusha recommendations contacts --more {request}" in first.err
    second = online(*line, "--more", request).json
    ids = [one["personId"] for one in (*first.json["contacts"], *second["contacts"])]
    assert len(ids) == len(set(ids)) == 6
    excluded = online(*line, "--seed", "4100000000:30000000", "--exclude", ids[0], "--limit", "2")
    assert [one["personId"] for one in excluded.json["contacts"]] == ids[1:3]
    named = online(*line, "--more", request, "--seed", "4100000000:30000000").json
    assert not {one["personId"] for one in named["contacts"]} & set(ids)
