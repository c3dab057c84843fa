"""A store cut into slices that fit into memory."""
