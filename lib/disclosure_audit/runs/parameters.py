"""Parameters of a run: what a YAML file or the notebook's tagged cell may say."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from disclosure_audit.errors import InspectorError
from disclosure_audit.text import Language, Words, shortened
from disclosure_audit.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MAX_LENGTH = 1_000
_MAX_FILE = 100_000


def _one_plain_line(value: str) -> str:
    """Refuse what could break out of the injected cell: line breaks, control characters."""
    if not value.strip():
        raise ValueError("为空|is empty")
    if len(value) > _MAX_LENGTH:
        raise ValueError(f"超过 {_MAX_LENGTH} 字|is longer than {_MAX_LENGTH} characters")
    bad = next(
        (c for c in value if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None
    )
    if bad is not None:
        code = f"U+{ord(bad):04X}"
        raise ValueError(f"含控制字符 {code}|holds control character {code}")
    return value


Line = Annotated[str, AfterValidator(_one_plain_line)]


class TownshipParameters(BaseModel):
    """Parameters of one township's audit (CONTRACT, section 6).

    Parameters
    ----------
    year_folder
        The township's year folder; relative to the folder the command is run in.
    county, township, year
        Where the folder names do not say it.
    priors
        Prior reports or year folders; none: the township's folder of the year before.
    policy, rules
        Policy file and folder of local rules; default: those that came with the kit.
    language
        ``zh`` or ``en``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    year_folder: Line
    county: Line | None = None
    township: Line | None = None
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    priors: list[Line] = []
    policy: Line | None = None
    rules: Line | None = None
    language: Language = "zh"


def township_parameters(values: dict[str, Any], source: str = "参数") -> TownshipParameters:
    """Make the model of parameter values.

    Parameters
    ----------
    values
        By name.
    source
        Where they come from, for the message.

    Raises
    ------
    InspectorError
        An unknown name, a wrong type or a value that is not allowed.
    """
    try:
        return TownshipParameters(**values)
    except ValidationError as error:
        raise _refused(error, source) from error
    except TypeError as error:  # a name that is no text
        raise InspectorError(
            Words(f"{source}：参数名应为文字。", f"{source}: names of parameters must be text.")
        ) from error


def parameters_from(file: Path) -> TownshipParameters:
    """Read a parameter file.

    Raises
    ------
    InspectorError
        No such file, no valid YAML, or parameters that are refused.
    """
    import yaml  # only where a file is read

    try:
        data = file.read_bytes()
        content = yaml.safe_load(data.decode("utf-8")) if len(data) <= _MAX_FILE else None
    except OSError as error:
        raise InspectorError(
            Words(f"参数文件 {file} 打不开。", f"Parameter file {file} cannot be opened.")
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InspectorError(
            Words(f"参数文件 {file} 不是有效的 UTF-8 YAML。", f"{file} is no valid YAML in UTF-8.")
        ) from error
    if not isinstance(content, dict):
        raise InspectorError(
            Words(
                f"参数文件 {file} 应由“名称: 值”组成，例如 year_folder: townships/县/乡/2024。",
                f"{file} must consist of “name: value” lines, such as "
                "year_folder: townships/county/township/2024.",
            )
        )
    return township_parameters(content, str(file))


def _refused(error: ValidationError, source: str) -> InspectorError:
    first = error.errors(include_url=False)[0]
    name = shortened(".".join(str(part) for part in first["loc"]), 60) or "?"
    allowed = "、".join(TownshipParameters.model_fields)
    if first["type"] == "extra_forbidden":
        return InspectorError(
            Words(
                f"{source}：没有名为“{name}”的参数。可用：{allowed}。请改正或删去。",
                f"{source}: there is no parameter “{name}”. Allowed: {allowed}. Correct or remove "
                "it.",
            )
        )
    if first["type"] == "missing":
        return InspectorError(
            Words(f"{source}：缺少参数 {name}。", f"{source}: parameter {name} is missing.")
        )
    got = shortened(repr(first["input"]), 60)
    why = _reason(first)
    return InspectorError(
        Words(
            f"{source}：参数 {name} 的值 {got} 不能用：{why.zh}。请改正。",
            f"{source}: parameter {name} cannot be {got}: it {why.en}. Correct it.",
        )
    )


_REASONS = {
    "int_type": Words("应为整数", "must be a whole number"),
    "string_type": Words("应为文字", "must be text"),
    "list_type": Words("应为列表", "must be a list"),
    "literal_error": Words("应为 zh 或 en", "must be zh or en"),
    "greater_than_equal": Words(f"应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", "is too early"),
    "less_than_equal": Words(f"应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", "is too late"),
}


def _reason(error: ErrorDetails) -> Words:
    """Return why a value is refused; the model's own validators say it in both languages."""
    if error["type"] == "value_error":
        zh, _, en = error["msg"].removeprefix("Value error, ").partition("|")
        return Words(zh, en)
    return _REASONS.get(error["type"], Words(error["msg"], error["msg"]))
