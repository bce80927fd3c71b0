from policies.testing import UNKNOWN, Case, Cases, resource

POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
STRONG = {
    "maxPasswordAge": 90,
    "minimumPasswordLength": 14,
    "passwordReusePrevention": 24,
    "requireLowercaseCharacters": True,
    "requireNumbers": True,
    "requireSymbols": True,
    "requireUppercaseCharacters": True,
}

CASES = Cases(
    passes={"strong": (resource(POLICY, **STRONG),)},
    fails={
        "nothing said": Case(
            (resource(POLICY),),
            (
                "it: set minimum_password_length to 14 or more",
                "it: set require_lowercase_characters to True",
                "it: set require_numbers to True",
                "it: set require_symbols to True",
                "it: set require_uppercase_characters to True",
                "it: set max_password_age to 90 or less",
                "it: set password_reuse_prevention to 24",
            ),
        ),
        "short": Case(
            (resource(POLICY, **{**STRONG, "minimumPasswordLength": 8}),),
            ("it: set minimum_password_length to 14 or more",),
        ),
    },
    not_known={
        "the length": Case(
            (resource(POLICY, **{**STRONG, "minimumPasswordLength": UNKNOWN}),),
            ("it?: minimumPasswordLength",),
        )
    },
)
