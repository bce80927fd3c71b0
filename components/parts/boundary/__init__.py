"""What the permissions boundary allows and denies."""
