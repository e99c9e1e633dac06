"""Messages in two languages."""

from __future__ import annotations

from disclosure_audit.text import Words


def test_a_message_is_said_in_the_language_asked_for() -> None:
    """Each language has its own sentence."""
    words = Words("不符", "failed")
    assert (words.said("zh"), words.said("en")) == ("不符", "failed")


def test_messages_join_as_their_language_joins() -> None:
    """Chinese sentences join without a space, English ones with one; an empty one leaves none."""
    joined = Words("甲。", "One.") + Words("乙。", "Two.") + Words("", "")
    assert joined == Words("甲。乙。", "One. Two.")
