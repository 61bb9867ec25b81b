"""Signals over V3, where responses lack what the sandbox always sends."""

from lusha_cli.api.endpoints import PERSON_GET
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translators import send_via_v3
from tests.support.cli import ADA


def test_lookup_whose_signals_state_no_charge_may_be_charged() -> None:
    query = {"email": ADA, "signals": "allSignals"}
    request = ApiRequest("GET", "/v2/person", query, None, PERSON_GET)
    contacts = {"results": [{"id": "4100000000"}], "billing": {"creditsCharged": 1}}
    responses = iter([contacts, {"results": []}])
    contact = send_via_v3(request, lambda _: next(responses))["contact"]
    assert contact["isCreditCharged"] is True
    assert contact["data"]["signals"] == {}
