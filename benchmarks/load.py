"""The load client: ways to ask in, how long each took out. Plain kept-alive HTTP, one at a time or
eight at once; the same client asks the service and the engine, so that its own cost is on both
sides."""

import http.client
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.engine_share import Bodies

TIMEOUT_S = 60.0
AT_ONCE = 8
IDLE_CPU_S = 0.025  # of half a second
# Linux: the clock of the CPU time of another process (clock_getcpuclockid(3)).
_CPU_CLOCK = 2


class Call(NamedTuple):
    """One HTTP request; a body is posted."""

    path: str
    body: bytes | None = None


class Target:
    """Where calls go: a server, and the headers it wants. Keeps one connection."""

    def __init__(self, base: str, key: str = "") -> None:
        self._host = urlsplit(base).netloc
        self._headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._connection = http.client.HTTPConnection(self._host, timeout=TIMEOUT_S)

    def again(self) -> "Target":
        """The same server on another connection."""
        made = Target(f"http://{self._host}")
        made._headers = self._headers
        return made

    def ask(self, calls: Sequence[Call]) -> float:
        """Seconds that the calls took, one after the other. Raises RuntimeError when refused."""
        started = time.perf_counter()
        for call in calls:
            status, told = self.answer(call)
            if status != 200:
                raise RuntimeError(f"{call.path}: {status} {told[:200]!r}")
        return time.perf_counter() - started

    def answer(self, call: Call) -> tuple[int, bytes]:
        """Status and body; asked once more when the server has closed an idle connection."""
        method = "GET" if call.body is None else "POST"
        for last in (False, True):
            try:
                self._connection.request(method, call.path, call.body, self._headers)
                answer = self._connection.getresponse()
                return answer.status, answer.read()
            except ConnectionError:
                self._connection.close()
                if last:
                    raise
        raise RuntimeError("no answer")


class Way(NamedTuple):
    """A server, and what is asked of it in each round."""

    target: Target
    rounds: Sequence[Sequence[Call]]


class Spread(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Of at least two measured times."""
        return cls(median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000)


class Throughput(NamedTuple):
    """Requests per second, and CPU microseconds of the watched process for each."""

    per_second: float
    cpu_us: float


def asked_of_engine(bodies: Bodies) -> Sequence[Call]:
    """Calls of the engine."""
    return [Call("/multi-search", body) for body in bodies]


def latencies(ways: Mapping[str, Way], warm: int, seed: int = 3) -> Mapping[str, Spread]:
    """Each way by itself, in turns of a random order; the first rounds only warm up."""
    random, times = Random(seed), {name: list[float]() for name in ways}
    for number in range(min(len(way.rounds) for way in ways.values())):
        for name in random.sample([*ways], len(ways)):
            took = ways[name].target.ask(ways[name].rounds[number])
            if number >= warm:
                times[name].append(took)
    return {name: Spread.of(taken) for name, taken in times.items()}


def throughput(way: Way, pid: int) -> Throughput:
    """All rounds, eight at once."""
    shares = [way.rounds[start::AT_ONCE] for start in range(AT_ONCE)]
    work: list[Callable[[], None]] = [_walk(way.target.again(), share) for share in shares]
    cpu, started = _cpu_s(pid), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(one) for one in work]:
            done.result()
    took, used = time.perf_counter() - started, _cpu_s(pid) - cpu
    return Throughput(len(way.rounds) / took, used / len(way.rounds) * 1e6)


def _walk(target: Target, share: Sequence[Sequence[Call]]) -> Callable[[], None]:
    def walk() -> None:
        for calls in share:
            target.ask(calls)

    return walk


def wait_until_idle(pid: int) -> None:
    """Wait until a process that has just started has no work of its own any more; at most 30 s."""
    for _ in range(60):
        before = _cpu_s(pid)
        time.sleep(0.5)
        if _cpu_s(pid) - before < IDLE_CPU_S:
            return


def memory_mb(pid: int) -> float:
    """Memory that a process holds, shared libraries included."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    told = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(told.split()[1]) / 1000


def _cpu_s(pid: int) -> float:
    return time.clock_gettime((~pid << 3) | _CPU_CLOCK)
