"""A message in the two languages the kit speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One message, said in Chinese and in English.

    Parameters
    ----------
    zh, en
        The same sentence in both languages, plain text (not markup).
    """

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.en if language == "en" else self.zh

    def __add__(self, other: Words) -> Words:
        return Words(self.zh + other.zh, f"{self.en} {other.en}".strip())
