"""Signals over V3, of contacts and of companies: fetched by id, and after a search."""

from collections.abc import Generator, Mapping
from typing import NamedTuple

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import (
    StepFailed,
    Translation,
    credits_before,
    drop_empty,
    objects,
    reject_unsupported,
    request_params,
    result_items,
    to_v2_error,
    unmapped,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged
from lusha_cli.json_types import Json, get_list, get_object

# V2 delivers this many of a type unless the request sets another number.
DEFAULT_SIGNALS_PER_TYPE = 10
MISSING_SIGNALS = "The signals are missing."


def signal_lists(result: dict[str, Json]) -> dict[str, list[dict[str, Json]]]:
    """Return the signals in a result by type."""
    return {
        key: value
        for key, value in result.items()
        if isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
    }


def untranslated(result: dict[str, Json]) -> dict[str, Json]:
    """Return what a result has besides its signals: its error, and values without a V2 name."""
    error = drop_empty({"error": to_v2_error(result)})
    known_keys = ("id", "error", "companyName", "domain", *signal_lists(result))
    return {**error, **unmapped(result, *known_keys)}


class LookupSignals(NamedTuple):
    """The signals of a lookup's results: data to add to each result by id, and their charge."""

    by_id: dict[str, dict[str, Json]]
    credits: int | None

    def of(self, result: Mapping[str, Json]) -> dict[str, Json]:
        """Return the data to add to that of `result`."""
        return self.by_id.get(str(result.get("id")), {})


class SignalTranslator:
    """Translates requests for signals; `records` is contacts or companies.

    `ids_key` is the key of the ids in V2's request. `unsupported` names parameters that V3 does
    not take. The methods that raise NotImplementedError differ between contacts and companies.
    """

    records: str
    ids_key: str
    unsupported: tuple[str, ...] = ()

    def to_v3_types(self, types: Json) -> list[str]:
        """Return the signal types of a request: a list, or a text with commas."""
        return types if isinstance(types, list) else str(types).split(",")

    def to_v3_item(self, entry: Mapping[str, Json]) -> dict[str, Json]:
        """Translate an entry of a search, without its reference and id."""
        raise NotImplementedError

    def to_v2_entry(self, id_: str, result: dict[str, Json]) -> dict[str, Json]:
        """Translate a result with signals to an entry of V2's response."""
        raise NotImplementedError

    def to_lookup_data(self, result: dict[str, Json], types: list[str]) -> dict[str, Json]:
        """Translate a result with signals of these types to a part of V2's lookup response."""
        raise NotImplementedError

    def get(self, request: ApiRequest) -> Translation:
        """Translate `signals contacts get` and `signals companies get`."""
        params = request_params(request)
        response = yield self._request(params, get_list(params, self.ids_key))
        ids = [str(entry.get("id")) for entry in result_items(response)]
        return self._to_v2_response(response, {id_: id_ for id_ in ids})

    def search(self, request: ApiRequest) -> Translation:
        """Translate a search for signals: the contacts or companies are looked up first."""
        params = request_params(request)
        items = [self._to_v3_search_item(entry) for entry in objects(params, self.records)]
        matches = yield v3_request(f"{self.records} search", body={self.records: items})
        keys_by_id: dict[str, list[str]] = {}
        for entry in result_items(matches):
            if "error" not in entry:
                # Two entries may match the same person, whose signals are then charged only once.
                keys = keys_by_id.setdefault(str(entry.get("id")), [])
                keys.append(str(entry.get("clientReferenceId")))
        if not keys_by_id:
            return {self.records: {}, "creditCharged": credits_charged(matches)}
        ids_by_key = {key: id_ for id_, keys in keys_by_id.items() for key in keys}
        try:
            response = yield self._request(params, list(keys_by_id))
        except StepFailed as failure:
            failure.missing = MISSING_SIGNALS
            entries = self._entries_without_signals(matches, ids_by_key, failure)
            return {self.records: entries, "creditCharged": credits_before(failure, matches)}
        translated = self._to_v2_response(response, ids_by_key)
        return {**translated, "creditCharged": credits_charged(matches, response)}

    def after_search(self, request: ApiRequest) -> ApiRequest:
        """Return the second request of `search`."""
        params = request_params(request)
        return self._request(params, get_list(params, self.records))

    def fetch(
        self, results: list[dict[str, Json]], options: Mapping[str, Json]
    ) -> Generator[ApiRequest, Json, LookupSignals]:
        """Fetch the signals of a lookup's results, if its options request them.

        If that fails, the results stay without signals.
        """
        ids = [str(entry["id"]) for entry in results if "id" in entry]
        if not options.get("signals") or not ids:
            return LookupSignals({}, 0)
        types = self.to_v3_types(options["signals"])
        body = {"ids": ids, "signalTypes": types, "startDate": options.get("signalsStartDate")}
        try:
            response = yield v3_request(f"{self.records} signals", body=drop_empty(body))
        except StepFailed as failure:
            failure.missing = MISSING_SIGNALS
            return LookupSignals({}, None if failure.error.response_lost else 0)
        by_id = {id_: self.to_lookup_data({}, types) for id_ in ids}
        for result in result_items(response):
            by_id[str(result.get("id"))] = self.to_lookup_data(result, types)
        return LookupSignals(by_id, credits_charged(response))

    def after_lookup(self, request: ApiRequest) -> ApiRequest | None:
        """Return the second request of a lookup with signals."""
        params = request_params(request)
        options = {**params, **get_object(params, "metadata")}
        if not options.get("signals"):
            return None
        # Placeholders: only the number of ids, which sets the cost, is known before the lookup.
        ids = ["0"] * max(1, len(get_list(params, self.records)))
        body = {"ids": ids, "signalTypes": self.to_v3_types(options["signals"])}
        return v3_request(f"{self.records} signals", body=body)

    def _request(self, params: dict[str, Json], ids: list[Json]) -> ApiRequest:
        reject_unsupported(params, *self.unsupported)
        body = {
            "ids": [str(entry) for entry in ids],
            "signalTypes": self.to_v3_types(params.get("signals") or []),
            "startDate": params.get("startDate"),
            "maxResultsPerSignal": params.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE),
        }
        return v3_request(f"{self.records} signals", body=drop_empty(body))

    def _entries_without_signals(
        self, matches: Json, ids_by_key: dict[str, str], failure: StepFailed
    ) -> dict[str, Json]:
        """Return the entries of a search whose signals could not be fetched."""
        names = {
            str(match.get("id")): {
                "companyName": match.get("name"),
                "domain": match.get("domain") or "",
            }
            for match in result_items(matches)
        }
        error = {"name": failure.error.code, "message": MISSING_SIGNALS}
        return {
            key: {**self.to_v2_entry(id_, names.get(id_, {})), "error": error}
            for key, id_ in ids_by_key.items()
        }

    def _to_v3_search_item(self, entry: dict[str, Json]) -> dict[str, Json]:
        item = drop_empty(self.to_v3_item(entry))
        reference = {"clientReferenceId": str(entry.get("id"))}
        # An id alone is the API's own, not the caller's reference.
        return {**reference, **(item or {"id": str(entry.get("id"))})}

    def _to_v2_response(self, response: Json, ids_by_key: dict[str, str]) -> Json:
        """Translate a response; `ids_by_key` has V3's id for each key of V2's response."""
        results = {str(entry.get("id")): entry for entry in result_items(response)}
        return {
            self.records: {
                key: self.to_v2_entry(id_, results.get(id_, {})) for key, id_ in ids_by_key.items()
            },
            **unmapped(response, "results", "billing"),
            "creditCharged": credits_charged(response),
        }
