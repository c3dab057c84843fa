"""Stage 5: RDF becomes answers."""
