"""Services joined with what they refer to: one raw record each.

{"service": …, "channels": [whole channels], "organization": the responsible one whole, or null}

What is no service, but was there, becomes a record that tells so when it is read:
{"channel": one that no service uses}, {"missing": the id of a service that is listed, but not
given}, {"unknown": anything else}.
"""

from collections.abc import Iterator

from indexers.sources.ptv_general import is_merged, merged
from indexers.sources.ptv_organisation import reference_of
from indexers.sources.ptv_shelf import Shelf, Thing
from indexers.sources.ptv_texts import preferred
from indexers.sources.raw import Raw, Wrong

SERVICE, CHANNEL, ORGANISATION, GENERAL = "service", "channel", "organization", "general"
MISSING, UNKNOWN = "missing", "unknown"


def channel_ids(service: Thing) -> Iterator[str]:
    """Ids of the channels that a service uses."""
    for link in Raw(service).records("serviceChannels"):
        if found := link.record("serviceChannel").text("id"):
            yield found


def organisation_id(service: Thing) -> str:
    """The id of the organisation that answers for a service."""
    return reference_of(Raw(service)).text("id")


def organisation_in(shelf: Shelf, service: Thing) -> Thing | None:
    """The whole organisation that answers for a service, where it is known."""
    return shelf.take(ORGANISATION, organisation_id(service))


def with_general(service: Thing, shelf: Shelf) -> Thing:
    """The service with its general description, unless PTV has merged it already."""
    general = shelf.take(GENERAL, Raw(service).text("generalDescriptionId"))
    return merged(service, general) if general and not is_merged(service) else service


def joined(service: Thing, shelf: Shelf) -> Thing:
    """The raw record of a service."""
    channels = (shelf.take(CHANNEL, id_) for id_ in dict.fromkeys(channel_ids(service)))
    return {
        SERVICE: service,
        "channels": [channel for channel in channels if channel],
        ORGANISATION: organisation_in(shelf, service),
    }


def native_id(record: object) -> str:
    """The id of whatever a raw record holds; empty without one."""
    fields = Raw(record if isinstance(record, dict) else {})
    for name in (SERVICE, CHANNEL, UNKNOWN):
        if found := fields.record(name).text("id"):
            return found
    return fields.text(MISSING)


def refuse_others(record: Raw) -> None:
    """Raises Wrong for a record that holds no service, with what it holds instead."""
    if isinstance(record.value(SERVICE), dict):
        return
    if MISSING in record.names():
        raise Wrong("id: PTV lists this service, but does not give it; is it unpublished?")
    if CHANNEL in record.names():
        raise Wrong(f"services: no service uses this channel, {_described(record.record(CHANNEL))}")
    if "serviceCollectionNames" in record.record(UNKNOWN).names():
        raise Wrong("record: a collection is no listing; its services tell its name themselves")
    raise Wrong("record: expected a service, channel, organisation or general description of PTV")


def _described(channel: Raw) -> str:
    """Its type and one of its names."""
    names = {
        item.text("language"): item.text("value") for item in channel.records("serviceChannelNames")
    }
    return f"{channel.text('serviceChannelType')[:40] or 'of no type'}: {preferred(names)[:100]}"
