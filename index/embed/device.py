"""Where a model runs: whether a GPU may be there is seen without importing torch, which costs ten seconds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

GPU_NODES = ("/dev/nvidia0", "/dev/kfd", "/dev/dxg")  # NVIDIA's and AMD's drivers, and Windows' under WSL


class Device(StrEnum):
    """What `INDEX_DEVICE` says."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"

    @property
    def torch(self) -> str | None:
        """As sentence-transformers takes it; None has it choose."""
        return None if self is Device.AUTO else self.value


def may_have_gpu(device: Device) -> bool:
    """Whether loading torch could find a GPU."""
    return device is Device.CUDA or (device is Device.AUTO and any(Path(node).exists() for node in GPU_NODES))
