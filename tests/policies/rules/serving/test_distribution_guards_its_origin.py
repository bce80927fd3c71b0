from policies.testing import UNKNOWN, Case, Cases, resource

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"


def site(origin: object) -> object:
    return resource(
        DISTRIBUTION, webAclId="<<acl#arn>>", defaultRootObject="index.html", origins=[origin]
    )


CASES = Cases(
    passes={
        "all": (site({"originAccessControlId": "<<control#id>>"}),),
        "an identity": (site({"s3OriginConfig": {"originAccessIdentity": "<<identity#path>>"}}),),
        "a machine": (site({"customOriginConfig": {"originProtocolPolicy": "https-only"}}),),
    },
    fails={
        "a bucket": Case((site({}),), ("it: set origins[0].originAccessControlId",)),
        "no firewall, no page": Case(
            (resource(DISTRIBUTION),), ("it: set web_acl_id", "it: set default_root_object")
        ),
    },
    not_known={"the control": Case((site({"originAccessControlId": UNKNOWN}),))},
)
