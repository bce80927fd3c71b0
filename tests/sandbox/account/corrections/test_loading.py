import pkgutil

import botocore.session
import pytest

from sandbox.account import corrections

SERVICES = {
    name.replace("-", "_") for name in botocore.session.get_session().get_available_services()
}


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(corrections.__path__)])
def test_a_name_begins_with_a_service_or_the_correction_would_never_be_loaded(module):
    words = module.split("_")
    beginnings = {"_".join(words[:count]) for count in range(1, len(words))}
    assert beginnings & {"any", *SERVICES}
