"""Receive deliveries of Lusha webhooks behind API Gateway, and put each on a queue.

The function responds with 200 only after the queue has the delivery, and with 503 if it hasn't:
Lusha then sends it again.
"""

import base64
import hashlib
import json
import os
import time

import boto3

from lusha_cli.webhooks.deliveries import InvalidDelivery, acknowledgment, read_delivery
from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, verify_delivery

QUEUE_URL, SECRET_ARN = os.environ["QUEUE_URL"], os.environ["SECRET_ARN"]
TOLERANCE_SECONDS = 300
MAX_CHALLENGE_LENGTH = 1000
# A queue takes 256 KB, with the attributes of the message.
MAX_BODY_BYTES = 250_000
# The characters of JSON that a queue refuses.
ESCAPED = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
# A secret that doesn't fit may have been replaced. It is read again at most this often.
SECRET_SECONDS = 60

sqs = boto3.client("sqs")
secrets = boto3.client("secretsmanager")
_secret = {"value": "", "read_at": 0.0}


def handler(event, context):
    """Return the response to a request of an HTTP API (payload format 2.0)."""
    if event["requestContext"]["http"]["method"] == "GET":
        return challenge(event)
    # The signature covers the bytes as they were sent.
    body = event.get("body") or ""
    body = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    headers = {name.lower(): value.strip() for name, value in event.get("headers", {}).items()}
    signature = headers.get(SIGNATURE_HEADER.lower(), "")
    timestamp = headers.get(TIMESTAMP_HEADER.lower(), "")
    now = time.time()
    try:
        verdict = verify(body, signature, timestamp, now)
    except Exception as error:
        return unavailable("the secret can't be read", error)
    if verdict != "valid":
        print(json.dumps({"rejected": verdict}))
        return respond(401, {"error": f"The delivery is {verdict}."})
    if len(body) > MAX_BODY_BYTES:
        return respond(413, {"error": "The body is too long for the queue."})
    try:
        delivery = read_delivery(body, received=now, timestamp=timestamp, signature=signature)
    except InvalidDelivery as error:
        return respond(400, {"error": str(error)})
    try:
        enqueue(delivery)
    except Exception as error:
        return unavailable("the queue doesn't take messages", error)
    # Only the id: bodies have personal data.
    print(json.dumps({"accepted": delivery.id, "type": delivery.type}))
    return respond(200, json.loads(acknowledgment(delivery.id, now=now)))


def challenge(event):
    """Prove to Lusha that this URL is ours: return the value that it sent."""
    value = (event.get("queryStringParameters") or {}).get("challenge")
    if value is None or len(value) > MAX_CHALLENGE_LENGTH:
        return respond(400, {"error": "Send deliveries with POST, and a challenge with GET."})
    return respond(200, {"challenge": value})


def verify(body, signature, timestamp, now):
    """Return the verdict on a delivery, after reading a secret that may have been replaced."""

    def check():
        return verify_delivery(
            read_secret(now),
            body,
            signature=signature,
            timestamp=timestamp,
            now=now,
            tolerance=TOLERANCE_SECONDS,
        )

    verdict = check()
    if verdict == "forged" and now - _secret["read_at"] >= SECRET_SECONDS:
        _secret["value"] = ""
        verdict = check()
    return verdict


def read_secret(now):
    """Return the signing secret of the account, from memory if it was read before."""
    if not _secret["value"]:
        value = secrets.get_secret_value(SecretId=SECRET_ARN)["SecretString"].strip()
        if not value:
            raise ValueError("The secret is empty.")
        _secret.update(value=value, read_at=now)
    return _secret["value"]


def enqueue(delivery):
    """Put a delivery on the queue: once, and after earlier ones of its person or company."""
    sqs.send_message(
        QueueUrl=QUEUE_URL,
        MessageBody=delivery.body.decode(json.detect_encoding(delivery.body)).translate(ESCAPED),
        MessageDeduplicationId=hash_of(delivery.id),
        MessageGroupId=hash_of(delivery.entity or delivery.id),
        MessageAttributes={
            name: {"DataType": "String", "StringValue": value}
            for name, value in (("id", delivery.id), ("type", delivery.type))
        },
    )


def hash_of(text):
    """Return a name that a queue accepts, whatever characters the text has."""
    return hashlib.sha256(text.encode()).hexdigest()


def unavailable(reason, error):
    """Ask Lusha to send the delivery again."""
    print(json.dumps({"failed": reason, "error": type(error).__name__}))
    return respond(503, {"error": f"Try again later: {reason}."}, {"Retry-After": "30"})


def respond(status, content, headers=None):
    """Return a response of an HTTP API."""
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json", **(headers or {})},
        "body": json.dumps(content),
    }
