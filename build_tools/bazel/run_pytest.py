# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs pytest under Bazel: honours sharding, the test filter and the place for the XML report."""

import os
import pathlib
import sys

import pytest


class _Sharding:
    """Keeps the tests of this shard: every n-th in collection order."""

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        status_file = os.environ.get("TEST_SHARD_STATUS_FILE")
        if status_file:
            pathlib.Path(status_file).touch()
        if not items:
            raise pytest.UsageError("no tests were collected")
        count = int(os.environ.get("TEST_TOTAL_SHARDS", "1"))
        index = int(os.environ.get("TEST_SHARD_INDEX", "0"))
        kept = items[index::count]
        if len(kept) < len(items):
            config.hook.pytest_deselected(
                items=[item for i, item in enumerate(items) if i % count != index]
            )
        items[:] = kept


def main() -> int:
    # Kernels that the tests compile go with the test, not to the user's cache.
    scratch = os.environ.get("TEST_TMPDIR")
    if scratch:
        os.environ.setdefault("IREE_TENSTORRENT_CACHE_DIR", f"{scratch}/kernels")
    arguments = ["-p", "no:cacheprovider", "--import-mode=importlib", "-ra", "--rootdir=."]
    report = os.environ.get("XML_OUTPUT_FILE")
    if report:
        arguments.append(f"--junitxml={report}")
    test_filter = os.environ.get("TESTBRIDGE_TEST_ONLY")
    if test_filter:
        arguments += ["-k", test_filter]
    status = int(pytest.main(arguments + sys.argv[1:], plugins=[_Sharding()]))
    shards = int(os.environ.get("TEST_TOTAL_SHARDS", "1"))
    if status == pytest.ExitCode.NO_TESTS_COLLECTED and (shards > 1 or test_filter):
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
