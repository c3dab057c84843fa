"""What happened: triggers, arguments, counts, and whether it happened at all."""
