"""Contrast of colours, on paper and after a photocopier has turned them to grey."""

from handoutgen.document.colour import channels, lightness, luminance, ratio

__all__ = ["grey_by_luma", "grey_by_luminance", "lightness", "luminance", "ratio"]


def grey_by_luminance(colour: str) -> str:
    """The grey that is as light as the colour."""
    y = luminance(colour)
    level = 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055
    return _grey(level * 255)


def grey_by_luma(colour: str) -> str:
    """The grey that most printers and scanners make of a colour (ITU-R BT.601, luma)."""
    red, green, blue = channels(colour)
    return _grey(0.299 * red + 0.587 * green + 0.114 * blue)


def _grey(level: float) -> str:
    return "#" + f"{min(255, max(0, round(level))):02x}" * 3
