from policies.testing import UNKNOWN, Case, Cases, resource


def distribution(
    viewers: object = "https-only",
    version: str = "TLSv1.2_2021",
    policy: str = "https-only",
    protocols: object = ("TLSv1.2",),
) -> object:
    return resource(
        "aws:cloudfront/distribution:Distribution",
        defaultCacheBehavior={"viewerProtocolPolicy": viewers},
        viewerCertificate={"minimumProtocolVersion": version},
        origins=[
            {
                "customOriginConfig": {
                    "originProtocolPolicy": policy,
                    "originSslProtocols": list(protocols),
                }
            }
        ],
    )


CASES = Cases(
    passes={"all of it": (distribution(),)},
    fails={
        "viewers": Case(
            (distribution(viewers="allow-all"),),
            ("it: set defaultCacheBehavior.viewerProtocolPolicy to 'redirect-to-https'",),
        ),
        "an old version": Case(
            (distribution(version="TLSv1"),),
            ("it: set viewerCertificate.minimumProtocolVersion to 'TLSv1.2_2021', got 'TLSv1'",),
        ),
        "an origin": Case(
            (distribution(policy="match-viewer", protocols=["TLSv1", "TLSv1.2"]),),
            (
                "it: set origins[0].customOriginConfig.originProtocolPolicy to 'https-only'",
                "it: take SSLv3, TLSv1 and TLSv1.1 out of "
                "origins[0].customOriginConfig.originSslProtocols",
            ),
        ),
    },
    not_known={
        "viewers": Case(
            (distribution(viewers=UNKNOWN),), ("it?: defaultCacheBehavior.viewerProtocolPolicy",)
        )
    },
)
