"""The indexer on the command line: its commands, and what they take from where they run."""
