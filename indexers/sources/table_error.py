"""What is wrong with a table as a whole."""


class TableError(ValueError):
    """A table or its mapping that cannot be read; the message says what was expected."""
