"""The prose of a report sentence by sentence, and wordings looked for in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure_audit.checks.lists import Term
from disclosure_audit.documents import Place
from disclosure_audit.reports import SectionText
from disclosure_audit.text import shortened
from disclosure_audit.text.plain import simplified

_END = re.compile(r"[。！？；;\n]")
_SHOWN = 40
NARRATIVE = ("overview", "problems", "other")
"""The sections that are prose by the form."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence up to its full stop or semicolon.

    Parameters
    ----------
    section
        Id of its section.
    text
        Without the mark at its end.
    at
        Place of its paragraph.
    opens
        True where it begins its paragraph.
    """

    section: str
    text: str
    at: Place
    opens: bool

    @property
    def shown(self) -> str:
        """Return the sentence, shortened to be quoted."""
        return shortened(self.text, _SHOWN)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found, with the sentence it stands in."""

    term: Term
    sentence: Sentence


def sentences_of(sections: Iterable[SectionText]) -> Iterator[Sentence]:
    """Yield every sentence that says anything, in printed order and in simplified characters."""
    for section in sections:
        for paragraph in section.paragraphs:
            opens = True
            for text in _END.split(simplified(paragraph.text)):
                if text.strip():
                    yield Sentence(section.id, text.strip(), paragraph.at, opens)
                    opens = False


def hits(
    sentences: Sequence[Sentence],
    terms: Iterable[Term],
    year: int | None = None,
    written: Callable[[str], str] = str,
) -> Iterator[Hit]:
    """Yield each term with the first sentence where it stands and nothing makes it right.

    Parameters
    ----------
    sentences
        The prose.
    terms
        What to look for; one that begins to hold only later than `year` is left out.
    year
        The report year; None: unknown, so that terms with a year are left out.
    written
        Makes one letter of several ways to write it, before the terms are looked for.
    """
    whole = written("\n".join(sentence.text for sentence in sentences))
    for term in terms:
        if term.term not in whole or (term.since and (year is None or year < term.since)):
            continue
        found = next((s for s in sentences if stands_in(written(s.text), term)), None)
        if found is not None:
            yield Hit(term, found)


def stands_in(text: str, term: Term) -> bool:
    """Whether a term stands in a sentence with nothing there that makes it right."""
    behind = tuple(word[1:] for word in term.unless if word.startswith("+"))
    beside = [word for word in term.unless if not word.startswith("+")]
    if any(word in text for word in beside):
        return False
    start = text.find(term.term)
    while start >= 0:
        end = start + len(term.term)
        if not (behind and text.startswith(behind, end)):
            return True
        start = text.find(term.term, end)
    return False


def around(text: str, start: int, end: int, margin: int = 10) -> str:
    """Return what stands at a place with a little before and behind it, to be quoted."""
    before, behind = max(start - margin, 0), min(end + margin, len(text))
    cut = "…" if before else ""
    return f"{cut}{text[before:behind].strip()}{'…' if behind < len(text) else ''}"
