from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PUBLIC = "aws:ecrpublic/repository:Repository"
FOUND = ("it: use aws.ecr.Repository instead of aws:ecrpublic/repository:Repository",)

CASES = Cases(
    passes={"a private one": (resource("aws:ecr/repository:Repository"),)},
    fails={"a public one": Case((resource(PUBLIC, repositoryName="serving"),), FOUND)},
    not_known={"its name": Case((resource(PUBLIC, repositoryName=UNKNOWN),), FOUND)},
)
