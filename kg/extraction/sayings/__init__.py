"""Who says so: speech, its speakers and its scope."""
