"""Finnish words for "without": maksutta means maksuton, never maksu."""

import re
from collections.abc import Callable

_ABESSIVE = re.compile(r"^(?P<stem>.+?)tt(?P<vowel>[aä])(?P<rest>\w{0,6})$")


def without(token: str, lookup: Callable[[str], list[dict[str, str]]]) -> str:
    """The -ton adjective of a form in -tta/-ttä (maksutta -> maksuton), else the token.

    Voikko gives such a form the base form of what is missing, which would turn its meaning round.
    """
    match = _ABESSIVE.match(token)
    if match is None:
        return token
    adjective = match["stem"] + ("ton" if match["vowel"] == "a" else "tön")
    return adjective if lookup(adjective) else token
