"""What the tests of the steps share: data, a registry, and model archives."""

import random
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[2] / "pipelines"


def table(folder, rows=400, header="amount,age,label", label=None):
    draw = random.Random(7)
    lines = [header]
    for number in range(rows):
        amount = draw.gauss(0, 100)
        lines.append(
            f"{amount:.2f},{number % 80 or ''},{int(amount > 0) if label is None else label}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data.csv").write_text("\n".join(lines) + "\n")


class Registry:
    """SageMaker and S3 with at most one approved version, whose archive is a file."""

    def __init__(self, archive=None, report=None):
        self.archive, self.report = archive, report

    def __call__(self, service):
        return self

    def list_model_packages(self, **asked):
        assert asked["ModelApprovalStatus"] == "Approved"
        found = [{"ModelPackageArn": "arn:7"}] if self.archive else []
        return {"ModelPackageSummaryList": found}

    def describe_model_package(self, **asked):
        statistics = {"Statistics": {"S3Uri": "s3://old/report.json"}}
        return {
            "ModelPackageArn": asked["ModelPackageName"],
            "InferenceSpecification": {"Containers": [{"ModelDataUrl": "s3://old/model.tar.gz"}]},
            "ModelMetrics": {"ModelQuality": statistics},
        }

    def download_file(self, bucket, key, target):
        source = self.archive if key == "model.tar.gz" else self.report
        Path(target).write_bytes(Path(source).read_bytes())


def archive(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "weight").write_text(text)
    with tarfile.open(path, "w:gz") as tar:
        tar.add(path.parent / "weight", "weight")
    return path
