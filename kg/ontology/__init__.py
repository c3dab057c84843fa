"""The ontology: its modules read, compiled to a lexicon, checked."""
