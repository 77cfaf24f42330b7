# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The generated files are those of the table."""

import os
from pathlib import Path

import pytest

from iree.tenstorrent.compiler.IR.generate import outputs


@pytest.mark.parametrize("path", sorted(outputs()))
def test_file_is_current(path: str) -> None:
    name = os.path.basename(path).replace(".", "_").replace("-", "_").upper()
    text = Path(os.environ[name]).read_text()
    assert text == outputs()[path], "run the target :generate"
