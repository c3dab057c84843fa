"""The record of the first stage: one publication, its text unchanged."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kg.namespaces import local_name


@dataclass(frozen=True, slots=True)
class Article:
    """One publication of a text.

    ``text`` is what was read, never normalised; all offsets count its Unicode code points.
    ``published`` is in UTC; a date without a time is midnight.
    """

    text: str
    title: str | None = None
    published: datetime | None = None
    source: str | None = None
    url: str | None = None
    given_id: str | None = None

    @property
    def text_hash(self) -> str:
        """Return the SHA-256 of the text, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Return 16 hexadecimal digits that stay the same while the publication is revised.

        Made from the URL where there is one, else from the id the input gives, else from source and text.
        """
        if self.url:
            identity = f"url {self.url}"
        elif self.given_id:
            identity = f"id {self.source or ''} {self.given_id}"
        else:
            identity = f"text {self.source or ''} {self.text_hash}"
        return sha256(identity.encode()).hexdigest()[:16]

    @property
    def version(self) -> str:
        """Return a hash over text and metadata: another value means a revised article."""
        published = self.published.isoformat() if self.published else None
        parts = (self.text_hash, self.title, published, self.source, self.url)
        return sha256(repr(parts).encode()).hexdigest()[:16]


def possible_keys(name: str, source: str | None) -> tuple[str, ...]:
    """Return the keys that an article of that IRI, key or URL, or with that id of a source, may have."""
    return local_name(name), Article("", url=name).key, Article("", source=source, given_id=name).key
