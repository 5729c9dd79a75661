"""The times of an event, and of a series with its sub events: an event in, its meetings out.

A series is a recurring super event. What it does not tell itself (importers keep only what all its
sub events have in common) is taken from the first sub event.
"""

from collections.abc import Iterator, Mapping

from indexers.sources.linked_events_ids import id_of
from indexers.sources.linked_events_places import Meeting
from indexers.sources.linked_events_status import is_postponed, withdrawn
from indexers.sources.linked_events_texts import local_lines
from indexers.sources.linked_events_times import session_of
from indexers.sources.raw import Raw, Wrong

RECURRING = "recurring"
# Fields that a series may lack while its sub events have them.
FILLED = (
    *("name", "short_description", "description", "provider", "info_url", "offers"),
    *("keywords", "audience", "in_language"),
)
NAMED = 3  # how many sub events a note names
MOST_NAMES = 30  # of the next times of a series; more words would drown its own


def is_series(event: Raw) -> bool:
    """Whether the sub events of an event are the times of one listing."""
    return event.text("super_event_type") == RECURRING


def filled(event: Raw, notes: list[str]) -> Raw:
    """A series with what only its first sub event tells; any other event as it is."""
    first = next(_told_subs(event), None)
    if not is_series(event) or first is None:
        return event
    lent = {
        name: first.value(name)
        for name in FILLED
        if _is_empty(event.value(name)) and not _is_empty(first.value(name))
    }
    if lent:
        notes.append(f"{', '.join(lent)}: taken from the first sub event")
    return Raw({name: event.value(name) for name in event.names()} | lent)


def meetings_of(event: Raw, notes: list[str]) -> list[Meeting]:
    """When and where an event meets: a series once per sub event, any other once.

    Raises Wrong for a series none of whose times is still to come.
    """
    if is_postponed(event):
        notes.append("event_status: postponed, so that its old times are left out")
        return [Meeting(event, None)]
    if not is_series(event):
        return [Meeting(event, session_of(event, notes))]
    if _is_only_named(event):
        notes.append("sub_events: only named; the whole period of the series stands for its times")
        return [Meeting(event, session_of(event, notes))]
    meetings = list(_sub_meetings(event, notes))
    if not meetings:
        raise Wrong("sub_events: expected a time of the series that is still to come, found none")
    return meetings


def own_names(event: Raw, meetings: list[Meeting]) -> tuple[Mapping[str, str], ...]:
    """What single times of a series are called: the film of the evening, the guest of the day."""
    known = local_lines(event, "name")
    found = []
    for meeting in meetings:
        names = local_lines(meeting.event, "name")
        own = {lang: name for lang, name in names.items() if name != known.get(lang)}
        if own and own not in found:
            found.append(own)
    return tuple(found[:MOST_NAMES])


def _sub_meetings(event: Raw, notes: list[str]) -> Iterator[Meeting]:
    left_out: dict[str, list[str]] = {}
    for sub in _told_subs(event):
        session = session_of(sub, notes)
        reason = withdrawn(sub) or ("event_status: it is postponed" if is_postponed(sub) else "")
        reason = reason or ("" if session else "start_time: expected a time")
        if reason:
            left_out.setdefault(reason, []).append(id_of(sub))
        else:
            yield Meeting(sub, session)
    for reason, names in left_out.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        notes.append(f"sub_events: left out {', '.join(names[:NAMED])}{more} ({reason})")


def _told_subs(event: Raw) -> Iterator[Raw]:
    return (
        sub for sub in event.records("sub_events") if sub.names() and "start_time" in sub.names()
    )


def _is_only_named(event: Raw) -> bool:
    """Whether the sub events are references that nobody has followed."""
    return any(event.records("sub_events")) and not any(_told_subs(event))


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return not any(value.values())
    return value is None or value == "" or value == []
