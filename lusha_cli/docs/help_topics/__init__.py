"""What `lusha help TOPIC` and the manual tell besides the commands, as data."""
