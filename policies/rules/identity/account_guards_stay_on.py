"""What watches over the whole account is not switched off by one stack."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_GUARDS = {
    "aws:cloudtrail/trail:Trail": ("enableLogging", True),
    "aws:ebs/encryptionByDefault:EncryptionByDefault": ("enabled", True),
    "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration": (
        "blockPublicSecurityGroupRules",
        True,
    ),
    "aws:guardduty/detector:Detector": ("enable", True),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": ("blockPublicPolicy", False),
}
"""The switch of each guard, and where it stands if nothing is said."""


@rule(
    applies_to=(*_GUARDS,),
    why="every team of the account loses the guard, and most do not notice",
    source="AWS Security Hub, controls CloudTrail.1, EC2.7, EMR.2, GuardDuty.1 and S3.1",
)
def account_guards_stay_on(props: Props) -> Iterator[str]:
    """Trails, detectors, default encryption and public access blocks of an account are on."""
    key, default = _GUARDS[props.resource.type]
    if props.get(key, default) is not True:
        yield f"set {sdk_name(key)} to True"
