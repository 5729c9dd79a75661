"""A request that cannot be read, as OGC wants it answered: 400 where other routes say 422."""

from search_service.errors import InvalidParameters


class WrongParameters(InvalidParameters):
    """A parameter is unknown or its value wrong (17-069r4, 7.6: the status is 400)."""

    status = 400
