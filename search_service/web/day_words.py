"""Days and times of the clock in words: "ti 1.12. klo 18.00", "18–19.30", "15.12."."""

from datetime import date, datetime, time, timedelta

from search_service.web.page_texts import PageTexts

MIDNIGHT = time(0)


class DayWords:
    """Words for days and times, seen from `now`: a year is told only when it is another one."""

    def __init__(self, texts: PageTexts, now: datetime) -> None:
        self._t = texts
        self._now = now

    def day(self, day: date) -> str:
        """A day without its weekday."""
        key = "date" if day.year == self._now.year else "date.year"
        return self._t(key, d=day.day, m=day.month, y=day.year, month=self._t(f"month.{day.month}"))

    def weekday_and_day(self, day: date) -> str:
        """A day with its weekday; today and tomorrow by name."""
        ahead = day - self._now.date()
        if ahead == timedelta(0):
            return self._t("day.today")
        if ahead == timedelta(days=1):
            return self._t("day.tomorrow")
        return f"{self._t(f'day.short.{day.isoweekday()}')} {self.day(day)}"

    def at(self, moment: time) -> str:
        """One time: klo 18.00."""
        return self._t("clock.at", time=self._minutes(moment))

    def between(self, start: time, end: time | None) -> str:
        """From one time to another: klo 18–19.30."""
        if end is None:
            return self.at(start)
        return self._t("clock.range", start=self._short(start), end=self._short(end))

    def next_start(self, moment: datetime) -> str:
        """The next session, as a hit tells it; one that has begun is going on now."""
        if moment <= self._now:
            return self._t("hit.ongoing")
        words = self.weekday_and_day(moment.date())
        if moment.time() != MIDNIGHT:
            words = f"{words} {self.at(moment.time())}"
        return self._t("hit.next", when=words)

    def moment(self, moment: datetime) -> str:
        """A day and a time, without a weekday."""
        return f"{self.day(moment.date())} {self.at(moment.time())}"

    def _minutes(self, moment: time) -> str:
        return self._t("clock.minutes", h=moment.hour, mm=f"{moment.minute:02d}")

    def _short(self, moment: time) -> str:
        return self._minutes(moment) if moment.minute else self._t("clock.hour", h=moment.hour)
