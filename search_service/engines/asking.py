"""One request of a client while it is answered: how long it may take, which build it reads.

All that asks the engine for one answer shares this: the first call and the rescue steps end at one
deadline, go to one engine as long as that answers, and read one build or none.
"""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn

from search_service.errors import Rebuilt

SHORT_S = 0.02  # less is not worth a question to the engine
CHANGED = "The index was changed while the answer was made; ask again."


@dataclass(slots=True)
class Asking:
    """The state of one request; `build` is the one it was understood with."""

    ends: float  # of the loop's clock, which no change of the time of day moves
    build: str
    engine: int | None = None  # the one that answered it before
    answering: bool = False  # some of the answer has left: a long export, which takes its time
    overtaken: bool = False  # the engines have another build meanwhile

    def left_s(self, whole_s: float) -> float:
        """How long its next call may take; `whole_s` is for one call of a long answer."""
        if self.answering:
            return whole_s
        return self.ends - asyncio.get_running_loop().time()


# Without one (looking for builds, commands) a call has the engine's own patience.
ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


def meet_another_build() -> NoReturn:
    """What was found is of another build than the one that is read: the request begins anew.

    Raises Rebuilt.
    """
    if (asking := ASKING.get()) is not None:
        asking.overtaken = True
    raise Rebuilt(CHANGED)
