"""The pipeline for GPUs: a PyTorch network on one machine or many."""
