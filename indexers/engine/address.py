"""Where an engine is reached: asked from a server, or kept in engine.json for other commands."""

import json
import os
import ssl
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from indexers.engine.errors import NotAnswering

RECORD_NAME = "engine.json"
ANSWER_SECONDS = 5.0  # an engine that is indexing still answers in milliseconds
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """One engine: base URL, key, process id (None when somebody else runs it), version.

    The version is "" when the key may not ask for it (a search-only key may not).
    """

    url: str
    key: str
    pid: int | None
    version: str
    others: tuple[str, ...] = ()  # base URLs of engines that hold the same, with the same key

    def __repr__(self) -> str:
        return f"EngineAddress(url={self.url!r}, pid={self.pid}, version={self.version!r})"


def is_loopback(url: str) -> bool:
    """Tell whether a URL, or each of several, names this machine only."""
    return all(urlsplit(one).hostname in LOOPBACK_HOSTS for one in engine_urls(url))


def engine_urls(url: str) -> list[str]:
    """The addresses that MEILI_URL names: one, or several engines parted by commas."""
    return [one.strip().rstrip("/") for one in url.split(",") if one.strip()] or [""]


def ask_version(url: str, key: str) -> str | None:
    """Return the version of the engine at a URL, or None when it does not know the key.

    Raises httpx.HTTPError when nothing answers.
    """
    with _client(url, key) as client:
        answer = client.get("/version")
        if answer.status_code in (401, 403):
            return None
        answer.raise_for_status()
        return _version_in(answer)


def ask_address(url: str, key: str) -> EngineAddress:
    """Return the address of an engine that somebody else runs; of several the first that answers.

    Raises NotAnswering.
    """
    urls, failures = engine_urls(url), list[NotAnswering]()
    for one in urls:
        try:
            found = _ask_one(one, key)
        except NotAnswering as error:
            failures.append(error)
        else:
            return replace(found, others=tuple(other for other in urls if other != one))
    raise failures[0]


def _ask_one(url: str, key: str) -> EngineAddress:
    try:
        with _client(url, key) as client:
            client.get("/health").raise_for_status()
        version = ask_version(url, key)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotAnswering(
            f"MEILI_URL is {url}, but no Meilisearch answers there ({error}). "
            "Start it, correct MEILI_URL, or unset it to use a managed engine."
        ) from error
    return EngineAddress(url, key, None, version or "")


def running_engine(data: Path) -> EngineAddress | None:
    """Return the managed engine of a data directory if it lives and answers to its recorded key."""
    address = read_record(data)
    if address is None or address.pid is None or not is_alive(address.pid):
        return None
    try:
        version = ask_version(address.url, address.key)
    except httpx.HTTPError:
        return None
    return address if version == address.version else None


def read_record(data: Path) -> EngineAddress | None:
    """Return what engine.json says, or None when it is missing or not whole."""
    try:
        said = json.loads((data / RECORD_NAME).read_bytes())
        url, key, pid, version = said["url"], said["key"], said["pid"], said["version"]
        return EngineAddress(str(url), str(key), int(pid), str(version))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(data: Path, address: EngineAddress) -> None:
    """Write engine.json in one step, readable by its owner only: it holds the master key."""
    beside = data / f"{RECORD_NAME}.{os.getpid()}"
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        own = {name: value for name, value in asdict(address).items() if name != "others"}
        json.dump(own, file)  # a managed engine is alone
    beside.replace(data / RECORD_NAME)


def remove_record(data: Path) -> None:
    """Remove engine.json, if it is there."""
    (data / RECORD_NAME).unlink(missing_ok=True)


def is_alive(pid: int) -> bool:
    """Tell whether a process exists (a zombie counts until it is reaped)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _client(url: str, key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if not (is_loopback(url) and url.startswith("http://")):
        return httpx.Client(base_url=url, headers=headers, timeout=ANSWER_SECONDS)
    # No proxy between this machine and itself, and no time spent reading certificates for it.
    no_trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(
        base_url=url, headers=headers, timeout=ANSWER_SECONDS, trust_env=False, verify=no_trust
    )


def _version_in(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["pkgVersion"])
    except (ValueError, KeyError, TypeError) as error:
        said = "it does not answer as a Meilisearch does"
        raise httpx.DecodingError(said, request=answer.request) from error
