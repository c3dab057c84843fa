"""The errors of Sitrep.

    KGError
    ├── ArticleError        an article cannot be read
    ├── OntologyError       an ontology file is broken or contradicts itself
    ├── ConfigError         a setting cannot be used
    ├── CorrectionError     a correction cannot be read or made
    ├── StoreError          the store cannot be opened, read or written
    │   └── StoreBusyError      another process is writing to it
    ├── QueryError          a query cannot be answered
    │   ├── QuerySyntaxError    it is not SPARQL
    │   ├── QueryRefusedError   it asks for what this server does not do
    │   ├── QueryTimeoutError   it took longer than allowed
    │   └── QueryBusyError      too many queries are running
    └── TemplateError       a query template or its parameters are wrong

A message names the thing, the reason and the remedy.
"""


class KGError(Exception):
    """Anything that Sitrep reports to its user."""


class ArticleError(KGError):
    """An article cannot be read."""


class OntologyError(KGError):
    """An ontology file is broken, missing, or contradicts itself."""


class ConfigError(KGError):
    """A setting cannot be used."""


class CorrectionError(KGError):
    """A correction cannot be read or made."""


class StoreError(KGError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class QueryError(KGError):
    """A query cannot be answered."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL query."""


class QueryRefusedError(QueryError):
    """The query asks for something that this server does not do."""


class QueryTimeoutError(QueryError):
    """The query took longer than allowed and was stopped."""


class QueryBusyError(QueryError):
    """Too many queries are running."""


class TemplateError(KGError):
    """A query template or its parameters are wrong."""
