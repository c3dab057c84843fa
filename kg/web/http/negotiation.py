"""Content negotiation: which of the formats on offer a request wants."""

from collections.abc import Iterable, Sequence
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

from kg.store.formats import ResultFormat, named_format

HTML: Final = ResultFormat("html", "HTML", ("text/html", "application/xhtml+xml"), None)


def choose_format(accept: MIMEAccept, offers: Sequence[ResultFormat], *, name: str | None = None) -> ResultFormat:
    """Return the offered format that a request wants, by ``name`` (of ``format=``) if given, else by its Accept header.

    The first offer is taken where the request has no preference, and of several names, parted by commas, the first
    that is on offer. Raises NotAcceptable, listing the formats, if none will do.
    """
    if name:
        chosen = next(filter(None, (named_format(each, offers) for each in name.split(","))), None)
    elif not accept:
        chosen = offers[0]
    else:
        chosen = _best(accept, offers) or _best(_without_parameters(accept), offers)
    if chosen is None:
        raise NotAcceptable(f"cannot answer in that format; on offer: {_listing(offers)}")
    return chosen


def _best(accept: MIMEAccept, offers: Sequence[ResultFormat]) -> ResultFormat | None:
    best = accept.best_match([kind for offer in offers for kind in _kinds(offer, accept)])
    return next((offer for offer in offers if best in offer.media_types), None)


def _without_parameters(accept: MIMEAccept) -> MIMEAccept:
    """Return what is accepted as plain media types: ``text/turtle; charset=utf-8`` means Turtle."""
    return MIMEAccept((kind.partition(";")[0].strip(), quality) for kind, quality in accept)


def _kinds(offer: ResultFormat, accept: MIMEAccept) -> list[str]:
    """Return the media type of an offer, and its other ones where the request names them: ``text/*`` means none."""
    named = {kind for kind, _ in accept}
    first, *others = offer.media_types
    return [first, *(other for other in others if other in named)]


def _listing(offers: Iterable[ResultFormat]) -> str:
    return ", ".join(f"{offer.media_types[0]} ({offer.name})" for offer in offers)
