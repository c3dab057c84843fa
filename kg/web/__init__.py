"""Stage 6: answers become pages and protocols."""
