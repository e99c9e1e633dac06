"""The memo: what inspectors and townships read, made of parts that a notebook shows.

`exporter` turns an executed notebook into the page; it imports nbconvert, so it is not imported
here.
"""

from disclosure_audit.memo.parts import MemoParts, Part, memo_parts
from disclosure_audit.memo.view import MemoView, view_of

__all__ = ["MemoParts", "MemoView", "Part", "memo_parts", "view_of"]
