from policies.testing import UNKNOWN, Case, Cases, resource

KEY = resource("aws:kms/key:Key", "key")


def alias(target: object) -> object:
    return resource("aws:kms/alias:Alias", comes_from={"targetKeyId": KEY}, targetKeyId=target)


CASES = Cases(
    passes={"an alias": (KEY, alias("<<key#keyId>>"))},
    fails={
        "none": Case((KEY,), ("key: declare an Alias for it",)),
        "that of another key": Case(
            (resource("aws:kms/key:Key", "other"), KEY, alias("<<key#keyId>>")),
            ("other: declare an Alias for it",),
        ),
    },
    not_known={"its id": Case((KEY, alias(UNKNOWN)))},
)
