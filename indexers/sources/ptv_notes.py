"""What is said of a service of PTV while it is read: what was mended, which codes are unknown."""

from dataclasses import dataclass, field

LONGEST = 80  # characters of a foreign value that a note repeats


@dataclass(frozen=True, slots=True)
class Notes:
    """Collects both; each sentence and each code stands once."""

    repairs: list[str] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)

    def mend(self, sentence: str) -> None:
        """A plain sentence that names the field."""
        if sentence not in self.repairs:
            self.repairs.append(sentence)

    def unknown(self, name: str, code: str) -> None:
        """A code of a field that no table has; it is counted in the report."""
        entry = f"{name}:{code[:LONGEST] or 'nothing'}"
        if entry not in self.unmapped:
            self.unmapped.append(entry)
