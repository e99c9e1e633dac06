"""What Word says about a paragraph beside its text: style, outline level, automatic number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from disclosure_audit.documents.ordinals import spelled
from disclosure_audit.documents.packages import child, is_on, local, number, value
from disclosure_audit.documents.word_package import Package

_FORMATS = {
    "decimal": "decimal", "decimalZero": "decimal_zero", "lowerLetter": "lower_letter",
    "upperLetter": "upper_letter", "lowerRoman": "lower_roman", "upperRoman": "upper_roman",
    "chineseCounting": "han", "chineseCountingThousand": "han", "taiwaneseCounting": "han",
    "taiwaneseCountingThousand": "han", "japaneseCounting": "han", "ideographDigital": "han_digits",
    "taiwaneseDigital": "han_digits", "japaneseDigitalTenThousand": "han",
    "chineseLegalSimplified": "han_legal", "decimalFullWidth": "full_width",
    "decimalFullWidth2": "full_width", "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled", "ideographTraditional": "stems",
    "ideographZodiac": "branches", "none": "none",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_MAX_CHAIN = 20
"""Styles build on one another; a chain longer than this goes round in a circle."""


class Styles:
    """The styles of a Word file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in root if root is not None else ():
            name = value(style, "styleId") if local(style) == "style" else None
            if name is None:
                continue
            self._styles[name] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._default = name

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """The style called `name` and those it builds on."""
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = value(child(style, "basedOn"))

    def of_paragraph(self, properties: etree._Element | None) -> list[etree._Element]:
        """The styles that a paragraph with these properties follows, the nearest first."""
        return list(self.chain(value(child(properties, "pStyle")) or self._default))

    def name(self, properties: etree._Element | None) -> str:
        """The name of a paragraph's style."""
        styles = self.of_paragraph(properties)
        return (value(child(styles[0], "name")) or "") if styles else ""

    def level(self, properties: etree._Element | None) -> int | None:
        """The heading level of a paragraph, 1 to 6, or None."""
        styles = self.of_paragraph(properties)
        for holder in (properties, *(child(style, "pPr") for style in styles)):
            outline = child(holder, "outlineLvl")
            if outline is not None:
                level = number(outline, 9)
                return min(level + 1, 6) if 0 <= level < 9 else None
        for style in styles:
            name = value(child(style, "name")) or ""
            match = _HEADING_NAME.fullmatch(name.strip())
            if match:
                return min(int(match[1]), 6)
            if name.lower() == "title":
                return 1
        return None

    def has(
        self, names: tuple[str, ...], run: etree._Element, paragraph: list[etree._Element]
    ) -> bool:
        """Tell whether one of the switches `names` is on for a run of a paragraph."""
        found = self._found(names, run, paragraph)
        return found is not None and is_on(found)

    def is_raised(self, run: etree._Element, paragraph: list[etree._Element]) -> bool:
        """Tell whether a run is superscript or subscript."""
        found = self._found(("vertAlign",), run, paragraph)
        return value(found) in ("superscript", "subscript")

    def _found(
        self, names: tuple[str, ...], run: etree._Element, paragraph: list[etree._Element]
    ) -> etree._Element | None:
        own = child(run, "rPr")
        styles = (
            [*self.chain(value(child(own, "rStyle"))), *paragraph] if own is not None else paragraph
        )
        for holder in (own, *(child(style, "rPr") for style in styles)):
            for setting in holder if holder is not None else ():
                if local(setting) in names:
                    return setting
        return None


class Numbers:
    """Counts the automatic numbers of a Word file as its paragraphs come by."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._met: set[str] = set()
        for element in package.numbering if package.numbering is not None else ():
            if local(element) == "abstractNum":
                self._abstract[value(element, "abstractNumId") or ""] = element
            elif local(element) == "num":
                self._nums[value(element, "numId") or ""] = element

    def printed(self, properties: etree._Element | None) -> str:
        """Count one paragraph and return the number that Word prints before it, or nothing."""
        num_id, level = self._of(properties)
        num = self._nums.get(num_id)
        key, abstract = self._abstract_of(num)
        if num is None or abstract is None:
            return ""
        counters = self._counters.setdefault(key, {})
        self._restart(num_id, num, counters)
        start = number(child(self._definition(num, abstract, level), "start"), 0)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [other for other in counters if other > level]:
            if self._restarts(num, abstract, deeper, level):
                del counters[deeper]
        return self._text(num, abstract, level, counters)

    def _of(self, properties: etree._Element | None) -> tuple[str, int]:
        own = child(properties, "numPr")
        styles = self._styles.of_paragraph(properties)
        holders = [own, *(child(style, "pPr", "numPr") for style in styles)]
        ids = [value(child(holder, "numId")) for holder in holders if holder is not None]
        num_id = next((found for found in ids if found is not None), "0")
        for holder in holders:
            if child(holder, "ilvl") is not None:
                return num_id, min(max(number(child(holder, "ilvl"), 0), 0), 8)
        return num_id, self._level_of_style(num_id, styles)

    def _level_of_style(self, num_id: str, styles: list[etree._Element]) -> int:
        names = {value(style, "styleId") for style in styles}
        _, abstract = self._abstract_of(self._nums.get(num_id))
        for level in abstract if abstract is not None else ():
            if local(level) == "lvl" and value(child(level, "pStyle")) in names:
                return min(max(number(level, 0, "ilvl"), 0), 8)
        return 0

    def _abstract_of(self, num: etree._Element | None) -> tuple[str, etree._Element | None]:
        key = value(child(num, "abstractNumId")) or ""
        abstract = self._abstract.get(key)
        linked = value(child(abstract, "numStyleLink"))
        if linked is None:
            return key, abstract
        for style in self._styles.chain(linked):
            other = self._nums.get(value(child(style, "pPr", "numPr", "numId")) or "")
            key = value(child(other, "abstractNumId")) or ""
            if key in self._abstract:
                return key, self._abstract[key]
        return key, abstract

    def _restart(self, num_id: str, num: etree._Element, counters: dict[int, int]) -> None:
        if num_id in self._met:
            return
        self._met.add(num_id)
        for override in num:
            start = child(override, "startOverride")
            if local(override) == "lvlOverride" and start is not None:
                counters[number(override, 0, "ilvl")] = number(start, 1) - 1

    def _definition(
        self, num: etree._Element, abstract: etree._Element, level: int
    ) -> etree._Element | None:
        for override in num:
            if local(override) == "lvlOverride" and number(override, 0, "ilvl") == level:
                own = child(override, "lvl")
                if own is not None:
                    return own
        return next(
            (
                found
                for found in abstract
                if local(found) == "lvl" and number(found, 0, "ilvl") == level
            ),
            None,
        )

    def _restarts(
        self, num: etree._Element, abstract: etree._Element, deeper: int, level: int
    ) -> bool:
        after = number(child(self._definition(num, abstract, deeper), "lvlRestart"), deeper)
        return after != 0 and level < after

    def _text(
        self, num: etree._Element, abstract: etree._Element, level: int, counters: dict[int, int]
    ) -> str:
        definition = self._definition(num, abstract, level)
        if value(child(definition, "numFmt")) == "bullet":
            return ""
        legal = child(definition, "isLgl")

        def counted(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            its = self._definition(num, abstract, shown)
            count = counters.get(shown, number(child(its, "start"), 0))
            style = _FORMATS.get(value(child(its, "numFmt")) or "decimal", "decimal")
            lawful = legal is not None and is_on(legal) and shown != level
            return spelled(count, "decimal" if lawful else style)

        text = _PLACEHOLDER.sub(counted, value(child(definition, "lvlText")) or "")
        if not text or value(child(definition, "suff")) == "nothing":
            return text
        return text if text[-1] in "、）】〕．。：" else f"{text} "
