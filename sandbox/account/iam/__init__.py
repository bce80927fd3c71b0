"""Who may do what in the account, if its settings ask for it: IAM on moto's own state."""
