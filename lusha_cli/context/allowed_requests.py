"""Check each request of a command against the setting `allow`."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lusha_cli.api.allow_list import AllowList
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.context.services import Services


class AllowedRequests:
    """The requests that the settings of `services` permit: all of them, unless `allow` is set."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    def check(self, request: "ApiRequest") -> None:
        """Raise NotAllowed for a request that one of the lists doesn't permit.

        Raises UsageError for a list that isn't valid.
        """
        for allowed, source, text in self._lists:
            if not allowed.permits(request, command=self._services.command):
                from lusha_cli.api.allow_list import not_allowed

                profile = self._services.env.settings.profile
                raise not_allowed(request, text, source=source, profile=profile)

    def check_endpoint(self, endpoint: "Endpoint") -> None:
        """Raise as `check` does, for any request to `endpoint`."""
        from lusha_cli.api.request import ApiRequest

        self.check(ApiRequest(endpoint.method, endpoint.path, {}, None, endpoint))

    @cached_property
    def _lists(self) -> "list[tuple[AllowList, str, str]]":
        """Return each list that applies, with its source and text."""
        settings = self._services.env.settings.find_all("allow")
        if not settings:
            return []
        from lusha_cli.api.allow_list import parse_allow_list

        names = {"environment": "LUSHA_ALLOW"}
        return [
            (parse_allow_list(str(text), setting=names.get(source, "allow")), source, str(text))
            for text, source in settings
        ]
