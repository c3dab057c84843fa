"""The annotation format: what was read from a text, as one JSON object with offsets."""

from datetime import datetime
from typing import Any

from kg.articles.article import Article
from kg.extraction.mention import Argument, ArticleMentions, Count, EntityMention, EventMention, Span, TimeExpression
from kg.fusion.claim import ArticleClaims, Entity
from kg.namespaces import NS, local_name
from kg.ontology.terms import Terms

JsonObject = dict[str, Any]


def annotate(article: Article, mentions: ArticleMentions, claims: ArticleClaims, terms: Terms) -> JsonObject:
    """Return an article's annotation; classes are listed from the most specific to the root."""
    return _Annotation(mentions, claims, terms).document(article)


class _Annotation:
    """The parts of one article's annotation."""

    def __init__(self, mentions: ArticleMentions, claims: ArticleClaims, terms: Terms) -> None:
        self.mentions = mentions
        self.terms = terms
        by_iri = {entity.iri: entity for entity in claims.entities}
        by_span = {(m.begin, m.end): m.refers_to for m in claims.mentions if not m.is_report}
        self.entity_of: dict[int, Entity | None] = {
            m.id: by_iri.get(by_span.get(m.span.offsets, "")) for m in mentions.entities
        }

    def document(self, article: Article) -> JsonObject:
        m = self.mentions
        return {
            "id": article.given_id or article.key,
            **({"published": _iso(article.published)} if article.published else {}),
            "text": article.text,
            "entities": [self._entity(mention) for mention in m.entities],
            "coreference": [[f"e{n}" for n in group] for group in m.coreference if len(group) > 1],
            "eventCoreference": [[f"v{n}" for n in group] for group in m.event_coreference],
            "eventRelations": [
                {"head": f"v{link.head}", "tail": f"v{link.tail}", "property": local_name(link.relation)}
                for link in m.links
            ],
            "relations": [*self._relations(), *self._posts()],
            "events": [self._event(event) for event in m.events],
            "attributions": self._attributions(),
            "dates": [
                {**_span(time.span, time.text), "value": _date_value(time)}
                for stretch in m.times
                for time in stretch.ends or (stretch,)
            ],
            "places": list(filter(None, (self._place(mention) for mention in m.entities))),
        }

    def _classes(self, cls: str) -> list[str]:
        return [local_name(c) for c in self.terms.superclasses.get(cls, (cls,)) if c.startswith(NS) or c == cls]

    def _entity(self, mention: EntityMention) -> JsonObject:
        entity = self.entity_of[mention.id]
        cls = mention.cls if entity is None or mention.kind != "name" else entity.cls
        return {
            "id": f"e{mention.id}",
            **_span(mention.span, mention.text),
            "classes": self._classes(cls),
            "iri": entity.iri if entity else None,
            "kind": mention.kind,
        }

    def _relations(self) -> list[JsonObject]:
        return [
            {"head": f"e{r.head}", "tail": f"e{r.tail}", "property": local_name(r.relation)}
            for r in self.mentions.relations
        ]

    def _posts(self) -> list[JsonObject]:
        return [
            {
                "head": f"e{post.person}",
                "tail": None if post.organisation is None else f"e{post.organisation}",
                "property": "holdsPostIn",
                "post": post.words,
                "from": None,
                "to": None,
            }
            for post in self.mentions.posts
        ]

    def _event(self, event: EventMention) -> JsonObject:
        happened = {NS + "occurredAt", NS + "atFacility"}
        place = next((a.entity for a in event.arguments if a.role in happened and a.entity is not None), None)
        told = event.predicate or event.trigger
        return {
            "id": f"v{event.id}",
            "classes": self._classes(event.cls),
            "trigger": self._characters(told),
            "arguments": [_argument(argument) for argument in event.arguments],
            "modality": event.modality,
            "stance": event.stance,
            "phase": event.phase,
            "time": _time(event.time),
            "place": None if place is None else f"e{place}",
            "counts": [_count(count) for count in event.counts],
            "confidence": event.confidence,
        }

    def _attributions(self) -> list[JsonObject]:
        found = []
        for a in self.mentions.attributions:
            source = None if a.source is None else self.mentions.entities[a.source]
            inside = [e for e in self.mentions.events if a.content.begin <= e.trigger.begin < a.content.end]
            found.append(
                {
                    "cue": self._characters(a.cue),
                    "source": _span(source.span, source.text) if source else None,
                    "content": self._characters(a.content),
                    "events": [f"v{event.id}" for event in inside],
                }
            )
        return found

    def _place(self, mention: EntityMention) -> JsonObject | None:
        entity = self.entity_of[mention.id]
        if entity is None or entity.latitude is None or not self.terms.is_a(entity.cls, "SpatialThing"):
            return None
        return {
            "entity": f"e{mention.id}",
            "lat": entity.latitude,
            "lon": entity.longitude,
            "geonames": int(entity.geonames_id) if entity.geonames_id else None,
            "precision": entity.precision,
        }

    def _characters(self, span: Span) -> JsonObject:
        return _span(span, self.mentions.text[span.begin : span.end])


def _span(span: Span, text: str) -> JsonObject:
    return {"start": span.begin, "end": span.end, "text": text}


def _argument(argument: Argument) -> JsonObject:
    return {
        "property": local_name(argument.role),
        "entity": None if argument.entity is None else f"e{argument.entity}",
        **_span(argument.span, argument.text),
        "how": argument.how,
    }


def _count(count: Count) -> JsonObject:
    span = _span(count.span, count.text)
    return {"kind": count.kind, "min": count.minimum, "max": count.maximum, "group": count.group, **span}


def _time(time: TimeExpression | None) -> JsonObject | None:
    if time is None:
        return None
    span = _span(time.span, time.text)
    return {"earliest": _iso(time.earliest), "latest": _iso(time.latest), "precision": time.precision, **span}


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _date_value(time: TimeExpression) -> str | None:
    """Return the minute, day, ISO week, month, quarter or year of a time expression, first and last of a stretch."""
    if time.earliest is None or time.latest is None or time.precision in ("before", "after", "unknown"):
        return None
    if time.precision == "minute":
        return time.earliest.strftime("%Y-%m-%dT%H:%MZ")
    week = time.earliest.strftime("%G-W%V")
    if time.precision == "week" and time.earliest.weekday() == 0 and time.latest.strftime("%G-W%V") == week:
        return week
    if time.precision == "season" and time.earliest.month % 3 == 1:
        return f"{time.earliest.year}-Q{time.earliest.month // 3 + 1}"
    form = {"month": "%Y-%m", "season": "%Y-%m", "year": "%Y"}.get(time.precision, "%Y-%m-%d")
    first, last = time.earliest.strftime(form), time.latest.strftime(form)
    return first if first == last else f"{first}/{last}"
