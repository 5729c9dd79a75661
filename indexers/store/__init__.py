"""The store: what was last read from every origin, and what the live index was made from."""
