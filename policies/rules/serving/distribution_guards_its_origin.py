"""A distribution is the only way to what lies behind it."""

from collections.abc import Iterator

from policies.rule import Props, rule

_SAFE = ("originAccessControlId", "customOriginConfig", "vpcOriginConfig")


@rule(
    applies_to="aws:cloudfront/distribution:Distribution",
    why="the bucket has to be public otherwise, and a firewall before it stops nobody",
    source="AWS Security Hub, controls CloudFront.1, CloudFront.6 and CloudFront.13",
)
def distribution_guards_its_origin(props: Props) -> Iterator[str]:
    """CloudFront distributions have a firewall and a first page, and sign what they ask of S3."""
    if "webAclId" not in props:
        yield "set web_acl_id"
    if "defaultRootObject" not in props:
        yield "set default_root_object"
    for origin in props.objects("origins"):
        identity = origin.object("s3OriginConfig").raw("originAccessIdentity")
        if not identity and not any(key in origin for key in _SAFE):
            yield f"set {origin.path('originAccessControlId')}"
