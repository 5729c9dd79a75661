"""Sessions in plain words: "tiistaisin klo 18–19.30, 15.12. asti". Past ones are left out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from indexers.session import HELSINKI, DatedSession, Session, WeeklySession, last_end
from search_service.settings import ZONE
from search_service.web.day_words import MIDNIGHT, DayWords
from search_service.web.page_texts import PageTexts

MAX_EXCLUSIONS = 6  # more dates are a calendar, not a sentence
ALL_DAYS, WORKING_DAYS = [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5]


class SessionWords:
    """Words for sessions in one language, seen from `now`."""

    def __init__(self, texts: PageTexts, now: datetime) -> None:
        self._t = texts
        self._now = now
        self._days = DayWords(texts, now)

    def lines(self, sessions: Sequence[Session]) -> tuple[str, ...]:
        """One line per time; weekdays with the same times share one."""
        coming = [one for one in sessions if (last_end(one) or self._now) >= self._now]
        weekly = sorted((one for one in coming if not isinstance(one, DatedSession)), key=_like)
        dated = sorted((one for one in coming if isinstance(one, DatedSession)), key=_start)
        groups = [list(group) for _, group in groupby(weekly, key=_like)]
        groups.sort(key=lambda group: (group[0].weekday, group[0].start))
        lines = [*map(self._weekly, groups), *map(self._dated, dated)]
        return tuple(dict.fromkeys(lines))

    def _weekly(self, alike: Sequence[WeeklySession]) -> str:
        one = alike[0]
        parts = [f"{self._rhythm(alike)} {self._days.between(one.start, one.end)}"]
        parts += filter(None, (self._period(one), self._exclusions(one)))
        text = ", ".join(parts)
        if one.time_zone != HELSINKI:
            return self._t("session.zone", text=text, zone=one.time_zone)
        return text

    def _rhythm(self, alike: Sequence[WeeklySession]) -> str:
        one = alike[0]
        if one.monthly:
            ordinal = "last" if one.ordinal < 0 else one.ordinal
            return self._t(f"month_day.{ordinal}", day=self._t(f"day.on.{one.weekday}"))
        days = self._weekdays(sorted({session.weekday for session in alike}))
        if one.every_weeks == 1:
            return days
        key = f"weeks.{one.every_weeks}" if one.every_weeks in (2, 3) else "weeks.n"
        return f"{days} {self._t(key, n=one.every_weeks)}"

    def _weekdays(self, numbers: list[int]) -> str:
        if numbers == ALL_DAYS:
            return self._t("days.all")
        if numbers == WORKING_DAYS:
            return self._t("days.working")
        names = [self._t(f"day.every.{number}") for number in numbers]
        if len(names) == 1:
            return names[0]
        return self._t("days.and", days=", ".join(names[:-1]), last=names[-1])

    def _period(self, one: WeeklySession) -> str:
        begins = one.valid_from if one.valid_from > self._now.date() else None
        return self._span(begins, one.valid_until)

    def _span(self, first: date | None, last: date | None) -> str:
        from_day = self._days.day(first) if first else ""
        until = self._days.day(last) if last else ""
        key = "both" if first and last else "from" if first else "until"
        return self._t(f"period.{key}", from_day=from_day, until=until) if first or last else ""

    def _exclusions(self, one: WeeklySession) -> str:
        today = self._now.date()
        off = sorted(day for day in one.exclusions if day >= today and _is_met(one, day))
        if len(off) > MAX_EXCLUSIONS:
            return self._t("period.some_not")
        return self._t("period.not_on", days=", ".join(map(self._days.day, off))) if off else ""

    def _dated(self, one: DatedSession) -> str:
        start = one.start.astimezone(ZONE)
        end = one.end.astimezone(ZONE) if one.end else None
        last = (end - timedelta(microseconds=1)).date() if end and end > start else start.date()
        if one.open_throughout or last > start.date():
            until = last if end and not one.endless else None
            span = self._span(start.date() if start > self._now else None, until)
            if not one.open_throughout:
                return span
            key = "session.open" if span else "session.open_now"
            return self._t(key, period=span)
        day = self._days.weekday_and_day(start.date())
        if start.time() == MIDNIGHT and (end is None or end.time() == MIDNIGHT):
            return day
        return f"{day} {self._days.between(start.time(), end.time() if end else None)}"


def _is_met(one: WeeklySession, day: date) -> bool:
    """Whether a cancelled day would have been a session: sources list whole holidays."""
    return day.isoweekday() == one.weekday and (one.valid_until is None or day <= one.valid_until)


def _start(one: DatedSession) -> datetime:
    return one.start


def _like(one: WeeklySession) -> tuple[object, ...]:
    """What weekdays must share to stand in one line; a monthly time stands alone."""
    alone = one.weekday if one.monthly else 0
    exclusions = tuple(sorted(map(str, one.exclusions)))
    span = (str(one.valid_from), str(one.valid_until))
    rhythm = (one.every_weeks, one.monthly, alone)
    return (str(one.start), str(one.end), *rhythm, *span, exclusions, one.time_zone)
