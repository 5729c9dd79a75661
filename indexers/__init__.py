"""In: the Listing model, sources, and the build of the index. May import geo and synonyms."""
