# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The digits example: training, export, both targets on the whole test split, and the pictures."""

import os
import re
import struct
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest

import iree.tenstorrent as tt
from models.mnist import digits, network, picture, training


@pytest.fixture(scope="session")
def layers() -> tuple[training.Layer, ...]:
    return training.train(digits.load()[0])


def test_the_splits_share_no_image() -> None:
    first, second = digits.load()
    assert len(first.images) == 1437 and len(second.images) == 360
    assert set(np.unique(second.labels)) == set(range(digits.CLASSES))
    seen = {image.tobytes() for image in first.images}
    assert not any(image.tobytes() in seen for image in second.images)


def test_training_learns(layers: tuple[training.Layer, ...]) -> None:
    test = digits.load()[1]
    guesses = training.logits(layers, test.images).argmax(1)
    assert (guesses == test.labels).mean() > 0.97


def test_weights_survive_a_file(layers: tuple[training.Layer, ...], tmp_path: Path) -> None:
    training.save(layers, tmp_path / "weights.npz")
    for layer, loaded in zip(layers, training.load(tmp_path / "weights.npz"), strict=True):
        np.testing.assert_array_equal(layer.weight, loaded.weight)
        np.testing.assert_array_equal(layer.bias, loaded.bias)


@pytest.mark.parametrize("batch", [1, 64])
def test_probabilities_are_those_of_numpy(layers: tuple[training.Layer, ...], batch: int) -> None:
    images = digits.load()[1].images[:batch]
    result = np.asarray(tt.run_on_tenstorrent(network.export(layers, batch), images))
    scores = training.logits(layers, images).astype(np.float64)
    expected = np.exp(scores - scores.max(1, keepdims=True))
    expected /= expected.sum(1, keepdims=True)
    np.testing.assert_allclose(result, expected, rtol=1e-3, atol=1e-5)


def test_the_example_reads_as_many_digits_as_llvm_cpu(tmp_path: Path) -> None:
    page = tmp_path / "digits.png"
    output = subprocess.run(
        [os.environ["EXAMPLE"], f"--picture={page}"], check=True, capture_output=True, text=True
    ).stdout
    right = dict(re.findall(r"^(\S+): (\d+) of 360 right", output, re.MULTILINE))
    assert right["tenstorrent"] == right["llvm-cpu"]
    assert int(right["tenstorrent"]) > 350
    assert output.count("@@") > 20, "no picture of digits in the output"
    pixels = _read_png(page)
    assert pixels.shape == (18 * 56, 20 * 80, 3)


def test_a_picture_shows_ink_and_guess(tmp_path: Path) -> None:
    image = np.zeros(64, np.float32)
    image[0] = 1
    picture.write_png(tmp_path / "page.png", image[None], [7], [1], columns=1)
    pixels = _read_png(tmp_path / "page.png")
    assert (pixels[:6, :6] == 0).all() and (pixels[6:48, :6] == 255).all()
    red = (pixels == (200, 0, 0)).all(axis=2)
    assert red.any() and not red[:, :48].any()
    text = picture.as_text(image[None], [7], [1])
    assert text.splitlines()[0] == "@@" and text.splitlines()[-1].strip() == "7 (is 1)"


def _read_png(path: Path) -> np.ndarray:
    """Decodes what write_png writes: rows of RGB without filters in one chunk."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT")
    (size,) = struct.unpack(">I", data[start - 4 : start])
    rows = np.frombuffer(zlib.decompress(data[start + 4 : start + 4 + size]), np.uint8)
    rows = rows.reshape(height, 1 + 3 * width)
    assert (rows[:, 0] == 0).all()
    return rows[:, 1:].reshape(height, width, 3)
