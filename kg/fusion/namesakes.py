"""Names that several bear: which of them an article means, by what else it names, and which posts it tells."""

from kg.extraction.mention import ArticleMentions, EntityMention
from kg.fusion.authority import Authority
from kg.ontology.terms import Terms

_KINDS = ("Organisation", "Facility")


def namesake_meant(
    mention: EntityMention, mentions: ArticleMentions, authority: Authority, terms: Terms, *, around: tuple[str, ...]
) -> str | None:
    """Return the individual that a shared name means: the one named otherwise too, or the one at home in the article.

    ``around`` are the ISO codes of the countries that the article speaks of, the most frequent first. None where the
    name is nobody's, or where nothing tells which one is meant.
    """
    candidates = [
        individual
        for individual in authority.namesakes.get(mention.name.lower(), ())
        if any(terms.is_a(mention.cls, kind) and terms.is_a(authority.classes[individual], kind) for kind in _KINDS)
    ]
    named = {other.individual for other in mentions.entities} & set(candidates)
    if named:
        return named.pop() if len(named) == 1 else None
    for code in around:
        at_home = [i for i in candidates if authority.code_by_country.get(authority.home_of.get(i, "")) == code]
        if at_home:
            return at_home[0] if len(at_home) == 1 else None
    return None


def is_somebody_else(
    mention: EntityMention, mentions: ArticleMentions, authority: Authority, terms: Terms, *, around: tuple[str, ...]
) -> bool:
    """Tell whether a known person's name is borne by another: told with another post, in a text on other countries.

    "Defence Minister Pedro Sánchez" of a report from Colombia is not Spain's prime minister. ``around`` are the ISO
    codes of the countries that the article speaks of.
    """
    same = next((group for group in mentions.coreference if mention.id in group), (mention.id,))
    told = {post.post_class for post in mentions.posts if post.person in same and not post.former}
    held = {holding.post for holding in authority.holdings if holding.person == mention.individual}
    homes = {_country(authority, post) for post in held}
    if not told or not held or None in homes or not homes.isdisjoint(around):
        return False
    return not any(terms.compatible(one, authority.classes[post]) for one in told for post in held)


def _country(authority: Authority, post: str) -> str | None:
    """Return the ISO code of the country in whose government or forces a post is."""
    body = authority.post_organisation.get(post, "")
    return authority.code_by_country.get(authority.country_of.get(body, body))
