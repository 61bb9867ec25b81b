"""Leave people and phones out of a result before it is stored or shown."""

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, NoMatch
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.privacy.identifiers import looks_up_people


def exclude_people(
    context: AppContext, body: Json, failure: LushaError | None, operation: str
) -> tuple[Json, LushaError | None]:
    """Return a result and its failure without what --exclude-eu and --exclude-dnc leave out.

    `operation` is that of the API's operation, "" for the command's own. A note reports how much
    was left out. A lookup whose only people are left out fails with NoMatch.
    """
    operation = operation or context.command
    is_lookup = looks_up_people(operation)
    filtered = context.person_filter.apply(body, keep_places=is_lookup)
    if failure is not None and failure.partial_body is not None:
        partial = context.person_filter.apply(failure.partial_body, keep_places=is_lookup)
        failure.partial_body = partial.body
    people = pluralize(filtered.people, "person", "people")
    if failure is None and is_lookup and filtered.people and not filtered.others:
        are = "is" if filtered.people == 1 else "are"
        return filtered.body, NoMatch(f"{people} in the EU {are} left out (--exclude-eu).")
    if filtered.people:
        context.defer_note(f"Left out {people} in the EU.")
    if filtered.phones:
        phones = pluralize(filtered.phones, "phone", "phones")
        context.defer_note(f"Left out {phones} on a do-not-call list.")
    return filtered.body, failure
