"""The ladder of a search that found too little: what may be loosened, step by step, and told.

Each rung takes the attempt before it and gives those that may find more: none where it cannot help.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from search_service.answer import RescueStep
from search_service.criteria import Criteria
from search_service.messages import say, say_distance
from search_service.near.search_area import COUNTRY_M, RADII_M, SearchArea
from search_service.understanding.units import LEAST, Unit

FEW = 3  # a search with fewer hits is loosened
LOOSE = 0.3  # of the query's weight: one telling word of three is enough
NEXT_TO_M = 50_000  # round a named municipality: where people drive for a thing they want

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is searched, and what was loosened on the way."""

    criteria: Criteria  # as understood
    asked: Criteria  # as it came, before the words added days and times
    units: list[Unit]
    area: SearchArea
    least: float = LEAST
    steps: tuple[RescueStep, ...] = ()

    def told(self, step: RescueStep) -> "Attempt":
        """The attempt with one more step told."""
        return replace(self, steps=(*self.steps, step))


async def climb(
    attempt: Attempt,
    ask: Callable[[Attempt], Awaitable[Found]],
    amount: Callable[[Found], int],
) -> tuple[Attempt, Found]:
    """Ask; while words find too little, loosen and ask again; keep what found the most."""
    best = attempt, await ask(attempt)
    for looser in rungs(attempt) if attempt.criteria.q else ():
        if amount(best[1]) >= FEW:
            break
        found = await ask(looser)
        if amount(found) > amount(best[1]):
            best = looser, found
    return best


def rungs(attempt: Attempt) -> Iterator[Attempt]:
    """Attempts from the gentlest loosening on, each on top of the one before."""
    for loosen in (_words, _times, _radius, _neighbours, _everywhere):
        for after in loosen(attempt):
            attempt = after
            yield after


def _words(attempt: Attempt) -> Iterator[Attempt]:
    """Without words that no listing has, then fewer of the words.

    When a thing by its own name is missing from the index, only another that says what is looked
    for may stand for it: "saksan kielen alkeet" is not any language, nor any beginners' course.
    """
    units = [unit for unit in attempt.units if not unit.absent]
    if any(unit.key and unit.absent for unit in attempt.units):
        units = [unit for unit in units if unit.specific]
    if len(attempt.units) < 2 or not units:
        return
    step = RescueStep("words", say("rescue.words", attempt.criteria.lang), LEAST, LOOSE)
    if len(units) < len(attempt.units):
        attempt = replace(attempt.told(step), units=units)
        yield attempt
    if len(units) > 1:
        steps = attempt.steps or (step,)
        yield replace(attempt, steps=steps, least=LOOSE)


def _times(attempt: Attempt) -> Iterator[Attempt]:
    """Any day and time, when the words named some."""
    now, asked = attempt.criteria, attempt.asked
    before = (now.weekday, now.time_from, now.time_to, now.date_from, now.date_to)
    after = (asked.weekday, asked.time_from, asked.time_to, asked.date_from, asked.date_to)
    if before == after:
        return
    criteria = replace(
        now,
        weekday=asked.weekday,
        time_from=asked.time_from,
        time_to=asked.time_to,
        date_from=asked.date_from,
        date_to=asked.date_to,
    )
    step = RescueStep("time", say("rescue.time", now.lang), None, None)
    yield replace(attempt.told(step), criteria=criteria)


def _radius(attempt: Attempt) -> Iterator[Attempt]:
    """Farther from the centre; a radius that was asked for is kept."""
    area = attempt.area
    if area.radius_m is None or attempt.asked.radius_m is not None:
        return
    for radius in RADII_M[:: 2 if area.radius_m < RADII_M[2] else 1]:
        if radius >= 2 * area.radius_m:
            yield _widened(attempt, radius)
            return


def _widened(attempt: Attempt, radius: int) -> Attempt:
    lang, before = attempt.criteria.lang, attempt.area.radius_m
    label = say(
        "rescue.radius",
        lang,
        before=say_distance(before or 0, lang),
        after=say_distance(radius, lang),
    )
    area = replace(attempt.area, radius_m=radius)
    return replace(attempt.told(RescueStep("radius", label, before, radius)), area=area)


def _neighbours(attempt: Attempt) -> Iterator[Attempt]:
    """Round a named municipality, not only in it."""
    area = attempt.area
    if area.named is None or area.named_centre is None:
        return
    lang = attempt.criteria.lang
    label = say("rescue.neighbours", lang, distance=say_distance(NEXT_TO_M, lang))
    near = replace(area, named=None, centre=area.named_centre, radius_m=NEXT_TO_M)
    step = RescueStep("place", label, area.named[1], NEXT_TO_M)
    yield replace(attempt.told(step), area=near)


def _everywhere(attempt: Attempt) -> Iterator[Attempt]:
    """The widest circle, then the whole country; a radius that was asked for is kept."""
    area = attempt.area
    if area.radius_m is None or attempt.asked.radius_m is not None:
        return
    if area.radius_m < RADII_M[-1]:
        attempt = _widened(attempt, RADII_M[-1])
        yield attempt
    step = RescueStep("radius", say("rescue.everywhere", attempt.criteria.lang), RADII_M[-1], None)
    yield replace(attempt.told(step), area=replace(attempt.area, radius_m=COUNTRY_M))
