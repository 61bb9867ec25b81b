"""Compare what a row states about a person or company with what the API found."""
