"""Contrast of two colours as WCAG 2.2 counts it: what readers of a widget will see."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # of text, WCAG 2.2 AA 1.4.3


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written #rrggbb, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
