"""Lines in capitals, put into the case that newspapers print, so that the language model can tell names from words.

Wire reports and headlines come in capitals, and a model that learned from mixed case takes every word of them for a
name. A word is small where the model's own lemma tables list it, and big where they do not; known names are written as
the ontology writes them. Only the case changes, never a character's place: offsets stay those of the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc

ORIGINAL: Final = "sitrep_text"
"""Key of ``Doc.user_data`` under which the unchanged text lies where the case was changed."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*")
_INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?")
_LONGEST_NAME: Final = 5
_SURE_NAME: Final = 4
"""A single word of so many letters that is a known name is one, though it may be a common word ("turkey") too."""
_FEWEST_WORDS: Final = 5
"""A line of fewer words in capitals is a dateline, a byline or an acronym."""
_ENDINGS: Final = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))
_DOUBLED: Final = re.compile(r"(\w*(\w))\2(?:ed|ing)")
"""A verb that doubles its last letter: "stopped"."""
_TABLES: Final = ("lemma_index", "lemma_exc")
_NEAR: Final = re.compile(r"(?:^|(?<=[.!?;:•–-]\s)|(?<=\s\s))N(?=ear\s(?!East\b)[^\W\d_a-z])", re.MULTILINE)
"""The capital of "Near" before a name at the beginning of a sentence, which the model takes for a part of the name."""


class Truecaser:
    """Knows which words are common ones and how names are written."""

    def __init__(self, common: frozenset[str], names: Iterable[str]) -> None:
        self._common = common
        self._names = {name.lower(): name for name in names if name.lower() != name and len(name) > 1}

    @classmethod
    def of(cls, nlp: Language, names: Iterable[str]) -> "Truecaser | None":
        """Return a truecaser over the lemma tables of a pipeline; None where it has none."""
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.component_names else None
        if not isinstance(lookups, Lookups) or not all(map(lookups.has_table, _TABLES)):
            return None
        listed = {word for table in _TABLES for words in lookups.get_table(table).values() for word in words}
        return cls(frozenset(listed | nlp.Defaults.stop_words), names)

    def recase(self, text: str) -> str:
        """Return a text of the same length whose lines in capitals are written as sentences, and "Near" small."""
        text = _NEAR.sub("n", text) if "Near " in text else text
        return "".join(self._recase_line(line) if _in_capitals(line) else line for line in text.splitlines(True))

    def _recase_line(self, line: str) -> str:
        small = "".join(map(_small, line))
        letters = list(small)
        words = list(_WORD.finditer(small))
        for word in words:
            if _opens_sentence(small, word.start()) or not self._is_common(word.group()):
                letters[word.start()] = line[word.start()]
        for start, end, name in self._known_names(small, words):
            letters[start:end] = name
        for initials in _INITIALS.finditer(small):
            letters[initials.start() : initials.end()] = line[initials.start() : initials.end()]
        return "".join(letters)

    def _is_common(self, word: str) -> bool:
        stem = re.split(r"[’'-]", word, maxsplit=1)[0]
        if stem in self._common:
            return True
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


def truecase_input(nlp: Language, names: Iterable[str]) -> None:
    """Let a pipeline analyse lines in capitals in the case that they would be printed in."""
    truecaser = Truecaser.of(nlp, names)
    if truecaser is None:
        return
    tokenize = nlp.tokenizer

    def tokenize_truecased(text: str) -> Doc:
        recased = truecaser.recase(text)
        doc: Doc = tokenize(recased)
        if recased != text:
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
