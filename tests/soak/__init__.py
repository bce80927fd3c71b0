"""What takes too long for each change; `make soak` runs it."""

import pytest

pytest.register_assert_rewrite("tests.soak.sequences")
