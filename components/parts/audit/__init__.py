"""What the audit trail is made of."""
