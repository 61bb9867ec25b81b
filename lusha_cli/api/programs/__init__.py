"""A request as a program in another language that sends it."""
