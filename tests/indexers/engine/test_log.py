import stat
from pathlib import Path

from indexers.engine.log import EngineLog


def test_a_grown_log_keeps_one_file_before_it(tmp_path: Path) -> None:
    log = EngineLog(tmp_path, max_bytes=10)
    for line in (b"first line\n", b"second line\n", b"third line\n"):
        log.write(line)
    log.close()
    assert (tmp_path / "engine.log").read_bytes() == b"third line\n"
    assert (tmp_path / "engine.log.1").read_bytes() == b"second line\n"
    assert log.tail(2) == "second line\nthird line"
    assert stat.S_IMODE((tmp_path / "engine.log").stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_loses_lines_only(tmp_path: Path) -> None:
    (tmp_path / "engine.log").mkdir()
    log = EngineLog(tmp_path)
    log.write(b"still remembered\n")
    assert log.tail() == "still remembered"
