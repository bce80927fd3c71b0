"""What a deployment of a plan may have to ask of AWS, and the IAM policies that allow just that."""
