import json
from pathlib import Path

import botocore

from generator.regions import sagemaker_regions


def test_the_table_says_what_the_sdk_of_aws_says():
    source = Path(botocore.__file__).parent / "data/endpoints.json"
    known = {
        region
        for partition in json.loads(source.read_text())["partitions"]
        for region in partition["services"].get("api.sagemaker", {}).get("endpoints", {})
        if region in partition["regions"]
    }
    assert set(sagemaker_regions()) == known
