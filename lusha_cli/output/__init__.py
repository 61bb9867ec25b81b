"""Render output: formats for programs, tables and cards for people, messages, progress."""
