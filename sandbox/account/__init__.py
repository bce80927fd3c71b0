"""An AWS account on this machine: moto, made stricter, more complete and able to survive."""
