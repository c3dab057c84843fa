"""What the text says of how entities stand to each other."""
