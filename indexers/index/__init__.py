"""What the index holds: documents and the tables beside them, their words, numbers and settings."""
