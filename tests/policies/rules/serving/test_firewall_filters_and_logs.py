from policies.testing import UNKNOWN, Case, Cases, resource

FIREWALL = "aws:wafv2/webAcl:WebAcl"
ACL = resource(FIREWALL, "acl", rules=[{"name": "known-bad-inputs", "priority": 1}])
LOGGING = resource(
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    comes_from={"resourceArn": ACL},
    resourceArn="<<acl#arn>>",
)

CASES = Cases(
    passes={"both": (ACL, LOGGING)},
    fails={
        "neither": Case(
            (resource(FIREWALL),),
            ("it: add rules", "it: declare a WebAclLoggingConfiguration for it"),
        )
    },
    not_known={"the rules": Case((resource(FIREWALL, "acl", rules=UNKNOWN), LOGGING))},
)
