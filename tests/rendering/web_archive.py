"""Web archives (mht) as browsers and Word save them: the page and a picture as parts."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage

from tests.rendering import web_page
from tests.rendering.report import ReportText

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def archive(
    report: ReportText, *, charset: str = "utf-8", transfer: str = "quoted-printable"
) -> bytes:
    """The bare page in a multipart/related message, `transfer` its transfer encoding."""
    page = web_page.plain(report, charset).decode(charset)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "<Saved by a browser>"
    message["Subject"] = report.title
    message.set_content(page, subtype="html", charset=charset, cte=transfer)
    message.add_related(
        _PIXEL, "image", "png", cid="<seal@example>", headers=["Content-Location: images/seal.png"]
    )
    return message.as_bytes()
