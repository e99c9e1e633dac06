"""Numbers in the words of table 3 that are of other matters: files as marked, other business."""

from __future__ import annotations

import re

from disclosure_audit.forms import vocabulary
from disclosure_audit.reports.claims.passages import Passage

# A file is marked 主动公开, 依申请公开 or 不予公开 when it is drawn up.
_MARKED_FILES = re.compile(r"属性|定密|(?:主动公开|依申请公开|不予公开)类")
_FILES = re.compile(r"(?<!规范性)文件|公文|拟文|发文|收文")
_PUBLISHED_WITH_A_NUMBER = re.compile(r"主动公开[^,;:。、\d]{0,8}\d")
_OF_APPLICANTS = re.compile(
    r"(?:收到|接到|新收|受理|办理|办结|答复)[^,;:。]{0,12}申请|公开申请|申请(?:人|件|\d)"
)
_DONE_WITH_APPLICATIONS = re.compile(r"收到|接到|新收|受理|办理|办结|答复|回复|结转")
_IN_TIME = re.compile(r"[按如]期|按时")
_LATER = re.compile(r"延期|延长")
_REHEARSED = re.compile(r"模拟|演练|测试")
_BUSINESS_OF_A_CLAUSE = re.compile(r"(?:^|[,;:])[^,;:]*$")


def is_of_marked_files(passage: Passage, index: int, lead: str) -> bool:
    """Whether a number counts files or items by how they may be published, not applications.

    So it is where attributes, files or 主动公开 with a number stand in the sentence and no
    applicant was spoken of since: 217份文件中，主动公开143份，依申请公开52份，不予公开22份.
    """
    said = passage.text[: passage.ends[index] + 2]
    marks = [match.end() for match in _MARKED_FILES.finditer(said)]
    if marks and not _OF_APPLICANTS.search(said, marks[-1]):
        return True
    if _DONE_WITH_APPLICATIONS.search(lead) or _OF_APPLICANTS.search(said):
        return False
    return bool(_FILES.search(said) or _PUBLISHED_WITH_A_NUMBER.search(passage.text))


def is_rehearsed(text: str) -> bool:
    """Whether a text tells of applications made to test the channel, which are none."""
    return bool(_REHEARSED.search(text))


def is_other_business(passage: Passage, index: int, lead: str) -> bool:
    """Whether a number counts delays, tests, what is due, or work for another place or desk."""
    known = vocabulary()
    clause = _BUSINESS_OF_A_CLAUSE.search(lead)
    if clause and known.other_business.search(clause[0]):
        return True
    if _IN_TIME.search(lead) and _LATER.search(passage.text):
        return True  # 延期答复1件，按时答复5件
    return bool(known.desks.search(passage.text, 0, passage.starts[index]))
