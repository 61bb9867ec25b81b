"""What the user sees: formats for programs, tables and cards for people, messages, progress."""
