"""Lines in capitals and headlines, put into the case of sentences, so that the model can tell names from words.

Wire reports come in capitals and headlines Like This, and a model that learned from sentences takes their words for
names. A word is small where the model's own lemma tables list it, and big where they do not or where the rest of the
text writes it big; known names are written as the ontology writes them. Only the case changes, never a character's
place: offsets stay those of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc

ORIGINAL: Final = "sitrep_text"
"""Key of ``Doc.user_data`` under which the unchanged text lies."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*")
_INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?")
_LONGEST_NAME: Final = 5
_SURE_NAME: Final = 4
"""A single word of so many letters that is a known name is one, though it may be a common word ("turkey") too."""
_FEWEST_WORDS: Final = 5
"""A line of fewer words in capitals is a dateline, a byline or an acronym."""
_LONGEST_HEADLINE: Final = 160
_OF_NAMES: Final = frozenset({"of", "the", "and", "for"})
"""Function words that stand in names too; any other makes a headline of a line: "Rebels Shell Market in Town"."""
_BIG_WORD: Final = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+")
_ENDINGS: Final = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))
_DOUBLED: Final = re.compile(r"(\w*(\w))\2(?:ed|ing)")
"""A verb that doubles its last letter: "stopped"."""
_TABLES: Final = ("lemma_index", "lemma_exc")
_OTHER_PARTS: Final = ("verb", "adj", "adv")
_NEAR: Final = re.compile(r"(?:^|(?<=[.!?;:•–-]\s)|(?<=\s\s))N(?=ear\s(?!East\b)[^\W\d_a-z])", re.MULTILINE)
"""The capital of "Near" before a name at the beginning of a sentence, which the model takes for a part of the name."""


class Words(NamedTuple):
    """The words that a language model lists in small letters: names of cities are among the nouns."""

    listed: frozenset[str]
    functional: frozenset[str] = frozenset()
    """Those that carry no meaning of their own: "in", "after"."""
    nouns: frozenset[str] = frozenset()
    """Those that are nouns and nothing else."""


class Truecaser:
    """Knows which words are common ones and how names are written."""

    def __init__(self, words: Words, names: Iterable[str], is_city: Callable[[str], bool] | None = None) -> None:
        self._common, self._functional, self._nouns = words
        self._is_city = is_city
        self._names = {name.lower(): name for name in names if name.lower() != name and len(name) > 1}

    @classmethod
    def of(
        cls, nlp: Language, names: Iterable[str], is_city: Callable[[str], bool] | None = None
    ) -> "Truecaser | None":
        """Return a truecaser over the lemma tables of a pipeline; None where it has none."""
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.component_names else None
        if not isinstance(lookups, Lookups) or not all(map(lookups.has_table, _TABLES)):
            return None
        index, exceptions = (lookups.get_table(table) for table in _TABLES)
        listed = {word for table in (index, exceptions) for words in table.values() for word in words}
        others = {word for part in _OTHER_PARTS for word in index.get(part, ())}
        functional = frozenset(nlp.Defaults.stop_words)
        nouns = frozenset(index.get("noun", ())) - others
        return cls(Words(frozenset(listed | functional), functional, nouns), names, is_city)

    def recase(self, text: str) -> str:
        """Return a text of the same length: lines in capitals and headlines written as sentences, and "Near" small."""
        text = _NEAR.sub("n", text) if "Near " in text else text
        return "".join(self._recased(line, text) for line in text.splitlines(True))

    def _recased(self, line: str, text: str) -> str:
        if _in_capitals(line):
            return self._recase_line(line)
        headline = line[: line.find("  ") if "  " in line else len(line)]
        if not self._is_headline(headline):
            return line
        named = frozenset(_BIG_WORD.findall(text.replace(headline, "", 1)))
        return self._recase_line(headline, named) + line[len(headline) :]

    def _is_headline(self, line: str) -> bool:
        """Tell whether all words of a line are big but function words, and one of these stands in few names."""
        if not 0 < len(line) <= _LONGEST_HEADLINE or line.rstrip()[-1:] in ".!":
            return False
        words = _WORD.findall(line)
        functional = {word.lower() for word in words} & self._functional
        small = (word for word in words if word[0].islower() and word not in self._functional)
        return len(words) >= _FEWEST_WORDS and bool(functional - _OF_NAMES) and not any(small)

    def _recase_line(self, line: str, named: frozenset[str] = frozenset()) -> str:
        """Write a line as a sentence, and big what stands so in the names of the text; acronyms of a headline stay."""
        capitals = line.isupper()
        small = "".join(map(_small, line))
        letters = list(small)
        words = list(_WORD.finditer(small))
        for word in words:
            begin, end = word.span()
            written = line[begin:end]
            if not capitals and (written in named or (len(written) > 1 and not written[1:].islower())):
                letters[begin:end] = written
            elif _opens_sentence(small, begin) or not self._is_common(word.group()):
                letters[begin] = line[begin]
        for start, end, name in self._known_names(small, words):
            letters[start:end] = name
        for initials in _INITIALS.finditer(small):
            letters[initials.start() : initials.end()] = line[initials.start() : initials.end()]
        return "".join(letters)

    def _is_common(self, word: str) -> bool:
        stem = re.split(r"[’'-]", word, maxsplit=1)[0]
        if stem in self._common:
            return not (self._is_city and stem in self._nouns and self._is_city(stem))
        for ending, lemma_ending in _ENDINGS:
            if stem.endswith(ending) and stem[: -len(ending)] + lemma_ending in self._common:
                return True
        doubled = _DOUBLED.fullmatch(stem)
        return doubled is not None and doubled.group(1) in self._common

    def _known_names(self, small: str, words: list["re.Match[str]"]) -> Iterator[tuple[int, int, str]]:
        """Yield where known names stand, the longest first; a short word that is a common one too ("who") is none."""
        position = 0
        while position < len(words):
            taken = 1
            for length in range(min(_LONGEST_NAME, len(words) - position), 0, -1):
                start, end = words[position].start(), words[position + length - 1].end()
                name = self._names.get(small[start:end])
                sure = length > 1 or end - start >= _SURE_NAME or small[start:end] not in self._common
                if name and len(name) == end - start and sure:
                    yield start, end, name
                    taken = length
                    break
            position += taken


def original_text(doc: Doc) -> str:
    """Return the unchanged text of a document."""
    text: str = doc.user_data.get(ORIGINAL) or doc.text
    return text


def truecase_input(nlp: Language, names: Iterable[str], is_city: Callable[[str], bool] | None = None) -> None:
    """Let a pipeline analyse lines in capitals, and headlines, in the case of sentences."""
    truecaser = Truecaser.of(nlp, names, is_city)
    if truecaser is None:
        return
    tokenize = nlp.tokenizer

    def tokenize_truecased(text: str) -> Doc:
        doc: Doc = tokenize(truecaser.recase(text))
        doc.user_data[ORIGINAL] = text
        return doc

    nlp.tokenizer = tokenize_truecased


def _small(letter: str) -> str:
    """Return the small letter, or the letter itself where the small one takes two characters."""
    return low if len(low := letter.lower()) == 1 else letter


def _in_capitals(line: str) -> bool:
    return line.isupper() and len(_WORD.findall(line)) >= _FEWEST_WORDS


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word begins the line or follows a full stop; that of "Gen." ends no sentence."""
    before = text[:start].rstrip(" \"'“‘([")
    if not before:
        return True
    return before[-1] in ".!?]" and (len(before) < start) and not re.search(r"\b\w{1,3}\.$", before)
