"""Meaning: words, lemmas, concepts, needs, audiences. Imports no other package of the project."""
