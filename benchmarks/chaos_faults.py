"""The faults of `make chaos`: how each is made, and how it is mended."""

import asyncio
import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos_processes import MASTER, Node, index
from benchmarks.chaos_stage import Act, Stage, say

DISK_MB = 160


async def nothing() -> None:
    """Nothing to do."""


def sending(node: Node, sign: signal.Signals) -> Act:
    """Send an engine a signal."""

    async def act() -> None:
        await asyncio.to_thread(node.send, sign)

    return act


def starting(node: Node, master: str = MASTER) -> Act:
    """Start an engine, perhaps with another key."""

    async def act() -> None:
        node.end()
        await asyncio.to_thread(node.start, master)

    return act


async def alone(stage: Stage) -> None:
    """Faults of the only engine."""
    node, wire = stage.nodes[0], stage.wires[0]

    async def slow() -> None:
        wire.delay_s = 1.0

    async def dead_slow() -> None:
        wire.delay_s = 5.0

    async def fast() -> None:
        wire.delay_s = 0.0

    async def spoil() -> None:
        node.end()
        for path in node.folder.glob("data.ms/indexes/*/data.mdb"):
            with path.open("r+b") as file:
                file.seek(path.stat().st_size // 4)
                file.write(os.urandom(path.stat().st_size // 2))
        try:
            await asyncio.to_thread(node.start)
        except RuntimeError:
            say("  (the engine does not start on the spoiled files)")

    async def remove() -> None:
        node.end()
        node.wipe()
        await asyncio.to_thread(node.start)

    async def anew() -> None:
        await remove()
        await stage.build(0)

    async def jump() -> None:
        # A minute: more would change what is over, and so what is right.
        for now in ("2026-11-24T11:59:00+02:00", "2026-11-24T12:01:00+02:00"):
            await stage.build(0, now=now)

    async def same() -> None:
        await stage.build(0)

    await stage.run("engine killed", sending(node, signal.SIGKILL), starting(node))
    await stage.run("engine hung (SIGSTOP)", sending(node, signal.SIGSTOP), _woken(node))
    await stage.run("engine slow, 1 s", slow, fast)
    await stage.run("engine slow, 5 s", dead_slow, fast)
    await stage.run("engine restarted", sending(node, signal.SIGTERM), starting(node))
    await stage.run("wrong key", starting(node, MASTER[::-1]), starting(node))
    await stage.run("index swapped twice", in_turn(stage, "build"), nothing)
    await stage.run("index updated twice", in_turn(stage, "update"), nothing)
    await stage.run("indexer killed, twice", lambda: _kill_runs(stage), same)
    await stage.run("clock back and on, a minute", jump, nothing)
    await stage.run("index corrupted", spoil, anew)
    await stage.run("index removed", remove, same)


def _woken(node: Node) -> Act:
    return sending(node, signal.SIGCONT)


async def _kill_runs(stage: Stage) -> None:
    for number in (1, 0):
        urls = [node.url for node in stage.nodes]
        run = index("build", stage.sources[number], urls, stage.folder / "indexer")
        await asyncio.sleep(random.uniform(0.2, 2.0))
        run.kill()
        run.join()
        stage.note(number)


async def full_disk(stage: Stage) -> None:
    """The engine's disk fills up while the indexer runs."""
    node = stage.nodes[0]
    node.end()
    with small_disk(node.folder) as is_small:
        if not is_small:
            say("| disk full | not run: no right to mount a small disk |")
            return
        node.start()
        await stage.build(0)
        filler = node.folder / "filler"

        async def fill() -> None:
            with filler.open("wb") as file:
                try:
                    while True:
                        file.write(bytes(1 << 20))
                        file.flush()
                except OSError:
                    pass
            status = await stage.build(1)
            say(f"  (the indexer on a full disk: exit status {status})")

        async def empty() -> None:
            filler.unlink()
            await starting(node)()
            await stage.build(0)

        await stage.run("disk full", fill, empty)
        node.end()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A small file system in memory at a folder, if this user may mount one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "none", str(folder)]
    if subprocess.run(command, stderr=subprocess.DEVNULL).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def in_turn(stage: Stage, kind: str) -> Act:
    """The indexer runs with the one source and then the other."""

    async def act() -> None:
        for number in (1, 0):
            await stage.build(number, kind)

    return act


async def together(stage: Stage) -> None:
    """Faults of one of several: two engines, four workers."""
    one, two = stage.nodes

    def worker(sign: signal.Signals) -> Act:
        async def act() -> None:
            assert stage.service is not None
            os.kill(stage.service.workers()[0], sign)

        return act

    async def orphaned() -> None:
        assert stage.service is not None
        stage.service.kill_parent()

    async def lagging() -> None:
        two.send(signal.SIGKILL)
        await stage.build(1)
        await asyncio.to_thread(two.start)

    async def repaired() -> None:
        await stage.build(0, "update")

    for number, node in enumerate((one, two), start=1):
        killed = sending(node, signal.SIGKILL)
        await stage.run(f"engine {number} of 2 killed", killed, starting(node))
    await stage.run("engine 1 of 2 hung", sending(one, signal.SIGSTOP), _woken(one))
    await stage.run("worker 1 of 4 killed", worker(signal.SIGKILL), nothing)
    await stage.run("both swapped twice", in_turn(stage, "build"), nothing)
    await stage.run("both updated twice", in_turn(stage, "update"), nothing)
    await stage.run("engine 2 away during a build", lagging, repaired)
    await stage.run("parent of the workers killed", orphaned, nothing)
