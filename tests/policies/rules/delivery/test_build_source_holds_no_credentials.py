from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLEAN = {"type": "GITHUB", "location": "https://github.com/acme/demand.git"}
TOKEN = {"type": "BITBUCKET", "location": "https://jo:s3cret@bitbucket.org/acme/demand"}


def build(source: object, *more: object) -> object:
    return resource("aws:codebuild/project:Project", source=source, secondarySources=list(more))


CASES = Cases(
    passes={
        "an address": (build(CLEAN),),
        "none": (build({"type": "NO_SOURCE"}),),
        "over SSH": (build({"type": "GITHUB", "location": "git@github.com:acme/demand.git"}),),
    },
    fails={
        "a password": Case(
            (build(TOKEN),), ("it: take what stands before @ out of source.location",)
        ),
        "in another source": Case(
            (build(CLEAN, TOKEN),),
            ("it: take what stands before @ out of secondarySources[0].location",),
        ),
    },
    not_known={
        "the address": Case(
            (build({"type": "GITHUB", "location": UNKNOWN}),), ("it?: source.location",)
        ),
        "a bucket": Case((build({"type": "S3", "location": "<<code#bucket>>/it.zip"}),)),
    },
)
