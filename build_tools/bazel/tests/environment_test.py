# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What a Python test sees: the pinned packages, runfiles, and nothing of the user's."""

import importlib.metadata
import os
import pathlib
import site
import sys

import iree.compiler
import numpy


def _lies_in_site_packages(path: str) -> bool:
    return "pip/site-packages" in path


def test_packages_are_the_pinned_ones() -> None:
    assert numpy.__file__ is not None
    assert _lies_in_site_packages(numpy.__file__)
    assert _lies_in_site_packages(iree.compiler.__path__[0])
    assert importlib.metadata.version("iree-base-compiler") == "3.13.0"


def test_stock_runtime_is_absent() -> None:
    installed = {dist.metadata["Name"] for dist in importlib.metadata.distributions()}
    assert "iree-base-runtime" not in installed


def test_user_packages_are_hidden() -> None:
    assert site.ENABLE_USER_SITE is False


def test_source_folders_are_not_importable_by_accident() -> None:
    here = pathlib.Path(__file__).parent
    assert str(here) not in sys.path
    assert "" not in sys.path


def test_runfiles_folder_is_known() -> None:
    runfiles = pathlib.Path(os.environ["RUNFILES_DIR"])
    assert runfiles.is_absolute()
    assert (runfiles / "pip" / "site-packages").is_dir()
