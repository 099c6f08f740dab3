"""No request to the example service, however malformed, is answered by 500 or opens a file."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis")
httpx = pytest.importorskip("httpx")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
HERE = Path(__file__).parent
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api(running_service):
    return schemathesis.openapi.from_url(f"{running_service}/openapi.json")


MODES = list(schemathesis.GenerationMode)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_no_request_of_the_described_form_or_near_it_is_a_fault_of_the_server(mode, api):
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) >= 6
    for operation in operations:

        @EXAMPLES
        @given(case=operation.as_strategy(generation_mode=mode))
        def asked(case):
            answered = case.call()
            assert answered.status_code < 500, answered.text

        with suppress(Unsatisfiable):  # an operation without parameters has no wrong ones
            asked()


PATHS = ["/indices/ieci-2022/ranking", "/indices/ieci-2022/placement", "/indices/ieci-2022/cities/{}/explanation"]
ODD = st.text(max_size=40) | st.sampled_from(
    ["/etc/passwd", "..", "hangzhou.csv", "%00", "\x00", "=", "ieci-2022", "NaN"]
)


@given(
    path=st.sampled_from(PATHS) | ODD,
    name=ODD,
    query=st.dictionaries(ODD, ODD, max_size=3),
    body=st.binary(max_size=99),
)
@EXAMPLES
def test_no_request_of_any_form_is_a_fault_of_the_server(path, name, query, body, running_service):
    from urllib.parse import quote

    address = running_service + quote(("/" + path.lstrip("/")).replace("{}", name), safe="/")
    for method, content in (("GET", None), ("POST", body)):
        answered = httpx.request(method, address, params=query, content=content, timeout=60)
        assert answered.status_code < 500, answered.text
