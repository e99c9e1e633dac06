"""Ways to damage a file: its bytes, its lines, its markup, the parts of an archive, PDF objects.

A step is four numbers and a name, so that Hypothesis can draw, repeat and shrink it. Every step
works on any bytes: what it does not find there it leaves alone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

LONGEST = 2_000_000
"""Bytes of a damaged file: what only grows is looked at by tests/hostile."""

_ODD = (
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"&", b'"', b"'", b"|", b"\t", b"\n",
    b"]]>", b"<!--", b"&#0;", b"&#x110000;", b"&nope;", b"{", b"}", b"(", b")", b"%", b"\\", b"/",
    b" " * 5_000, b"\xe2\x80\xae", b"\xef\xbc\x8d", "一、总体情况\n".encode(), b"=1/0",
    b"</table>", b"<table>", b"</td></tr>", b"endobj", b"endstream", b"PK\x05\x06",
)  # fmt: skip
_NUMBERS = (
    b"0", b"-1", b"1", b"2", b"255", b"65535", b"65536", b"2147483647", b"4294967296", b"1e999",
    b"nan", b"-0", b"9" * 30, b"9" * 400, b"0.5", b"1e-9", "〇".encode(), "²".encode(),
    "٣".encode(),
)  # fmt: skip
_PATCHES = (
    b"\0", b"\xff", b"\x80", b"\0\0", b"\xff\xff", b"\xff\x7f", b"\0\0\0\0", b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f", b"\1\0", b"\0\1", b"A", b" ", b"\n",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,400}>")
_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(?<=stream)\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5", "utf-7", "latin-1")


class Step(NamedTuple):
    """One way to damage a file, where, and how far."""

    kind: str
    at: int
    to: int
    value: int


def damaged(data: bytes, steps: list[Step], other: bytes) -> bytes:
    """Return `data` after all steps; `other` is a file that stretches are taken from."""
    for step in steps:
        done = _KINDS[step.kind](data, step, other)
        data = done if len(done) <= LONGEST else data
    return data


# ---------------------------------------------------------------- bytes
def _stretch(data: bytes, step: Step) -> tuple[int, int]:
    if not data:
        return 0, 0
    start = step.at % len(data)
    return start, min(len(data), start + 1 + step.to % (1 << step.value % 14))


def _flip(data: bytes, step: Step, _: bytes) -> bytes:
    start, _end = _stretch(data, step)
    flipped = bytes(byte ^ (1 << step.value % 8) for byte in data[start : start + 1])
    return data[:start] + flipped + data[start + 1 :]


def _patch(data: bytes, step: Step, _: bytes) -> bytes:
    """Other bytes in the same places, so that all that counts bytes still counts right."""
    start, _end = _stretch(data, step)
    new = _PATCHES[step.value % len(_PATCHES)][: len(data) - start]
    return data[:start] + new + data[start + len(new) :]


def _cut(data: bytes, step: Step, _: bytes) -> bytes:
    start, _end = _stretch(data, step)
    return data[start:] if step.value % 4 == 0 else data[:start]


def _drop(data: bytes, step: Step, _: bytes) -> bytes:
    start, end = _stretch(data, step)
    return data[:start] + data[end:]


def _double(data: bytes, step: Step, _: bytes) -> bytes:
    start, end = _stretch(data, step)
    times = (1, 2, 30, 1000)[step.value % 4]
    return data[:start] + data[start:end] * (times if end - start < 2_000 else 1) + data[start:]


def _swap(data: bytes, step: Step, _: bytes) -> bytes:
    start, end = _stretch(data, step)
    later = end + step.value % (len(data) - end + 1)
    stop = later + min(end - start, len(data) - later)
    return data[:start] + data[later:stop] + data[end:later] + data[start:end] + data[stop:]


def _splice(data: bytes, step: Step, other: bytes) -> bytes:
    start, end = _stretch(other, step)
    place = step.value % (len(data) + 1)
    return data[:place] + other[start:end] + data[place + (step.to % 2) * (end - start) :]


def _insert(data: bytes, step: Step, _: bytes) -> bytes:
    place = step.at % (len(data) + 1)
    return data[:place] + _ODD[step.value % len(_ODD)] + data[place:]


def _renumber(data: bytes, step: Step, _: bytes) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    number = found[step.at % len(found)]
    return data[: number.start()] + _NUMBERS[step.value % len(_NUMBERS)] + data[number.end() :]


# ---------------------------------------------------------------- text and markup
def _lines(data: bytes, step: Step, _: bytes) -> bytes:
    lines = data.split(b"\n")
    one, two = step.at % len(lines), step.to % len(lines)
    if step.value % 5 == 0:
        del lines[one]
    elif step.value % 5 == 1:
        lines.insert(two, lines[one])
    elif step.value % 5 == 2:
        lines[one], lines[two] = lines[two], lines[one]
    elif step.value % 5 == 3:
        lines[one : one + 2] = [b"".join(lines[one : one + 2])]
    else:
        half = step.to % (len(lines[one]) + 1)
        lines[one : one + 1] = [lines[one][:half], lines[one][half:]]
    return b"\n".join(lines)


def _encode(data: bytes, step: Step, _: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    half = step.at % (len(text) + 1) if step.to % 2 else 0
    codec = _ENCODINGS[step.value % len(_ENCODINGS)]
    return text[:half].encode() + text[half:].encode(codec, "replace")


def _tags(data: bytes, step: Step, _: bytes) -> bytes:
    """Drop, double, move or nest what stands between two tags, whether or not they are a pair."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return data
    one = tags[step.at % len(tags)]
    two = tags[min(step.at % len(tags) + step.to % 12, len(tags) - 1)]
    inner = data[one.start() : two.end()]
    kinds = (
        b"", inner * 2, inner[: len(inner) // 2], one[0] * (1, 2, 50, 400)[step.to % 4] + inner,
        b"<!--" + inner, b"<div hidden>" + inner + b"</div>", _TAG.sub(b"", inner),
    )  # fmt: skip
    return data[: one.start()] + kinds[step.value % len(kinds)] + data[two.end() :]


def _elements(data: bytes, step: Step, _: bytes) -> bytes:
    """Drop, double, empty, move or nest an element, so that the markup stays well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
        found = list(root.iter("*"))[1:]
        if found:
            _change(found[step.at % len(found)], found[step.to % len(found)], step)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    except (etree.XMLSyntaxError, ValueError):
        # No markup, or nested too deep already to be parsed again.
        return data


def _change(element: etree._Element, target: etree._Element, step: Step) -> None:
    above = element.getparent()
    kind = step.value % 6
    if above is None:
        return
    if kind == 0:
        above.remove(element)
    elif kind == 1:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))
    elif kind == 2:
        element.clear()
    elif kind == 3 and element not in target.iterancestors() and target is not element:
        target.append(element)
    elif kind == 4:
        copy = etree.tostring(element, with_tail=False)
        for _ in range((1, 3, 40, 120)[step.to % 4]):
            inner = etree.fromstring(copy)
            element.append(inner)
            element = inner
    elif element.attrib:
        name = sorted(element.attrib)[step.to % len(element.attrib)]
        odd = _NUMBERS[step.value // 6 % len(_NUMBERS)].decode()
        element.set(name, odd)


# ---------------------------------------------------------------- archives and PDF
def _inside(kind: str) -> Callable[[bytes, Step, bytes], bytes]:
    """A step on one part of an archive, which is written anew."""

    def change(data: bytes, step: Step, other: bytes) -> bytes:
        parts = _parts(data)
        if not parts:
            return data
        names = sorted(parts, key=lambda name: (-len(parts[name]), name))
        # The larger a part, the more of the report is in it.
        name = names[min(step.value % 7, step.value % 3) % len(names)]
        if kind == "":
            del parts[name]
        else:
            parts[name] = _KINDS[kind](parts[name], step._replace(value=step.value // 7), other)
        return _packed(parts)

    return change


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            small = [info for info in archive.infolist() if info.file_size < LONGEST]
            return {info.filename: archive.read(info) for info in small}
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError,
            NotImplementedError):  # fmt: skip
        return {}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _objects(data: bytes, step: Step, _: bytes) -> bytes:
    """Drop, double, swap or renumber the objects of a PDF file."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one, two = found[step.at % len(found)], found[step.to % len(found)]
    kind = step.value % 4
    if kind == 0:
        return data[: one.start()] + data[one.end() :]
    if kind == 1:
        return data[: one.end()] + b"\n" + two[0] + data[one.end() :]
    if kind == 2:
        number, _, body = one[0].partition(b" obj")
        return data[: two.start()] + number + b" obj" + body + data[two.end() :]
    changed = _renumber(one[0], step._replace(at=step.to, value=step.value // 4), b"")
    return data[: one.start()] + changed + data[one.end() :]


def _streams(kind: str) -> Callable[[bytes, Step, bytes], bytes]:
    """A step on the unpacked content of one stream of a PDF file, which is packed again."""

    def change(data: bytes, step: Step, other: bytes) -> bytes:
        found = list(_STREAM.finditer(data))
        if not found:
            return data
        stream = found[step.value % len(found)]
        try:
            inner = zlib.decompressobj().decompress(stream[1], LONGEST)
        except zlib.error:
            return data
        step = step._replace(value=step.value // len(found))
        packed = zlib.compress(_KINDS[kind](inner, step, other), 1)
        return data[: stream.start(1)] + packed + data[stream.end(1) :]

    return change


_KINDS: dict[str, Callable[[bytes, Step, bytes], bytes]] = {
    "flip": _flip, "patch": _patch, "cut": _cut, "drop": _drop, "double": _double, "swap": _swap,
    "splice": _splice, "insert": _insert, "renumber": _renumber,
    "lines": _lines, "encode": _encode, "tags": _tags, "elements": _elements,
    "objects": _objects,
}  # fmt: skip
_BYTES = ("flip", "patch", "cut", "drop", "double", "swap", "splice", "insert", "renumber")
_TEXT = (*_BYTES, "lines", "encode")
_IN_PARTS = ("elements", "renumber", "insert", "tags", "double", "drop", "flip")
_IN_STREAMS = ("renumber", "lines", "insert", "drop", "double", "swap")
_KINDS |= {f"part {kind}".strip(): _inside(kind) for kind in ("", *_IN_PARTS)}
_KINDS |= {f"stream {kind}": _streams(kind) for kind in _IN_STREAMS}

ARCHIVE = (
    *_BYTES, "part", *(f"part {kind}" for kind in _IN_PARTS for _ in range(3 if kind < "f" else 2)),
)  # fmt: skip
BINARY = (*_BYTES, *("flip", "patch") * 6)
TEXT = _TEXT
MARKUP = (*_TEXT, "tags", "tags", "tags", "elements", "elements")
PDF = (*_BYTES, "objects", "objects", *(f"stream {kind}" for kind in _IN_STREAMS))
