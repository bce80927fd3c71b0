"""Code of the platform's own Lambda functions, one file each.

A file is uploaded as it stands and runs with nothing but what Lambda's Python brings: the standard
library and boto3. It is never imported while a stack is composed.
"""
