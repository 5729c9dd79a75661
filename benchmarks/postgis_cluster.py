"""A PostgreSQL of our own with PostGIS, in a temporary folder on loopback, for a block's length.

It is optional: `missing` says what to install. Nothing here installs it.
"""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HOW = "On Debian 12: apt-get install postgresql-15-postgis-3"
PROGRAMS = Path("/usr/lib/postgresql")
EXTENSIONS = Path("/usr/share/postgresql")
SERVANT = "postgres"  # initdb refuses root; Debian's package makes this user
PATIENCE_S = 60
# A dedicated instance on a small machine, data in memory. Statements are short: compiling them
# (jit) and spreading one over the cores would cost the others more than it gives.
TUNED = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest PostgreSQL with PostGIS, if there is one."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    for initdb in reversed(found):
        if (EXTENSIONS / initdb.parts[-3] / "extension" / "postgis.control").exists():
            return initdb.parent
    return None


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address (DSN) of a running, empty, tuned PostgreSQL. `folder` is that of its programs."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        if os.geteuid() == 0:
            shutil.chown(home, SERVANT)
        data = home / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        # A password file would do no more: only this machine reaches it, with made-up listings.
        _run(str(folder / "initdb"), "-D", str(data), "-U", SERVANT, "-A", "trust", "-E", "UTF8")
        settings = {**TUNED, "listen_addresses": "127.0.0.1", "port": str(port)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        control = (str(folder / "pg_ctl"), "-D", str(data), "-w", "-t", str(PATIENCE_S))
        options = f"{options} -c unix_socket_directories="
        _run(*control, "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{SERVANT}@127.0.0.1:{port}/postgres"
        finally:
            _run(*control, "-m", "immediate", "stop")


def _run(*command: str) -> None:
    """As another user when we are root. Raises RuntimeError with what the program said."""
    servant: str | None = SERVANT if os.geteuid() == 0 else None
    extra: Sequence[int] | None = [] if servant else None
    # Its own output is a file and no pipe, which the started server would keep open.
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        with said.open("wb") as out:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                user=servant,
                group=pwd.getpwnam(servant).pw_gid if servant else None,
                extra_groups=extra,
                cwd="/",
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {said.read_text(encoding='utf-8')[-600:]}")
