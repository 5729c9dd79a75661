"""Out: from a question to an answer. May import geo, synonyms and indexers; nothing imports it."""
