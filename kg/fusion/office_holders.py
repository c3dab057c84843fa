"""Who an office stands for: "the Russian defence minister" is who held the post on the day of the article."""

from kg.extraction.mention import ArticleMentions, EntityMention
from kg.fusion.authority import Authority, KnownHolding
from kg.ontology.terms import Terms

_OF = " of "


def office_holder(
    mention: EntityMention, mentions: ArticleMentions, authority: Authority, terms: Terms, *, around: tuple[str, ...]
) -> KnownHolding | None:
    """Return the holding that an unnamed official of an article means, None where the words leave it open.

    The words must be those of the post and of its country or organisation, nothing else: "the former president" was
    another. "The defence minister" alone is that of the country the text speaks of, if it is one: ``around`` lists the
    ISO codes of those countries.
    """
    title = mention.lemma
    whole = mention.name.lower()
    if mention.kind != "nominal" or not terms.is_a(mention.cls, "Person") or not whole.endswith(title):
        return None
    if mentions.anchor is None:
        return None
    body = _body(mention, whole.removesuffix(title).strip(), mentions, authority, around)
    post = authority.posts_by_title.get((body, title)) if body else None
    return authority.holder_of(post, mentions.anchor) if post else None


def _body(
    mention: EntityMention, before: str, mentions: ArticleMentions, authority: Authority, around: tuple[str, ...]
) -> str | None:
    """Return the country or organisation whose official it is, by the words before the title or the owner beside it."""
    owner = None if mention.owner is None else mentions.entities[mention.owner]
    if before in authority.demonyms:
        return authority.demonyms[before]
    if before:
        return owner.individual if owner and owner.text.lower() == before else None
    if owner:
        return owner.individual
    alone = mention.definite and mention.country is None and len(around) == 1
    country = authority.country_by_code.get(around[0]) if alone else None
    return country if country and _is_told_elsewhere(country, mention, mentions, authority) else None


def _is_told_elsewhere(country: str, official: EntityMention, mentions: ArticleMentions, authority: Authority) -> bool:
    """Tell whether a text is about a country, not only the sentence of an official: "the president called on Israel".

    It may be told right behind: "the minister of defence of Russia".
    """
    here = next(s for s in mentions.sentences if s.begin <= official.span.begin < s.end)
    behind = official.span.end + len(_OF)
    away = (m for m in mentions.entities if m.span.begin == behind or not here.begin <= m.span.begin < here.end)
    named = ((m.individual or "", m.country) for m in away)
    return any(country in (authority.country_of.get(name, name), adjective) for name, adjective in named)
