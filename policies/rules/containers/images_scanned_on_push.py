"""Known vulnerabilities of an image are found when it arrives."""

from collections.abc import Iterator

from policies.repair import setting
from policies.rule import Props, rule


@rule(
    applies_to="aws:ecr/repository:Repository",
    why="ML images carry hundreds of packages that nobody chose one by one",
    source="AWS Security Hub, control ECR.1",
    repair=setting(imageScanningConfiguration={"scanOnPush": True}),
)
def images_scanned_on_push(props: Props) -> Iterator[str]:
    """Image repositories scan what is pushed."""
    if props.get("imageScanningConfiguration", {}).get("scanOnPush", False) is not True:
        yield "set scan_on_push of image_scanning_configuration to True"
