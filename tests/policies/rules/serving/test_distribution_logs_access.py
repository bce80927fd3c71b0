from policies.testing import UNKNOWN, Case, Cases, resource

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
SITE = resource(DISTRIBUTION, "site")

CASES = Cases(
    passes={
        "to a bucket": (resource(DISTRIBUTION, loggingConfig={"bucket": "logs"}),),
        "by a delivery": (
            SITE,
            resource(
                "aws:cloudwatch/logDeliverySource:LogDeliverySource",
                "source",
                comes_from={"resourceArn": SITE},
                resourceArn="<<site#arn>>",
            ),
        ),
    },
    fails={
        "nowhere": Case(
            (resource(DISTRIBUTION),),
            ("it: set logging_config, or declare a LogDeliverySource for it",),
        )
    },
    not_known={"where to": Case((resource(DISTRIBUTION, loggingConfig=UNKNOWN),))},
)
