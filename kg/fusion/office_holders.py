"""Who an office stands for: "the Russian defence minister" is who held the post on the day of the article."""

from kg.extraction.mention import ArticleMentions, EntityMention
from kg.fusion.authority import Authority, KnownHolding
from kg.ontology.terms import Terms


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
    return authority.country_by_code.get(around[0]) if alone else None
