"""A request that is shown instead of sent."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lusha_cli.api.client import Call
    from lusha_cli.billing.estimate import Estimate


class Preview(Exception):
    """Raised in place of a call under --dry-run or --curl.

    `requests` is how many requests like this one the command would send, None where that is not
    known before the first answer.
    """

    def __init__(
        self,
        call: "Call",
        *,
        base_url: str,
        cost: "Estimate | None" = None,
        requests: int | None = 1,
    ) -> None:
        super().__init__("the request is shown, not sent")
        self._call = call
        self._url = base_url + call.target
        self._cost = call.cost if cost is None else cost
        self._requests = requests

    def as_dict(self) -> dict[str, Any]:
        """Method, URL, body and the most it can cost, in credits (null: no bound is known)."""
        return {
            "method": self._call.method,
            "url": self._url,
            "body": self._call.body,
            "requests": self._requests,
            "maxCredits": None if self._cost.is_unbounded else self._cost.credits,
            "cost": str(self._cost),
        }

    def as_curl(self, *, encoding: str = "utf-8") -> str:
        """The request as a curl line; the key is named, never written.

        What a stream of `encoding` does not take is escaped as JSON has it.
        """
        import json
        import shlex

        words = ["curl", "-sS"]
        if set(self._url) & set("[]{}"):
            words.append("-g")  # else curl would make several URLs of it
        if self._call.method != "GET":
            words += ["-X", self._call.method]
        words += [shlex.quote(self._url), "-H", '"api_key: $LUSHA_API_KEY"']
        if self._call.body is not None:
            body = json.dumps(self._call.body, ensure_ascii=False)
            if body.encode(encoding, "replace").decode(encoding) != body:
                body = json.dumps(self._call.body)
            words += ["-H", "'Content-Type: application/json'", "--data-raw", shlex.quote(body)]
        return " ".join(words)
