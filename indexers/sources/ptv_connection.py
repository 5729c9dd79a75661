"""One channel as one service uses it: what their connection says wins over the channel itself."""

from collections.abc import Callable, Mapping

from indexers.sources.ptv_addresses import Place, places_of
from indexers.sources.ptv_contacts import Found, emails, phones, web_pages
from indexers.sources.ptv_hours import Hours, hours_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, by_type, joined, names_of
from indexers.sources.raw import Raw

VISITING = "Location"


class Connection:
    """A connection (`link`) and its channel, read."""

    def __init__(self, link: Raw, channel: Raw, notes: Notes) -> None:
        self._link, self._notes = link, notes
        self._details = link.record("contactDetails")
        self._told = by_type(link, "description", notes)
        self.channel = channel
        self.kind = channel.text("serviceChannelType")
        self.names = names_of(channel, "serviceChannelNames", notes)
        self.phones = self._first_told(phones, "phoneNumbers", "supportPhones")
        self.emails = self._first_told(emails, "emails", "supportEmails")
        self.pages = self._first_told(web_pages, "webPages")
        self.hours = self._hours()

    @property
    def charge_type(self) -> str:
        """What PTV calls the price of the service at this channel; mostly empty."""
        return self._link.text("serviceChargeType")

    @property
    def prices(self) -> Local:
        """What is said about money here."""
        return self._told.get("ChargeTypeAdditionalInfo", {})

    def places(self) -> list[Place]:
        """Places of the connection's own visiting addresses, else of the channel's."""
        own = [one for one in self._details.records("addresses") if one.text("type") == VISITING]
        return places_of(own or self.channel.records("addresses"), self._notes)

    def summary(self, *further: Mapping[str, str]) -> Local:
        """The channel's name and summary, what the connection adds, further texts, and hours."""
        texts = by_type(self.channel, "serviceChannelDescriptions", self._notes)
        own = self._told.get("Description", {})
        parts = (self.names, texts.get("Summary", {}), own, *further, self.hours.said)
        return joined(dict(part) for part in parts)

    def _first_told(
        self, read: Callable[[Raw, str, Notes], list[Found]], *names: str
    ) -> list[Found]:
        for raw in (self._details, self.channel):
            if found := [one for name in names for one in read(raw, name, self._notes)]:
                return found
        return []

    def _hours(self) -> Hours:
        own = hours_of(self._link.records("serviceHours"), self._notes)
        return own if own.tells else hours_of(self.channel.records("serviceHours"), self._notes)
