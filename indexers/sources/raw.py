"""A careful hand on foreign JSON: fields of any type are asked for by the type one can use."""

from collections.abc import Iterator

from indexers.plain_text import plain_line


class Wrong(Exception):
    """A field that makes the whole record unusable; the message names it and what was expected."""


class Raw:
    """A JSON object of unknown quality; a field of another type counts as absent."""

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields

    @classmethod
    def of(cls, value: object, name: str) -> "Raw":
        """The object itself; Wrong when it is none."""
        if not isinstance(value, dict):
            raise Wrong(f"{name}: expected a JSON object, got {type(value).__name__}")
        return cls(value)

    def names(self) -> list[str]:
        """Names of the fields that are there."""
        return list(self._fields)

    def value(self, name: str) -> object:
        """The field as it is; None when absent."""
        return self._fields.get(name)

    def text(self, name: str) -> str:
        """A string; a whole number is read as its digits; everything else is empty."""
        value = self._fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The non-empty strings of a list."""
        value = self._fields.get(name)
        return [v for v in value if isinstance(v, str) and v] if isinstance(value, list) else []

    def record(self, name: str) -> "Raw":
        """An object; empty when absent."""
        value = self._fields.get(name)
        return Raw(value if isinstance(value, dict) else {})

    def records(self, name: str) -> Iterator["Raw"]:
        """The objects of a list."""
        value = self._fields.get(name)
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict):
                yield Raw(item)

    def local(self, name: str) -> dict[str, str]:
        """A text per language as one-line plain text; a bare string is Finnish."""
        if bare := self.text(name):
            return {"fi": plain_line(bare)}
        fields = self.record(name)
        texts = {lang: plain_line(fields.text(lang)) for lang in fields.names()}
        return {lang: text for lang, text in texts.items() if text}
