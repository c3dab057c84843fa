"""What the ontology does not catch yet, and how to teach it."""
