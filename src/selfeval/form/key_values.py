"""Whether what stands behind a key of form.toml is what the key's description says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from selfeval.form.keys import Key

_MOST = 10_000  # places, rows, lines


def mismatch(key: Key, value: Any) -> str:
    """What the key expects, in Chinese, where the value is not of that type; else ``""``."""
    match key.type:
        case "text" | "expression":
            return "" if isinstance(value, str) else "引号里的文字"
        case "texts":
            return "" if _is_texts(value) else '文字的列表，如 ["甲", "乙"]'
        case "flag":
            return "" if isinstance(value, bool) else "true 或 false"
        case "count":
            return (
                "" if _is_number(value) and isinstance(value, int) and 0 <= value <= _MOST else f"0 到 {_MOST} 的整数"
            )
        case "number":
            return "" if _is_number(value) else "数字"
        case "word":
            spelt = str(value) if _is_number(value) else value  # zero = 0 is as good as zero = "0"
            return (
                ""
                if isinstance(spelt, str) and spelt in key.words
                else "其中之一：" + "、".join(word or '""' for word in key.words)
            )
        case "tables":
            return "" if isinstance(value, Mapping) else "按名称的表"
        case "choices":
            by_alias = isinstance(value, Mapping) and all(_is_texts(aliases) for aliases in value.values())
            return "" if by_alias or _is_texts(value) else "文字的列表，或每个词一列其他写法的表"


def _is_number(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, Decimal) and value.is_finite()
    )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
