"""Runs Meilisearch as a child: program, folder, port and key in, a process that dies with us."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

from indexers.engine import die_with_parent
from indexers.engine.log import EngineLog

DATABASE = "data.ms"  # inside the engine's folder; Meilisearch's own default name
DUMPS = "dumps"
# A demo's or a city's index needs far less; the engine's own default is two thirds of the machine.
INDEXING_MEMORY = "1GiB"
CHUNK_BYTES = 65_536


class EngineProcess:
    """A started child. Its output goes to the log from a thread that lives as long as the child.

    That thread also starts the child: Linux ties "die with the parent" to the starting *thread*,
    and the caller's may be a short-lived one.
    """

    def __init__(
        self,
        binary: Path,
        folder: Path,
        port: int,
        key: str,
        log: EngineLog,
        lock: int,
        import_dump: Path | None = None,
    ) -> None:
        self._command = launch_command(binary, port, import_dump)
        self._folder = folder
        self._environ = child_environ(key, os.environ)
        self._log = log
        self._lock = lock
        started: Future[subprocess.Popen[bytes]] = Future()
        self._keeper = threading.Thread(
            target=self._keep, args=(started,), name="engine-keeper", daemon=True
        )
        self._keeper.start()
        self._process = started.result()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return the exit status when the child has ended, else None."""
        return self._process.poll()

    def stop(self, grace_seconds: float) -> None:
        """End the child, politely and by force after the grace; return when it is gone."""
        self._process.terminate()
        try:
            self._process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._keeper.join()

    def last_words(self) -> str:
        """Return the end of what a child that has ended said."""
        self._keeper.join()
        return self._log.tail()

    def _keep(self, started: "Future[subprocess.Popen[bytes]]") -> None:
        reading, writing = os.pipe()
        try:
            process = self._popen(writing)
        except BaseException as error:
            os.close(reading)
            started.set_exception(error)
            return
        finally:
            os.close(writing)
        started.set_result(process)
        with closing(self._log):
            while said := os.read(reading, CHUNK_BYTES):
                self._log.write(said)
        os.close(reading)
        process.wait()

    def _popen(self, output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            cwd=self._folder,  # a config.toml where the command was typed is not ours to obey
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=(self._lock,),
            start_new_session=True,  # Ctrl-C is for us; we stop the engine when we are done
        )


def launch_command(binary: Path, port: int, import_dump: Path | None = None) -> list[str]:
    """Return the argument list: the launcher, then Meilisearch with its options."""
    launcher = [sys.executable, "-I", "-S", die_with_parent.__file__, str(os.getpid())]
    options = {
        "--db-path": DATABASE,
        "--dump-dir": DUMPS,
        "--snapshot-dir": "snapshots",
        "--http-addr": f"127.0.0.1:{port}",
        "--env": "production",
        "--log-level": "WARN",  # INFO is a line per search, and all of them pass through us
        "--max-indexing-memory": INDEXING_MEMORY,
    }
    if import_dump:
        options["--import-dump"] = str(import_dump)
    pairs = [word for pair in options.items() for word in pair]
    return [*launcher, str(binary), "--no-analytics", *pairs]


def child_environ(key: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the child's environment: the key is here, since arguments are open to every user.

    Other MEILI_ variables are meant for another server and would change this one.
    """
    kept = {name: value for name, value in environ.items() if not name.startswith("MEILI_")}
    return kept | {"MEILI_MASTER_KEY": key, "NO_COLOR": "1", "RUST_BACKTRACE": "0"}
