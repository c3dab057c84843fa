"""Place names of the world, looked up by name and context."""
