"""The keys of a shared Meilisearch: refuses weak ones, derives the limited ones from the master.

Meilisearch computes a key as HMAC-SHA256 of the key's uid under the master key. With uids that are
fixed here, the keys are known before the engine has ever run, so one .env file holds all of them.
`python -m indexers.engine.keys` writes such a file; with `install` after it, it makes the engine at
MEILI_URL accept them (MEILI_KEY: its master key).
"""

import hmac
import os
import secrets
import sys
from dataclasses import dataclass
from hashlib import sha256

import httpx

from indexers.engine.address import engine_urls
from indexers.engine.errors import EngineError, NotAnswering, WeakKey

MIN_KEY_BYTES = 16  # what Meilisearch itself asks of a master key in production
MIN_DIFFERENT = 6  # a random key of 16 hexadecimal digits has fewer once in some 18,000
# Words of examples and manuals; a key that holds one is somebody's copy.
WEAK_WORDS = ("masterkey", "changeme", "change_me", "change-me", "password", "secret", "example")


@dataclass(frozen=True, slots=True)
class EngineKey:
    """A limited key: the variable that carries it, its uid, what it is for and what it may do."""

    variable: str
    uid: str
    name: str
    actions: tuple[str, ...]

    def value(self, master: str) -> str:
        """Return the key itself, as Meilisearch computes it from its master key."""
        return hmac.new(master.encode(), self.uid.encode(), sha256).hexdigest()


SEARCH_KEY = EngineKey(
    "MEILI_SEARCH_KEY", "7e0f1a52-4f0c-4a37-9b1d-0a6c1d5b8f01", "lahella api", ("search",)
)
INDEX_KEY = EngineKey(
    "MEILI_INDEX_KEY",
    "7e0f1a52-4f0c-4a37-9b1d-0a6c1d5b8f02",
    "lahella indexer",
    ("search", "documents.*", "indexes.*", "settings.*", "tasks.*", "stats.*", "version"),
)


def check_key(name: str, key: str) -> None:
    """Refuse a key that can be guessed; `name` is the variable it came from. Raises WeakKey."""
    if len(key.encode()) < MIN_KEY_BYTES:
        problem = f"is shorter than {MIN_KEY_BYTES} bytes"
    elif len(set(key)) < MIN_DIFFERENT or _is_repeated(key):
        problem = "repeats a few characters"
    elif any(word in key.lower() for word in WEAK_WORDS):
        problem = "holds a word from an example"
    else:
        return
    raise WeakKey(f"{name} {problem}. Make one with: openssl rand -hex 32")


def env_file(master: str, operator: str) -> str:
    """Return the lines of an .env file: a master key, the limited ones made from it, the API's."""
    limited = [f"{key.variable}={key.value(master)}" for key in (SEARCH_KEY, INDEX_KEY)]
    return "\n".join(
        [f"MEILI_MASTER_KEY={master}", *limited, f"LAHELLA_OPERATOR_KEY={operator}", ""]
    )


def install_keys(url: str, master: str) -> None:
    """Make an engine accept the limited keys; those it has already are left. Raises EngineError."""
    headers = {"Authorization": f"Bearer {master}"}
    try:
        with httpx.Client(base_url=url, headers=headers, timeout=10.0) as client:
            for key in (SEARCH_KEY, INDEX_KEY):
                _install(client, key)
    except httpx.HTTPError as error:
        raise NotAnswering(f"The engine at {url} did not take the keys: {error}") from error


def _install(client: httpx.Client, key: EngineKey) -> None:
    wanted = {
        "uid": key.uid,
        "name": key.name,
        "actions": list(key.actions),
        "indexes": ["*"],  # builds are made beside the live index, under names of their own
        "expiresAt": None,
    }
    answer = client.post("/keys", json=wanted)
    if answer.status_code != httpx.codes.CONFLICT:
        answer.raise_for_status()


def _is_repeated(key: str) -> bool:
    """Tell whether a key is one shorter piece again and again: it then stands in its own double."""
    return key in (key + key)[1:-1]


def main(arguments: list[str], environ: dict[str, str]) -> None:
    """Write an .env file to standard output, or install the keys at MEILI_URL."""
    if arguments == ["install"]:
        master = environ.get("MEILI_KEY", "")
        check_key("MEILI_KEY", master)
        for url in engine_urls(environ["MEILI_URL"]):
            install_keys(url, master)
    elif not arguments:
        sys.stdout.write(env_file(secrets.token_hex(32), secrets.token_hex(32)))
    else:
        sys.exit("usage: python -m indexers.engine.keys [install]")


if __name__ == "__main__":
    try:
        main(sys.argv[1:], dict(os.environ))
    except EngineError as error:
        sys.exit(str(error))
