"""Train the network with every GPU of every machine of the job.

The image starts this file once on each machine. It starts itself again for each GPU through
torchrun, which needs nothing but what SageMaker writes about the machines.
"""

import copy
import json
import os
import shutil
import sys
from pathlib import Path

import torch
from comparison import auc, read
from network import Network, probabilities, save
from torch import distributed
from torch.distributed.run import main as torchrun
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

ROOT = Path(os.environ.get("ML_ROOT", "/opt/ml"))
PORT = "29500"


def launch():
    """Start one process for each GPU, or one where there is none."""
    config = json.loads((ROOT / "input/config/resourceconfig.json").read_text())
    hosts = sorted(config["hosts"])
    os.environ.setdefault("NCCL_SOCKET_IFNAME", config.get("network_interface_name", "eth0"))
    torchrun(
        [
            f"--nnodes={len(hosts)}",
            f"--node_rank={hosts.index(config['current_host'])}",
            f"--nproc_per_node={max(1, torch.cuda.device_count())}",
            f"--master_addr={hosts[0]}",
            f"--master_port={PORT}",
            str(Path(__file__).resolve()),
        ]
    )


def train():
    """Train; the first process measures after each epoch and keeps the best network."""
    chosen = json.loads((ROOT / "input/config/hyperparameters.json").read_text())
    on_gpu = torch.cuda.is_available()
    distributed.init_process_group("nccl" if on_gpu else "gloo")
    device = torch.device("cuda", int(os.environ["LOCAL_RANK"])) if on_gpu else torch.device("cpu")
    torch.manual_seed(0)
    features, labels = read(ROOT / "input/data/train")
    rows = torch.tensor(features, dtype=torch.float32)
    network = Network(rows.shape[1], int(chosen.get("hidden", "64")))
    network.learn_scale(rows)
    network.to(device)
    # The buffers are the same everywhere: each process read the same rows.
    together = DistributedDataParallel(network, broadcast_buffers=False)
    data = TensorDataset(rows, torch.tensor(labels, dtype=torch.float32))
    sampler = DistributedSampler(data)
    loader = DataLoader(data, batch_size=int(chosen.get("batch-size", "256")), sampler=sampler)
    optimiser = torch.optim.AdamW(network.parameters(), float(chosen.get("learning-rate", "0.001")))
    loss_of = torch.nn.BCEWithLogitsLoss()
    best = -1.0
    for epoch in range(int(chosen.get("epochs", "20"))):
        sampler.set_epoch(epoch)
        network.train()
        for batch, target in loader:
            optimiser.zero_grad()
            loss_of(together(batch.to(device)), target.to(device)).backward()
            optimiser.step()
        if distributed.get_rank() == 0:
            best = max(best, keep_if_better(network, best))
        distributed.barrier()
    distributed.destroy_process_group()


def keep_if_better(network, best):
    """Return the AUC on the validation rows; write the network if it is the best so far."""
    features, labels = read(ROOT / "input/data/validation")
    # A copy, since the processes that train together hold on to where the weights lie.
    still = copy.deepcopy(network).cpu().eval()
    value = auc(labels, probabilities(still, features))
    sys.stdout.write(f"validation:auc={value:.5f}\n")
    sys.stdout.flush()
    if value > best:
        model = ROOT / "model"
        save(still, model)
        (model / "code").mkdir(exist_ok=True)
        for name in ("inference.py", "network.py"):
            shutil.copy(Path(__file__).with_name(name), model / "code" / name)
    return value


if __name__ == "__main__":
    if "LOCAL_RANK" in os.environ:
        train()
    else:
        launch()
