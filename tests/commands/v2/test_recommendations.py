"""`lusha recommendations`."""

from tests.support.cli import Lusha


def test_recommendations_more_continues(online: Lusha) -> None:
    line = ("recommendations", "contacts")
    first = online(*line, "--seed", "4100000000:30000000", "--limit", "3")
    request = first.json["requestId"]
    assert first.json["count"] == 3
    assert f"For more: lusha recommendations contacts --more {request}" in first.err
    second = online(*line, "--more", request).json
    ids = [item["personId"] for item in (*first.json["contacts"], *second["contacts"])]
    assert len(ids) == len(set(ids)) == 6
    excluded = online(*line, "--seed", "4100000000:30000000", "--exclude", ids[0], "--limit", "2")
    assert [item["personId"] for item in excluded.json["contacts"]] == ids[1:3]
    names = online(*line, "--more", request, "--seed", "4100000000:30000000").json
    assert not {item["personId"] for item in names["contacts"]} & set(ids)
