"""Score a model of our network and compare it with the one that serves."""

import boto3
from comparison import main
from network import load, probabilities


def score(model, features):
    """Return the probability of class 1 for each row."""
    return probabilities(load(model), features)


if __name__ == "__main__":
    main(score, boto3.client)
