"""What a CloudFront distribution serves and fetches is encrypted on its way."""

from collections.abc import Iterator

from policies.rule import Props, rule

_VIEWERS = ("https-only", "redirect-to-https")
_OLD = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


@rule(
    applies_to="aws:cloudfront/distribution:Distribution",
    why="predictions and the tokens that ask for them can be read or changed on their way",
    source="AWS Security Hub, controls CloudFront.3, CloudFront.9, CloudFront.10 and CloudFront.15",
)
def distribution_uses_tls(props: Props) -> Iterator[str]:
    """CloudFront distributions use TLS 1.2 or later with viewers and with origins."""
    behaviors = [props.object("defaultCacheBehavior"), *props.objects("orderedCacheBehaviors")]
    for behavior in behaviors:
        policy = behavior.get("viewerProtocolPolicy", "allow-all")
        if policy not in _VIEWERS:
            yield f"set {behavior.path('viewerProtocolPolicy')} to 'redirect-to-https'"
    certificate = props.object("viewerCertificate")
    version = certificate.get("minimumProtocolVersion", "TLSv1")
    if not version.startswith(("TLSv1.2", "TLSv1.3")):
        where = certificate.path("minimumProtocolVersion")
        yield f"set {where} to 'TLSv1.2_2021', got {version!r}"
    for origin in props.objects("origins"):
        own = origin.object("customOriginConfig")
        if own and own.get("originProtocolPolicy") != "https-only":
            yield f"set {own.path('originProtocolPolicy')} to 'https-only'"
        if _OLD & {*own.texts("originSslProtocols")}:
            yield f"take SSLv3, TLSv1 and TLSv1.1 out of {own.path('originSslProtocols')}"
