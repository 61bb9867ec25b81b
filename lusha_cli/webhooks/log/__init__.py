"""Store deliveries durably and read them back, as a SQLite database or JSON lines."""
