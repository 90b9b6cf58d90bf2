"""Contrast of colours, on paper and after a photocopier has turned them to grey."""

from functools import lru_cache


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1 of an sRGB colour `#rrggbb` (WCAG 2.2, definition)."""
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """CIE 1976 lightness L* from 0 to 100 of an sRGB colour."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def grey_by_luminance(colour: str) -> str:
    """The grey that is as light as the colour."""
    y = luminance(colour)
    level = 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055
    return _grey(level * 255)


def grey_by_luma(colour: str) -> str:
    """The grey that most printers and scanners make of a colour (ITU-R BT.601, luma)."""
    red, green, blue = _channels(colour)
    return _grey(0.299 * red + 0.587 * green + 0.114 * blue)


def _grey(level: float) -> str:
    return "#" + f"{min(255, max(0, round(level))):02x}" * 3


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=256)
def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
