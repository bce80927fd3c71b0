"""Keys of the account's administrator, as a client of boto3 takes them."""

KEYS = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"}
