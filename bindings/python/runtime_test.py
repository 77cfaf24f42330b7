# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""iree.runtime must be the one built here, with the Tenstorrent driver in it, and not a wheel nearby."""

import pathlib
import unittest

import iree.runtime
import iree.runtime.version
import numpy as np

import iree._runtime_libs


class RuntimeTest(unittest.TestCase):
    def test_extension_is_ours(self) -> None:
        folder = pathlib.Path(iree._runtime_libs.__path__[0])
        self.assertIn("bindings/python/iree/_runtime_libs", str(folder))
        self.assertEqual(iree.runtime.version.PACKAGE_SUFFIX, "-tenstorrent")

    def test_tools_are_beside_it(self) -> None:
        folder = pathlib.Path(iree._runtime_libs.__path__[0])
        for tool in ("iree-run-module", "iree-benchmark-module", "iree-dump-module"):
            self.assertTrue((folder / tool).exists(), tool)

    def test_drivers(self) -> None:
        drivers = iree.runtime.query_available_drivers()
        for driver in ("local-sync", "local-task", "tenstorrent"):
            self.assertIn(driver, drivers)

    def test_round_trip_through_a_device(self) -> None:
        device = iree.runtime.get_device("local-sync")
        array = np.arange(12, dtype=np.float32).reshape(3, 4)
        np.testing.assert_array_equal(iree.runtime.asdevicearray(device, array).to_host(), array)


if __name__ == "__main__":
    unittest.main()
