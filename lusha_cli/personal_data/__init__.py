"""The places that hold personal data on this machine: their contents and expiry."""
