"""The hashed names of cached results, which only the holders of the API key can compute.

The secret of the hashes is derived from the key. So two machines with the same key find the same
entries on a shared server, and a copy of the cache doesn't show who is in it.
"""

import hmac

# Half of the size of a cache is keys. Of ten million, two are equal with a chance of 1 in 10^8.
KEY_BYTES = 9


class CacheKeys:
    """The keys of one account (an API key) at one API (`api_name`)."""

    def __init__(self, api_key: str, api_name: str) -> None:
        purpose = f"lusha result cache 2\0{api_name}"
        self._secret = hmac.digest(api_key.encode(), purpose.encode(), "sha256")

    @property
    def account(self) -> str:
        """Return the name of the account and API."""
        return self._hash("account", "")[:8].hex()

    def exact(self, shape: str, text: str) -> bytes:
        """Return the key of everything that a request has about one person or company."""
        return self._hash(f"exact\0{shape}", text)

    def entry(self, shape: str, text: str) -> bytes:
        """Return the key of an entry with this shape."""
        return self._hash(f"entry\0{shape}", text)

    def identifier(self, identifier: str) -> bytes:
        """Return the key of one identifier, the same for each shape."""
        return self._hash("identifier", identifier)

    def _hash(self, purpose: str, text: str) -> bytes:
        content = f"{purpose}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, content, "sha256")[:KEY_BYTES]
