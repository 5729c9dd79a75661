"""The engine: a Meilisearch of our own or somebody's, where it is reached, and its keys."""
