"""Help lines of an answer: crisis words put them first."""

from collections.abc import Sequence
from typing import Any

from synonyms.help_lines import lines_for

# Needs in which somebody may be in danger now, or cannot wait for a group on Tuesday.
URGENT = ("crisis", "suicide", "violence", "mental_health", "addiction", "gambling")
MAX_LINES = 3


def help_for(needs: Sequence[str], lang: str) -> list[dict[str, Any]]:
    """Lines for the urgent ones among needs, the nearest first."""
    urgent = [need for need in needs if need in URGENT]
    return [
        {
            "id": line.id,
            "name": line.names.get(lang) or line.names["fi"],
            "phone": line.phone or None,
            "url": line.url,
            "hours": line.hours.get(lang) or line.hours["fi"],
        }
        for line in lines_for(urgent, MAX_LINES)
    ]
