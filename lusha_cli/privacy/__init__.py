"""The suppression list, and the redaction of secrets and personal data."""
