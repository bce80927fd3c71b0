"""Values that things of several services are made with."""

import json

ACCOUNT = "000000000000"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
ALLOW = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
    }
)
KEY_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {
                    "AWS": f"arn:aws:iam::{ACCOUNT}:root",
                    "Service": "logs.amazonaws.com",
                },
                "Action": "kms:*",
                "Resource": "*",
            }
        ],
    }
)
IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
TAGS = [{"Key": "team", "Value": "fraud"}]
ANYBODY = ALLOW.replace('"Effect"', '"Principal": "*", "Effect"')
"""The same of a resource, which says who may."""
