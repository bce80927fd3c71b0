"""What rules on container images share: whether a reference names one version."""

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.props import Props, Undecided


def names_a_version(props: Props, key: str) -> bool:
    """Whether the image in the input `key` has a digest, or a tag that is not `latest`.

    Raises:
        Undecided: if what would hold the tag is not known yet.
    """
    image = props.raw(key)
    written = "" if image is UNKNOWN else str(image).rpartition(">>")[2]
    if not written and is_computed(image):
        raise Undecided(props.path(key))
    name, _, digest = written.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(digest) or tag not in ("", "latest")
