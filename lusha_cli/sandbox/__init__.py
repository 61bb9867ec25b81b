"""An emulator of the API: people, companies, credits and limits, over HTTP or in-process."""
