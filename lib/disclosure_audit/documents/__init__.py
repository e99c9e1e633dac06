"""Readers: one per family of formats, and the one Document that all of them make."""

from disclosure_audit.documents.bounds import bounded
from disclosure_audit.documents.crops import crops_of
from disclosure_audit.documents.document import (
    Block,
    Document,
    GridCell,
    Note,
    Paragraph,
    Picture,
    Place,
    Table,
)
from disclosure_audit.documents.furniture import is_furniture
from disclosure_audit.documents.page_files import is_first_page, page_files
from disclosure_audit.documents.reading import FORMATS, read

__all__ = [
    "FORMATS",
    "Block",
    "Document",
    "GridCell",
    "Note",
    "Paragraph",
    "Picture",
    "Place",
    "Table",
    "bounded",
    "crops_of",
    "is_first_page",
    "is_furniture",
    "page_files",
    "read",
]
