"""Stage 4: entities, events and claims become RDF."""
