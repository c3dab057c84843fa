"""Sitrep: a knowledge graph of military events from news, with a SPARQL endpoint."""
