import subprocess
import sys
from pathlib import Path

import pytest

from indexers.building.lock import BuildLock
from indexers.index.staging import BuildError

HOLDER = """
import sys
from pathlib import Path
from indexers.building.lock import BuildLock
with BuildLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_refused_while_the_first_one_runs(tmp_path: Path) -> None:
    data = tmp_path / "not" / "there" / "yet"
    with BuildLock(data):
        with pytest.raises(BuildError, match=r"Another build is running in .*yet"), BuildLock(data):
            pytest.fail("two builds at once")
        with BuildLock(tmp_path / "other"):
            pass


def test_the_right_to_build_is_free_again_after_a_build_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), BuildLock(tmp_path):
        raise ZeroDivisionError
    with BuildLock(tmp_path):
        pass


def test_the_right_to_build_is_free_again_after_a_build_that_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BuildError), BuildLock(tmp_path):
            pytest.fail("two builds at once")
        holder.kill()
        holder.wait()
        with BuildLock(tmp_path):
            pass
