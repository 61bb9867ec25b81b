"""HTTP statuses and error bodies as errors of the CLI."""

import pytest

from lusha_cli.api.error_responses import error_from_response


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (302, "server"), (400, "rejected"), (401, "key_refused"), (402, "out_of_credits"),
        (403, "forbidden"), (404, "no_match"), (409, "rejected"), (410, "rejected"),
        (412, "rejected"), (422, "rejected"), (429, "rate_limited"), (451, "blocked"),
        (499, "server"), (500, "server"), (502, "server"), (504, "server"),
    ],
)  # fmt: skip
def test_status_maps_to_an_error(status: int, slug: str) -> None:
    assert error_from_response(status, b"", {}).code == slug


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"statusCode":400,"message":"Bad","errors":["a","b"]}', "Bad; a; b"),
        (b'{"statusCode":400,"message":["one","two"]}', "one; two"),
        (b'{"error":{"code":400,"message":"Inner"}}', "Inner"),
        (b'{"message":"Flat","code":404}', "Flat"),
        (b'{"error":"Plain"}', "Plain"),
        (b"<html><body>Bad gateway</body></html>", ""),
        (b"", ""),
        (b"[1]", ""),
        (b'{"message":7}', ""),
        (b'{"message":"%s"}' % (b"x" * 900), "x" * 500 + "…"),
    ],
)
def test_error_body_is_read_in_every_shape(body: bytes, expected: str) -> None:
    message = error_from_response(400, body, {}).message
    assert message == (
        f"The API returned 400: {expected}." if expected else "The API returned 400."
    )


def test_error_page_of_a_gateway_is_named() -> None:
    assert "without an error message" in error_from_response(502, b"<html>", {}).message
