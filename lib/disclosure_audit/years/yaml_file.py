"""A YAML file that a person writes: read with line numbers, within bounds, with nothing hidden.

Anchors, aliases, tags and doubled keys are refused: no such file needs them, and each can make it
say something else than it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure_audit.errors import InspectorError
from disclosure_audit.text import Words, shortened

MAX_BYTES = 100_000
"""Some two thousand lines; the parser takes about a second for as much."""
_DEPTH = 12
_LONGEST_PLAIN = 40
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")
)


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the line where it stands.

    Parameters
    ----------
    value
        A dict of Nodes by name, a list of Nodes, or a plain value: text, number, date, None.
    line
        From 1.
    written
        The characters of a plain value as they stand there; empty for the others.
    """

    value: Any
    line: int
    written: str = ""


def plain(node: Node) -> Any:
    """Return what stands at a node without line numbers: dicts, lists and plain values."""
    if isinstance(node.value, dict):
        return {name: plain(inner) for name, inner in node.value.items()}
    if isinstance(node.value, list):
        return [plain(inner) for inner in node.value]
    return node.value


class _RefusedError(ValueError):
    """What stands in the file is refused: why, and in which line."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.line, self.words = line, Words(zh, en)


def wrong(file: Path, line: int | None, words: Words) -> InspectorError:
    """Return the error that names a file, a line where there is one, and what is wrong there."""
    at = Words(f" 第 {line} 行", f", line {line}") if line else Words("", "")
    return InspectorError(
        Words(f"文件 {file}{at.zh}：{words.zh}。", f"File {file}{at.en}: {words.en}.")
    )


def read_yaml(path: Path, file: Path) -> tuple[bytes, Node | None]:
    """Return the bytes of the YAML file at `path` and what stands in it; None where nothing does.

    Messages call it `file`.

    Raises
    ------
    InspectorError
        It cannot be opened, is too large, or is no plain YAML in UTF-8: file and line are named.
    """
    import yaml  # only where such a file is there

    if path.exists() and not path.is_file():  # a folder, or a pipe that would never end
        raise wrong(file, None, Words("不是文件", "it is no file"))
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise wrong(file, None, Words("打不开", "it cannot be opened")) from error
    if len(data) > MAX_BYTES:
        raise wrong(
            file,
            None,
            Words(f"太大，最多 {MAX_BYTES} 字节", f"it is larger than {MAX_BYTES} bytes"),
        )
    try:
        return data, _parsed(data.decode("utf-8-sig"))
    except _RefusedError as error:
        raise wrong(file, error.line, error.words) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _no_yaml(file, mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise _no_yaml(file, None) from error


def _no_yaml(file: Path, line: int | None) -> InspectorError:
    return wrong(file, line, Words("不是有效的 YAML（UTF-8 编码）", "it is no valid YAML in UTF-8"))


def _parsed(text: str) -> Node | None:
    import yaml

    loader: Any = getattr(
        yaml, "CSafeLoader", yaml.SafeLoader
    )  # several times as fast, where built
    content = _Content(yaml.parse(text, Loader=loader), yaml.SafeLoader(""))
    return content.only_document()


class _Content:
    """Nodes made of a parser's events, so that what is refused is never built."""

    def __init__(self, events: Iterator[Any], values: Any) -> None:
        self._events = events
        self._values = values  # resolves and makes plain values as the safe loader does

    def only_document(self) -> Node | None:
        import yaml

        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0)
        next(self._events)  # the document ends
        further = next(self._events)
        if not isinstance(further, yaml.StreamEndEvent):
            line = further.start_mark.line + 1
            raise _RefusedError(line, "只能有一个文档（---）", "only one document (---) is allowed")
        return None if root.value is None else root

    def _node(self, event: Any, depth: int) -> Node:
        import yaml

        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _RefusedError(line, "用了锚点或引用（& 或 *），请把内容直接写出", _NO_ANCHOR)
        if event.tag:
            tag = shortened(event.tag, 40)
            raise _RefusedError(line, f"有不允许的标签 {tag}", f"tag {tag} is not allowed")
        if depth > _DEPTH:
            raise _RefusedError(line, "嵌套太深", "it is nested too deeply")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(depth), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._sequence(depth), line)
        return self._scalar(event, line)

    def _sequence(self, depth: int) -> list[Node]:
        import yaml

        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Node]:
        import yaml

        found: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key.value, str):
                raise _RefusedError(key.line, "键应为一个词", "a key must be a word")
            if key.value in found:
                said = shortened(key.value, 40)
                raise _RefusedError(
                    key.line, f"键“{said}”写了两次", f"key “{said}” stands there twice"
                )
            found[key.value] = self._node(next(self._events), depth + 1)
        return found

    def _scalar(self, event: Any, line: int) -> Node:
        import yaml

        tag = self._values.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag not in _PLAIN_TAGS:  # such as << and =
            raise _RefusedError(line, "这个值请加引号", "put this value in quotes")
        if not tag.endswith(":str") and len(event.value) > _LONGEST_PLAIN:
            raise _RefusedError(line, "数太长", "a number is too long")
        try:
            value = self._values.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, OverflowError) as error:
            raise _RefusedError(
                line, "不是有效的 YAML 值", "this is no valid YAML value"
            ) from error
        return Node(value, line, event.value)


_NO_ANCHOR = "an anchor or alias (& or *) is used; write the content itself"


def record_of(
    file: Path, node: Node, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, Node]:
    """Return the fields of an entry that must have `required` and may have `optional` keys.

    Raises
    ------
    InspectorError
        It is no entry, a key is missing, or one is unknown; the allowed ones are named.
    """
    allowed = (*required, *optional)
    names_zh, names_en = "、".join(allowed), ", ".join(allowed)
    if not isinstance(node.value, dict):
        raise wrong(
            file,
            node.line,
            Words(f"应为一条，由“键: 值”组成，可用的键：{names_zh}", f"expected keys: {names_en}"),
        )
    unknown = next((name for name in node.value if name not in allowed), None)
    if unknown is not None:
        said = shortened(unknown, 40)
        raise wrong(
            file,
            node.value[unknown].line,
            Words(
                f"没有名为“{said}”的键，可用的键：{names_zh}",
                f"there is no key “{said}”; allowed: {names_en}",
            ),
        )
    missing = next((name for name in required if name not in node.value), None)
    if missing is not None:
        raise wrong(
            file,
            node.line,
            Words(
                f"缺少键 {missing}，每条应有 {'、'.join(required)}",
                f"key {missing} is missing; each entry has {', '.join(required)}",
            ),
        )
    return node.value


def list_of(file: Path, name: str, node: Node, most: int) -> list[Node]:
    """Return the entries of a list of at most `most`; nothing written is an empty list.

    Raises
    ------
    InspectorError
        It is no list, or too long.
    """
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        raise wrong(
            file,
            node.line,
            Words(f"{name} 应为列表，每条以“- ”开头", f"{name} must be a list of “- ” entries"),
        )
    if len(node.value) > most:
        raise wrong(
            file,
            node.line,
            Words(f"{name} 超过 {most} 条", f"{name} has more than {most} entries"),
        )
    return node.value


def text_of(file: Path, name: str, node: Node, most: int) -> str:
    """Return a text of one line, at most `most` characters, not empty.

    Raises
    ------
    InspectorError
        It is something else; what a number or date would be is said to be put in quotes.
    """
    if not isinstance(node.value, str):
        raise wrong(
            file,
            node.line,
            Words(
                f"{name} 应为文字（数字、日期、真假值请加引号）",
                f"{name} must be text (put numbers, dates, yes and no in quotes)",
            ),
        )
    text = shortened(node.value, most + 1)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise wrong(
            file,
            node.line,
            Words(f"{name} 含不能用的字符", f"{name} holds characters that cannot be used"),
        )
    if not text:
        raise wrong(file, node.line, Words(f"{name} 为空", f"{name} is empty"))
    if len(text) > most:
        raise wrong(
            file,
            node.line,
            Words(f"{name} 超过 {most} 字", f"{name} is longer than {most} characters"),
        )
    return text
