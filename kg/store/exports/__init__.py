"""The graph in the shapes that other programs and other codebooks have."""
