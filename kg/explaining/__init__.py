"""Why an article was read as it was: each decision in words."""
