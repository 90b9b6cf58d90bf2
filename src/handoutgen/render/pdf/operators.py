"""Operands of a content stream: numbers, colours, paths, strings (ISO 32000-1, 7.3 and 8.5)."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A coordinate with at most two decimals, as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Operands of an operator."""
    return " ".join(map(number, values))


@lru_cache(maxsize=256)
def components(colour: str) -> str:
    """The red, green and blue of a colour as operands."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def box_path(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path of a box with round corners."""
    if radius <= 0:
        return f"{numbers(x, y, width, height)} re"
    r, k = radius, radius * 0.4477
    right, top = x + width, y + height
    return "\n".join(
        (
            f"{numbers(x + r, y)} m {numbers(right - r, y)} l",
            f"{numbers(right - k, y, right, y + k, right, y + r)} c {numbers(right, top - r)} l",
            f"{numbers(right, top - k, right - k, top, right - r, top)} c {numbers(x + r, top)} l",
            f"{numbers(x + k, top, x, top - k, x, top - r)} c {numbers(x, y + r)} l",
            f"{numbers(x, y + k, x + k, y, x + r, y)} c h",
        )
    )


def literal(text: str) -> str:
    """Codes as the inside of a literal string (7.3.4.2), always in ASCII.

    ReportLab would write any other character of a page's stream as UTF-8.
    """
    if text.isascii() and text.isalnum():
        return text
    text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    text = text.replace("\r", "\\r").replace("\n", "\\n")
    return text if text.isascii() else "".join(map(_octal, text))


def _octal(code: str) -> str:
    return code if code.isascii() else f"\\{ord(code):03o}"
