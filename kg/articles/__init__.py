"""Stage 1: files, feeds and archives become articles."""
