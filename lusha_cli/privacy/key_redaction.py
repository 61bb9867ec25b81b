"""Answers without the key in them: an API, or who pretends to be one, may echo what it was sent."""

import json

from lusha_cli.json_types import Json

HIDDEN = "[key]"
# A shorter key is a word that answers may well hold.
SHORTEST = 8


def keyless(content: bytes, key: str) -> bytes:
    """The body of an answer with the key in it hidden."""
    return content if len(key) < SHORTEST else content.replace(key.encode(), HIDDEN.encode())


def keyless_json(value: Json, key: str) -> Json:
    """The same for a parsed body."""
    text, spelt = json.dumps(value, ensure_ascii=False), json.dumps(key)[1:-1]
    if len(key) < SHORTEST or spelt not in text:
        return value
    return json.loads(text.replace(spelt, HIDDEN))
