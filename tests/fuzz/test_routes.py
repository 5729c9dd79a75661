"""Every route of the OpenAPI document, asked right and wrong by schemathesis over real HTTP.

No request is answered by a mistake of the service (5xx) or in a way that the document does not
tell; wrong methods, headers and bodies included. `make fuzz` does the same for longer.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from indexers.building.report import Report
from indexers.engine.address import EngineAddress
from search_service.app import create_app
from search_service.settings import Settings
from tests.conftest import app_with
from tests.live_service import serving

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "5"))
IS_SHORT = EXAMPLES < 100
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
    unsupported_method,
]
# The cases at the edges of each parameter are a thousand for a search: only in the long run.
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": not IS_SHORT}}})
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings()).openapi(), config=CONFIG)


@pytest.fixture(scope="module")
def url(engine: EngineAddress, demo: Report) -> Iterator[str]:
    """The real service on the demo listings."""
    with serving(app_with(engine, engine_timeout_s=20)) as address:
        yield address


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=IS_SHORT,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_no_question_is_answered_by_a_mistake(case: schemathesis.Case[Any], url: str) -> None:
    case.call_and_validate(base_url=url, checks=CHECKS, timeout=60)
