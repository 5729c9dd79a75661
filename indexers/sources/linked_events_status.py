"""Whether an event happens: cancelled, postponed, deleted, replaced and unpublished ones."""

from indexers.sources.linked_events_ids import native_id
from indexers.sources.raw import Raw

CANCELLED, POSTPONED = "EventCancelled", "EventPostponed"
HAPPENS = ("EventScheduled", "EventRescheduled", POSTPONED, "")


def withdrawn(event: Raw) -> str:
    """Why an event is not to be listed; empty for one that is.

    A cancelled event may come back as scheduled: the source decides anew with every change.
    """
    if event.value("replaced_by"):
        return f"replaced_by: replaced by {native_id(event.value('replaced_by')) or 'another'}"
    if event.value("deleted") is True:
        return "deleted: the source has deleted it"
    if event.text("publication_status") not in ("", "public"):
        return f"publication_status: expected public, got {event.text('publication_status')}"
    if event.text("event_status") == CANCELLED:
        return "event_status: it is cancelled"
    return ""


def is_postponed(event: Raw) -> bool:
    """Whether the event is to happen, but nobody knows when."""
    return event.text("event_status") == POSTPONED
