"""The one error of reading boundaries: its text names the source and what was expected."""


class BoundaryError(ValueError):
    """Boundaries could not be read or are not those of Finland's municipalities."""

    def __init__(self, source: object, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
