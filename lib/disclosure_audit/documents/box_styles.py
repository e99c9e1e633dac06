"""What the style sheets inside a page and its style attributes say of an element's layout.

A small bounded reader, not a browser: selectors of tags, classes, ids and places among siblings,
alone or one inside another. A rule that it does not understand says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

LAYOUT = frozenset({
    "display", "visibility", "float", "width", "order", "flex", "flex-grow", "flex-basis",
    "flex-direction", "flex-flow", "flex-wrap", "grid", "grid-template", "grid-template-columns",
    "grid-template-areas", "grid-auto-flow", "grid-area", "grid-column", "grid-column-start",
    "grid-column-end", "grid-row", "grid-row-start", "grid-row-end",
})  # fmt: skip
"""The properties that are kept."""

_SHORT_FORMS = frozenset({"flex", "grid-column", "grid-row"})
_MAX_SHEETS = 300_000
_MAX_RULES = 4_000
_MAX_COMPARED = 500_000
"""Comparisons of an element with a selector; a page with more is laid out as if unstyled."""

_SPEAKS_OF_LAYOUT = re.compile(
    r"display|float|flex|grid|visibility|(?<![\w-])(?:width|order)", re.IGNORECASE
)
_BESIDE = re.compile(r"grid|flex|row|inline-block|left")
"""In the values of display and float: boxes that stand side by side, as in a row."""

_STYLES = etree.XPath("//@style", smart_strings=False)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_STEP = re.compile(r"\s*(>)\s*|\s+")
_PART = re.compile(
    r"(?P<name>[.#]?[A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*)|(?P<any>\*)"
    r"|:(?P<place>first-child|last-child|nth-child\(\s*(?P<nth>\d{1,3})\s*\))"
)
_WIDE_SCREEN = re.compile(
    r"@media\s+(?:(?:only\s+)?(?:screen|all)|\(\s*min-width\s*:[^()]*\)|and|\s)+"
)


class _Step(NamedTuple):
    """One element of a selector; `parent` where the next one must be its child."""

    tag: str | None
    classes: frozenset[str]
    id: str | None
    place: int | None
    parent: bool = False


class _Rule(NamedTuple):
    steps: tuple[_Step, ...]
    weight: tuple[int, int, int, int]
    declared: dict[str, tuple[str, bool]]


class Styles:
    """The layout that a page's own sheets and attributes give its elements.

    Parameters
    ----------
    root
        The parsed page.
    """

    def __init__(self, root: etree._Element) -> None:
        sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_MAX_SHEETS]
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        for number, (selector, body) in enumerate(_selectors(_COMMENT.sub(" ", sheets))):
            if number >= _MAX_RULES:
                break
            declared = _declared(body)
            steps = _steps(selector) if declared else None
            if steps:
                self._by_key[_key(steps[-1])].append(_Rule(steps, _weight(steps, number), declared))
        self._root = root
        self._compared = 0
        self._known: dict[etree._Element, dict[str, str]] = {}

    @property
    def any(self) -> bool:
        """Whether the page's sheets say anything of a layout."""
        return bool(self._by_key)

    def set_beside(self) -> bool:
        """Tell whether a sheet or a style attribute of the page sets boxes side by side."""
        declared = [rule.declared for rules in self._by_key.values() for rule in rules]
        declared += [
            _declared(style)
            for style in set(cast("list[str]", _STYLES(self._root)))
            if _SPEAKS_OF_LAYOUT.search(style)
        ]
        values = (
            own.get(name, ("", False))[0] for own in declared for name in ("display", "float")
        )
        return any(map(_BESIDE.search, values))

    def of(self, element: etree._Element) -> dict[str, str]:
        """Return the layout properties of an element, in lower case."""
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = self._found(element)
        return known

    def _found(self, element: etree._Element) -> dict[str, str]:
        matching = [rule for rule in self._candidates(element) if self._matches(element, rule)]
        matching.sort(key=lambda rule: rule.weight)
        every = [rule.declared for rule in matching]
        style = element.get("style")
        if style and _SPEAKS_OF_LAYOUT.search(style):
            every.append(_declared(style))
        found: dict[str, str] = {}
        for strong in (False, True):
            for declared in every:
                for name, (value, is_strong) in declared.items():
                    if is_strong == strong:
                        _set(found, name, value)
        return found

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        if not self._by_key:
            return
        keys = [f".{name}" for name in element.get("class", "").split()]
        identity = element.get("id")
        keys += [f"#{identity}"] if identity else []
        for key in (*keys, str(element.tag), "*"):
            yield from self._by_key.get(key, ())

    def _matches(self, element: etree._Element, rule: _Rule) -> bool:
        self._compared += 1
        if self._compared > _MAX_COMPARED or not _is(element, rule.steps[-1]):
            return False
        above = element.getparent()
        for step in reversed(rule.steps[:-1]):
            while above is not None and not _is(above, step):
                self._compared += 1
                above = None if step.parent else above.getparent()
            if above is None:
                return False
            above = above.getparent()
        return True


# ---------------------------------------------------------------- reading of sheets
def _selectors(text: str) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations; what stands in rules for other media is left out."""
    start = depth = 0
    opened: list[tuple[str, int]] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append((text[start : brace.start()].strip(), brace.end()))
            depth += 1
        elif opened:
            head, body = opened.pop()
            outer = [above for above, _ in opened]
            if not head.startswith("@") and all(_WIDE_SCREEN.fullmatch(a) for a in outer):
                for selector in head.split(","):
                    yield selector.strip(), text[body : brace.start()]
        start = brace.end()


def _steps(selector: str) -> tuple[_Step, ...] | None:
    """The elements of a selector from the outermost in; None where it is not understood."""
    if not selector or len(selector) > 200:
        return None
    words = _STEP.split(selector.strip())
    steps: list[_Step] = []
    for word, joint in zip(words[::2], [*words[1::2], None], strict=True):
        step = _step(word)
        if step is None:
            return None
        steps.append(step._replace(parent=joint == ">"))
    return tuple(steps)


def _step(word: str) -> _Step | None:
    done = 0
    tag: str | None = None
    identity: str | None = None
    place: int | None = None
    classes = []
    while done < len(word):
        part = _PART.match(word, done)
        if part is None:
            return None
        done = part.end()
        name = part["name"] or ""
        if name.startswith("."):
            classes.append(name[1:])
        elif name.startswith("#"):
            identity = name[1:]
        elif name:
            tag = name.lower()
        elif part["place"]:
            place = int(part["nth"] or 0) or {"first-child": 1, "last-child": -1}.get(part["place"])
    return _Step(tag, frozenset(classes), identity, place) if word else None


def _key(step: _Step) -> str:
    if step.id:
        return f"#{step.id}"
    return f".{min(step.classes)}" if step.classes else step.tag or "*"


def _weight(steps: tuple[_Step, ...], number: int) -> tuple[int, int, int, int]:
    return (
        sum(step.id is not None for step in steps),
        sum(len(step.classes) + (step.place is not None) for step in steps),
        sum(step.tag is not None for step in steps),
        number,
    )


def _declared(body: str) -> dict[str, tuple[str, bool]]:
    """The layout properties declared, each with whether it is marked as important."""
    found: dict[str, tuple[str, bool]] = {}
    for line in body[:4_000].split(";"):
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name in LAYOUT:
            value, mark, _ = value.strip().lower().partition("!")
            found.pop(name, None)  # what is said last comes last
            found[name] = (" ".join(value.split()), bool(mark))
    return found


def _set(found: dict[str, str], name: str, value: str) -> None:
    """Note a property; a short form sets anew what longer names said before it."""
    if name in _SHORT_FORMS:
        for longer in [known for known in found if known.startswith(f"{name}-")]:
            if longer not in ("flex-direction", "flex-flow", "flex-wrap"):
                del found[longer]
    found[name] = value


def _is(element: etree._Element, step: _Step) -> bool:
    if step.tag is not None and element.tag != step.tag:
        return False
    if step.id is not None and element.get("id") != step.id:
        return False
    if step.classes and not step.classes <= set(element.get("class", "").split()):
        return False
    return step.place is None or _place(element, last=step.place < 0) == abs(step.place)


def _place(element: etree._Element, *, last: bool) -> int:
    """Which child of its parent an element is, counted from 1 and at most to 1,000."""
    place = 1
    for sibling in element.itersiblings(preceding=not last):
        place += isinstance(cast(object, sibling.tag), str)
        if place > 1_000:
            break
    return place
