"""Cards: one record laid out for people to read."""
