"""Linked data: every IRI in every format, and the graph as a whole."""
