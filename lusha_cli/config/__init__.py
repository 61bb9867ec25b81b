"""Settings, the keys of profiles, and the folders of configuration, state and cache."""
