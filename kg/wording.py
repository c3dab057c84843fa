"""Numbers with their nouns, as people read them."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun in the fitting form: "1 article", "2 articles"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
