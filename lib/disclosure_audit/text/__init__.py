"""Text as people write it: words in two languages, plain text, numbers."""

from disclosure_audit.text.numbers import Reading, is_number, is_value, read_number
from disclosure_audit.text.plain import (
    bare,
    half_width,
    natural_number,
    ordinal_of,
    shortened,
    single_line,
)
from disclosure_audit.text.words import Language, Words

__all__ = [
    "Language",
    "Reading",
    "Words",
    "bare",
    "half_width",
    "is_number",
    "is_value",
    "natural_number",
    "ordinal_of",
    "read_number",
    "shortened",
    "single_line",
]
