"""What listens: the API and the managed engine, each on loopback only."""

from ipaddress import ip_address
from pathlib import Path

from tests.search_service.listening import listened, running


def test_everything_that_is_started_listens_on_loopback_only(tmp_path: Path) -> None:
    environ = {"LAHELLA_DATA": str(tmp_path), "MEILI_URL": ""}
    with running(tmp_path, environ) as served:
        found = listened(served.pid)
    assert ("127.0.0.1", served.port) in found
    assert len(found) == 2, found  # the API and the engine
    assert all(ip_address(host).is_loopback for host, _ in found), found
