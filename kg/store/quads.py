"""What can stand where in a quad and in a pattern of quads, by the engine's types."""

from typing import TypeAlias

import pyoxigraph as ox

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Graph: TypeAlias = ox.NamedNode | ox.DefaultGraph
Pattern: TypeAlias = tuple[Subject | None, ox.NamedNode | None, Object | None, Graph | None]
"""Subject, predicate, object and graph; None matches everything."""
