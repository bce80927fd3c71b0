"""What services of AWS keep for a team is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.names import sdk_name
from policies.rule import Props, rule

_KEYS = {
    "aws:athena/database:Database": "encryptionConfiguration.kmsKey",
    "aws:bedrock/agentAgent:AgentAgent": "customerEncryptionKeyArn",
    "aws:bedrock/agentDataSource:AgentDataSource": "serverSideEncryptionConfiguration.kmsKeyArn",
    "aws:bedrock/customModel:CustomModel": "customModelKmsKeyId",
    "aws:bedrock/guardrail:Guardrail": "kmsKeyArn",
    "aws:cloudtrail/eventDataStore:EventDataStore": "kmsKeyId",
    "aws:codeartifact/domain:Domain": "encryptionKey",
    "aws:codebuild/project:Project": "encryptionKey",
    "aws:dms/replicationInstance:ReplicationInstance": "kmsKeyArn",
    "aws:imagebuilder/component:Component": "kmsKeyId",
    "aws:kendra/index:Index": "serverSideEncryptionConfiguration.kmsKeyId",
    "aws:keyspaces/table:Table": "encryptionSpecification.kmsKeyIdentifier",
    "aws:kinesis/videoStream:VideoStream": "kmsKeyId",
    "aws:memorydb/cluster:Cluster": "kmsKeyArn",
    "aws:mq/broker:Broker": "encryptionOptions.kmsKeyId",
    "aws:mwaa/environment:Environment": "kmsKey",
    "aws:redshift/snapshotCopyGrant:SnapshotCopyGrant": "kmsKeyId",
    "aws:redshiftserverless/namespace:Namespace": "kmsKeyId",
    "aws:sagemaker/flowDefinition:FlowDefinition": "outputConfig.kmsKeyId",
    "aws:timestreamwrite/database:Database": "kmsKeyId",
}
"""Where each type names its key."""


@rule(
    applies_to=(*_KEYS,),
    why="what people wrote, labelled or filmed lies there under a key that nobody can switch off",
    source="AWS Well-Architected Framework, SEC08-BP02 Enforce encryption at rest",
)
def managed_data_encrypted_with_key(props: Props) -> Iterator[str]:
    """Agents, indexes, streams, brokers and small databases are encrypted with the stack's key."""
    holder, (*parts, key) = props, _KEYS[props.resource.type].split(".")
    for part in parts:
        holder = holder.object(part)
    where = "".join(f" of {sdk_name(part)}" for part in reversed(parts))
    yield from without_key(holder, key, f"{sdk_name(key)}{where}")
