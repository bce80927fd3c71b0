"""What changes between two plans of a stack, and which of it a team would miss."""

from collections.abc import Iterator
from dataclasses import dataclass

from plan.plan import Plan, Resource

HOLDS_DATA = frozenset(
    (
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:dynamodb/table:Table",
        "aws:ecr/repository:Repository",
        "aws:efs/fileSystem:FileSystem",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:glue/catalogDatabase:CatalogDatabase",
        "aws:kms/key:Key",
        "aws:s3/bucket:Bucket",
        "aws:sagemaker/domain:Domain",
        "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer",
        "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
        "aws:sagemaker/userProfile:UserProfile",
        "aws-native:sagemaker:FeatureGroup",
    )
)
"""Types whose resources hold what cannot be made again; a key counts, as it locks all the rest."""

SERVES_TRAFFIC = frozenset(
    (
        "aws:apigateway/restApi:RestApi",
        "aws:apigatewayv2/api:Api",
        "aws:sagemaker/endpoint:Endpoint",
        "aws-native:sagemaker:InferenceComponent",
    )
)
"""Types whose resources answer requests of others."""


@dataclass(frozen=True)
class Changed:
    """One resource in two plans."""

    before: Resource
    after: Resource

    @property
    def inputs(self) -> frozenset[str]:
        """Names of the inputs that differ."""
        old, new = self.before.inputs, self.after.inputs
        return frozenset(n for n in {*old, *new} if old.get(n) != new.get(n))


@dataclass(frozen=True)
class Changes:
    """How one plan differs from another, resources by their URNs; components are left out."""

    added: tuple[Resource, ...]
    removed: tuple[Resource, ...]
    changed: tuple[Changed, ...]
    """Resources in both plans with other inputs."""

    def missed(self) -> Iterator[Resource]:
        """Resources that are removed and hold data or serve traffic."""
        for resource in self.removed:
            if resource.type in HOLDS_DATA | SERVES_TRAFFIC:
                yield resource


def changes(before: Plan, after: Plan) -> Changes:
    """Compare two plans of the same stack."""
    old, new = before.by_urn(), after.by_urn()
    pairs = [Changed(old[urn], new[urn]) for urn in old if urn in new]
    return Changes(
        added=tuple(r for r in after if r.custom and r.urn not in old),
        removed=tuple(r for r in before if r.custom and r.urn not in new),
        changed=tuple(pair for pair in pairs if pair.after.custom and pair.inputs),
    )
