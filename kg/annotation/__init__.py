"""The annotation format: what was read from texts, as JSON with offsets."""
