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

__all__ = [
    "TABLES",
    "Block",
    "Cell",
    "Column",
    "Edition",
    "Label",
    "Proceeding",
    "Relation",
    "Row",
    "Section",
    "TableId",
    "Topic",
    "edition_due",
    "editions",
    "label_key",
]
