# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A PyTorch module on the device: iree-turbine exports it to the torch dialect, the compiler takes it as it is.

    ./bazelw run //examples:from_pytorch

The module is an image classifier with a transformer layer. Its weights are part of the compiled module. The result is
compared with PyTorch's own.
"""

import numpy as np
import torch
from iree.turbine import aot

import iree.tenstorrent as tt


class Classifier(torch.nn.Module):  # type: ignore[misc]  # PyTorch is not there for mypy
    """Images (N, 1, 16, 16) to scores of ten classes: convolution, attention over the positions, a linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = torch.nn.Conv2d(1, 32, 3, padding=1)
        self.norm = torch.nn.BatchNorm2d(32)
        self.pool = torch.nn.MaxPool2d(2)
        self.attention = torch.nn.TransformerEncoderLayer(
            d_model=32, nhead=2, dim_feedforward=64, activation="gelu", batch_first=True
        )
        self.scores = torch.nn.Linear(32, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        features = self.pool(torch.relu(self.norm(self.convolution(images))))
        positions = features.flatten(2).transpose(1, 2)
        return torch.log_softmax(self.scores(self.attention(positions).mean(1)), -1)


def main() -> None:
    torch.manual_seed(0)
    model = Classifier().eval()
    images = torch.randn(4, 1, 16, 16)

    exported = aot.export(model, images)
    compiled = tt.compile_module(str(exported.mlir_module))
    classify = tt.load_module(compiled)["main"]
    print(f"{len(compiled.kernels)} kernels")

    result = np.asarray(classify(images.numpy()))
    with torch.no_grad():
        expected = model(images).numpy()
    np.testing.assert_allclose(result, expected, rtol=1e-3, atol=1e-4)
    print(f"scores {result.shape}: equal PyTorch's to {np.abs(result - expected).max():.1e}")


if __name__ == "__main__":
    main()
