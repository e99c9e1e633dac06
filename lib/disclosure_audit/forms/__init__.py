"""The official form, its editions as data, and the small code that loads them."""

from disclosure_audit.forms.form import (
    TABLES,
    Block,
    Cell,
    Column,
    Edition,
    Label,
    Proceeding,
    Relation,
    Row,
    Section,
    TableId,
    Topic,
    label_key,
)
from disclosure_audit.forms.loading import edition_due, editions
from disclosure_audit.forms.vocabulary import Entry, Meaning, Slot, Vocabulary, any_of, vocabulary

__all__ = [
    "TABLES",
    "Block",
    "Cell",
    "Column",
    "Edition",
    "Entry",
    "Label",
    "Meaning",
    "Proceeding",
    "Relation",
    "Row",
    "Section",
    "Slot",
    "TableId",
    "Topic",
    "Vocabulary",
    "any_of",
    "edition_due",
    "editions",
    "label_key",
    "vocabulary",
]
