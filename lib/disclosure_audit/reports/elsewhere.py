"""Tables of the form that the report says stand elsewhere: in an annex, a file, a picture."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from disclosure_audit.documents import Note
from disclosure_audit.forms import Edition, TableId
from disclosure_audit.reports.report import SectionText
from disclosure_audit.text import Words, shortened

_ELSEWHERE = re.compile(
    r"(详?见|参见|附|另附|请看|下载)(后附|文后|文末|所附)?(的|“|《|：|:)?"
    r"(附表|附件|附录|附图|后表|另表|下载)|附表\s*[一二三四\d]|(见|附)(附|后|文后|文末)(\W|$)"
)
_MAX_SHOWN = 40


def tables_elsewhere(
    sections: Sequence[SectionText], found: Collection[TableId], edition: Edition
) -> Iterator[Note]:
    """Yield a note for each table that is not there and that its section says is elsewhere.

    Parameters
    ----------
    sections
        Of the report.
    found
        Tables that were found.
    edition
        For the section in which each table stands.
    """
    for table, home in edition.table_sections.items():
        section = next((s for s in sections if s.id == home), None)
        if table in found or section is None:
            continue
        said = next((p for p in section.paragraphs if _ELSEWHERE.search(p.text)), None)
        if said is not None:
            text = shortened(said.text, _MAX_SHOWN)
            yield Note("tables_elsewhere", _words(section.title or "", text), said.at)


def _words(title: str, said: str) -> Words:
    return Words(
        f"“{title}”部分没有统计表，文中称“{said}”。附表不在本文件中，有关各格记为缺失；"
        "请一并提供附表，或把表放入正文。",
        f"Section “{title}” has no table; it says “{said}”. The annex is not in this file, so the "
        "cells are missing; supply the annex, or put the table into the text.",
    )
