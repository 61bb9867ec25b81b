"""Call the function of the recipe aws-webhooks as AWS does, with services of AWS in memory.

The calls go through botocore, which checks their parameters; only the sending is replaced. Input
and output are JSON lines: a command, then its result. It runs in Python's environment `.tools`.

Usage: python run_lambda.py FOLDER
"""

import hashlib
import io
import json
import os
import sys
from contextlib import redirect_stdout
from typing import Any

os.environ.update(
    AWS_ACCESS_KEY_ID="any", AWS_SECRET_ACCESS_KEY="any", AWS_DEFAULT_REGION="eu-west-1",
    AWS_MAX_ATTEMPTS="1", QUEUE_URL="https://sqs.eu-west-1.amazonaws.com/123456789012/queue.fifo",
    SECRET_ARN="arn:aws:secretsmanager:eu-west-1:123456789012:secret:webhook-a1b2c3",
)  # fmt: skip
sys.path.insert(0, sys.argv[1])

import receiver
from botocore.awsrequest import AWSResponse


class Services:
    """A queue, a secret, and the names of the calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.secret = ""
        self.is_down = False

    def reply(self, request: Any, **_: Any) -> AWSResponse:
        """Return the response to a call."""
        name = request.headers["X-Amz-Target"]
        name = (name.decode() if isinstance(name, bytes) else name).rpartition(".")[2]
        self.calls.append(name)
        if self.is_down:
            return self._response(500, {"__type": "InternalError"})
        sent = json.loads(request.body)
        if name == "GetSecretValue":
            return self._response(200, {"SecretString": self.secret})
        # A queue keeps the first of several messages with the same id.
        self.messages.setdefault(sent["MessageDeduplicationId"], sent)
        digest = hashlib.md5(sent["MessageBody"].encode()).hexdigest()
        return self._response(200, {"MessageId": "1", "MD5OfMessageBody": digest})

    def _response(self, status: int, content: dict[str, Any]) -> AWSResponse:
        class Body(io.BytesIO):
            def stream(self) -> Any:
                yield self.read()

        headers = {"content-type": "application/x-amz-json-1.1"}
        return AWSResponse("", status, headers, Body(json.dumps(content).encode()))


def main() -> None:
    """Carry out the commands of standard input."""
    services = Services()
    for client in (receiver.sqs, receiver.secrets):
        client.meta.events.register("before-send", services.reply)
    for line in sys.stdin:
        command = json.loads(line)
        services.secret = command.get("secret", services.secret)
        services.is_down = command.get("is_down", False)
        printed, result = io.StringIO(), None
        if "event" in command:
            with redirect_stdout(printed):
                result = receiver.handler(command["event"], None)
        if "age" in command:
            receiver._secret["read_at"] -= command["age"]
        state = {
            "response": result,
            "printed": printed.getvalue(),
            "calls": services.calls,
            "messages": list(services.messages.values()),
            "modules": [name for name in ("requests", "rich", "typer") if name in sys.modules],
        }
        sys.stdout.write(f"{json.dumps(state)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
