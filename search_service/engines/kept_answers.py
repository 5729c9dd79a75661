"""Popular answers, kept for as long as they are right: tags of answers in, bodies out.

A tag tells build, minute and question, so what is kept is never told once either has changed; it
is pushed out by newer answers when the memory given to them is full.
"""

from collections import OrderedDict


class KeptAnswers:
    """At most so many bytes of bodies; of none nothing is kept."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str) -> bytes | None:
        """The body of a tag."""
        body = self._bodies.get(tag)
        if body is not None:
            self._bodies.move_to_end(tag)
        return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep a body, and let go of those that were not asked for the longest."""
        self._held += len(body) - len(self._bodies.pop(tag, b""))
        self._bodies[tag] = body
        while self._held > self._most:
            self._held -= len(self._bodies.popitem(last=False)[1])
