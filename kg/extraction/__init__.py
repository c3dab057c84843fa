"""Stage 2: an article becomes mentions of who, what, where and when, and who said so."""
