"""What one invocation has: environment, streams, settings, credentials, API client and budget."""
