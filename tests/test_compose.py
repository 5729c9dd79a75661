"""No Docker is needed: the files are read, and held to what a production set-up must not lose."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from indexers.engine.keys import INDEX_KEY, SEARCH_KEY

PROJECT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8")
LASTING = ["meilisearch", "api"]
# Hands a new volume to the engine's user and ends.
VOLUME_OWNER = "engine-folder"

each_service = pytest.mark.parametrize("name", SERVICES)


def instructions(word: str) -> list[str]:
    """Return the arguments of every Dockerfile instruction of a kind, continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.split(None, 1)[1] for line in joined.splitlines() if line.startswith(f"{word} ")]


def is_pinned(image: str) -> bool:
    tag = image.partition(":")[2]
    return bool(re.match(r"v?\d+\.\d+", tag))


def test_the_engine_is_the_official_image_of_the_version_that_was_measured() -> None:
    assert SERVICES["meilisearch"]["image"] == "getmeili/meilisearch:v1.21.0"
    package = (PROJECT / "package.json").read_text("utf-8")
    assert "1.21.0" in package, "development and production run the same Meilisearch"


@each_service
def test_every_image_has_a_pinned_version(name: str) -> None:
    assert is_pinned(SERVICES[name]["image"])


def test_the_base_images_have_a_pinned_version() -> None:
    bases = [base.split()[0] for base in instructions("FROM")]
    assert len(bases) == 3, "one stage builds the pages, one the packages, another runs"
    assert all(is_pinned(base) for base in bases)


@each_service
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@each_service
def test_no_service_is_root_but_the_one_that_hands_over_the_volume(name: str) -> None:
    service = SERVICES[name]
    if name != VOLUME_OWNER:
        assert int(service["user"].partition(":")[0]) > 0
        assert "cap_add" not in service
        return
    assert service["cap_add"] == ["CHOWN"]
    assert service["network_mode"] == "none"
    assert service["restart"] == "no"
    assert service["command"] == ["chown", SERVICES["meilisearch"]["user"], "/meili_data"]


def test_the_image_runs_as_the_user_that_owns_its_data_folder() -> None:
    (user,) = instructions("USER")
    assert user == SERVICES["api"]["user"]
    assert f"--uid {user.partition(':')[0]} " in DOCKERFILE
    assert instructions("VOLUME") == ["/data"]


@each_service
def test_ports_are_published_on_loopback_only_and_the_engine_publishes_none(name: str) -> None:
    ports = SERVICES[name].get("ports", [])
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert (ports != []) is (name == "api")
    assert "network_mode" not in SERVICES[name] or SERVICES[name]["network_mode"] == "none"


def test_the_engine_is_on_an_internal_network_only() -> None:
    assert SERVICES["meilisearch"]["networks"] == ["engine"]
    assert COMPOSE["networks"]["engine"]["internal"] is True


@each_service
def test_every_key_comes_from_the_environment_and_is_required(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if variable.endswith("_KEY"):
            assert re.fullmatch(r"\$\{(MEILI|LAHELLA)_\w+_KEY:\?[^}]+\}", value), variable


def test_the_master_key_goes_to_the_engine_and_to_the_service_that_installs_keys() -> None:
    having = [name for name in SERVICES if "MEILI_MASTER_KEY" in str(SERVICES[name])]
    assert having == ["meilisearch", "keys"]
    assert SEARCH_KEY.variable in SERVICES["api"]["environment"]["MEILI_KEY"]
    assert INDEX_KEY.variable in SERVICES["indexer"]["environment"]["MEILI_KEY"]


@pytest.mark.parametrize("file", ["docker-compose.yml", "Dockerfile", ".env.example"])
def test_no_file_holds_a_secret(file: str) -> None:
    text = (PROJECT / file).read_text("utf-8")
    assert re.findall(r"[A-Fa-f0-9]{32,}|[A-Za-z0-9_-]{40,}", text) == []
    assert [line for line in text.splitlines() if re.match(r"\w*KEYS?=.", line)] == []


def test_the_example_names_every_variable_that_compose_reads() -> None:
    text = (PROJECT / "docker-compose.yml").read_text("utf-8")
    example = (PROJECT / ".env.example").read_text("utf-8")
    passed_on = {
        name
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if value is None
    }
    read = set(re.findall(r"\$\{(\w+)", text)) | passed_on
    assert read == set(re.findall(r"^#?(\w+)=", example, re.MULTILINE))


@pytest.mark.parametrize("name", LASTING)
def test_lasting_services_have_a_health_check_and_come_back(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    check = service["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


def test_services_that_end_do_not_come_back() -> None:
    ending = [name for name in SERVICES if name not in (*LASTING, "updater")]
    assert [SERVICES[name]["restart"] for name in ending] == ["no"] * len(ending)


def test_the_image_checks_its_own_health_on_the_port_it_exposes() -> None:
    (check,) = instructions("HEALTHCHECK")
    (port,) = instructions("EXPOSE")
    assert f"http://127.0.0.1:{port}/healthz" in check
    assert SERVICES["api"]["ports"][0].endswith(f":{port}")
    assert f'"{port}"' in instructions("CMD")[-1]


def test_dependencies_wait_for_health_or_for_the_end() -> None:
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            wanted = "healthy" if needed in LASTING else "completed_successfully"
            assert how == {"condition": f"service_{wanted}"}, (name, needed)


def test_the_index_is_built_and_updated_only_when_asked() -> None:
    asked = {name: SERVICES[name].get("profiles") for name in SERVICES}
    assert {name: profiles for name, profiles in asked.items() if profiles} == {
        "indexer": ["index"],
        "updater": ["update"],
    }


def test_the_updater_is_the_indexer_with_another_command_and_comes_back() -> None:
    indexer, updater = SERVICES["indexer"], SERVICES["updater"]
    differing = {name for name in updater if updater[name] != indexer[name]}
    assert differing == {"profiles", "restart", "command"}
    assert updater["restart"] == "unless-stopped"
    assert updater["command"][:3] == ["lahella", "index", "update"]
    assert updater["command"][-1] == indexer["command"][-1]


def test_data_are_kept_in_named_volumes() -> None:
    named = set(COMPOSE["volumes"])
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    kept = [mount for mount in mounts if isinstance(mount, str)]
    assert {mount.partition(":")[0] for mount in kept} == named
    others = [mount for mount in mounts if not isinstance(mount, str)]
    assert all(mount["read_only"] for mount in others)


def test_the_image_holds_finnish_analysis_and_every_package_of_the_project() -> None:
    assert "libvoikko1 voikko-fi" in DOCKERFILE
    assert "rm -rf /var/lib/apt/lists/*" in DOCKERFILE
    allowed = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in allowed
    for package in ("geo", "synonyms", "indexers", "search_service"):
        assert f"{package} {package}" in instructions("COPY")
        assert f"!{package}" in allowed


def test_the_image_builds_its_own_pages() -> None:
    pages = "search_service/web/built"
    assert f"--from=web /src/{pages} {pages}" in instructions("COPY")
    needed = {"package.json", "package-lock.json", ".npmrc"}
    allowed = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    assert {f"!{name}" for name in needed} <= set(allowed)
    assert allowed[-1] == pages, "what was built here stays here"


def test_the_lock_of_npm_names_no_place_to_download_from() -> None:
    lock = (PROJECT / "package-lock.json").read_text("utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
