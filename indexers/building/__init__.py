"""The way of a build: sources read, documents made and sent, the live index swapped or amended."""
