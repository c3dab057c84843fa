"""Sitrep: a knowledge graph of military events from news, with a SPARQL endpoint."""

__version__ = "0.1.0"
