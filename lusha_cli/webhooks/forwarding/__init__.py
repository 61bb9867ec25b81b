"""Send logged deliveries to sinks, with a queue and retries per sink."""
