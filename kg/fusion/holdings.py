"""Who holds which post, from the text and the authority's dated holdings."""

from dataclasses import replace
from datetime import UTC, datetime

from kg.extraction.mention import ArticleMentions, PostMention
from kg.fusion.claim import Claim, Holding
from kg.fusion.identity import Identifier, Identities
from kg.fusion.office_holders import office_holder
from kg.namespaces import NS, digest

_SHORTENED = "."
"""What ends "Sen." and "Rep.", which name no post as others write it."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_CONFIDENCE = {"authority": 0.95, "dependency": 0.8}


def find_holdings(
    key: str, mentions: ArticleMentions, identities: Identities, by: Identifier
) -> tuple[list[Holding], list[Claim]]:
    """Return the holdings that an article speaks of, and its claims of them."""
    work = _Holdings(key)
    for told in mentions.posts:
        person = identities.of_mention[told.person]
        post = _told_fully(told, mentions, identities, by)
        found = _known_holding(post, person, mentions, by) or _new_holding(post, person, mentions, identities, by)
        work.claim(found, (post.span.offsets, mentions.entities[post.person].span.offsets))
    around = by.countries(mentions)
    for mention in mentions.entities:
        known = office_holder(mention, mentions, by.authority, by.terms, around=around)
        if known and identities.of_mention[mention.id] == known.person:
            work.claim(Holding(known.iri, known.person, known.post, known.since, known.until), (mention.span.offsets,))
    return list(work.holdings.values()), list(work.claims.values())


class _Holdings:
    """The holdings that an article speaks of, and its claims of them, each once."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.holdings: dict[str, Holding] = {}
        self.claims: dict[str, Claim] = {}

    def claim(self, holding: Holding, evidence: tuple[tuple[int, int], ...]) -> None:
        """Add what is told by these characters, the post's first."""
        self.holdings.setdefault(holding.iri, holding)
        how = "authority" if holding.new_post is None else "dependency"
        name = digest("Post", self.key, holding.iri, str(evidence[0][0]))
        confidence = _CONFIDENCE[how]
        value = holding.iri
        self.claims[name] = Claim(name, "Post", evidence, (), "asserts", "realised", how, confidence, value=value)


def _told_fully(post: PostMention, mentions: ArticleMentions, identities: Identities, by: Identifier) -> PostMention:
    """Return a post with the body that another sentence tells: "Minister Abadi" is whom it calls Iraq's minister."""
    if post.organisation is not None or post.post is not None:
        return post
    person = identities.of_mention[post.person]
    for other in mentions.posts:
        fuller = other.organisation is not None and other.former == post.former
        same = fuller and identities.of_mention[other.person] == person
        same = same and other.words.lower().endswith(post.words.lower())
        if same and by.terms.is_a(other.post_class, post.post_class):
            return replace(other, person=post.person, span=post.span)
    return post


def _known_holding(post: PostMention, person: str, mentions: ArticleMentions, by: Identifier) -> Holding | None:
    """Return the authority's holding that the words mean, at the time of the article unless they say "former"."""
    moment = None if post.former else mentions.anchor
    fitting = [h for h in by.authority.posts_of(person, moment) if _means(post, h.post, by)]
    if not fitting:
        return None
    best = max(fitting, key=lambda h: (h.since or _LONG_AGO, h.iri))
    return Holding(best.iri, person, best.post, best.since, best.until)


def _means(post: PostMention, known: str, by: Identifier) -> bool:
    if post.post is not None:
        return post.post == known
    classes = by.terms.types.get(known, ())
    label = by.authority.labels.get(known, "").lower().split()
    named = all(word in label for word in post.words.lower().split())
    return named or any(by.terms.is_a(cls, post.post_class) for cls in classes if cls.startswith(NS))


def _new_holding(
    post: PostMention, person: str, mentions: ArticleMentions, identities: Identities, by: Identifier
) -> Holding:
    """Make a holding of a post that the text names; the post is that of its organisation or country."""
    organisation = None if post.organisation is None else identities.of_mention[post.organisation]
    if organisation:
        organisation = by.authority.government_of.get(organisation, organisation)
    since = post.since.earliest if post.since else _sworn_in(post, mentions)
    if post.post:
        name, new_post = post.post, None
    else:
        short = post.words.endswith(_SHORTENED) and post.post_class in by.terms.labels
        label = by.terms.labels[post.post_class] if short else post.words.lower()
        name = by.iris.thing("entity", digest("post", label, organisation or person))
        body = _is_body(post, mentions, by)
        where = "" if body else _governed(post, mentions, identities)
        new_post = (post.post_class, label + where, organisation if body else None)
    iri = by.iris.thing("holding", digest("holding", person, name))
    as_of = None if since or post.former else mentions.anchor
    return Holding(iri, person, name, since, None, as_of, new_post)


def _governed(post: PostMention, mentions: ArticleMentions, identities: Identities) -> str:
    """Return how the name of a post goes on with a place: " of Kandahar"; nothing where none is named."""
    place = post.organisation
    named = place is not None and mentions.entities[place].kind == "name"
    return f" of {identities.entity(place).label}" if place is not None and named else ""


def _sworn_in(post: PostMention, mentions: ArticleMentions) -> datetime | None:
    """Return since when a person holds a post: the day of an appointment that the text tells of."""
    group = next((group for group in mentions.coreference if post.person in group), (post.person,))
    for event in mentions.events:
        concerned = any(argument.entity in group for argument in event.arguments)
        if concerned and event.cls == NS + "Appointment" and event.modality == "realised" and event.time:
            return event.time.earliest
    return None


def _is_body(post: PostMention, mentions: ArticleMentions, by: Identifier) -> bool:
    """Tell whether a post is in an organisation or country: a town is where a mayor governs, not a body."""
    if post.organisation is None:
        return False
    cls = mentions.entities[post.organisation].cls
    return not by.terms.is_a(cls, "SpatialThing") or by.terms.is_a(cls, "Country")
