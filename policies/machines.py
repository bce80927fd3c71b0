"""What rules on encryption share: machines that have disks of their own."""

import re

_BUILT_IN = re.compile(
    r"ml\.(dl1|g4dn|g[5-9]\w*|gr\d\w*|p3dn|p4de?|p[5-9]\S*|trn\d\w*|\w+\dg?i?d\w*)\."
)


def has_disks_built_in(instance_type: str) -> bool:
    """Whether the hardware itself encrypts the disks, so that SageMaker refuses a key for them."""
    return _BUILT_IN.match(instance_type) is not None
