"""The client for programs in Python."""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.client.context import ClientContext, ClientEnvironment
from lusha_cli.client.groups import Groups
from lusha_cli.client.pages import PAGES, iterate, page_arguments
from lusha_cli.client.parameters import method_parameters, request_parts
from lusha_cli.errors import Interrupted, LushaError, UsageError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

# Options in messages, and what a program passes instead, to Lusha() or to a method.
_ARGUMENTS = {
    "--max-credits": "max_credits",
    "--max-wait SECONDS": "max_wait=SECONDS",
    "--max-wait": "max_wait",
    "--timeout SECONDS": "timeout=SECONDS",
    "--timeout": "timeout",
    "--base-url": "base_url",
    "--owner": "owner",
    "--profile": "profile",
    "--api-version v2": 'api_version="v2"',
    "--api-version": "api_version",
    "--yes": "confirm=True",
    "--no-waterfall": "waterfall_enabled=False",
    "--max-results-per-signal N": "max_results_per_signal=N",
    "--signal": "signals",
    "--sandbox": "sandbox=True",
    "--ignore-suppression": "ignore_suppression=True",
    "--allow-double-charge": "allow_double_charge=True",
}
_DRY_RUN = " Add --dry-run to see the request that was sent."
_OPTION = re.compile("|".join(f"{name}(?![\\w-])" for name in _ARGUMENTS))


class Lusha(Groups):
    """A client of the Lusha API, with the key, settings, budget and pacing of the command line.

    Each operation is a method in the groups of its command: `client.person.get(email=…)`. Its
    parameters have the names of the API in snake_case. It returns the JSON of the API, and raises
    an error of `lusha_cli.errors`. Parameters that are None have the values of the environment
    variables and the configuration file.

    `max_credits` limits the credits of all calls together, and is the consent to spend them.
    Without it, a call that may cost more than the setting `confirm_above` (25 credits) raises
    ConfirmationRequired, unless `confirm` is True. Use the client with `with`, or close it. It
    can be used from several threads.
    """

    def __init__(
        self,
        *,
        profile: str | None = None,
        api_key: str | None = None,
        sandbox: bool | None = None,
        max_credits: int | None = None,
        confirm: bool | None = None,
        base_url: str | None = None,
        api_version: Literal["auto", "v2", "v3"] | None = None,
        owner: str | None = None,
        timeout: float | None = None,
        max_wait: float | None = None,
        ignore_suppression: bool | None = None,
        allow_double_charge: bool | None = None,
    ) -> None:
        variables = dict(os.environ)
        if api_key is not None:
            from lusha_cli.config.credentials import Credentials

            # An empty one must not lead to the key of the keyring.
            variables["LUSHA_API_KEY"] = Credentials.clean(api_key, source="api_key")
        env = ClientEnvironment(variables, {
            "profile": profile, "sandbox": sandbox, "max_credits": max_credits, "yes": confirm,
            "base_url": base_url, "api_version": api_version, "owner": owner, "timeout": timeout,
            "max_wait": max_wait, "ignore_suppression": ignore_suppression,
            "allow_double_charge": allow_double_charge,
        })  # fmt: skip
        self._context = ClientContext(env)
        self._is_closed = False
        super().__init__(self._call, self._iterate_records)
        try:
            env.settings.check()
            env.settings.check_profile()
        except LushaError as error:
            raise _for_programs(error)  # noqa: B904 - the same error

    def __enter__(self) -> "Self":
        """Return the client."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        """Close the client."""
        self.close()

    def close(self) -> None:
        """Close all connections and files; later calls raise UsageError."""
        self._is_closed = True
        self._context.close()

    @property
    def credits_charged(self) -> int:
        """Return the credits charged for all calls so far; an upper bound if some are unknown."""
        return self._context.budget.spent

    def _call(self, endpoint: Endpoint, values: dict[str, Any]) -> Json:
        body = self._send(endpoint, values)
        try:
            return self._context.person_filter.apply_to(endpoint.name, body)
        except LushaError as error:
            _for_programs(error)
            raise

    def _send(self, endpoint: Endpoint, values: dict[str, Any]) -> Json:
        if self._is_closed:
            raise UsageError("The client is closed.", hint="Create another one: Lusha()")
        try:
            self._context.prepare()
            path, query, body = request_parts(endpoint, self._with_settings(endpoint, values))
            return self._context.call(endpoint, path=path, query=query, body=body)
        except Interrupted as error:
            raise KeyboardInterrupt from error
        except LushaError as error:
            _for_programs(error)
            raise

    def _iterate_records(self, endpoint: Endpoint, values: dict[str, Any]) -> Iterator[Json]:
        spec, limit = PAGES[endpoint.name], values.pop("limit")

        def fetch(page: int, size: int) -> Json:
            return self._send(endpoint, {**values, **page_arguments(spec, page, size)})

        # The pages themselves are complete, as their numbers of records count.
        for record in iterate(spec, limit, fetch):
            yield from self._context.person_filter.apply([record]).body

    def _with_settings(self, endpoint: Endpoint, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values, with those of settings for parameters that aren't passed."""
        values = dict(values)
        for item in method_parameters(endpoint):
            if item.setting and values[item.name] is None:
                values[item.name] = self._context.env.settings.get(item.setting)
                if values[item.name] is None:
                    raise UsageError(
                        f"{item.name} is missing: each table belongs to a user of the account.",
                        hint=f"Pass {item.name}=EMAIL to the method or to Lusha().",
                    )
        return values


def _for_programs(error: LushaError) -> LushaError:
    """Return the error, with the parameters of Lusha() in place of options."""
    error.message = _reword(error.message)
    error.hint = error.hint and _reword(error.hint)
    return error


def _reword(text: str) -> str:
    return "\n".join(map(_reword_line, text.replace(_DRY_RUN, "").split("\n")))


def _reword_line(line: str) -> str:
    # A command in a message is one for the shell.
    text, colon, command = line.partition(": lusha ")
    return _OPTION.sub(lambda match: _ARGUMENTS[match[0]], text) + colon + command
