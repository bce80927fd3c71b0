"""What a build does, step by step, in CodeBuild's own form."""

_BUILD = r"""
set -euo pipefail
tag="${TAG:-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | tr -dc 'A-Za-z0-9._-' | cut -c1-40)}"
name="${REPOSITORY_URL#*/}"
image="$REPOSITORY_URL:$tag"
which="--repository-name $name --image-ids imageTag=$tag"
if aws ecr describe-images $which >/dev/null 2>&1; then
  echo "$image is there already, and tags never move"
  exit 0
fi
aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY_URL%%/*}"
docker build --pull --file "$DIRECTORY/$DOCKERFILE" --tag "$image" "$DIRECTORY"
if [ -n "$TEST_COMMAND" ]; then
  echo "test: $TEST_COMMAND"
  docker run --rm --network none --entrypoint sh "$image" -c "$TEST_COMMAND"
fi
docker push "$image"
withdraw() {
  echo "$1; the image is withdrawn"
  aws ecr batch-delete-image $which
  exit 1
}
findings() {
  aws ecr describe-image-scan-findings --repository-name "$name" --image-id "imageTag=$tag" \
    --query "imageScanFindings.$1" --output text 2>/dev/null || true
}
# Amazon Inspector calls its scans complete before they are: only this time says so.
for attempt in $(seq 60); do
  scanned="$(findings imageScanCompletedAt)"
  if [ -n "$scanned" ] && [ "$scanned" != None ]; then break; fi
  [ "$attempt" -lt 60 ] || withdraw "the scan did not end within ten minutes"
  sleep 10
done
for severity in $REFUSED_SEVERITIES; do
  count="$(findings "findingSeverityCounts.$severity")"
  if [ -n "$count" ] && [ "$count" != None ]; then
    withdraw "$count findings are $severity"
  fi
done
echo "built $image"
"""


def buildspec() -> str:
    """The build as YAML; its variables are the project's, or those of one build."""
    lines = "\n".join(f"          {line}".rstrip() for line in _BUILD.strip().splitlines())
    return f"""\
version: 0.2
env:
  shell: bash
phases:
  build:
    commands:
      - |
{lines}
"""
