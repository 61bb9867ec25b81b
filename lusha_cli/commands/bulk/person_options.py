"""The record type and the request options of a run of people, from the options of the command."""

from typing import TYPE_CHECKING, Any

from lusha_cli.cli.command import drop_unset
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError

if TYPE_CHECKING:
    from lusha_cli.bulk.record_types import RecordType

# Options that --smart excludes.
_V2_FLAGS = {
    "refreshJobInfo": "--refresh-job-info",
    "filterBy": "--filter-by",
    "revealEmails": "--reveal-emails",
    "revealPhones": "--reveal-phones",
    "signals": "--signal",
    "signalsStartDate": "--signals-start-date",
}


def person_run(
    context: AppContext,
    enrichment: dict[str, Any],
    search_first_options: dict[str, Any],
    body: str | None = None,
) -> "tuple[RecordType, dict[str, Any]]":
    """Return the record type and the request options. Raises UsageError for incompatible ones."""
    metadata = drop_unset(enrichment)
    reveal_options = drop_unset(
        {"reveal": search_first_options["reveal"], "fillEmpty": search_first_options["fill_empty"]}
    )
    if not search_first_options["smart"]:
        if reveal_options:
            flag = "--reveal" if "reveal" in reveal_options else "--fill-empty"
            raise UsageError(f"{flag} needs --smart.", hint="Add --smart.")
        from lusha_cli.bulk.record_types import PERSON

        return PERSON, metadata
    # V2 has no search that shows what a reveal would cost.
    if context.env.settings.get("api_version") == "v2":
        raise UsageError("--smart works only with V3 of the API.", hint="Remove --api-version v2.")
    from lusha_cli.bulk.run.search_first_type import search_first_type

    metadata = _search_first_metadata(metadata, reveal_options, body)
    return search_first_type(metadata), metadata


def _search_first_metadata(
    metadata: dict[str, Any], reveal_options: dict[str, Any], body: str | None
) -> dict[str, Any]:
    """Return the request options of a --smart run. Raises UsageError for incompatible options."""
    # What the search doesn't price would be revealed unseen, or never.
    unknown = set(reveal_options.get("reveal", ())) - {"emails", "phones"}
    if unknown:
        raise UsageError(f"--reveal: {min(unknown)!r} isn't one of emails, phones with --smart.")
    # Ignoring one of these could reveal, and charge for, more than wanted.
    unsupported = [name for name in metadata if name != "partialProfile"]
    if body is not None or unsupported:
        flag = _V2_FLAGS[unsupported[0]] if unsupported else "--body"
        raise UsageError(
            f"--smart can't be combined with {flag}.",
            hint="Select the data with --reveal emails or --reveal phones.",
        )
    # `smart` is stored with the run, so that `runs resume` searches first too.
    return {"smart": True, **metadata, **reveal_options}
