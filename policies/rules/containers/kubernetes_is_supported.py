"""A Kubernetes cluster runs a version that is still mended."""

from collections.abc import Iterator

from policies.props import Unusable
from policies.rule import Props, rule

_OLDEST = (1, 31)
"""AWS upgrades older ones by itself, at a time of its choosing."""


@rule(
    applies_to="aws:eks/cluster:Cluster",
    why="an old version gets no security fixes, and AWS replaces it at a time of its choosing",
    source="AWS Security Hub, control EKS.2; Amazon EKS User Guide, Kubernetes release calendar",
)
def kubernetes_is_supported(props: Props) -> Iterator[str]:
    """EKS clusters run version 1.31 of Kubernetes or a later one."""
    if "version" not in props:
        return
    version = str(props["version"])
    major, _, minor = version.partition(".")
    if not (major.isdigit() and minor.isdigit()):
        raise Unusable(props.path("version"), "a version of Kubernetes", version)
    if (int(major), int(minor)) < _OLDEST:
        yield f"set version to '1.31' or later, got {version!r}"
