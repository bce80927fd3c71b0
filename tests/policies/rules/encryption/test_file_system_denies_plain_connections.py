from policies.testing import UNKNOWN, Case, Cases, document, resource

FILES = resource("aws:efs/fileSystem:FileSystem", "files")
SAYS = ("files: deny connections without TLS in its file system policy",)
DENIAL = {
    "Effect": "Deny",
    "Principal": {"AWS": "*"},
    "Action": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def policy(text: object) -> object:
    return resource(
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        comes_from={"fileSystemId": FILES},
        fileSystemId="<<files#id>>",
        policy=text,
    )


CASES = Cases(
    passes={"denied": (FILES, policy(document(DENIAL)))},
    fails={
        "no policy": Case((FILES,), SAYS),
        "mounting allowed": Case(
            (
                FILES,
                policy(document({"Principal": "*", "Action": "elasticfilesystem:ClientMount"})),
            ),
            SAYS,
        ),
        "denied to one role": Case(
            (FILES, policy(document({**DENIAL, "Principal": {"AWS": "<<role#arn>>"}}))), SAYS
        ),
        "denied outside the VPC only": Case(
            (
                FILES,
                policy(
                    document(
                        {
                            **DENIAL,
                            "Condition": {
                                "Bool": {"aws:SecureTransport": "false"},
                                "StringNotEquals": {"aws:SourceVpc": "vpc-1"},
                            },
                        }
                    )
                ),
            ),
            SAYS,
        ),
    },
    not_known={"the policy": Case((FILES, policy(UNKNOWN)), ("files?: policy",))},
)
