"""What can go wrong with the engine, in words for the person who started the command.

EngineError
├── NoBinary        there is no Meilisearch on this machine to run
├── DirectoryInUse  another engine works in the same data directory
├── OtherVersion    the data were written by another version of Meilisearch
├── EngineDied      the engine ended before it answered
├── NotAnswering    an address that does not answer, or not to this key
├── WeakKey         a key that can be guessed
└── BackupError     a backup that cannot be made or brought back
"""


class EngineError(Exception):
    """The engine cannot be used; the message says why and what to do."""


class NoBinary(EngineError):
    """There is no Meilisearch on this machine to run."""


class DirectoryInUse(EngineError):
    """Another engine works in the same data directory."""


class OtherVersion(EngineError):
    """The data were written by another version of Meilisearch."""


class EngineDied(EngineError):
    """The engine ended before it answered."""


class NotAnswering(EngineError):
    """An address that does not answer, or not to this key."""


class WeakKey(EngineError):
    """A key that can be guessed."""


class BackupError(EngineError):
    """A backup that cannot be made or brought back."""
