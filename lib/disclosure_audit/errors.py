"""One error tree, branched by who must act.

DisclosureAuditError
├── FilerError      the report itself cannot be audited: the township must supply another (exit 3)
├── InspectorError  a path, option or parameter file is wrong: the inspector mends it (exit 2)
├── MachineError    something is missing or failed on this machine (exit 4)
│   └── MissingProgramError  a program that reads this format is not installed (exit 3)
└── DeveloperError  the kit broke its own promise: report it (exit 4)

Every message says what, where, what was allowed, what came and what to do, in both languages.
"""

from __future__ import annotations

from typing import Any

from disclosure_audit.text.words import Language, Words


class DisclosureAuditError(Exception):
    """Base of all errors that the kit raises on purpose.

    Parameters
    ----------
    words
        The message in both languages: one or two sentences.
    """

    exit_status = 4

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh}\n{words.en}")
        self.words = words

    def __reduce__(self) -> tuple[Any, ...]:
        # An error made of its words again, in whatever process it is raised again.
        return type(self), (self.words,), self.__dict__

    def said(self, language: Language) -> str:
        """Return the message in `language`."""
        return self.words.said(language)


class FilerError(DisclosureAuditError):
    """The report cannot be read, or is not one annual report."""

    exit_status = 3


class InspectorError(DisclosureAuditError):
    """A path, an option or a parameter file is not as it must be."""

    exit_status = 2


class MachineError(DisclosureAuditError):
    """Something on this machine is missing or failed."""


class MissingProgramError(MachineError):
    """The report is sound as far as is known, but nothing on this machine reads its format."""

    exit_status = 3


class DeveloperError(DisclosureAuditError):
    """The kit broke a promise of its own; nobody else can mend it."""
