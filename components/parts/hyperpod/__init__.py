"""What the HyperPod cluster is made of."""
