"""How well annotations agree with a gold standard in the same format."""
