"""The context of one invocation: environment, settings, credentials, API client and budget."""
