"""How long tests of generated settings try: `make soak` tries for as long as it takes."""

import os

EFFORT = int(os.environ.get("STEPWELL_TEST_EFFORT", "1"))
"""What the number of generated examples is multiplied by."""
