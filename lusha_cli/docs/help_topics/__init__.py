"""The help topics of `lusha help TOPIC` and the man pages, as data."""
