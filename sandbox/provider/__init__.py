"""A stand-in for the provider plugin of AWS that works on the sandbox's account."""
