"""The network, with what it needs of the training data to read a raw row: means and deviations."""

import torch
from torch import nn


class Network(nn.Module):
    """Two layers over standardised features; an empty cell counts as the mean."""

    def __init__(self, features, hidden):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        self.layers = nn.Sequential(
            nn.Linear(features, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()
        )
        self.last = nn.Linear(hidden, 1)

    def learn_scale(self, rows):
        """Take mean and deviation of each feature from the training rows."""
        known = ~torch.isnan(rows)
        count = known.sum(0).clamp(min=1)
        self.mean = torch.nan_to_num(rows).sum(0) / count
        squares = torch.where(known, (rows - self.mean) ** 2, 0.0)
        self.deviation = (squares.sum(0) / count).sqrt().clamp(min=1e-6)

    def forward(self, rows):
        """Return one logit for each row."""
        return self.last(self.layers(torch.nan_to_num((rows - self.mean) / self.deviation)))[:, 0]


def save(network, folder):
    """Write the network so that `load` can build it again."""
    sizes = {"features": network.mean.numel(), "hidden": network.last.in_features}
    torch.save({"sizes": sizes, "state": network.state_dict()}, folder / "model.pth")


def load(folder):
    """Return the network that `save` wrote; only tensors are read, no code."""
    saved = torch.load(folder / "model.pth", map_location="cpu", weights_only=True)
    network = Network(**saved["sizes"])
    network.load_state_dict(saved["state"])
    return network.eval()


def probabilities(network, features):
    """Return the probability of class 1 for each row."""
    with torch.no_grad():
        rows = torch.tensor(features, dtype=torch.float32)
        return torch.sigmoid(network(rows)).tolist()
